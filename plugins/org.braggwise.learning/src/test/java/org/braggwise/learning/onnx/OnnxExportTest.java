// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.calibration.CalibrationSource;
import org.braggwise.learning.calibration.ConformalCalibration;
import org.braggwise.learning.calibration.ConformalScore;
import org.braggwise.learning.calibration.EntropySlope;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.network.Engine;
import org.braggwise.learning.network.TrunkRunner;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Categorical;
import org.braggwise.learning.posterior.Head;
import org.braggwise.learning.posterior.LaplaceSettings;
import org.braggwise.learning.posterior.LaplaceSettings.Structure;
import org.braggwise.learning.training.BVggNetTrainer;
import org.braggwise.learning.training.ToyRows;
import org.braggwise.learning.training.TrainingListener;
import org.braggwise.learning.training.TrainingSettings;
import org.braggwise.learning.training.TrainingSettings.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** What ONNX Runtime computes from an exported file is what the network computes. */
class OnnxExportTest {

    private static final int SAMPLES = 7;
    private static final long SEED = 5;
    private static final double TEMPERATURE = 1.7;

    static Stream<Arguments> models() {
        List<Arguments> all = new ArrayList<>();
        for (IntensityScale scale : IntensityScale.values()) {
            all.add(Arguments.of(scale, "none", settings(Method.NONE)));
            all.add(Arguments.of(
                    scale,
                    "dropout, ensemble",
                    settings(Method.MC_DROPOUT).dropout(0, 0.3).members(2)));
            all.add(Arguments.of(scale, "variational", settings(Method.VARIATIONAL)));
            all.add(Arguments.of(
                    scale,
                    "Laplace of the output",
                    settings(Method.LAPLACE)
                            .laplace(new LaplaceSettings(false, Structure.FULL, 256, OptionalDouble.empty(), 100))));
            all.add(Arguments.of(
                    scale,
                    "Laplace of both layers",
                    settings(Method.LAPLACE)
                            .laplace(
                                    new LaplaceSettings(true, Structure.KRONECKER, 256, OptionalDouble.empty(), 100))));
        }
        return all.stream();
    }

    private static TrainingSettings.Builder settings(Method method) {
        return ToyRows.settings()
                .network(new int[][] {{3}, {4, 4}}, 8)
                .method(method)
                .epochs(4, 0)
                .threads(1);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("models")
    void onnxRuntimeGivesWhatTheNetworkGives(IntensityScale scale, String name, TrainingSettings.Builder settings)
            throws Exception {
        LabelledPatterns rows = ToyRows.of(60, 1);
        BVggNetModel model = new BVggNetTrainer(settings.build())
                .train(rows, null, null, ToyRows.input(scale), TrainingListener.NONE)
                .withCalibration(new Calibration(TEMPERATURE, java.util.Optional.empty(), List.of()));
        double[][] patterns = Arrays.stream(rows.patterns(), 0, 20)
                .map(OnnxExportTest::counts)
                .toArray(double[][]::new);
        try (Run run = new Run(model, patterns)) {
            float[][][] logits = (float[][][]) run.get("logits");
            float[][] probabilities = (float[][]) run.get("probabilities");
            float[] predictive = (float[]) run.get("predictive_entropy");
            float[] expected = (float[]) run.get("expected_entropy");
            float[] mutual = (float[]) run.get("mutual_information");
            for (int r = 0; r < patterns.length; r++) {
                float[][] own = logits(model, scale.input(patterns[r]));
                double size = Stream.of(own)
                        .flatMap(l -> Stream.of(l).map(v -> (double) max(v)))
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElseThrow();
                double[] mean = new double[model.classes().size()];
                double entropy = 0;
                assertEquals(own.length, logits[r].length);
                for (int s = 0; s < own.length; s++) {
                    double[] p = Categorical.softmax(own[s], 0, mean.length, TEMPERATURE);
                    entropy += Categorical.entropy(p) / own.length;
                    for (int c = 0; c < mean.length; c++) {
                        mean[c] += p[c] / own.length;
                        assertEquals(own[s][c], logits[r][s][c], 1e-5 * Math.max(1, size), name + " row " + r);
                    }
                }
                for (int c = 0; c < mean.length; c++) {
                    assertEquals(mean[c], probabilities[r][c], 1e-6);
                }
                assertEquals(Categorical.entropy(mean), predictive[r], 1e-5);
                assertEquals(entropy, expected[r], 1e-5);
                assertEquals(Categorical.entropy(mean) - entropy, mutual[r], 1e-5);
            }
            Map<String, String> metadata = run.metadata();
            assertTrue(metadata.get("braggwise.classes").startsWith("[\""), metadata::toString);
            assertEquals(scale.name(), metadata.get("braggwise.intensityScale"));
        }
    }

    /** The temperature of each row, by its entropy, is part of the graph. */
    @Test
    void onnxRuntimeGivesTheTemperatureOfEachRow() throws Exception {
        LabelledPatterns rows = ToyRows.of(60, 1);
        var slope = new EntropySlope(0.7, 0.5);
        BVggNetModel model = new BVggNetTrainer(settings(Method.MC_DROPOUT).build())
                .train(rows, null, null, ToyRows.input(), TrainingListener.NONE)
                .withCalibration(new Calibration(
                        TEMPERATURE, java.util.Optional.empty(), List.of(), CalibrationSource.REAL, slope));
        double[][] patterns = Arrays.stream(rows.patterns(), 0, 20)
                .map(OnnxExportTest::counts)
                .toArray(double[][]::new);
        try (Run run = new Run(model, patterns)) {
            float[][][] logits = (float[][][]) run.get("logits");
            float[][] probabilities = (float[][]) run.get("probabilities");
            for (int r = 0; r < patterns.length; r++) {
                double[] expected = mean(logits[r], mean(logits[r], TEMPERATURE), slope);
                for (int c = 0; c < expected.length; c++) {
                    assertEquals(expected[c], probabilities[r][c], 1e-5);
                }
            }
            assertEquals("0.7", run.metadata().get("braggwise.entropySlope"));
            assertEquals("0.5", run.metadata().get("braggwise.entropyPivot"));
        }
    }

    /** Of the scores 0.1, 0.2 ... 0.9 of nine rows; 0.99 takes 99 rows. */
    @Test
    void conformalThresholdsAreInTheMetadata() throws Exception {
        float[] scores = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f};
        LabelledPatterns rows = ToyRows.of(60, 1);
        BVggNetModel model = new BVggNetTrainer(settings(Method.NONE).build())
                .train(rows, null, null, ToyRows.input(), TrainingListener.NONE)
                .withCalibration(new Calibration(
                        1, java.util.Optional.of(new ConformalCalibration(ConformalScore.APS, scores)), List.of()));
        try (Run run = new Run(model, new double[][] {counts(rows.patterns()[0])})) {
            assertEquals(
                    "{\"0.5\": " + (double) 0.5f + ", \"0.8\": " + (double) 0.8f + ", \"0.9\": " + (double) 0.9f + "}",
                    run.metadata().get("braggwise.conformalThresholds"));
        }
    }

    private static double[] mean(float[][] logits, double[] atTheTemperatureOfAll, EntropySlope slope) {
        return mean(
                logits,
                TEMPERATURE * Math.exp(slope.slope() * (Categorical.entropy(atTheTemperatureOfAll) - slope.pivot())));
    }

    private static double[] mean(float[][] logits, double temperature) {
        double[] mean = new double[logits[0].length];
        for (float[] sample : logits) {
            double[] p = Categorical.softmax(sample, 0, mean.length, temperature);
            for (int c = 0; c < mean.length; c++) {
                mean[c] += p[c] / logits.length;
            }
        }
        return mean;
    }

    private static float max(float[] values) {
        float most = 0;
        for (float v : values) {
            most = Math.max(most, Math.abs(v));
        }
        return most;
    }

    /** Intensities as a detector gives them, with a little below 0. */
    private static double[] counts(float[] pattern) {
        double[] y = new double[pattern.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = 0.8 * pattern[i] - 0.001;
        }
        return y;
    }

    /** The same heads by our own code: members x samples of them, one after the other. */
    private static float[][] logits(BVggNetModel model, float[] input) {
        List<float[]> all = new ArrayList<>();
        for (int m = 0; m < model.members().size(); m++) {
            Member member = model.members().get(m);
            int samples = member.posterior().samples() == 1 ? 1 : SAMPLES;
            try (TrunkRunner runner = Engine.get().runner(member.weights(), new Workers(1))) {
                float[] features = runner.features(new float[][] {input}, null);
                for (int s = 0; s < samples; s++) {
                    Head head = member.posterior().sampleHead(member.head(), SEED + m * 0x9E3779B97F4A7C15L, s);
                    all.add(head.logits(head.hidden(features, 1), 1));
                }
            }
        }
        return all.toArray(float[][]::new);
    }

    @Test
    void dropoutInTheTrunkIsRefused() {
        BVggNetModel model = new BVggNetTrainer(
                        settings(Method.MC_DROPOUT).dropout(0.1, 0.3).build())
                .train(ToyRows.of(30, 1), null, null, ToyRows.input(), TrainingListener.NONE);
        String message = assertThrows(IllegalArgumentException.class, () -> new OnnxExport(model, 0, 1))
                .getMessage();
        assertTrue(message.contains("trunk dropout"), message);
    }

    /** A session of ONNX Runtime with what it gave. */
    private static final class Run implements AutoCloseable {

        private final OrtEnvironment m_environment = OrtEnvironment.getEnvironment();
        private final OrtSession m_session;
        private final OnnxTensor m_input;
        private final OrtSession.Result m_result;

        Run(BVggNetModel model, double[][] patterns) throws Exception {
            var file = new ByteArrayOutputStream();
            new OnnxExport(model, SAMPLES, SEED).write(file);
            m_session = m_environment.createSession(file.toByteArray());
            var flat = FloatBuffer.allocate(patterns.length * patterns[0].length);
            for (double[] p : patterns) {
                for (double y : p) {
                    flat.put((float) y);
                }
            }
            flat.flip();
            m_input = OnnxTensor.createTensor(m_environment, flat, new long[] {patterns.length, patterns[0].length});
            m_result = m_session.run(Map.of("patterns", m_input));
        }

        Object get(String name) throws OrtException {
            return m_result.get(name).orElseThrow().getValue();
        }

        Map<String, String> metadata() throws OrtException {
            return m_session.getMetadata().getCustomMetadata();
        }

        @Override
        public void close() throws OrtException {
            m_result.close();
            m_input.close();
            m_session.close();
        }
    }
}
