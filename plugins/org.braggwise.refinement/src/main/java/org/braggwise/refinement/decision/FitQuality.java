// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.decision;

/** How the best structure bears on a decision on symmetry. */
enum FitQuality {
    /** Without noise, it leaves nothing, and what symmetry its atoms have within a tenth of an angstrom explains the pattern too. */
    EXPLAINS,
    /** Without noise, it leaves nothing, but its atoms are within a tenth of an angstrom of a higher symmetry, which leaves more. */
    NEARLY_SYMMETRIC,
    /** Without noise, it leaves a little. */
    NEARLY_EXPLAINS,
    /** It leaves no more than noise. */
    WITHIN_NOISE,
    /** It leaves more. */
    FAILS
}
