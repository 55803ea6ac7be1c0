// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

/**
 * A refined structure and how it was found.
 *
 * @param refined the end of its refinement
 * @param route how it was found
 * @param candidate what it started from
 * @param score see {@link Hypothesis#score}
 */
record Fit(Refined refined, Route route, String candidate, double score) {}
