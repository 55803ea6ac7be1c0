// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

/** The shape of one reflection, and how the widths of instrument, domain size and microstrain (FWHM each) add up in it. */
public enum ProfileShape {
    /** A Gaussian; widths add in quadrature. */
    GAUSSIAN,
    /** A Lorentzian; widths add. */
    LORENTZIAN,
    /**
     * eta L + (1 - eta) G of one width with a fixed eta; the width lies between the Lorentzian's sum and the Gaussian's by eta.
     */
    PSEUDO_VOIGT,
    /**
     * The pseudo-Voigt of Thompson, Cox and Hastings (1987), J. Appl. Cryst. 20, 79, doi:10.1107/S0021889887087090: the instrument's
     * Caglioti width is Gaussian; X tan(theta) + Y / cos(theta), domain size and microstrain are Lorentzian.
     */
    THOMPSON_COX_HASTINGS
}
