// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.matcher;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.diffraction.Radiation;
import org.braggwise.refinement.decision.Verdict;
import org.knime.core.data.DataRow;

/**
 * What the matcher says of one row.
 *
 * @param row of the table of patterns
 * @param twoThetaDeg angles of the curves
 * @param measured the pattern as it was fitted
 * @param radiation the X-rays that it was measured with
 * @param verdict null where there is a problem
 * @param reason for the verdict, as the engine says it
 * @param hypotheses the best first
 * @param chosen place of the answer among them, -1 where no hypothesis has the answer's symmetry
 * @param spaceGroups probability of each space group by number, the most probable first
 * @param crystalSystems probability of each crystal system
 * @param network what a network said, empty where none was asked
 * @param problem why there is no answer, null where there is one
 */
record PatternAnswer(
        DataRow row,
        double[] twoThetaDeg,
        double[] measured,
        Radiation radiation,
        Verdict verdict,
        String reason,
        List<Hypothesis> hypotheses,
        int chosen,
        Map<Integer, Double> spaceGroups,
        Map<CrystalSystem, Double> crystalSystems,
        Optional<NetworkAnswers.Answer> network,
        String problem) {

    /** The reason says too where the network had no part in it. */
    PatternAnswer {
        reason = NetworkAnswers.reason(reason, network);
    }

    /**
     * One explanation of a pattern.
     *
     * @param name what a list shows
     * @param phases the main phase first
     * @param probability of its space group's best hypothesis, NaN where it has none of its own
     * @param rwp weighted residual, a share; NaN where nothing was refined
     * @param rexp what noise leaves, NaN where it is not known
     * @param chiSquared NaN where it is not known
     * @param note why it is not the answer, null for nothing to say
     * @param calculated with the background; null where nothing was refined
     * @param background null for none
     */
    record Hypothesis(
            String name,
            List<Phase> phases,
            double probability,
            double rwp,
            double rexp,
            double chiSquared,
            String note,
            double[] calculated,
            double[] background) {

        Phase main() {
            return phases.get(0);
        }
    }

    /**
     * One phase of an explanation.
     *
     * @param name of the candidate
     * @param structure refined
     * @param weightFraction 0 to 1
     * @param weightSigma its standard uncertainty, with what a fit can't know in it; 0 where it is not known
     * @param reservation why it is doubtful, null where it is not
     * @param rBragg a share, NaN where it is not known
     * @param cellSigmas of a, b, c, alpha, beta, gamma; 0 where fixed or not known
     * @param before the candidate's own cell
     * @param ticks its reflections in the pattern
     */
    record Phase(
            String name,
            CrystalStructure structure,
            double weightFraction,
            double weightSigma,
            String reservation,
            double rBragg,
            double[] cellSigmas,
            UnitCell before,
            List<Tick> ticks) {}

    /** A reflection: two-theta in degrees, indices as "1 1 0", intensity with the strongest 100. */
    record Tick(double twoThetaDeg, String hkl, double intensity) {}

    static PatternAnswer failed(DataRow row, String problem) {
        return new PatternAnswer(
                row, null, null, null, null, null, List.of(), -1, Map.of(), Map.of(), Optional.empty(), problem);
    }

    /** @return the hypothesis that the answer rests on: the chosen one, else the best */
    Optional<Hypothesis> answer() {
        return hypotheses.isEmpty() ? Optional.empty() : Optional.of(hypotheses.get(Math.max(0, chosen)));
    }
}
