// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import java.util.List;

import org.braggwise.refinement.wholepattern.RefinementResult;

/**
 * What a pattern may be made of.
 *
 * @param phases the phases, the greatest weight fraction first
 * @param refinement the fit: curves, agreement, and the phases in the order in which they were found
 * @param criterion the information criterion, less is better; differences between hypotheses of one pattern count: {@link #STRONG} is strong evidence
 */
public record PhaseHypothesis(List<IdentifiedPhase> phases, RefinementResult refinement, double criterion) {

    /** A difference of the criterion that is strong evidence. */
    public static final double STRONG = 10;
}
