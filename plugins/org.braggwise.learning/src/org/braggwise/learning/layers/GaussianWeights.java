// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import java.nio.FloatBuffer;

import org.braggwise.learning.network.Floats;
import org.braggwise.learning.network.Workers;

/** Loops over independent Gaussian weights with standard deviation s = ln(1 + e^rho), in pieces of a fixed size. */
final class GaussianWeights {

    private static final int PIECE = 1 << 14;

    private interface Piece {
        void run(int part, int from, int n);
    }

    private static int pieces(final int length) {
        return (length + PIECE - 1) / PIECE;
    }

    private static void cut(final Workers workers, final int length, final Piece piece) {
        workers.run(pieces(length), (part, thread) -> piece.run(part, part * PIECE, Math.min(PIECE, length - part * PIECE)));
    }

    /** ln(1 + e^rho); its series where e^rho is small. Math.log is compiled to a few instructions, Math.log1p is not. */
    static double deviation(final double rho) {
        if (rho > 20) {
            return rho;
        }
        final double e = Math.exp(rho);
        return e < 0.01 ? e * (1 - e * (0.5 - e * (1 / 3.0 - e * (0.25 - e * 0.2)))) : Math.log(1 + e);
    }

    /** Derivative of ln(1 + e^rho) by rho. */
    static double slope(final double rho) {
        return 1 / (1 + Math.exp(-rho));
    }

    /** Writes s^2. */
    void variances(final Workers workers, final FloatBuffer rho, final Floats to) {
        cut(workers, rho.capacity(), (part, from, n) -> {
            final var r = new float[n];
            rho.get(from, r);
            for (int i = 0; i < n; i++) {
                final double s = deviation(r[i]);
                r[i] = (float)(s * s);
            }
            to.write(from, r);
        });
    }

    /**
     * Adds factor * dKL/dmean to the means' derivatives, turns derivatives by the variance into derivatives by rho, and adds factor *
     * dKL/drho to these.
     *
     * @return KL = sum of ln(s0 / s) + (s^2 + mean^2) / (2 s0^2) - 1/2, in nats
     */
    double addKl(final Workers workers, final FloatBuffer mean, final FloatBuffer rho, final double priorScale, final double factor,
        final FloatBuffer meanGradient, final FloatBuffer rhoGradient) {
        final double precision = 1 / (priorScale * priorScale);
        final double logPrior = Math.log(priorScale);
        final var kl = new double[pieces(mean.capacity())];
        cut(workers, mean.capacity(), (part, from, n) -> {
            final var m = new float[n];
            final var r = new float[n];
            final var dm = new float[n];
            final var dr = new float[n];
            mean.get(from, m);
            rho.get(from, r);
            meanGradient.get(from, dm);
            rhoGradient.get(from, dr);
            double sum = 0;
            for (int i = 0; i < n; i++) {
                final double s = deviation(r[i]);
                final double slope = slope(r[i]);
                sum += logPrior - Math.log(s) + 0.5 * precision * (s * s + (double)m[i] * m[i]) - 0.5;
                dm[i] += (float)(factor * precision * m[i]);
                dr[i] = (float)((2 * s * dr[i] + factor * (s * precision - 1 / s)) * slope);
            }
            meanGradient.put(from, dm);
            rhoGradient.put(from, dr);
            kl[part] = sum;
        });
        double total = 0;
        for (double k : kl) {
            total += k;
        }
        return total;
    }
}
