// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

/**
 * How well a cell explains lines. Mean differences are over the lines that are indexed, and no less than what the angles are good for.
 *
 * @param m20 Q20 / (2 mean|dQ| N20), N20 being the number of lines that the lattice can have up to the twentieth: P. M. de Wolff (1968), J. Appl.
 *     Cryst. 1, 108, doi:10.1107/S002188986800508X; of fewer lines where there are fewer
 * @param f20 20 / (mean|d two-theta| N20), in 1 / degree: G. S. Smith and R. L. Snyder (1979), J. Appl. Cryst. 12, 60,
 *     doi:10.1107/S002188987901178X
 * @param m the same as M20 over the lines of the search, halved for each of them that is not indexed
 * @param score what cells are ranked by, in nats: the sum over all lines used of -ln of the chance that a line of a random lattice as dense
 *     as this one is as near, less what its free numbers explain of themselves, less 3 for each line not indexed
 * @param searchUnindexed how many of the search lines are not indexed
 * @param rankingUnindexed how many of the lines used for the score are not indexed
 */
public record FiguresOfMerit(
        double m20, double f20, double m, double score, int searchUnindexed, int rankingUnindexed) {}
