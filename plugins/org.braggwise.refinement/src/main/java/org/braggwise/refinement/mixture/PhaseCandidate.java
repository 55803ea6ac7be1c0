// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import org.braggwise.crystal.CrystalStructure;

/**
 * A structure that a pattern may hold.
 *
 * @param id what results call it, unique in its library
 * @param structure the structure, with a cell within some per cent of the sample's
 */
public record PhaseCandidate(String id, CrystalStructure structure) {}
