// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.List;
import java.util.Optional;

import org.braggwise.diffraction.ReflectionList;

/**
 * An explained pattern.
 *
 * @param predicted the class that the explained networks give it
 * @param classes what was asked for
 * @param reflections of the pattern's structure, where it is known
 */
public record ExplainedPattern(int predicted, List<ExplainedClass> classes, Optional<ReflectionList> reflections) {

    /** Copies the list. */
    public ExplainedPattern {
        classes = List.copyOf(classes);
    }
}
