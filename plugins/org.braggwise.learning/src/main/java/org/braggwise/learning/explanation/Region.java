// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.List;

import org.braggwise.diffraction.Reflection;

/**
 * A window of a pattern that mattered.
 *
 * @param startDeg two-theta of its first point
 * @param endDeg two-theta of its last point
 * @param peakDeg two-theta of its largest value
 * @param share of the whole profile's sum that lies in it, 0 to 1
 * @param meanValue mean signed attribution in it: positive speaks for the class
 * @param reflections of the structure that lie in it, strongest first; empty where none does or no structure is known
 */
public record Region(
        double startDeg, double endDeg, double peakDeg, double share, double meanValue, List<Reflection> reflections) {

    /** Copies the list. */
    public Region {
        reflections = List.copyOf(reflections);
    }

    /** The same window with other reflections. */
    Region with(List<Reflection> others) {
        return new Region(startDeg, endDeg, peakDeg, share, meanValue, others);
    }
}
