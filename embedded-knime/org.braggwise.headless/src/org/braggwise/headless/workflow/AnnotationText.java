// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an annotation says: KNIME stores plain text or, since 5.1, HTML with headings.
 *
 * @param title the first heading, "" for none
 * @param body the rest, lines separated by line breaks
 */
public record AnnotationText(String title, String body) {

    private static final Pattern HEADING = Pattern.compile("^\\s*<h\\d[^>]*>(.*?)</h\\d>", Pattern.CASE_INSENSITIVE);

    /**
     * @param annotation the config of an annotation of a workflow or of a node
     * @return its text
     */
    public static AnnotationText of(Config annotation) {
        String text = annotation.text("text").orElse("");
        if (!annotation.text("contentType").orElse("").equals("text/html")) {
            return new AnnotationText("", text.strip());
        }
        Matcher heading = HEADING.matcher(text);
        return heading.find()
                ? new AnnotationText(plain(heading.group(1)), plain(text.substring(heading.end())))
                : new AnnotationText("", plain(text));
    }

    /**
     * @param title of a frame, "" for none
     * @param body paragraphs, separated by line breaks
     * @return the HTML as KNIME's editor writes it
     */
    public static String html(String title, String body) {
        StringBuilder html = new StringBuilder();
        if (!title.isEmpty()) {
            html.append("<h5>").append(escaped(title)).append("</h5>");
        }
        body.lines()
                .filter(l -> !l.isBlank())
                .forEach(l -> html.append("<p>").append(escaped(l)).append("</p>"));
        return html.toString();
    }

    /** @return title and text, one below the other */
    public String all() {
        return (title + "\n" + body).strip();
    }

    private static String plain(String html) {
        return html.replaceAll("(?i)<(br|/p|/h\\d|/li|/div)[^>]*>", "\n")
                .replaceAll("<[^>]*>", "")
                .replace("&nbsp;", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .strip();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
