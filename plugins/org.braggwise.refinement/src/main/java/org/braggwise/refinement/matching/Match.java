// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.braggwise.refinement.indexing.IndexedCell;

/**
 * What matching found in one pattern.
 *
 * @param hypotheses the best first, by {@link Hypothesis#score}; empty where no candidate could be refined at all
 * @param observed the pattern brought to a maximum of 1, to be drawn with a hypothesis's curve
 * @param expectedResidual the residual that noise alone leaves, 0 without noise
 * @param refined how many structures were refined on the way
 * @param cells the cells that the pattern was indexed with, the likeliest first; empty where a candidate explained it before
 * @param distorted with noise, by number of the hypotheses' space groups: of the candidates with the same commonest element that are of the
 *     group, or nearly, the share that is of a lower one; 0 to 1
 * @param extinctions log-likelihood of the lines that are there and of those that are not, by space-group number, in the first of these cells
 */
public record Match(
        List<Hypothesis> hypotheses,
        double[] observed,
        double expectedResidual,
        int refined,
        Map<Integer, Double> distorted,
        List<IndexedCell> cells,
        Map<Integer, Double> extinctions) {

    /** Keeps copies of the lists. */
    public Match {
        hypotheses = List.copyOf(hypotheses);
        distorted = Map.copyOf(distorted);
        cells = List.copyOf(cells);
        extinctions = Map.copyOf(extinctions);
    }

    /** @return the best hypothesis */
    public Optional<Hypothesis> best() {
        return hypotheses.stream().findFirst();
    }

    /** @return the least residual of all hypotheses, infinite where there is none */
    public double leastResidual() {
        return hypotheses.stream().mapToDouble(Hypothesis::residual).min().orElse(Double.POSITIVE_INFINITY);
    }
}
