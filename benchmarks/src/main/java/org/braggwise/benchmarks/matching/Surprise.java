// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.util.List;

/**
 * How surprising it is that a pattern is explained so badly, were it of a type that the candidates have. Patterns with few lines nearly always are
 * explained, those with many often not: so the share of such patterns that are not explained is a logistic function of ln of the number of lines,
 * fitted to patterns of known types, and the surprise is -ln of the chance of a residual as large as this one among patterns with as many lines.
 */
final class Surprise {

    /** What leaves more is not explained. */
    static final double EXPLAINED = 1e-3;

    private static final int STEPS = 50;

    /** Keeps the slope finite where a number of lines parts the explained from the others. */
    private static final double RIDGE = 0.1;

    private final double m_intercept;
    private final double m_slope;
    private final double[] m_explained;
    private final double[] m_unexplained;

    /**
     * A pattern.
     *
     * @param residual that the best match leaves
     * @param lines how many lines the pattern has
     */
    record Case(double residual, int lines) {

        boolean explained() {
            return residual <= EXPLAINED;
        }
    }

    /** @param own patterns of types that the candidates have; of none that are to be scored */
    Surprise(List<Case> own) {
        m_explained = sorted(own, true);
        m_unexplained = sorted(own, false);
        double a = 0;
        double b = 0;
        for (int step = 0; step < STEPS; step++) {
            double ga = 0;
            double gb = -RIDGE * b;
            double haa = 1e-9;
            double hab = 0;
            double hbb = RIDGE;
            for (Case c : own) {
                double x = Math.log(c.lines());
                double p = 1 / (1 + Math.exp(-a - b * x));
                double d = (c.explained() ? 0 : 1) - p;
                double w = p * (1 - p);
                ga += d;
                gb += d * x;
                haa += w;
                hab += w * x;
                hbb += w * x * x;
            }
            double determinant = haa * hbb - hab * hab;
            a += (hbb * ga - hab * gb) / determinant;
            b += (haa * gb - hab * ga) / determinant;
        }
        m_intercept = a;
        m_slope = b;
    }

    private static double[] sorted(List<Case> own, boolean explained) {
        return own.stream()
                .filter(c -> c.explained() == explained)
                .mapToDouble(Case::residual)
                .sorted()
                .toArray();
    }

    /** @return the chance that a pattern with so many lines is not explained though its type is known */
    double unexplained(int lines) {
        return 1 / (1 + Math.exp(-m_intercept - m_slope * Math.log(lines)));
    }

    /** @return -ln of the chance of a residual as large; 0 or more */
    double of(Case c) {
        double u = unexplained(c.lines());
        return -Math.log(
                c.explained() ? u + (1 - u) * tail(m_explained, c.residual()) : u * tail(m_unexplained, c.residual()));
    }

    /** The share of values that are as large, as if the value itself were one of them. */
    private static double tail(double[] sorted, double value) {
        int at = java.util.Arrays.binarySearch(sorted, value);
        int first = at >= 0 ? at : -at - 1;
        return (sorted.length - first + 1.0) / (sorted.length + 1.0);
    }
}
