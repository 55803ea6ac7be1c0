// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.braggwise.learning.network.ExplainedTrunk;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Head;
import org.braggwise.learning.posterior.McDropout;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapExplainerTest {

    private static double largest(float[] values) {
        double max = 0;
        for (float v : values) {
            max = Math.max(max, Math.abs(v));
        }
        return max;
    }

    @ParameterizedTest(name = "network {0}, {1}")
    @CsvSource({"0, LOGIT", "0, PROBABILITY", "1, LOGIT", "1, PROBABILITY"})
    void equalsThePyTorchReference(int index, ExplainedOutput output) throws IOException {
        ShapFixture fixture = new ShapFixture(index);
        String kind = output.name().toLowerCase(java.util.Locale.ROOT);
        ShapExplainer explainer = new ShapExplainer(List.of(fixture.network()), output, 1, fixture.background());
        int[] classes = IntStream.range(0, fixture.spec().classes()).toArray();
        List<Attribution> attributions = explainer.explain(fixture.values("x"), classes);
        for (int c : classes) {
            Attribution a = attributions.get(c);
            float[] expected = fixture.values(kind + "." + c);
            double scale = largest(expected);
            assertTrue(scale > 1e-3, "the fixture explains something");
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], a.values()[i], 1e-4 * scale, "class " + c + ", point " + i);
            }
            assertEquals(fixture.values(kind + ".base")[c], a.baseValue(), 1e-5);
            assertEquals(0, a.additivityResidual(), 1e-5);
            if (output == ExplainedOutput.LOGIT) {
                assertEquals(fixture.values("logits")[c], a.modelOutput(), 1e-5);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, LOGIT", "0, PROBABILITY", "1, LOGIT", "1, PROBABILITY"})
    void gradientEqualsPyTorchs(int index, ExplainedOutput output) throws IOException {
        ShapFixture fixture = new ShapFixture(index);
        Passes passes = new Passes(fixture.network(), output, 1, 1, new Workers(1));
        ExplainedTrunk.Activations x = passes.forward(fixture.values("x"));
        HeadPass head = passes.heads().get(0);
        for (int c = 0; c < fixture.spec().classes(); c++) {
            int classIndex = c;
            float[] gradient = passes.with(b -> {
                head.gradient(head.forward(x.features()), classIndex, b.m_units, 0);
                b.unitsToTop(head, 1);
                passes.trunk().gradient(x, b.m_top, 0, b.m_input, b.m_workspace);
                return b.m_input.clone();
            });
            float[] expected = fixture.values(output.name().toLowerCase(java.util.Locale.ROOT) + ".gradient." + c);
            assertArrayEquals(expected, gradient, (float) (1e-5 * (1 + largest(expected))));
        }
    }

    /** Eq. (3) of the paper by enumeration: absent features come from the background, averaged over it. */
    private static double[] exactShapley(
            Explainer explainer, float[] x, BackgroundPatterns background, int classIndex) {
        int n = x.length;
        double[] f = new double[1 << n];
        for (int set = 0; set < f.length; set++) {
            for (float[] b : background.patterns()) {
                float[] mixed = b.clone();
                for (int i = 0; i < n; i++) {
                    mixed[i] = (set >> i & 1) == 1 ? x[i] : b[i];
                }
                f[set] += explainer.outputs(mixed)[classIndex]
                        / background.patterns().size();
            }
        }
        double[] weight = new double[n];
        for (int s = 0; s < n; s++) { // |S|! (n - |S| - 1)! / n!
            weight[s] = 1.0 / n;
            for (int k = 1; k <= s; k++) {
                weight[s] *= (double) k / (n - k);
            }
        }
        double[] phi = new double[n];
        for (int set = 0; set < f.length; set++) {
            for (int i = 0; i < n; i++) {
                if ((set >> i & 1) == 0) {
                    phi[i] += weight[Integer.bitCount(set)] * (f[set | 1 << i] - f[set]);
                }
            }
        }
        return phi;
    }

    /**
     * A network that stays in one linear piece: kernels of one tap, even points large and odd points small, so that the same position wins
     * every pooling, and large biases, so that every ReLU is open. There the rescale rule is exact.
     */
    private static ExplainedNetwork linearPiece() {
        NetworkSpec spec = new NetworkSpec(10, new int[][] {{3, 2}}, 4, 3, 0, 0);
        NetworkWeights w = NetworkWeights.initialise(spec, 3);
        for (int l = 0; l < 2; l++) {
            float[] kernel = w.convKernel(0, l);
            for (int i = 0; i < kernel.length; i++) {
                kernel[i] = i / (kernel.length / 3) == 1 ? 0.2f + 0.1f * (i % 5) : 0;
            }
        }
        Arrays.fill(w.denseBias(), 200);
        return ExplainedNetwork.mean(spec, w);
    }

    private static float[] evenLarge(SplittableRandom random) {
        float[] x = new float[10];
        for (int i = 0; i < 10; i++) {
            x[i] = (float) random.nextDouble() + (i % 2 == 0 ? 5 : 0);
        }
        return x;
    }

    private static BackgroundPatterns evenLargeBackground(SplittableRandom random) {
        return new BackgroundPatterns(
                List.of(evenLarge(random), evenLarge(random), evenLarge(random)), List.of("a", "b", "c"));
    }

    @Test
    void isTheExactShapleyValueWhereTheNetworkIsLinear() {
        SplittableRandom random = new SplittableRandom(6);
        BackgroundPatterns background = evenLargeBackground(random);
        float[] x = evenLarge(random);
        ShapExplainer explainer = new ShapExplainer(List.of(linearPiece()), ExplainedOutput.LOGIT, 1, background);
        double[] exact = exactShapley(explainer, x, background, 1);
        assertTrue(Arrays.stream(exact).map(Math::abs).max().orElseThrow() > 0.01);
        assertArrayEquals(exact, explainer.explain(x, 1).values(), 1e-4);
    }

    /** DeepLIFT only approximates Shapley values of a network with kinks: complete always, alike on average. */
    @Test
    void isCompleteAndLikeTheExactShapleyValueElsewhere() {
        int networks = 12;
        double meanCosine = 0;
        for (int seed = 0; seed < networks; seed++) {
            NetworkSpec spec = new NetworkSpec(8, new int[][] {{4}, {5}}, 6, 3, 0, 0);
            ExplainedNetwork network = ExplainedNetwork.mean(spec, NetworkWeights.initialise(spec, seed));
            SplittableRandom random = new SplittableRandom(seed);
            float[][] rows = new float[3][8];
            for (float[] row : rows) {
                for (int i = 0; i < 8; i++) {
                    row[i] = (float) random.nextDouble();
                }
            }
            BackgroundPatterns background = new BackgroundPatterns(List.of(rows[1], rows[2]), List.of("a", "b"));
            ShapExplainer explainer = new ShapExplainer(List.of(network), ExplainedOutput.LOGIT, 1, background);
            double[] exact = exactShapley(explainer, rows[0], background, 0);
            Attribution a = explainer.explain(rows[0], 0);
            assertEquals(0, a.additivityResidual(), 1e-6);
            assertEquals(a.modelOutput() - a.baseValue(), Arrays.stream(exact).sum(), 1e-5);
            meanCosine += cosine(exact, a.values()) / networks;
        }
        assertTrue(meanCosine > 0.8, "mean cosine with the exact values " + meanCosine);
    }

    private static double cosine(double[] a, double[] b) {
        double product = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            product += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return product / Math.sqrt(aa * bb);
    }

    @Test
    void integratedGradientsAndOcclusionAgreeWhereTheNetworkIsLinear() {
        SplittableRandom random = new SplittableRandom(6);
        BackgroundPatterns background = evenLargeBackground(random);
        float[] x = evenLarge(random);
        List<ExplainedNetwork> network = List.of(linearPiece());
        double[] shap = new ShapExplainer(network, ExplainedOutput.LOGIT, 1, background)
                .explain(x, 2)
                .values();
        assertArrayEquals(
                shap,
                new IntegratedGradients(network, ExplainedOutput.LOGIT, 1, background, 3)
                        .explain(x, 2)
                        .values(),
                1e-4);
        assertArrayEquals(
                shap,
                new Occlusion(network, ExplainedOutput.LOGIT, 1, background, 1, 1)
                        .explain(x, 2)
                        .values(),
                1e-3);
    }

    @Test
    void integratedGradientsBecomeCompleteWithMoreSteps() throws IOException {
        ShapFixture fixture = new ShapFixture(1);
        double[] residual = new double[2];
        for (int k = 0; k < 2; k++) {
            residual[k] = Math.abs(new IntegratedGradients(
                            List.of(fixture.network()),
                            ExplainedOutput.PROBABILITY,
                            1,
                            fixture.background(),
                            k == 0 ? 4 : 400)
                    .explain(fixture.values("x"), 0)
                    .additivityResidual());
        }
        assertTrue(residual[1] < 2e-3 && residual[1] < residual[0], Arrays.toString(residual));
    }

    @Test
    void occlusionCoversEveryPointAndStatesItsResidual() throws IOException {
        ShapFixture fixture = new ShapFixture(0);
        Attribution a = new Occlusion(List.of(fixture.network()), ExplainedOutput.LOGIT, 1, fixture.background(), 7, 5)
                .explain(fixture.values("x"), 1);
        assertTrue(Arrays.stream(a.values()).allMatch(Double::isFinite));
        assertEquals(a.modelOutput() - a.baseValue() - Arrays.stream(a.values()).sum(), a.additivityResidual(), 1e-12);
    }

    @Test
    void averagesOverPosteriorSamplesWithTheirSpread() throws IOException {
        ShapFixture fixture = new ShapFixture(1);
        ExplainedNetwork sampled =
                ExplainedNetwork.sampled(fixture.spec(), fixture.weights(), new McDropout(0.3, 0, 10), 3, 4);
        Attribution all = new ShapExplainer(List.of(sampled), ExplainedOutput.PROBABILITY, 1.5, fixture.background())
                .explain(fixture.values("x"), 2);
        double[][] each = new double[3][];
        double output = 0;
        for (int s = 0; s < 3; s++) {
            Head head = sampled.heads().get(s);
            Attribution one = new ShapExplainer(
                            List.of(new ExplainedNetwork(fixture.spec(), fixture.weights(), List.of(head))),
                            ExplainedOutput.PROBABILITY,
                            1.5,
                            fixture.background())
                    .explain(fixture.values("x"), 2);
            each[s] = one.values();
            output += one.modelOutput() / 3;
            assertEquals(0, one.spread().length);
        }
        assertEquals(output, all.modelOutput(), 1e-12);
        assertEquals(0, all.additivityResidual(), 1e-6);
        for (int i = 0; i < each[0].length; i++) {
            double mean = (each[0][i] + each[1][i] + each[2][i]) / 3;
            double squares = 0;
            for (double[] e : each) {
                squares += (e[i] - mean) * (e[i] - mean);
            }
            assertEquals(mean, all.values()[i], 1e-9);
            assertEquals(Math.sqrt(squares / 2), all.spread()[i], 1e-9);
        }
    }

    @Test
    void anEnsembleIsTheMeanOfItsMembers() throws IOException {
        ShapFixture fixture = new ShapFixture(0);
        ExplainedNetwork other = ExplainedNetwork.mean(fixture.spec(), NetworkWeights.initialise(fixture.spec(), 9));
        double[] both = new ShapExplainer(
                        List.of(fixture.network(), other), ExplainedOutput.LOGIT, 1, fixture.background())
                .explain(fixture.values("x"), 0)
                .values();
        double[] first = new ShapExplainer(List.of(fixture.network()), ExplainedOutput.LOGIT, 1, fixture.background())
                .explain(fixture.values("x"), 0)
                .values();
        double[] second = new ShapExplainer(List.of(other), ExplainedOutput.LOGIT, 1, fixture.background())
                .explain(fixture.values("x"), 0)
                .values();
        for (int i = 0; i < both.length; i++) {
            assertEquals((first[i] + second[i]) / 2, both[i], 1e-9);
        }
    }

    /** The pattern is its own background: nothing differs, so nothing is attributed, and nothing divides by 0. */
    @Test
    void againstItselfEverythingIsZero() throws IOException {
        ShapFixture fixture = new ShapFixture(0);
        float[] x = fixture.values("x");
        Attribution a = new ShapExplainer(
                        List.of(fixture.network()),
                        ExplainedOutput.PROBABILITY,
                        1,
                        new BackgroundPatterns(List.of(x), List.of("x")))
                .explain(x, 0);
        assertArrayEquals(new double[x.length], a.values());
    }

    @Test
    void isTheSameBitForBitEachTimeAndInAnyThread() throws IOException {
        ShapFixture fixture = new ShapFixture(1);
        List<float[]> many = new ArrayList<>();
        for (int k = 0; k < 5; k++) {
            many.addAll(fixture.background().patterns());
        }
        BackgroundPatterns background = new BackgroundPatterns(
                many, IntStream.range(0, many.size()).mapToObj(i -> "r" + i).toList());
        ShapExplainer explainer = new ShapExplainer(List.of(fixture.network()), ExplainedOutput.LOGIT, 1, background);
        double[] once = explainer.explain(fixture.values("x"), 0).values();
        List<double[]> again = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> explainer.explain(fixture.values("x"), 0).values())
                .toList();
        again.forEach(values -> assertArrayEquals(once, values));
    }

    /** Native memory is taken for threads and layers, not for patterns. */
    @Test
    void memoryDoesNotGrowWithTheNumberOfPatterns() throws IOException {
        ShapFixture fixture = new ShapFixture(1);
        for (Explainer explainer : List.of(
                new ShapExplainer(List.of(fixture.network()), ExplainedOutput.LOGIT, 1, fixture.background()),
                new IntegratedGradients(List.of(fixture.network()), ExplainedOutput.LOGIT, 1, fixture.background(), 2),
                new Occlusion(List.of(fixture.network()), ExplainedOutput.LOGIT, 1, fixture.background(), 8, 4))) {
            // each thread of the common pool and of the explainer's workers has its buffers then, unless it slept
            // through
            IntStream.range(0, 64).parallel().forEach(i -> explain(explainer, fixture));
            long before = Pointer.totalBytes();
            for (int i = 0; i < 500; i++) {
                explain(explainer, fixture);
            }
            long grown = Pointer.totalBytes() - before; // below 0 where what earlier tests left was collected meanwhile
            assertTrue(
                    grown < 3e6, // buffers of a thread that wakes up late; those of 500 patterns would be 100 times
                    // that
                    explainer.getClass().getSimpleName() + " holds " + grown + " bytes more after 500 patterns");
        }
    }

    private static void explain(Explainer explainer, ShapFixture fixture) {
        explainer.explain(fixture.values("x"), new int[] {0, 1});
    }

    @Test
    void refusesWhatDoesNotFit() throws IOException {
        ShapFixture fixture = new ShapFixture(0);
        ShapExplainer explainer =
                new ShapExplainer(List.of(fixture.network()), ExplainedOutput.LOGIT, 1, fixture.background());
        String length = assertThrows(IllegalArgumentException.class, () -> explainer.explain(new float[7], 0))
                .getMessage();
        assertTrue(length.contains("7 points") && length.contains("53"), length);
        float[] broken = fixture.values("x").clone();
        broken[5] = Float.NaN;
        assertThrows(IllegalArgumentException.class, () -> explainer.explain(broken, 0));
        assertThrows(IllegalArgumentException.class, () -> explainer.explain(fixture.values("x"), 3));
        assertThrows(IllegalArgumentException.class, () -> new BackgroundPatterns(List.of(), List.of()));
    }
}
