// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.decision;

import java.util.Map;
import java.util.Optional;

import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.refinement.matching.Hypothesis;

/**
 * What a pattern's symmetry is, and how sure that is.
 *
 * @param verdict whether the answer holds
 * @param reason why, in one sentence
 * @param spaceGroup the most probable space group, by number
 * @param crystalSystem the most probable crystal system, which need not be that of the space group
 * @param spaceGroups probability of each space group by number, the most probable first; they add up to 1
 * @param crystalSystems probability of each crystal system; they add up to 1
 * @param structure the best refined structure of that space group, empty where there is none
 */
public record Decision(
        Verdict verdict,
        String reason,
        int spaceGroup,
        CrystalSystem crystalSystem,
        Map<Integer, Double> spaceGroups,
        Map<CrystalSystem, Double> crystalSystems,
        Optional<Hypothesis> structure) {

    /** @return the probability of the space group */
    public double probability() {
        return spaceGroups.getOrDefault(spaceGroup, 0.0);
    }
}
