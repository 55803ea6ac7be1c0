// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;

import org.braggwise.learning.network.Dl4jRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * The variational layer on a conjugate model: y = x^T w + b + noise of variance 1/2, so that the squared error is the negative
 * log-likelihood but for a constant, and w, b ~ N(0, s^2). The columns of x are orthogonal, so that the exact posterior is a product of
 * Gaussians: variational inference has to find it, and the bound has to reach the evidence.
 */
class BayesianLinearRegressionTest {

    private static final int ROWS = 64;
    private static final int IN = 3;
    private static final double NOISE_VARIANCE = 0.5;
    private static final double PRIOR_SCALE = 0.4;

    /** Columns of plus and minus a: orthogonal to each other and to the constant; a differs so that the deviations do. */
    private static double x(int row, int column) {
        if (column == IN) {
            return 1; // of the bias
        }
        return (0.2 + 0.4 * column) * ((row >> column & 1) == 0 ? 1 : -1);
    }

    private static double[] targets() {
        var random = new SplittableRandom(6);
        double[] w = {0.9, -0.5, 0.3, 0.25};
        var y = new double[ROWS];
        for (int r = 0; r < ROWS; r++) {
            y[r] = Math.sqrt(NOISE_VARIANCE) * random.nextGaussian();
            for (int i = 0; i <= IN; i++) {
                y[r] += w[i] * x(r, i);
            }
            y[r] = (float) y[r];
        }
        return y;
    }

    private static MultiLayerNetwork trained(INDArray x, INDArray y) {
        Dl4jRuntime.singleThreaded();
        int steps = 2500;
        var dense = new VariationalDense("dense", IN, 1, false, PRIOR_SCALE, 1, ROWS, 5);
        var last = new LossLayer.Builder(new LossMSE())
                .activation(Activation.IDENTITY)
                .build();
        last.setNIn(1);
        last.setNOut(1);
        var net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Adam.Builder()
                        .learningRateSchedule(new WarmUpCosine(0.03, 10, steps))
                        .build())
                .list(dense, last)
                .build());
        net.init();
        for (int s = 0; s < steps; s++) {
            net.fit(x, y);
        }
        return net;
    }

    @Test
    void itFindsTheExactPosteriorAndTheBoundReachesTheEvidence() {
        double[] y = targets();
        var flatX = new float[ROWS * IN];
        var flatY = new float[ROWS];
        for (int r = 0; r < ROWS; r++) {
            flatY[r] = (float) y[r];
            for (int i = 0; i < IN; i++) {
                flatX[r * IN + i] = (float) x(r, i);
            }
        }
        MultiLayerNetwork net =
                trained(Nd4j.create(flatX, new long[] {ROWS, IN}, 'c'), Nd4j.create(flatY, new long[] {ROWS, 1}, 'c'));
        double evidence = 0; // ln p(y), column by column, since they are orthogonal
        double bound = 0; // E ln p(y | w) - KL
        var residual = y.clone();
        for (int i = 0; i <= IN; i++) {
            double xx = 0;
            double xy = 0;
            for (int r = 0; r < ROWS; r++) {
                xx += x(r, i) * x(r, i);
                xy += x(r, i) * y[r];
            }
            double precision = xx / NOISE_VARIANCE + 1 / (PRIOR_SCALE * PRIOR_SCALE);
            double exactMean = xy / NOISE_VARIANCE / precision;
            double mean = net.getLayer(0).getParam(i < IN ? "W" : "b").getDouble(i < IN ? i : 0);
            double s = Math.log1p(
                    Math.exp(net.getLayer(0).getParam(i < IN ? "rhoW" : "rhoB").getDouble(i < IN ? i : 0)));
            assertEquals(exactMean, mean, 0.05 / Math.sqrt(precision), "mean of weight " + i);
            assertEquals(1, s * Math.sqrt(precision), 0.03, "deviation of weight " + i);
            evidence += 0.5 * precision * exactMean * exactMean - 0.5 * Math.log(precision * PRIOR_SCALE * PRIOR_SCALE);
            bound -= xx * s * s / (2 * NOISE_VARIANCE)
                    + Math.log(PRIOR_SCALE / s)
                    + (s * s + mean * mean) / (2 * PRIOR_SCALE * PRIOR_SCALE)
                    - 0.5;
            for (int r = 0; r < ROWS; r++) {
                residual[r] -= mean * x(r, i);
            }
        }
        for (int r = 0; r < ROWS; r++) {
            evidence -= y[r] * y[r] / (2 * NOISE_VARIANCE);
            bound -= residual[r] * residual[r] / (2 * NOISE_VARIANCE);
        }
        assertEquals(0, evidence - bound, 0.02, "nats between evidence and bound");
    }
}
