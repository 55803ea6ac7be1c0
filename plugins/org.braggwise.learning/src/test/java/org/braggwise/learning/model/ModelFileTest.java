// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.posterior.McDropout;
import org.braggwise.learning.posterior.Posterior;
import org.braggwise.learning.posterior.Variational;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Model files: bitwise equal on reload; foreign, newer, damaged and oversized files are refused with the reason. */
class ModelFileTest {

    private static final NetworkSpec SPEC = new NetworkSpec(40, new int[][] {{3, 4}, {5}}, 6, 2, 0.1, 0.25);

    private static float[] normal(int n, long seed) {
        var random = new SplittableRandom(seed);
        var x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    private static BVggNetModel model() {
        NetworkWeights first = NetworkWeights.initialise(SPEC, 1);
        first.denseBias()[0] = -0f; // the sign of zero and the smallest number have to survive
        first.denseBias()[1] = Float.MIN_VALUE;
        Posterior variational =
                new Variational(normal(SPEC.features() * 6, 2), normal(6, 3), normal(12, 4), normal(2, 5), 0.3, 7);
        var history = new TrainingHistory(
                List.of(
                        new TrainingHistory.Epoch(1, 1.5, 1.25, 40, 0.5, Double.NaN, Double.NaN, 1e-3, 0.00625),
                        new TrainingHistory.Epoch(2, 1.0 / 3, 0.1, 0, 1, 0.7, 0.9, 0, 0)),
                2);
        return new BVggNetModel(
                List.of(
                        new Member(first, variational, history),
                        new Member(NetworkWeights.initialise(SPEC, 9), new McDropout(0.25, 0.1, 50), history)),
                List.of("cubic", "Pm-3m, ü"),
                new ModelInput(PatternSpace.of(10, 80, 40, 1.54184, "Cu Ka", "maximum 100"), IntensityScale.LINEAR),
                Calibration.NONE,
                Map.of("seed", "1"));
    }

    private static byte[] bytes(BVggNetModel model) throws IOException {
        var out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }

    private static BVggNetModel read(byte[] file) throws IOException {
        return BVggNetModel.read(new ByteArrayInputStream(file), "a.bvgg");
    }

    private static String refusal(byte[] file) {
        String message = assertThrows(IOException.class, () -> read(file)).getMessage();
        assertTrue(message.startsWith("a.bvgg"), message);
        return message;
    }

    /** The same file with another text in one entry. */
    private static byte[] changed(byte[] file, String name, UnaryOperator<byte[]> change) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(new ByteArrayInputStream(file));
                var zip = new ZipOutputStream(out)) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(e.getName()));
                zip.write(e.getName().equals(name) ? change.apply(in.readAllBytes()) : in.readAllBytes());
            }
        }
        return out.toByteArray();
    }

    private static byte[] header(String from, String to) throws IOException {
        return changed(bytes(model()), "model.json", text -> {
            String before = new String(text, StandardCharsets.UTF_8);
            String after = before.replace(from, to);
            assertTrue(!after.equals(before), "the header has no " + from);
            return after.getBytes(StandardCharsets.UTF_8);
        });
    }

    @Test
    void reloadsBitwiseEqual() throws IOException {
        BVggNetModel model = model();
        BVggNetModel read = read(bytes(model));
        assertArrayEquals(bytes(model), bytes(read));
        assertEquals(model.classes(), read.classes());
        assertEquals(model.input(), read.input());
        assertEquals(model.provenance(), read.provenance());
        for (int m = 0; m < 2; m++) {
            Member a = model.members().get(m);
            Member b = read.members().get(m);
            assertEquals(a.spec(), b.spec());
            assertEquals(a.history(), b.history());
            assertEquals(a.posterior().settings(), b.posterior().settings());
            for (int i = 0; i < a.weights().arrays().size(); i++) {
                float[] x = a.weights().arrays().get(i);
                float[] y = b.weights().arrays().get(i);
                for (int j = 0; j < x.length; j++) {
                    assertEquals(Float.floatToRawIntBits(x[j]), Float.floatToRawIntBits(y[j]));
                }
            }
            a.posterior()
                    .arrays()
                    .forEach((name, x) ->
                            assertArrayEquals(x, b.posterior().arrays().get(name), name));
        }
    }

    @Test
    void aNewerVersionIsRefused() throws IOException {
        assertTrue(refusal(header("\"version\" : 2", "\"version\" : 3")).contains("newer Braggwise (model version 3"));
    }

    @Test
    void aForeignFormatIsRefused() throws IOException {
        assertTrue(refusal(header("braggwise B-VGGNet", "something else")).contains("\"something else\""));
    }

    @Test
    void aZipOfSomethingElseIsRefused() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("coefficients.bin"));
        }
        assertTrue(refusal(out.toByteArray()).contains("found coefficients.bin, expected model.json"));
    }

    @Test
    void whatIsNoZipIsRefused() {
        assertTrue(refusal("<?xml version=\"1.0\"?>".getBytes(StandardCharsets.UTF_8))
                .contains("no Braggwise model"));
        assertTrue(refusal(new byte[0]).contains("no Braggwise model"));
    }

    @ParameterizedTest(name = "cut to {0} of its length")
    @CsvSource({"0.05", "0.3", "0.7", "0.9"})
    void aFileThatIsCutOffIsRefused(double share) throws IOException {
        byte[] file = bytes(model());
        refusal(java.util.Arrays.copyOf(file, (int) (share * file.length)));
    }

    @Test
    void tooFewAndTooManyWeightsAreRefused() throws IOException {
        byte[] file = bytes(model());
        assertTrue(refusal(changed(file, "arrays.bin", a -> java.util.Arrays.copyOf(a, a.length - 4)))
                .contains("cut off"));
        assertTrue(refusal(changed(file, "arrays.bin", a -> java.util.Arrays.copyOf(a, a.length + 4)))
                .contains("holds more"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"denseWidth\" : 6 | \"denseWidth\" : 2000000000", "\"denseWidth\" : 6 | \"denseWidth\" : -6",
                "\"inputLength\" : 40 | \"inputLength\" : 2000000000",
                        "\"denseWeightRho\" : 300 | \"denseWeightRho\" : 9000000000",
                "\"denseWeightRho\" : 300 | \"denseWeightRho\" : -1",
                        "\"method\" : \"variational\" | \"method\" : \"oracle\"",
                "\"points\" : 40 | \"points\" : 41", "\"classes\" : [ | \"klasses\" : ["
            })
    void aHeaderThatMakesNoSenseIsRefusedBeforeMemoryIsTaken(String from, String to) throws IOException {
        refusal(header(from, to));
    }

    @Test
    void halfPrecisionIsHalfTheSizeAndLosesAtMostATwoThousandth() throws IOException {
        var out = new ByteArrayOutputStream();
        BVggNetModel model = model();
        model.write(out, BVggNetModel.Precision.HALF);
        BVggNetModel read = read(out.toByteArray());
        for (int a = 0; a < model.members().get(1).weights().arrays().size(); a++) {
            float[] x = model.members().get(1).weights().arrays().get(a);
            float[] y = read.members().get(1).weights().arrays().get(a);
            for (int i = 0; i < x.length; i++) {
                assertEquals(x[i], y[i], Math.max(Math.abs(x[i]) / 2048, 0x1p-25f));
            }
        }
        assertArrayEquals(
                model.members().get(0).posterior().arrays().get("denseWeightRho"),
                read.members().get(0).posterior().arrays().get("denseWeightRho"),
                "only weights are cut");
        model.members().get(0).weights().denseBias()[0] = 70_000;
        String tooLarge = assertThrows(
                        IOException.class, () -> model.write(new ByteArrayOutputStream(), BVggNetModel.Precision.HALF))
                .getMessage();
        assertTrue(tooLarge.contains("70000.0 is too large for half precision"), tooLarge);
    }

    @Test
    void whatTheModelHasSeenComesBack() throws IOException {
        List<ClassKnowledge> seen = List.of(
                new ClassKnowledge(12, 3, 5, 4, ClassChemistry.of(List.of("SrTiO3", "Cs2AgBiBr6"))),
                new ClassKnowledge(7, 7, 0, 0, ClassChemistry.UNKNOWN));
        assertEquals(seen, read(bytes(model().withKnowledge(seen))).knowledge());
        assertThrows(IllegalArgumentException.class, () -> model().withKnowledge(seen.subList(0, 1)));
    }

    @ParameterizedTest(name = "a weight of {0}")
    @CsvSource({"NaN", "Infinity", "-Infinity"})
    void weightsThatAreNoNumbersAreRefused(float weight) throws IOException {
        BVggNetModel model = model();
        model.members().get(1).weights().denseBias()[2] = weight;
        String message = refusal(bytes(model));
        assertTrue(
                message.contains("member 2, weight array") && message.contains("holds " + weight + " at number 3 of 6"),
                message);
    }

    @Test
    void aPosteriorThatIsNoNumberIsRefused() throws IOException {
        BVggNetModel model = model();
        model.members().get(0).posterior().arrays().get("denseBiasRho")[0] = Float.NaN;
        String message = refusal(bytes(model));
        assertTrue(message.contains("member 1, posterior's denseBiasRho"), message);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"cubic\" | \"Pm-3m, ü\" | stands twice",
                "\"cubic\" | \" \" | has no name",
                "\"temperature\" : 1.0 | \"temperature\" : 1e9 | Temperature 1.0E9",
                "\"temperature\" : 1.0 | \"temperature\" : 0 | Temperature 0",
                "\"temperature\" : 1.0 | \"temperature\" : \"NaN\" | temperature",
                "\"samples\" : 50 | \"samples\" : 2000000000 | 2000000000 samples",
                "\"samples\" : 50 | \"samples\" : 0 | 0 passes"
            })
    void aHeaderThatWouldPredictNonsenseIsRefused(String from, String to, String reason) throws IOException {
        String message = refusal(header(from, to));
        assertTrue(message.contains(reason), message);
    }
}
