// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

/**
 * The names of the columns that the predictor appends, as KNIME's own predictors name theirs: "Prediction (class column)" and "P (class
 * column=class)". {@link PredictedClasses} finds them again.
 *
 * @param target the class column that the model learnt
 * @param suffix behind each name, to tell a second prediction of the same table apart; empty for none
 */
public record PredictionColumns(String target, String suffix) {

    public static final String CONFIDENCE = "Confidence";
    public static final String ENTROPY = "Predictive entropy (nat)";
    public static final String EXPECTED_ENTROPY = "Expected entropy (nat)";
    public static final String MUTUAL_INFORMATION = "Mutual information (nat)";
    public static final String STD_DEV = "Standard deviation";
    public static final String LOW = "Interval low";
    public static final String HIGH = "Interval high";
    public static final String OOD = "Out-of-distribution score";
    public static final String SET = "Conformal set";
    public static final String SET_SIZE = "Conformal set size";
    public static final String ABSTAINS = "Abstains because";
    public static final String TOP = "Top classes";

    /** @return the name of the column with the most probable class */
    public String prediction() {
        return "Prediction (" + target + ")" + suffix;
    }

    /** @return the name of the column with the probability of a class */
    public String probability(String className) {
        return "P (" + target + "=" + className + ")" + suffix;
    }

    /** @return the name of one of the other columns */
    public String named(String constant) {
        return constant + suffix;
    }
}
