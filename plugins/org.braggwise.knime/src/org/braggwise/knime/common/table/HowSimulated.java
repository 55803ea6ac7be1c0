// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import org.braggwise.diffraction.scattering.ScatteringTable;
import org.braggwise.diffraction.simulation.PeakProfile;

/**
 * What the patterns of a column were simulated with, or augmented from, beside their grid and radiation: what an augmented pattern must
 * have too, or a network could tell by it which is which.
 *
 * @param profile the peak shape
 * @param ions whether charges chose ions' scattering factors
 * @param table the scattering factors
 */
public record HowSimulated(PeakProfile profile, boolean ions, ScatteringTable table) {}
