// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.braggwise.learning.calibration.ConformalScore;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.LaplaceSettings;
import org.braggwise.learning.posterior.LaplaceSettings.Structure;
import org.braggwise.learning.prediction.ModelCalibrator;
import org.braggwise.learning.prediction.Prediction;
import org.braggwise.learning.prediction.PredictionSettings;
import org.braggwise.learning.prediction.Predictor;
import org.braggwise.learning.training.BVggNetTrainer;
import org.braggwise.learning.training.ToyRows;
import org.braggwise.learning.training.TrainingListener;
import org.braggwise.learning.training.TrainingSettings;
import org.braggwise.learning.training.TrainingSettings.Method;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models that users saved load and predict what they predicted: in {@code version-N} lie small models which the first release with model
 * format N wrote, and what it predicted with them. They are never written anew. When the format changes, {@link #main} writes those of the
 * new version, and these stay.
 */
class StoredModelsTest {

    /** Two peaks at other places and distances, and nothing that the networks know. */
    private static float[][] patterns() {
        var patterns = new float[6][ToyRows.POINTS];
        for (int r = 0; r < patterns.length; r++) {
            for (int i = 0; i < ToyRows.POINTS; i++) {
                double first = i - 10 - 4.3 * r;
                double second = first - 5 - 4.6 * r;
                patterns[r][i] = (float)
                        (r == 5
                                ? i % 7
                                : Math.exp(-0.7 * first * first) + Math.exp(-0.7 * second * second) + 0.01 * (i % 3));
            }
        }
        return patterns;
    }

    /** @return one line a pattern: model, row, probabilities, score of being unlike the training rows, conformal set */
    private static List<String> predict(String name, BVggNetModel model) {
        float[][] patterns = patterns();
        List<String> lines = new ArrayList<>();
        try (Predictor predictor = new Predictor(model, PredictionSettings.DEFAULT)) {
            List<Prediction> predictions = predictor.predict(
                    patterns,
                    IntStream.range(0, patterns.length).mapToObj(r -> "Row" + r).toList());
            for (int r = 0; r < patterns.length; r++) {
                Prediction p = predictions.get(r);
                lines.add(String.join(
                        "\t",
                        name,
                        "Row" + r,
                        Arrays.toString(p.probabilities()),
                        Double.toString(p.oodScore()),
                        Arrays.toString(p.conformalSet())));
            }
        }
        return lines;
    }

    private static double[] numbers(String list) {
        return Arrays.stream(list.replaceAll("[\\[\\]]", "").split(", "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static InputStream resource(int version, String file) {
        String path = "version-" + version + "/" + file;
        InputStream in = StoredModelsTest.class.getResourceAsStream(path);
        assertNotNull(in, path + ": the models of this format are to be stored by main");
        return in;
    }

    static Stream<String> versions() {
        return IntStream.rangeClosed(1, ModelFile.VERSION).boxed().flatMap(v -> stored(v).keySet().stream()
                .map(name -> v + " " + name));
    }

    /** @return lines of each model */
    private static Map<String, List<String>> stored(int version) {
        Map<String, List<String>> models = new LinkedHashMap<>();
        try (InputStream in = resource(version, "predictions.tsv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> models.computeIfAbsent(
                            line.split("\t")[0], n -> new ArrayList<>())
                    .add(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return models;
    }

    @ParameterizedTest(name = "version {0}")
    @MethodSource("versions")
    void predictsWhatItPredicted(String versionAndName) throws IOException {
        int version = Integer.parseInt(versionAndName.split(" ")[0]);
        String name = versionAndName.split(" ")[1];
        List<String> expected = stored(version).get(name);
        List<String> found;
        try (InputStream in = resource(version, name + ".bvggnet")) {
            found = predict(name, BVggNetModel.read(in, name));
        }
        assertEquals(expected.size(), found.size());
        for (int r = 0; r < expected.size(); r++) {
            String[] e = expected.get(r).split("\t");
            String[] f = found.get(r).split("\t");
            assertArrayEquals(numbers(e[2]), numbers(f[2]), 1e-6, expected.get(r));
            assertEquals(Double.parseDouble(e[3]), Double.parseDouble(f[3]), 1e-5, expected.get(r));
            assertEquals(e[4], f[4], expected.get(r));
        }
    }

    private static LaplaceSettings laplace(boolean dense, Structure structure) {
        return new LaplaceSettings(dense, structure, 256, OptionalDouble.empty(), 100);
    }

    private static BVggNetModel train(TrainingSettings settings) {
        LabelledPatterns rows = ToyRows.of(120, 1);
        BVggNetModel model = new BVggNetTrainer(settings)
                .train(rows, null, null, ToyRows.input(IntensityScale.LOGARITHMIC), TrainingListener.NONE);
        var calibration = new ModelCalibrator(ConformalScore.values()[0], 1, new Workers(1))
                .calibrate(model, rows, ToyRows.of(60, 2));
        return model.withCalibration(calibration);
    }

    /** Writes models of the present format and their predictions. Argument: this package's folder. Refuses to write over stored ones. */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0], "version-" + ModelFile.VERSION));
        Map<String, TrainingSettings.Builder> models = new LinkedHashMap<>();
        models.put("none", settings(Method.NONE));
        models.put("mc-dropout", settings(Method.MC_DROPOUT).dropout(0.05, 0.2));
        models.put("variational", settings(Method.VARIATIONAL).members(2));
        models.put("laplace-full", settings(Method.LAPLACE).laplace(laplace(false, Structure.FULL)));
        models.put("laplace-kronecker", settings(Method.LAPLACE).laplace(laplace(true, Structure.KRONECKER)));
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, TrainingSettings.Builder> m : models.entrySet()) {
            BVggNetModel model = train(m.getValue().build());
            try (OutputStream out =
                    Files.newOutputStream(folder.resolve(m.getKey() + ".bvggnet"), StandardOpenOption.CREATE_NEW)) {
                model.write(out);
            }
            lines.addAll(predict(m.getKey(), model));
        }
        Files.write(folder.resolve("predictions.tsv"), lines, StandardOpenOption.CREATE_NEW);
    }

    private static TrainingSettings.Builder settings(Method method) {
        return ToyRows.settings()
                .network(new int[][] {{3}, {4, 4}}, 8)
                .method(method)
                .samples(10)
                .epochs(6, 0)
                .threads(1);
    }
}
