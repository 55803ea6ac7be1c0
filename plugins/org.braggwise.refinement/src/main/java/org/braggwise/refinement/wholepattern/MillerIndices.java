// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/**
 * Planes of a lattice.
 *
 * @param h first index
 * @param k second
 * @param l third; not all are 0
 */
public record MillerIndices(int h, int k, int l) {

    /** @throws IllegalArgumentException for 0 0 0 */
    public MillerIndices {
        if (h == 0 && k == 0 && l == 0) {
            throw new IllegalArgumentException("Miller indices are 0 0 0: expected at least one that is not 0.");
        }
    }

    /** @return "1 0 -2" */
    @Override
    public String toString() {
        return h + " " + k + " " + l;
    }
}
