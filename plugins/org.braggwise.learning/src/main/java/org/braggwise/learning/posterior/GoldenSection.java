// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.function.DoubleUnaryOperator;

/** Where a function of one variable is greatest (Kiefer 1953, doi:10.1090/S0002-9939-1953-0055639-3). */
public final class GoldenSection {
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 24;

    private GoldenSection() {}

    /** Coarse steps first, since the function need not have one maximum, then golden section around the best of them. */
    public static double maximise(DoubleUnaryOperator f, double low, double high, double tolerance) {
        double width = (high - low) / STEPS;
        double best = low;
        double bestValue = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= STEPS; i++) {
            double value = f.applyAsDouble(low + i * width);
            if (value > bestValue) {
                bestValue = value;
                best = low + i * width;
            }
        }
        return narrow(f, Math.max(low, best - width), Math.min(high, best + width), tolerance);
    }

    /** Golden section alone, for a function with one maximum between low and high. */
    static double narrow(DoubleUnaryOperator f, double low, double high, double tolerance) {
        double a = low;
        double b = high;
        double x1 = b - GOLDEN * (b - a);
        double x2 = a + GOLDEN * (b - a);
        double f1 = f.applyAsDouble(x1);
        double f2 = f.applyAsDouble(x2);
        while (b - a > tolerance) {
            if (f1 < f2) {
                a = x1;
                x1 = x2;
                f1 = f2;
                x2 = a + GOLDEN * (b - a);
                f2 = f.applyAsDouble(x2);
            } else {
                b = x2;
                x2 = x1;
                f2 = f1;
                x1 = b - GOLDEN * (b - a);
                f1 = f.applyAsDouble(x1);
            }
        }
        return (a + b) / 2;
    }
}
