// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.canvas;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.headless.workflow.AnnotationText;
import org.braggwise.headless.workflow.Config;

/**
 * An annotation on the canvas: a frame behind nodes, with a title and a text at its top.
 *
 * @param text title and text
 * @param x left edge
 * @param y upper edge
 * @param width pixels
 * @param height pixels
 * @param border colour, 0xrrggbb
 */
public record Frame(AnnotationText text, int x, int y, int width, int height, int border) {

    /** @return the annotations of a workflow.knime, in its order, which is that of drawing */
    static List<Frame> of(Config workflow) {
        List<Frame> frames = new ArrayList<>();
        Config list = workflow.tree("annotations").orElse(new Config());
        for (String key : list.keys()) {
            list.tree(key)
                    .ifPresent(a -> frames.add(new Frame(
                            AnnotationText.of(a),
                            number(a, "x-coordinate"),
                            number(a, "y-coordinate"),
                            number(a, "width"),
                            number(a, "height"),
                            number(a, "borderColor"))));
        }
        return frames;
    }

    private static int number(Config config, String key) {
        try {
            return Integer.parseInt(config.text(key).orElse("0"));
        } catch (NumberFormatException e) {
            // Where it is drawn has no influence on what the workflow does.
            return 0;
        }
    }
}
