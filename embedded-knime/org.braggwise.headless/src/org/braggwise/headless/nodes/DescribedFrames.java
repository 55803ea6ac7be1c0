// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.nodes;

import java.nio.file.Path;

import org.braggwise.headless.workflow.AnnotationText;
import org.braggwise.headless.workflow.Config;
import org.braggwise.headless.workflow.WorkflowException;

import com.fasterxml.jackson.databind.JsonNode;

/** The annotations of a {@link WorkflowDescription}, as KNIME's editor stores frames with a title and a text. */
final class DescribedFrames {

    /** KNIME's grey, of a frame whose description names no colour. */
    private static final String GREY = "#c0c4c6";

    private DescribedFrames() {}

    /**
     * @param file workflow.knime, which gets the config "annotations" where there are any
     * @param described the array of the description
     * @param from the description's file, for messages
     * @throws WorkflowException where a colour is none
     */
    static void putInto(Config file, JsonNode described, Path from) throws WorkflowException {
        Config list = new Config();
        for (JsonNode annotation : described) {
            Config stored = list.putTree("annotation_" + list.keys().size());
            String title = annotation.path("title").asText("");
            String text = annotation.path("text").asText("");
            stored.put("text", AnnotationText.html(title, text))
                    .put("contentType", "text/html")
                    .put("bgcolor", 0xffffff)
                    .put("x-coordinate", annotation.path("x").asInt())
                    .put("y-coordinate", annotation.path("y").asInt())
                    .put("width", annotation.path("width").asInt(400))
                    .put("height", annotation.path("height").asInt(60))
                    .put("alignment", "LEFT")
                    .put("borderSize", 2)
                    .put("borderColor", color(annotation, from))
                    .put("defFontSize", 12)
                    .put("annotation-version", 20230412)
                    .putTree("styles");
        }
        if (!list.isEmpty()) {
            file.put("annotations", list);
        }
    }

    private static int color(JsonNode annotation, Path from) throws WorkflowException {
        String text = annotation.path("color").asText(GREY);
        if (!text.matches("#[0-9a-fA-F]{6}")) {
            throw new WorkflowException(
                    from + ", key annotations: found the color \"" + text + "\", expected one such as \"#2b94b1\".");
        }
        return Integer.parseInt(text.substring(1), 16);
    }
}
