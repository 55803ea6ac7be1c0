// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.List;
import java.util.Optional;

/**
 * What matching found in one pattern.
 *
 * @param hypotheses the best first, by {@link Hypothesis#score}; empty where no candidate could be refined at all
 * @param observed the pattern brought to a maximum of 1, to be drawn with a hypothesis's curve
 * @param expectedResidual the residual that noise alone leaves, 0 without noise
 * @param refined how many structures were refined on the way
 */
public record Match(List<Hypothesis> hypotheses, double[] observed, double expectedResidual, int refined) {

    /** Keeps a copy of the list. */
    public Match {
        hypotheses = List.copyOf(hypotheses);
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
