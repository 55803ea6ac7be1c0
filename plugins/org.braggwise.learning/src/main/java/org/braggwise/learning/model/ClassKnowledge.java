// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import org.braggwise.learning.evaluation.Interval;

/**
 * What a model has seen of a class.
 *
 * @param trainingPatterns patterns of it in the training
 * @param trainingCompounds different compounds among them
 * @param validationPatterns patterns of it that temperature and conformal scores come from
 * @param validationRight how many of these the calibrated model named right
 * @param chemistry stoichiometries and elements of the training compounds
 */
public record ClassKnowledge(
        int trainingPatterns,
        int trainingCompounds,
        int validationPatterns,
        int validationRight,
        ClassChemistry chemistry) {

    /** @throws IllegalArgumentException if a count is negative, or more are right than there are */
    public ClassKnowledge {
        if (trainingPatterns < 0
                || trainingCompounds < 0
                || validationRight < 0
                || validationRight > validationPatterns) {
            throw new IllegalArgumentException("A class with " + trainingPatterns + " training patterns of "
                    + trainingCompounds + " compounds and " + validationRight + " right of " + validationPatterns
                    + " validation patterns; expected no negative counts, and no more right than there are.");
        }
    }

    /** Wilson's 95 % interval of the share of right validation patterns; unknown where there are none. */
    public Interval validationAccuracy() {
        return Interval.wilson(validationRight, validationPatterns);
    }
}
