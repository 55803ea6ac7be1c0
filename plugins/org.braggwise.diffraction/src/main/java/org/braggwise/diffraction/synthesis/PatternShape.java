// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.synthesis;

/**
 * What tells one measurement from another whatever its row is called: two patterns of one shape are equal after scaling to four digits.
 */
public final class PatternShape {

    private PatternShape() {}

    /**
     * @param pattern on some grid
     * @return a 64-bit FNV-1a hash of the pattern in steps of 1/10,000 of its highest point; null for a pattern without any peak, which
     *         tells nothing
     */
    public static Long of(double[] pattern) {
        double highest = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (double y : pattern) {
            highest = Math.max(highest, y);
            lowest = Math.min(lowest, y);
        }
        if (!(highest > 0) || lowest == highest) {
            return null;
        }
        long hash = 0xcbf29ce484222325L;
        for (double y : pattern) {
            hash = (hash ^ Math.round(y / highest * 10_000)) * 0x100000001b3L;
        }
        return hash;
    }
}
