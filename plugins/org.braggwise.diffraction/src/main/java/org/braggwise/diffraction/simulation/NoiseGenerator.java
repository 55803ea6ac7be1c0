// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.SplittableRandom;

/** Draws from the Poisson and the normal distribution. */
final class NoiseGenerator {

    /** From here on a normal distribution, rounded, is the Poisson distribution to one part in 100 000. */
    private static final double NORMAL_FROM = 1e9;

    private final SplittableRandom m_random;
    private double m_spare = Double.NaN;

    NoiseGenerator(SplittableRandom random) {
        m_random = random;
    }

    /** Replaces intensities by counts of which the highest is expected to be the given one, on the scale of the intensities. */
    void poisson(double[] y, double maximum, double countsAtMaximum) {
        double counts = countsAtMaximum / maximum;
        for (int i = 0; i < y.length; i++) {
            y[i] = y[i] > 0 ? poisson(y[i] * counts) / counts : y[i];
        }
    }

    /** Adds normal noise of mean zero. */
    void gaussian(double[] y, double deviation) {
        for (int i = 0; i < y.length; i++) {
            y[i] += deviation * normal();
        }
    }

    /** Marsaglia's polar method. */
    double normal() {
        if (!Double.isNaN(m_spare)) {
            double z = m_spare;
            m_spare = Double.NaN;
            return z;
        }
        while (true) {
            double u = 2 * m_random.nextDouble() - 1;
            double v = 2 * m_random.nextDouble() - 1;
            double q = u * u + v * v;
            if (q > 0 && q < 1) {
                double f = Math.sqrt(-2 * StrictMath.log(q) / q);
                m_spare = v * f;
                return u * f;
            }
        }
    }

    /** By multiplication for small means, else by transformed rejection: Hoermann (1993), Insur. Math. Econ. 12, 39 (algorithm PTRS). */
    double poisson(double mean) {
        if (mean < 10) {
            double limit = StrictMath.exp(-mean);
            double product = m_random.nextDouble();
            int n = 0;
            while (product > limit) {
                product *= m_random.nextDouble();
                n++;
            }
            return n;
        }
        if (mean > NORMAL_FROM) {
            return Math.rint(mean + Math.sqrt(mean) * normal());
        }
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double vr = 0.9277 - 3.6224 / (b - 2);
        double logMean = StrictMath.log(mean);
        while (true) {
            double u = m_random.nextDouble() - 0.5;
            double v = m_random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= vr) {
                return k;
            }
            if (k < 0 || us < 0.013 && v > us) {
                continue;
            }
            if (StrictMath.log(v * inverseAlpha / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) {
                return k;
            }
        }
    }

    /** Stirling's series from 10 on, which is exact to 1e-12 there; the product below. */
    private static double logFactorial(double k) {
        if (k < 10) {
            double product = 1;
            for (int i = 2; i <= k; i++) {
                product *= i;
            }
            return StrictMath.log(product);
        }
        double x = k + 1;
        double r = 1 / (x * x);
        return (x - 0.5) * StrictMath.log(x)
                - x
                + 0.5 * StrictMath.log(2 * Math.PI)
                + (1 / 12.0 - r * (1 / 360.0 - r * (1 / 1260.0 - r / 1680))) / x;
    }
}
