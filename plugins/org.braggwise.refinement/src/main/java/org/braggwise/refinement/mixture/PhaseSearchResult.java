// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.mixture;

import java.util.List;

/**
 * The end of a search.
 *
 * @param hypotheses the best first; empty where no candidate has a line in the pattern that fits
 * @param candidates how many candidates were screened
 */
public record PhaseSearchResult(List<PhaseHypothesis> hypotheses, int candidates) {}
