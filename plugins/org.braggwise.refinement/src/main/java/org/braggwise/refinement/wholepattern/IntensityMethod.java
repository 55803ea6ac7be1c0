// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/** Where the intensities of the reflections come from. */
public enum IntensityMethod {
    /** From the structure (Rietveld 1969, J. Appl. Cryst. 2, 65, doi:10.1107/S0021889869006558). */
    RIETVELD,
    /** From the pattern, by sharing out what was measured (Le Bail, Duroy and Fourquet 1988, Mat. Res. Bull. 23, 447). */
    LE_BAIL
}
