// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.decision;

import org.braggwise.refinement.matching.Hypothesis;

/**
 * How evidence is weighed. The defaults were chosen on simulated patterns of ABX3 compounds that the candidates did not have.
 *
 * @param solvedResidual without noise a pattern is solved where the best structure's residual R is below this
 * @param solvedProbability with noise it is solved where the best structure leaves no more than noise and its space group has this probability
 * @param likelyProbability an answer is likely from this probability on, 0 to 1
 * @param networkWeight how much ln of what the network says counts where nothing is solved, 0 or more; what is known is not independent, and each
 *     of its parts surer than it is right
 * @param fitWeight how much ln R counts there
 * @param extinctionWeight how much the log-likelihood of the extinctions counts there
 */
public record DecisionSettings(
        double solvedResidual,
        double solvedProbability,
        double likelyProbability,
        double networkWeight,
        double fitWeight,
        double extinctionWeight) {

    /** R below 0.0002, 96 %, 80 %, 0.4, 0.4, 0.4. */
    public static final DecisionSettings DEFAULT = new DecisionSettings(Hypothesis.EXPLAINED, 0.96, 0.8, 0.4, 0.4, 0.4);

    /** @throws IllegalArgumentException for a number outside its range */
    public DecisionSettings {
        if (!(solvedResidual > 0
                && solvedProbability > 0
                && solvedProbability <= 1
                && likelyProbability > 0
                && likelyProbability <= 1
                && networkWeight >= 0
                && fitWeight >= 0
                && extinctionWeight >= 0)) {
            throw new IllegalArgumentException("A decision has a residual of " + solvedResidual
                    + ", probabilities of " + solvedProbability + " and " + likelyProbability + " and weights of "
                    + networkWeight + ", " + fitWeight + " and " + extinctionWeight
                    + ": expected a positive residual, probabilities above 0 and up to 1, and weights of 0 or more.");
        }
    }

    /** @return the same with another residual below which a pattern is solved */
    public DecisionSettings withSolvedResidual(double residual) {
        return new DecisionSettings(
                residual, solvedProbability, likelyProbability, networkWeight, fitWeight, extinctionWeight);
    }
}
