// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.nodes;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Descriptions of nodes and settings hold a little HTML, as KNIME's do: here they become Markdown, or plain text. */
public final class DescriptionText {

    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>");
    private static final Pattern HREF = Pattern.compile("href\\s*=\\s*[\"']([^\"']*)[\"']");
    private static final Map<String, String> MARKS =
            Map.of("b", "**", "strong", "**", "i", "*", "em", "*", "tt", "`", "code", "`");

    private DescriptionText() {}

    /** @return Markdown with paragraphs and lists */
    static String markdown(String html) {
        StringBuilder text = new StringBuilder();
        Matcher tag = TAG.matcher(html.replaceAll("\\s+", " "));
        String href = null;
        while (tag.find()) {
            boolean end = !tag.group(1).isEmpty();
            String name = tag.group(2).toLowerCase(java.util.Locale.ROOT);
            String mark = MARKS.getOrDefault(name, "");
            if (name.equals("br") || name.equals("p")) {
                mark = "\n";
            } else if (name.equals("ul") || name.equals("ol")) {
                mark = "\n\n";
            } else if (name.equals("li")) {
                mark = end ? "" : "\n- ";
            } else if (name.equals("a") && end) {
                mark = "](" + href + ")";
            } else if (name.equals("a")) {
                Matcher found = HREF.matcher(tag.group(3));
                href = found.find() ? found.group(1) : "";
                mark = "[";
            }
            tag.appendReplacement(text, Matcher.quoteReplacement(mark));
        }
        tag.appendTail(text);
        return entities(text.toString())
                .replaceAll("[ \\t]*\\n[ \\t]*", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    /** @return one line of Markdown, safe in a table's cell */
    static String cell(String html) {
        return markdown(html)
                .replaceAll("\\n- ", "; ")
                .replaceAll("\\n+", " ")
                .replace("|", "\\|")
                .strip();
    }

    /** @return one line without any marks */
    public static String plain(String html) {
        return entities(html.replaceAll("<[^>]*>", " "))
                .replaceAll("\\s+", " ")
                .replaceAll(" ([.,;:)])", "$1")
                .strip();
    }

    private static String entities(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
    }
}
