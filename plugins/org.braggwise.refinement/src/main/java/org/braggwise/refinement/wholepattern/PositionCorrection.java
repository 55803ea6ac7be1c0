// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/** Which shift of the angles is refined. With free cells, zero and displacement are all but the same: one of
 * them is refined as a rule. */
public enum PositionCorrection {
    /** No shift. */
    NONE,
    /** The same shift everywhere: capillaries and parallel beams. */
    ZERO_SHIFT,
    /** -2 s cos(theta) / R: a flat sample s above (positive) the axis of a Bragg-Brentano goniometer of radius R. */
    DISPLACEMENT,
    /** Both: for sharp lines over a wide range of angles, as of a standard. */
    BOTH,
    /** Displacement for the K-alpha lines of a laboratory tube, zero shift for any other wavelength. */
    AUTOMATIC
}
