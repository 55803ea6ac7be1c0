// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node's view as one file that opens by itself: the page with its data in an element
 * {@code <script type="application/json" id="braggwise-data">}, which the page's own script looks for before it asks KNIME.
 */
public final class ViewPage {

    private static final Pattern SCRIPT = Pattern.compile("<script[\\s>]", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEAD_END = Pattern.compile("</head\\s*>|<body[\\s>]", Pattern.CASE_INSENSITIVE);

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"braggwise-data\">([^<]*)</script>\n");

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
        String element = "<script type=\"application/json\" id=\"braggwise-data\">" + json.replace("<", "\\u003c")
                + "</script>\n";
        for (Pattern place : new Pattern[] {SCRIPT, HEAD_END}) {
            Matcher found = place.matcher(page);
            if (found.find()) {
                return page.substring(0, found.start()) + element + page.substring(found.start());
            }
        }
        return element + page;
    }
}
