// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.List;

/**
 * What an explainer says of a pattern, before it is put into the words of diffraction.
 *
 * @param predicted the class that the explained networks give it; -1 where there is a problem
 * @param classes what was asked for; none where there is a problem
 * @param problem why the pattern can't be explained, null where it can
 */
public record AttributedPattern(int predicted, List<Attribution> classes, String problem) {

    /** Copies the list. */
    public AttributedPattern {
        classes = List.copyOf(classes);
    }

    /** @return that the pattern can't be explained, and why */
    public static AttributedPattern failed(String problem) {
        return new AttributedPattern(-1, List.of(), problem);
    }
}
