// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

/**
 * How much work a match may do. All limits are counts, so that results are the same on any machine and any number of threads.
 *
 * @param screened how many templates go from the screening to lattice fits, at least 1
 * @param refined how many go from there to Rietveld refinement, at least 1
 * @param indexing whether a pattern that these do not explain is indexed, and candidates are fitted to the lattices found
 * @param indexedRefined how many candidates in indexed lattices are refined at most
 * @param restarts how many random starts of the positions are tried in the best lattices where all this explains nothing; 0 for none
 * @param countsAtMaximum counts at the highest point, which say how much noise there is; infinite for none
 * @param backgroundShare the height of the background that was taken off, as a share of the pattern's maximum
 * @param hypotheses how many hypotheses are given back, the best first, at least 1
 * @param seed of random starts
 */
public record MatchSettings(
        int screened,
        int refined,
        boolean indexing,
        int indexedRefined,
        int restarts,
        double countsAtMaximum,
        double backgroundShare,
        int hypotheses,
        long seed) {

    /** 60 screened, 25 refined, with indexing, 60 refined in indexed lattices, no restarts, no noise, 24 hypotheses. */
    public static final MatchSettings DEFAULT =
            new MatchSettings(60, 25, true, 60, 0, Double.POSITIVE_INFINITY, 0, 24, 1);

    /** @throws IllegalArgumentException for a number outside its range */
    public MatchSettings {
        if (screened < 1 || refined < 1 || indexedRefined < 0 || restarts < 0 || hypotheses < 1) {
            throw new IllegalArgumentException(
                    "A match of " + screened + " screened, " + refined + " refined, " + indexedRefined
                            + " refined in indexed lattices, " + restarts + " restarts and " + hypotheses
                            + " hypotheses: expected at least 1 screened, refined and given back, and no negative number.");
        }
        if (!(countsAtMaximum > 0) || !(backgroundShare >= 0)) {
            throw new IllegalArgumentException(
                    "Counts at the maximum are " + countsAtMaximum + " and the background's share is " + backgroundShare
                            + ": expected a number above 0, and 0 or more.");
        }
    }

    /** @return the same with so many random starts */
    public MatchSettings withRestarts(int starts) {
        return new MatchSettings(
                screened,
                refined,
                indexing,
                indexedRefined,
                starts,
                countsAtMaximum,
                backgroundShare,
                hypotheses,
                seed);
    }

    /** @return the same for patterns with noise: counts at the maximum, and the background's share of it */
    public MatchSettings withNoise(double counts, double background) {
        return new MatchSettings(
                screened, refined, indexing, indexedRefined, restarts, counts, background, hypotheses, seed);
    }
}
