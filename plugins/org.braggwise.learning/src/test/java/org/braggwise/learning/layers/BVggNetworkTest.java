// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.braggwise.crystal.KeyedRandom;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.Workers;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/** The Deeplearning4j network against its definition in double precision: derivatives of every parameter, and what the framework does. */
class BVggNetworkTest {

    private static final int ROWS = 5;
    private static final long SEED = 17;

    private static INDArray patterns(int rows, int points) {
        var random = new SplittableRandom(3);
        var x = new float[rows * points];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return Nd4j.create(x, new long[] {rows, points}, 'c');
    }

    private static INDArray targets(int rows, int classes) {
        var y = new float[rows * classes];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < classes; c++) {
                y[r * classes + c] = c == r % classes ? 0.9f : 0.1f / (classes - 1);
            }
        }
        return Nd4j.create(y, new long[] {rows, classes}, 'c');
    }

    /** A network whose step of gradient descent with rate 1 shows the derivative. */
    private static NetworkPlan plan(NetworkSpec spec, boolean variational, float[] classWeights) {
        return new NetworkPlan(
                spec, new Sgd(1), 0, classWeights, variational ? new NetworkPlan.Prior(0.3, 0.7, 11) : null, SEED);
    }

    private static double[] wide(INDArray x) {
        var copy = new float[(int) x.length()];
        NativeMemory.buffer(x).get(0, copy);
        var d = new double[copy.length];
        for (int i = 0; i < d.length; i++) {
            d[i] = copy[i];
        }
        return d;
    }

    @ParameterizedTest(name = "variational {0}, dropout {1}/{2}, class weights {3}")
    @CsvSource({"false, 0, 0, false", "false, 0.3, 0.4, true", "true, 0.2, 0, false", "true, 0, 0, true"})
    void derivativesOfEveryParameterAreThoseOfFiniteDifferences(
            boolean variational, double trunkDropout, double headDropout, boolean weighted) {
        var spec = new NetworkSpec(22, new int[][] {{3, 4}, {5}}, 6, 3, trunkDropout, headDropout);
        float[] classWeights = weighted ? new float[] {0.5f, 2, 1.25f} : null;
        INDArray x = patterns(ROWS, 22);
        INDArray y = targets(ROWS, 3);
        try (Workers workers = new Workers(2);
                BVggNetwork net = new BVggNetwork(plan(spec, variational, classWeights), workers)) {
            MultiLayerNetwork dl4j = net.network();
            var random = new SplittableRandom(4);
            for (int i = 0; i < dl4j.numParams(); i++) { // biases, and deviations that can be seen
                double shift = 0.1 * random.nextGaussian();
                dl4j.params().putScalar(i, dl4j.params().getDouble(i) + shift);
            }
            if (variational) {
                for (int layer = 1; layer <= 2; layer++) {
                    dl4j.getLayer(layer).getParam("rhoW").addi(3.5);
                    dl4j.getLayer(layer).getParam("rhoB").addi(3.5);
                }
            }
            double[] parameters = wide(dl4j.params());
            dl4j.fit(x, y);
            double[] after = wide(dl4j.params());
            var reference = new ReferenceLoss(spec, variational, classWeights, wide(x), wide(y), dl4j, SEED);
            assertEquals(reference.loss(parameters), dl4j.score(), 2e-5 * (1 + dl4j.score()));
            for (int i = 0; i < parameters.length; i++) {
                double kept = parameters[i];
                double step = 1e-6;
                parameters[i] = kept + step;
                double above = reference.loss(parameters);
                parameters[i] = kept - step;
                double below = reference.loss(parameters);
                parameters[i] = kept;
                double expected = (above - below) / (2 * step);
                assertEquals(expected, kept - after[i], 1e-4 + 2e-4 * Math.abs(expected), "parameter " + i);
            }
        }
    }

    private static double[] train(NetworkSpec spec, boolean variational, int threads, int steps) {
        var plan = new NetworkPlan(
                spec,
                new Adam.Builder()
                        .learningRateSchedule(new WarmUpCosine(1e-2, 2, steps))
                        .build(),
                1e-3,
                null,
                variational ? new NetworkPlan.Prior(0.3, 0.01, 50) : null,
                SEED);
        try (Workers workers = new Workers(threads);
                BVggNetwork net = new BVggNetwork(plan, workers)) {
            for (int s = 0; s < steps; s++) {
                net.network().fit(patterns(19, spec.inputLength()), targets(19, spec.classes()));
            }
            return wide(net.network().params());
        }
    }

    @ParameterizedTest(name = "variational {0}")
    @CsvSource({"false", "true"})
    void trainingIsBitwiseTheSameOnAnyNumberOfThreads(boolean variational) {
        var spec = new NetworkSpec(131, new int[][] {{8, 8}, {16}}, 24, 4, 0.1, variational ? 0 : 0.3);
        double[] one = train(spec, variational, 1, 5);
        for (int threads = 2; threads <= 3; threads++) {
            assertArrayEquals(one, train(spec, variational, threads, 5), threads + " threads");
        }
    }

    @Test
    void weightDecayIsDecoupledAndSparesBiases() {
        var spec = new NetworkSpec(32, new int[][] {{4}}, 5, 2, 0, 0);
        try (Workers workers = new Workers(1);
                BVggNetwork plain = new BVggNetwork(new NetworkPlan(spec, new Sgd(0.1), 0, null, null, SEED), workers);
                BVggNetwork decayed =
                        new BVggNetwork(new NetworkPlan(spec, new Sgd(0.1), 0.5, null, null, SEED), workers)) {
            double[] before = wide(plain.network().getLayer(1).getParam("W"));
            plain.network().fit(patterns(ROWS, 32), targets(ROWS, 2));
            decayed.network().fit(patterns(ROWS, 32), targets(ROWS, 2));
            double[] a = wide(plain.network().getLayer(1).getParam("W"));
            double[] b = wide(decayed.network().getLayer(1).getParam("W"));
            for (int i = 0; i < a.length; i++) {
                assertEquals(0.1 * 0.5 * before[i], a[i] - b[i], 1e-6);
            }
            assertArrayEquals(
                    wide(plain.network().getLayer(1).getParam("b")),
                    wide(decayed.network().getLayer(1).getParam("b")));
        }
    }

    @ParameterizedTest(name = "variational {0}")
    @CsvSource({"false", "true"})
    void modelSerializerWritesAndReadsIt(boolean variational) throws IOException {
        var spec = new NetworkSpec(64, new int[][] {{4, 4}, {6}}, 8, 3, 0.1, 0.2);
        var schedule = new WarmUpCosine(1e-3, 3, 40);
        var plan = new NetworkPlan(
                spec,
                new Adam.Builder().learningRateSchedule(schedule).build(),
                1e-4,
                new float[] {1, 2, 3},
                variational ? new NetworkPlan.Prior(0.3, 0.7, 11) : null,
                SEED);
        try (Workers workers = new Workers(2);
                BVggNetwork net = new BVggNetwork(plan, workers)) {
            net.network().fit(patterns(ROWS, 64), targets(ROWS, 3));
            var bytes = new ByteArrayOutputStream();
            ModelSerializer.writeModel(net.network(), bytes, true);
            MultiLayerNetwork read =
                    ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(bytes.toByteArray()), true);
            assertEquals(
                    net.network().getLayerWiseConfigurations().toJson(),
                    read.getLayerWiseConfigurations().toJson());
            assertArrayEquals(wide(net.network().output(patterns(ROWS, 64))), wide(read.output(patterns(ROWS, 64))));
            net.network().fit(patterns(ROWS, 64), targets(ROWS, 3)); // the optimiser's state came along
            read.fit(patterns(ROWS, 64), targets(ROWS, 3)); // by Deeplearning4j's own step, which rounds otherwise
            assertArrayEquals(wide(net.network().params()), wide(read.params()), 1e-6);
        }
    }

    @Test
    void dropoutMasksChangeFromStepToStepAndRepeatFromRunToRun() {
        var spec = new NetworkSpec(32, new int[][] {{4}}, 16, 2, 0, 0.5);
        List<double[]> outputs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (Workers workers = new Workers(1);
                    BVggNetwork net =
                            new BVggNetwork(new NetworkPlan(spec, new Sgd(0), 0, null, null, SEED), workers)) {
                for (int step = 0; step < 2; step++) {
                    net.network().fit(patterns(ROWS, 32), targets(ROWS, 2));
                    outputs.add(new double[] {net.network().score()});
                }
            }
        }
        assertNotEquals(outputs.get(0)[0], outputs.get(1)[0]);
        assertEquals(outputs.get(0)[0], outputs.get(2)[0]);
        assertEquals(outputs.get(1)[0], outputs.get(3)[0]);
    }

    @Test
    void theScheduleRisesThenFallsToZero() {
        var s = new WarmUpCosine(0.01, 10, 110);
        assertEquals(0.01 / 11, s.valueAt(0, 0), 1e-12);
        assertEquals(0.01, s.valueAt(10, 0), 1e-12);
        assertEquals(0.005, s.valueAt(60, 3), 1e-12);
        assertEquals(0, s.valueAt(110, 9), 1e-12);
    }

    @Test
    void seriesOfDeviationAndSlopeMeetTheirDefinitions() {
        for (double rho = -20; rho < 25; rho += 0.0625) {
            double s = Math.log1p(Math.exp(rho));
            assertEquals(s, GaussianWeights.deviation(rho), 1e-8 * s, "rho " + rho);
            double h = 1e-4;
            double difference = (Math.log1p(Math.exp(rho + h)) - Math.log1p(Math.exp(rho - h))) / (2 * h);
            assertEquals(difference, GaussianWeights.slope(s), 1e-6 * difference, "rho " + rho);
        }
    }

    /** The head's dropout masks, as {@link SeededDropout} promises them. */
    static float[] headMask(long seed, int iteration, int n, double probability) {
        SplittableRandom random = KeyedRandom.of(seed, "head", "dropout", iteration);
        var mask = new float[n];
        for (int i = 0; i < n; i++) {
            mask[i] = random.nextDouble() < probability ? 0f : (float) (1 / (1 - probability));
        }
        return mask;
    }
}
