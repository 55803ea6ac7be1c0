// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.nio.FloatBuffer;

import org.braggwise.learning.network.Floats;
import org.braggwise.learning.network.Workers;

/** Loops over independent Gaussian weights with standard deviation s = ln(1 + e^rho), in pieces of a fixed size. */
final class GaussianWeights {

    private static final int PIECE = 1 << 14;
    /** Above the least double by more than any variance of a float. */
    private static final double LEAST_PRODUCT = 1e-250;
    /** A standard deviation below this has no variance as a float. */
    private static final double LEAST_DEVIATION = 1e-18;

    private GaussianWeights() {}

    private interface Piece {
        void run(int part, int from, int n);
    }

    private static int pieces(int length) {
        return (length + PIECE - 1) / PIECE;
    }

    private static void cut(Workers workers, int length, Piece piece) {
        workers.run(
                pieces(length),
                (part, thread) -> piece.run(part, part * PIECE, Math.min(PIECE, length - part * PIECE)));
    }

    /** ln(1 + e^rho); its series where e^rho is small. Math.log is compiled to a few instructions, Math.log1p is not. */
    static double deviation(double rho) {
        if (rho > 20) {
            return rho;
        }
        double e = Math.exp(rho);
        return e < 0.01 ? e * (1 - e * (0.5 - e * (1 / 3.0 - e * (0.25 - e * 0.2)))) : Math.log(1 + e);
    }

    /** Derivative of s = ln(1 + e^rho) by rho, 1 - e^-s: needs no exponential where s is small, as it is for most weights. */
    static double slope(double s) {
        return s < 0.01 ? s * (1 - s * (0.5 - s * (1 / 6.0 - s * (1 / 24.0 - s / 120)))) : 1 - Math.exp(-s);
    }

    /** Writes s^2. */
    static void variances(Workers workers, FloatBuffer rho, Floats to) {
        cut(workers, rho.capacity(), (part, from, n) -> {
            var r = new float[n];
            rho.get(from, r);
            for (int i = 0; i < n; i++) {
                double s = Math.max(LEAST_DEVIATION, deviation(r[i]));
                r[i] = (float) (s * s);
            }
            to.write(from, r);
        });
    }

    /**
     * Adds factor * dKL/dmean to the means' derivatives, turns derivatives by the variance into derivatives by rho, and adds factor *
     * dKL/drho to these.
     *
     * @param variances what {@link #variances} wrote
     * @return KL = sum of ln(s0 / s) + (s^2 + mean^2) / (2 s0^2) - 1/2, in nats
     */
    static double addKl(
            Workers workers,
            FloatBuffer mean,
            Floats variances,
            double priorScale,
            double factor,
            FloatBuffer meanGradient,
            FloatBuffer rhoGradient) {
        double precision = 1 / (priorScale * priorScale);
        double logPriorVariance = 2 * Math.log(priorScale);
        var kl = new double[pieces(mean.capacity())];
        cut(workers, mean.capacity(), (part, from, n) -> {
            var m = new float[n];
            var v = new float[n];
            var dm = new float[n];
            var dr = new float[n];
            mean.get(from, m);
            variances.read(from, v);
            meanGradient.get(from, dm);
            rhoGradient.get(from, dr);
            double sum = 0;
            double product = 1; // one logarithm for many variances
            for (int i = 0; i < n; i++) {
                double s = Math.sqrt(v[i]);
                sum += precision * (v[i] + (double) m[i] * m[i]);
                product *= v[i];
                if (product < LEAST_PRODUCT || product > 1 / LEAST_PRODUCT) {
                    sum -= Math.log(product);
                    product = 1;
                }
                dm[i] += (float) (factor * precision * m[i]);
                dr[i] = (float) ((2 * s * dr[i] + factor * (s * precision - 1 / s)) * slope(s));
            }
            meanGradient.put(from, dm);
            rhoGradient.put(from, dr);
            kl[part] = 0.5 * (sum - Math.log(product) + n * (logPriorVariance - 1));
        });
        double total = 0;
        for (double k : kl) {
            total += k;
        }
        return total;
    }
}
