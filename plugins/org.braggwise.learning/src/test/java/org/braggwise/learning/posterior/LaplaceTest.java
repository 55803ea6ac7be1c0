// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.LaplaceSettings.Structure;
import org.junit.jupiter.api.Test;

class LaplaceTest {
    private static final int ROWS = 40;
    private static final Workers WORKERS = new Workers(2);
    private final Head m_head = SmallHead.random(6, 5, 3, 1);
    private final float[] m_x = SmallHead.rows(ROWS, 6, 2);

    private Laplace fit(LaplaceSettings settings) {
        LaplaceFitter fitter = new LaplaceFitter(m_head, settings, WORKERS);
        fitter.add(m_x, ROWS);
        return fitter.fit();
    }

    private static LaplaceSettings settings(boolean dense, Structure structure, double precision) {
        return new LaplaceSettings(dense, structure, 256, OptionalDouble.of(precision), 50);
    }

    private OutputCurvature curvature() {
        OutputCurvature curvature = new OutputCurvature(5, 3, WORKERS);
        double[][] p = new double[ROWS][];
        for (int r = 0; r < ROWS; r++) {
            p[r] = Categorical.softmax(SmallHead.logits(m_head, m_x, r, null));
        }
        curvature.add(m_head.hidden(m_x, ROWS), p);
        return curvature;
    }

    /** Loss as a function of the output layer's weights, in the order of the curvature: class (width + 1) + input. */
    private double loss(double[] theta, int[] labels, float[] hidden) {
        double loss = 0;
        for (int r = 0; r < ROWS; r++) {
            double[] z = new double[3];
            for (int c = 0; c < 3; c++) {
                z[c] = theta[c * 6 + 5];
                for (int i = 0; i < 5; i++) {
                    z[c] += theta[c * 6 + i] * hidden[r * 5 + i];
                }
            }
            loss += Math.log(Math.exp(z[0]) + Math.exp(z[1]) + Math.exp(z[2])) - z[labels[r]];
        }
        return loss;
    }

    @Test
    void outputCurvatureIsTheFiniteDifferenceHessianOfTheLoss() {
        float[] hidden = m_head.hidden(m_x, ROWS);
        int[] labels = new int[ROWS];
        double[] theta = new double[18];
        for (int r = 0; r < ROWS; r++) {
            labels[r] = r % 3;
        }
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < 5; i++) {
                theta[c * 6 + i] = m_head.outputWeight()[i * 3 + c];
            }
            theta[c * 6 + 5] = m_head.outputBias()[c];
        }
        OutputCurvature curvature = curvature();
        double h = 1e-3;
        for (int i = 0; i < 18; i++) {
            for (int j = 0; j < 18; j++) {
                double[][] t = new double[4][];
                for (int k = 0; k < 4; k++) {
                    t[k] = theta.clone();
                    t[k][i] += k / 2 == 0 ? h : -h;
                    t[k][j] += k % 2 == 0 ? h : -h;
                }
                double second = (loss(t[0], labels, hidden)
                                - loss(t[1], labels, hidden)
                                - loss(t[2], labels, hidden)
                                + loss(t[3], labels, hidden))
                        / (4 * h * h);
                assertEquals(second, curvature.get(i, j), 2e-5 * (1 + Math.abs(second)));
            }
        }
    }

    @Test
    void fullCovarianceIsTheInverseOfCurvaturePlusPrior() {
        OutputCurvature curvature = curvature();
        RealMatrix precision = new Array2DRowRealMatrix(18, 18);
        for (int i = 0; i < 18; i++) {
            for (int j = 0; j < 18; j++) {
                precision.setEntry(i, j, curvature.get(i, j) + (i == j ? 0.3 : 0));
            }
        }
        RealMatrix inverse = MatrixUtils.inverse(precision);
        assertEquals(
                Math.log(new CholeskyDecomposition(precision).getDeterminant()), curvature.logDeterminant(0.3), 1e-9);
        double[] covariances = fit(settings(false, Structure.FULL, 0.3)).logitCovariances(m_head, m_x, 1);
        double[] h = new double[6];
        float[] hidden = m_head.hidden(m_x, 1);
        for (int i = 0; i < 6; i++) {
            h[i] = i < 5 ? hidden[i] : 1;
        }
        for (int c = 0; c < 3; c++) {
            for (int e = 0; e < 3; e++) {
                double expected = 0;
                for (int i = 0; i < 6; i++) {
                    for (int j = 0; j < 6; j++) {
                        expected += h[i] * inverse.getEntry(c * 6 + i, e * 6 + j) * h[j];
                    }
                }
                assertEquals(expected, covariances[c * 3 + e], 1e-5 * (1 + Math.abs(expected)));
            }
        }
    }

    /** For one training row the GGN is a Kronecker product, so both structures must agree. */
    @Test
    void kroneckerEqualsFullForOneTrainingRow() {
        double[][] covariances = new double[2][];
        for (int k = 0; k < 2; k++) {
            LaplaceFitter fitter = new LaplaceFitter(
                    m_head, settings(false, k == 0 ? Structure.FULL : Structure.KRONECKER, 0.5), WORKERS);
            fitter.add(m_x, 1);
            Laplace laplace = fitter.fit();
            assertEquals(k == 0 ? "full" : "kronecker", laplace.structure());
            covariances[k] = laplace.logitCovariances(m_head, m_x, ROWS);
        }
        assertArrayEquals(covariances[0], covariances[1], 1e-4);
    }

    @Test
    void kroneckerIsCloseToFullForManyRows() {
        double full = trace(fit(settings(false, Structure.FULL, 1)));
        double kronecker = trace(fit(settings(false, Structure.KRONECKER, 1)));
        assertEquals(1, kronecker / full, 0.25);
    }

    private double trace(Laplace laplace) {
        double[] covariances = laplace.logitCovariances(m_head, m_x, ROWS);
        double sum = 0;
        for (int r = 0; r < ROWS; r++) {
            for (int c = 0; c < 3; c++) {
                sum += covariances[(r * 3 + c) * 3 + c];
            }
        }
        return sum;
    }

    /** With fewer rows than inputs the kept rows carry all of the input moment: low rank loses nothing. */
    @Test
    void lowRankInputFactorEqualsTheCompleteOne() {
        SplittableRandom random = new SplittableRandom(8);
        KroneckerFactors complete = KroneckerFactors.complete(30, 2);
        KroneckerFactors lowRank = KroneckerFactors.lowRank(30, 2, 10);
        for (int n = 0; n < 9; n++) {
            float[] x = SmallHead.gaussian(30, 1, random);
            double[] curvature = LaplaceFitter.softmaxCurvature(new double[] {0.3, 0.7});
            complete.add(x, 0, curvature);
            lowRank.add(x, 0, curvature);
        }
        assertEquals(
                complete.spectrum(WORKERS).logDeterminant(0.4),
                lowRank.spectrum(WORKERS).logDeterminant(0.4),
                1e-4);
        for (int n = 0; n < 5; n++) {
            float[] x = SmallHead.gaussian(30, 1, random);
            double[] a = new double[4];
            double[] b = new double[4];
            complete.spectrum(WORKERS).covariance(0.4).addOutputCovariance(x, 0, a);
            lowRank.spectrum(WORKERS).covariance(0.4).addOutputCovariance(x, 0, b);
            assertArrayEquals(a, b, 2e-4);
        }
    }

    @Test
    void drawnWeightsHaveTheStatedOutputCovariance() {
        for (Structure structure : List.of(Structure.KRONECKER, Structure.FULL)) {
            Laplace laplace = fit(settings(false, structure, 0.8));
            double[] stated = laplace.logitCovariances(m_head, m_x, 1);
            double[] mean = SmallHead.logits(m_head, m_x, 0, null);
            double[] measured = new double[9];
            int samples = 30_000;
            for (int s = 0; s < samples; s++) {
                double[] z = SmallHead.logits(laplace.sampleHead(m_head, 4, s), m_x, 0, null);
                for (int c = 0; c < 9; c++) {
                    measured[c] += (z[c / 3] - mean[c / 3]) * (z[c % 3] - mean[c % 3]) / samples;
                }
            }
            assertArrayEquals(stated, measured, 0.04 * (stated[0] + stated[4] + stated[8]) / 3);
            float[] logits = laplace.sampleLogits(m_head, m_x, 1, List.of("a"), 7, samples);
            java.util.Arrays.fill(measured, 0);
            for (int s = 0; s < samples; s++) {
                for (int c = 0; c < 9; c++) {
                    measured[c] +=
                            (logits[s * 3 + c / 3] - mean[c / 3]) * (logits[s * 3 + c % 3] - mean[c % 3]) / samples;
                }
            }
            assertArrayEquals(stated, measured, 0.04 * (stated[0] + stated[4] + stated[8]) / 3);
        }
    }

    /** The dense layer's share: J by finite differences of the logits, times the covariance of drawn weights. */
    @Test
    void denseLayerAddsItsLinearisedCovariance() {
        Laplace both = fit(settings(true, Structure.FULL, 20));
        Laplace outputAlone = fit(settings(false, Structure.FULL, 20));
        assertTrue(both.coversDense());
        double[] with = both.logitCovariances(m_head, m_x, 1);
        double[] without = outputAlone.logitCovariances(m_head, m_x, 1);
        KroneckerFactors factors = KroneckerFactors.complete(6, 5);
        float[] pre = m_head.preActivation(m_x, ROWS);
        double[][] jacobians = new double[ROWS][15];
        for (int r = 0; r < ROWS; r++) {
            double[] curvature =
                    LaplaceFitter.softmaxCurvature(Categorical.softmax(SmallHead.logits(m_head, m_x, r, null)));
            double[] inPre = new double[25];
            for (int i = 0; i < 5; i++) {
                for (int c = 0; c < 3; c++) {
                    jacobians[r][i * 3 + c] = pre[r * 5 + i] > 0 ? m_head.outputWeight()[i * 3 + c] : 0;
                }
            }
            for (int i = 0; i < 5; i++) {
                for (int j = 0; j < 5; j++) {
                    for (int c = 0; c < 9; c++) {
                        inPre[i * 5 + j] += jacobians[r][i * 3 + c / 3] * curvature[c] * jacobians[r][j * 3 + c % 3];
                    }
                }
            }
            factors.add(m_x, r * 6, inPre);
        }
        double[] pres = new double[25];
        factors.spectrum(WORKERS).covariance(20).addOutputCovariance(m_x, 0, pres);
        for (int c = 0; c < 3; c++) {
            for (int e = 0; e < 3; e++) {
                double share = 0;
                for (int i = 0; i < 5; i++) {
                    for (int j = 0; j < 5; j++) {
                        share += jacobians[0][i * 3 + c] * pres[i * 5 + j] * jacobians[0][j * 3 + e];
                    }
                }
                assertEquals(without[c * 3 + e] + share, with[c * 3 + e], 1e-5);
            }
        }
    }

    /**
     * Two classes and one feature: the difference of the classes' weights is a logistic regression with two parameters, whose posterior
     * and evidence two-dimensional quadrature gives exactly. With 400 rows it is nearly Gaussian.
     */
    @Test
    void logisticRegressionHasTheKnownPosteriorAndEvidence() {
        int rows = 400;
        double delta = 0.5;
        SplittableRandom random = new SplittableRandom(12);
        float[] x = new float[rows];
        int[] y = new int[rows];
        for (int r = 0; r < rows; r++) {
            x[r] = (float) (2 * random.nextDouble());
            y[r] = random.nextDouble() < 1 / (1 + Math.exp(-(1.5 * x[r] - 1.2))) ? 1 : 0;
        }
        Quadrature exact = new Quadrature(x, y, delta);
        double[] map = exact.m_mode;
        Head head = Logistic.head(map);
        LaplaceFitter fitter = new LaplaceFitter(head, settings(false, Structure.FULL, delta), WORKERS);
        fitter.add(x, rows);
        Laplace laplace = fitter.fit();
        for (float at : new float[] {0.2f, 1f, 1.9f}) {
            double[] covariance = laplace.logitCovariances(head, new float[] {at}, 1);
            double ofDifference = covariance[0] - 2 * covariance[1] + covariance[3];
            assertEquals(1, ofDifference / exact.varianceAt(at), 0.04, () -> "variance of the log odds at " + at);
        }
        double likelihoodAtMap = exact.logLikelihood(map);
        assertEquals(exact.m_logEvidence, laplace.logEvidence() + likelihoodAtMap, 0.05);
    }

    /** Weights drawn from the prior, labels from the weights: the 95 % interval of the log odds holds the true ones in 95 % of worlds. */
    @Test
    void intervalsCoverTheTruthOfSimulatedWorlds() {
        SplittableRandom random = new SplittableRandom(31);
        double delta = 0.5;
        int worlds = 600;
        int covered = 0;
        for (int world = 0; world < worlds; world++) {
            double[] truth = {Math.sqrt(2 / delta) * random.nextGaussian(), Math.sqrt(2 / delta) * random.nextGaussian()
            };
            float[] x = new float[80];
            int[] y = new int[x.length];
            for (int r = 0; r < x.length; r++) {
                x[r] = (float) (2 * random.nextDouble());
                y[r] = random.nextDouble() < 1 / (1 + Math.exp(-(truth[0] * x[r] + truth[1]))) ? 1 : 0;
            }
            double[] map = Logistic.mode(x, y, delta);
            Head head = Logistic.head(map);
            LaplaceFitter fitter = new LaplaceFitter(head, settings(false, Structure.FULL, delta), WORKERS);
            fitter.add(x, x.length);
            float at = (float) (2 * random.nextDouble());
            double[] covariance = fitter.fit().logitCovariances(head, new float[] {at}, 1);
            double deviation = Math.sqrt(covariance[0] - 2 * covariance[1] + covariance[3]);
            covered += Math.abs((truth[0] - map[0]) * at + truth[1] - map[1]) < 1.960 * deviation ? 1 : 0;
        }
        assertEquals(0.95, (double) covered / worlds, 0.03);
    }

    @Test
    void noPrecisionNearbyHasAHigherEvidence() {
        Head scaled = SmallHead.random(6, 5, 3, 1);
        LaplaceFitter fitter = new LaplaceFitter(
                scaled, new LaplaceSettings(false, Structure.FULL, 256, OptionalDouble.empty(), 10), WORKERS);
        fitter.add(m_x, ROWS);
        Laplace best = fitter.fit();
        for (double factor : new double[] {0.5, 0.8, 1.25, 2}) {
            LaplaceFitter other =
                    new LaplaceFitter(scaled, settings(false, Structure.FULL, best.priorPrecision() * factor), WORKERS);
            other.add(m_x, ROWS);
            assertTrue(
                    other.fit().logEvidence() < best.logEvidence() + 1e-3,
                    () -> "a better precision at factor " + factor);
        }
    }

    @Test
    void probitIsCloseToTheIntegralForTwoClasses() {
        Head head = new Head(1, 1, 2, new float[] {1}, new float[] {0}, new float[] {-0.8f, 0.8f}, new float[2]);
        LaplaceFitter fitter = new LaplaceFitter(head, settings(false, Structure.FULL, 0.7), WORKERS);
        fitter.add(new float[] {0.5f, 1, 1.5f, 0.7f}, 4);
        Laplace laplace = fitter.fit();
        float[] logits = laplace.sampleLogits(head, new float[] {1.2f}, 1, List.of("a"), 3, 50_000);
        double mean = 0;
        for (int s = 0; s < 50_000; s++) {
            mean += Categorical.softmax(logits, 2 * s, 2, 1)[1] / 50_000;
        }
        double map = Categorical.softmax(SmallHead.logits(head, new float[] {1.2f}, 0, null))[1];
        double probit = laplace.probitProbabilities(head, new float[] {1.2f}, 1, 1)[0][1];
        assertTrue(probit < map && mean < map, () -> "map " + map);
        assertEquals(mean, probit, 0.01);
        double[] covariance = laplace.logitCovariances(head, new float[] {1.2f}, 1);
        double odds = Math.log(map / (1 - map));
        double variance = covariance[0] - 2 * covariance[1] + covariance[3];
        assertEquals(1 / (1 + Math.exp(-odds / Math.sqrt(1 + Math.PI / 8 * variance))), probit, 1e-7);
    }

    @Test
    void comesBackBitForBit() {
        for (Structure structure : List.of(Structure.KRONECKER, Structure.FULL)) {
            Laplace laplace = fit(settings(true, structure, 0.8));
            Map<String, Object> settings = laplace.settings();
            Posterior again = Posterior.of(settings, laplace.arrays());
            assertArrayEquals(
                    laplace.sampleLogits(m_head, m_x, 3, SmallHead.keys(3), 1, 5),
                    again.sampleLogits(m_head, m_x, 3, SmallHead.keys(3), 1, 5));
            assertEquals(settings, again.settings());
        }
    }

    @Test
    void saysWhatIsMissing() {
        Laplace laplace = fit(settings(false, Structure.KRONECKER, 1));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> Posterior.of(laplace.settings(), Map.of()));
        assertTrue(e.getMessage().contains("outputInputVectors"), e::getMessage);
        assertThrows(IllegalArgumentException.class, () -> Posterior.of(Map.of("method", "hmc"), Map.of()));
        assertThrows(
                IllegalStateException.class, () -> new LaplaceFitter(m_head, LaplaceSettings.DEFAULT, WORKERS).fit());
    }

    @Test
    void blockedCholeskyEqualsCommonsMath() {
        int n = 150; // more than two blocks
        SplittableRandom random = new SplittableRandom(2);
        double[][] g = new double[n][n];
        for (double[] row : g) {
            for (int j = 0; j < n; j++) {
                row[j] = random.nextGaussian();
            }
        }
        RealMatrix a = new Array2DRowRealMatrix(g).multiply(new Array2DRowRealMatrix(g).transpose());
        double[] flat = new double[n * n];
        for (int i = 0; i < n * n; i++) {
            flat[i] = a.getEntry(i / n, i % n) + (i % (n + 1) == 0 ? 1 : 0);
            a.setEntry(i / n, i % n, i / n >= i % n ? flat[i] : a.getEntry(i / n, i % n));
        }
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                a.setEntry(i, j, a.getEntry(j, i));
            }
        }
        RealMatrix l = new CholeskyDecomposition(a, 1e-9, 1e-12).getL();
        assertTrue(CholeskyFactor.lowerInPlace(flat, n, WORKERS));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                assertEquals(l.getEntry(i, j), flat[i * n + j], 1e-9);
            }
        }
        double[] upper = CholeskyFactor.inverseTranspose(flat, n, WORKERS);
        RealMatrix inverse = MatrixUtils.inverse(a);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double product = 0;
                for (int k = 0; k < n; k++) {
                    product += upper[i * n + k] * upper[j * n + k];
                }
                assertEquals(inverse.getEntry(i, j), product, 1e-8);
            }
        }
        assertTrue(!CholeskyFactor.lowerInPlace(new double[] {1, 2, 2, 1}, 2, WORKERS));
    }

    /** Exact two-parameter logistic regression on a grid; u = (slope, intercept) is a difference of two weights: prior variance 2 / delta. */
    private static final class Quadrature {
        private final float[] m_x;
        private final int[] m_y;
        private final double[] m_mode;
        private final double m_logEvidence;
        private final double[][] m_covariance = new double[2][2];

        Quadrature(float[] x, int[] y, double delta) {
            m_x = x;
            m_y = y;
            m_mode = Logistic.mode(x, y, delta);
            int steps = 300;
            double[] half = {3.0, 3.0};
            double peak = logLikelihood(m_mode) + logPrior(m_mode, delta);
            double total = 0;
            double[] first = new double[2];
            double[][] second = new double[2][2];
            for (int i = 0; i < steps; i++) {
                for (int j = 0; j < steps; j++) {
                    double[] u = {
                        m_mode[0] + half[0] * (2 * (i + 0.5) / steps - 1),
                        m_mode[1] + half[1] * (2 * (j + 0.5) / steps - 1)
                    };
                    double p = Math.exp(logLikelihood(u) + logPrior(u, delta) - peak);
                    total += p;
                    for (int a = 0; a < 2; a++) {
                        first[a] += p * u[a];
                        for (int b = 0; b < 2; b++) {
                            second[a][b] += p * u[a] * u[b];
                        }
                    }
                }
            }
            for (int a = 0; a < 2; a++) {
                for (int b = 0; b < 2; b++) {
                    m_covariance[a][b] = second[a][b] / total - first[a] * first[b] / (total * total);
                }
            }
            m_logEvidence = peak + Math.log(total * (2 * half[0] / steps) * (2 * half[1] / steps));
        }

        double logLikelihood(double[] u) {
            double sum = 0;
            for (int r = 0; r < m_x.length; r++) {
                double odds = u[0] * m_x[r] + u[1];
                sum -= Math.log1p(Math.exp(m_y[r] == 1 ? -odds : odds));
            }
            return sum;
        }

        static double logPrior(double[] u, double delta) {
            double variance = 2 / delta;
            return -Math.log(2 * Math.PI * variance) - (u[0] * u[0] + u[1] * u[1]) / (2 * variance);
        }

        double varianceAt(double x) {
            return x * x * m_covariance[0][0] + 2 * x * m_covariance[0][1] + m_covariance[1][1];
        }
    }

    /** Logistic regression on one feature as a network with two classes: u = (slope, intercept) of the log odds. */
    private static final class Logistic {
        static Head head(double[] u) {
            return new Head(
                    1,
                    1,
                    2,
                    new float[] {1},
                    new float[] {0},
                    new float[] {(float) (-u[0] / 2), (float) (u[0] / 2)},
                    new float[] {(float) (-u[1] / 2), (float) (u[1] / 2)});
        }

        /** Newton's steps to the MAP estimate. */
        static double[] mode(float[] x, int[] y, double delta) {
            double[] u = new double[2];
            for (int iteration = 0; iteration < 100; iteration++) {
                double[] g = {-u[0] * delta / 2, -u[1] * delta / 2};
                double a = delta / 2;
                double b = 0;
                double d = delta / 2;
                for (int r = 0; r < x.length; r++) {
                    double p = 1 / (1 + Math.exp(-(u[0] * x[r] + u[1])));
                    g[0] += (y[r] - p) * x[r];
                    g[1] += y[r] - p;
                    a += p * (1 - p) * x[r] * x[r];
                    b += p * (1 - p) * x[r];
                    d += p * (1 - p);
                }
                double determinant = a * d - b * b;
                u[0] += (d * g[0] - b * g[1]) / determinant;
                u[1] += (a * g[1] - b * g[0]) / determinant;
            }
            return u;
        }
    }
}
