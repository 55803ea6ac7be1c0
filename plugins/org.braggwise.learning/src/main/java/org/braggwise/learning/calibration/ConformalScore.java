// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

/** How strange a class is for a row, given the predicted probabilities; larger is stranger. */
public enum ConformalScore {
    /**
     * Least ambiguous set-valued classifier (Sadinle, Lei and Wasserman 2019): 1 - p of the class. The smallest sets on average; hard
     * rows may get an empty set.
     */
    LAC {
        @Override
        public double of(double[] probabilities, int classIndex) {
            return 1 - probabilities[classIndex];
        }
    },
    /**
     * Adaptive prediction sets (Romano, Sesia and Candes 2020, NeurIPS), not randomised: the probability of the class and of all classes
     * that are at least as probable. Sets grow on hard rows; coverage is a little above the chosen one.
     */
    APS {
        @Override
        public double of(double[] probabilities, int classIndex) {
            double sum = 0;
            for (double p : probabilities) {
                if (p >= probabilities[classIndex]) {
                    sum += p;
                }
            }
            return sum;
        }
    };

    /** @param probabilities of all classes, sum 1 */
    public abstract double of(double[] probabilities, int classIndex);
}
