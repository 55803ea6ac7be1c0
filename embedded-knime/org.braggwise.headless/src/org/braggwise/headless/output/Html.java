// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

/** Text on its way into HTML. */
final class Html {

    private Html() {}

    /** @return the text, safe between tags and inside an attribute in quotes */
    static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /** @return paragraphs: an empty line separates them */
    static String paragraphs(String text) {
        StringBuilder html = new StringBuilder();
        for (String paragraph : text.strip().split("\\n\\s*\\n")) {
            html.append("<p>")
                    .append(text(paragraph.strip()).replace("\n", "<br>"))
                    .append("</p>\n");
        }
        return html.toString();
    }

    /** @return a relative link to a file of the results: each part encoded */
    static String link(String file) {
        StringBuilder link = new StringBuilder();
        for (String part : file.split("/")) {
            link.append(link.isEmpty() ? "" : "/")
                    .append(java.net.URLEncoder.encode(part, java.nio.charset.StandardCharsets.UTF_8)
                            .replace("+", "%20"));
        }
        return text(link.toString());
    }
}
