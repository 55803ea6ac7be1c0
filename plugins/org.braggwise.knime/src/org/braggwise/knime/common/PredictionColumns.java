// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common;

import java.util.ArrayList;
import java.util.List;

import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;

/** The names of the columns that the predictor appends: the scorer and the views find them again by these. */
public final class PredictionColumns {

    public static final String PREDICTION = "Prediction";
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

    private static final String P_PREFIX = "P (";

    private PredictionColumns() {}

    /** @return the name of the column with the probability of a class */
    public static String probability(String className) {
        return P_PREFIX + className + ")";
    }

    /** @return the classes whose probabilities the table holds, in the order of their columns */
    public static List<String> classes(DataTableSpec spec) {
        List<String> classes = new ArrayList<>();
        for (DataColumnSpec c : spec) {
            String name = c.getName();
            if (name.startsWith(P_PREFIX) && name.endsWith(")")) {
                classes.add(name.substring(P_PREFIX.length(), name.length() - 1));
            }
        }
        return classes;
    }
}
