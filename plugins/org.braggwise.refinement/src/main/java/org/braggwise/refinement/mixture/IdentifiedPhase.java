// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import org.braggwise.refinement.wholepattern.RefinedPhase;

/**
 * A phase of a hypothesis.
 *
 * @param candidate index in the library
 * @param id the candidate's id
 * @param refined the phase after the refinement: weight fraction, cell, reflections
 * @param evidence by how much the hypothesis without this phase is worse, in the unit of {@link PhaseHypothesis#criterion()}; above 0;
 *     NaN for a single phase, and for phases of hypotheses behind the best
 * @param doubtful whether the phase is reported with a reservation
 * @param reservation why, in a sentence; "" where there is none
 */
public record IdentifiedPhase(
        int candidate, String id, RefinedPhase refined, double evidence, boolean doubtful, String reservation) {}
