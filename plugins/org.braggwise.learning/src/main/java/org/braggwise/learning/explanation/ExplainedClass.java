// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.List;

/**
 * Why one class was or was not the answer for a pattern.
 *
 * @param attribution point by point
 * @param regions where most of it lies, the largest share first, with the pattern's own reflections where its structure is known
 * @param absent of each region, the classes whose line is missing there
 */
public record ExplainedClass(Attribution attribution, List<Region> regions, List<List<ClassLines.Absent>> absent) {

    /** Copies the lists. */
    public ExplainedClass {
        regions = List.copyOf(regions);
        absent = List.copyOf(absent);
    }
}
