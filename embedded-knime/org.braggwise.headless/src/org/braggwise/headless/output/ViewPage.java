// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A node's view as one file that opens by itself: the page with its data in an element
 * {@code <script type="application/json" id="braggwise-data">}, which the page's own script looks for before it asks KNIME. A page whose
 * style and script have the ids braggwise-style and braggwise-script lets a report take these once for all its views.
 */
public final class ViewPage {

    private static final Pattern SCRIPT = Pattern.compile("<script[\\s>]", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEAD_END = Pattern.compile("</head\\s*>|<body[\\s>]", Pattern.CASE_INSENSITIVE);
    private static final String BEGIN = "<script type=\"application/json\" id=\"braggwise-data\">";
    private static final Pattern DATA = Pattern.compile(BEGIN + "([^<]*)</script>\n");
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What pages of one kind share.
     *
     * @param style the text of the style element
     * @param script the text of the script element
     */
    record Shared(String style, String script) {}

    private ViewPage() {}

    /**
     * A page and its data.
     *
     * @param page without data
     * @param json the data as {@link #withData} wrote it
     */
    record Parts(String page, String json) {}

    /** @return what {@link #withData} put together */
    static Parts parts(String page) {
        Matcher data = DATA.matcher(page);
        return data.find()
                ? new Parts(page.substring(0, data.start()) + page.substring(data.end()), data.group(1))
                : new Parts(page, "null");
    }

    /**
     * @param page the HTML text that KNIME shows
     * @param json the view's initial data
     * @return the page with the data before its first script
     */
    public static String withData(String page, String json) {
        // Inside a JSON text "<" stands in strings only; as an escape it can neither end the element nor open a comment
        // in it.
        String element = BEGIN + safe(json) + "</script>\n";
        for (Pattern place : new Pattern[] {SCRIPT, HEAD_END}) {
            Matcher found = place.matcher(page);
            if (found.find()) {
                return page.substring(0, found.start()) + element + page.substring(found.start());
            }
        }
        return element + page;
    }

    /** @return a JSON text that can stand in a script element */
    static String safe(String json) {
        return json.replace("<", "\\u003c");
    }

    /** @return style and script, where the page lets them be taken */
    static Optional<Shared> shared(String page) {
        String style = between(page, "<style id=\"braggwise-style\">", "</style>");
        String script = between(page, "<script id=\"braggwise-script\">", "</script>");
        return style == null || script == null ? Optional.empty() : Optional.of(new Shared(style, script));
    }

    /**
     * @param json the data as {@link #parts} gives it
     * @return the view's data out of KNIME's wrapping; empty where it is no JSON
     */
    static Optional<JsonNode> data(String json) {
        try {
            return Optional.of(unwrapped(JSON.readTree(json)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static JsonNode unwrapped(JsonNode data) throws JsonProcessingException {
        JsonNode inner = data.isTextual() ? JSON.readTree(data.asText()) : data;
        return inner.has("result") ? unwrapped(inner.get("result")) : inner;
    }

    private static String between(String page, String from, String to) {
        int start = page.indexOf(from);
        int end = start < 0 ? -1 : page.indexOf(to, start);
        return end < 0 ? null : page.substring(start + from.length(), end);
    }
}
