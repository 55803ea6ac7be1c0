// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

import java.util.List;
import java.util.Map;

import org.braggwise.diffraction.Pattern;

/**
 * A pattern ready for a model, and how it came about.
 *
 * @param pattern on the grid and at the radiation that the settings ask for
 * @param measured for each grid angle whether the scan covers it; where not, the intensity is 0
 * @param steps the steps that were run, in order, the scan as read first
 * @param notes what a user should know: points filled in, clipped, or not measured
 * @param warnings where the pattern is not what was asked for, in words; these are not among the notes
 */
public record PreparedPattern(
        Pattern pattern,
        boolean[] measured,
        List<PreparationStep> steps,
        List<String> notes,
        Map<Warning, String> warnings) {

    /** What makes a pattern other than was asked for. */
    public enum Warning {
        /** The scan states no radiation: that of the settings was taken. */
        ASSUMED_RADIATION,
        /** K-alpha-2 was to be stripped, but the radiation is no doublet. */
        NOT_STRIPPED,
        /** Less than 0.9 of the grid was measured. */
        MUCH_UNMEASURED
    }

    /** @return the share of the grid that was measured, 0 to 1 */
    public double measuredShare() {
        int n = 0;
        for (boolean m : measured) {
            n += m ? 1 : 0;
        }
        return n / (double) measured.length;
    }
}
