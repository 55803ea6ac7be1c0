// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

/** OpenBLAS and the plain Java product against the sum of products in double precision. */
class BlasTest {

    private static float[] normal(Random random, int n) {
        var x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    private interface Product {
        void run(
                boolean transA,
                boolean transB,
                int m,
                int n,
                int k,
                float alpha,
                float[] a,
                int aOffset,
                int lda,
                float[] b,
                int bOffset,
                int ldb,
                float beta,
                float[] c,
                int cOffset,
                int ldc);
    }

    /** Random shapes, transposes, row steps and offsets; what lies around C must stay. */
    private static void check(Product product, int largest, long seed) {
        var random = new Random(seed);
        for (int trial = 0; trial < 200; trial++) {
            int m = 1 + random.nextInt(largest);
            int n = 1 + random.nextInt(largest);
            int k = 1 + random.nextInt(largest);
            boolean transA = random.nextBoolean();
            boolean transB = random.nextBoolean();
            int lda = (transA ? m : k) + random.nextInt(3);
            int ldb = (transB ? k : n) + random.nextInt(3);
            int ldc = n + random.nextInt(3);
            int at = random.nextInt(5);
            float alpha = trial % 3 == 0 ? 1f : (float) random.nextGaussian();
            float beta = trial % 2 == 0 ? 0f : (float) random.nextGaussian();
            float[] a = normal(random, at + (transA ? k : m) * lda);
            float[] b = normal(random, at + (transB ? n : k) * ldb);
            float[] c = normal(random, at + m * ldc + 4);
            float[] before = c.clone();
            product.run(transA, transB, m, n, k, alpha, a, at, lda, b, at, ldb, beta, c, at, ldc);
            var expected = new double[c.length];
            var scale = new double[c.length];
            for (int i = 0; i < c.length; i++) {
                expected[i] = before[i];
            }
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double sum = 0;
                    for (int p = 0; p < k; p++) {
                        double t = (double) a[at + (transA ? p * lda + i : i * lda + p)]
                                * b[at + (transB ? j * ldb + p : p * ldb + j)];
                        sum += t;
                        scale[at + i * ldc + j] += Math.abs(alpha * t);
                    }
                    expected[at + i * ldc + j] = alpha * sum + (beta == 0 ? 0 : beta * before[at + i * ldc + j]);
                }
            }
            for (int i = 0; i < c.length; i++) { // a float sum of k terms is off by at most k half-ulps of their sizes
                double tolerance = scale[i] == 0 ? 0 : (k + 3) * 6e-8 * (scale[i] + Math.abs(before[i] * beta));
                assertEquals(expected[i], c[i], tolerance, "trial " + trial + ", value " + i);
            }
        }
    }

    @Test
    void productsOnArraysAreSumsOfProducts() {
        check(Blas::sgemm, 40, 1);
    }

    @Test
    void thePlainJavaProductIsTheSame() {
        check(Blas::javaGemm, 24, 2);
    }

    @Test
    void aFirstResultOfNothingIsOverwrittenEvenWhereItIsNotANumber() {
        float[] c = {Float.NaN, Float.NaN};
        Blas.sgemm(false, false, 1, 2, 1, 1f, new float[] {2}, 0, 1, new float[] {3, 4}, 0, 2, 0f, c, 0, 2);
        assertEquals(6f, c[0]);
        assertEquals(8f, c[1]);
    }

    @Test
    void anArrayThatIsTooShortIsNamed() {
        var e = assertThrows(
                IllegalArgumentException.class,
                () -> Blas.sgemm(
                        false, false, 2, 2, 2, 1f, new float[4], 0, 2, new float[3], 0, 2, 0f, new float[4], 0, 2));
        assertTrue(e.getMessage().startsWith("Matrix B of 2 x 2"), e.getMessage());
    }

    /** A product over a vector: the same numbers whatever the alignment of a dense layer's parts. */
    @Test
    void denseProductsAndTheirGradientsAreSumsOfProducts() {
        var random = new Random(3);
        int in = 70;
        int out = 37;
        int rows = 5;
        float[] x = normal(random, rows * in);
        float[] w = normal(random, in * out);
        float[] dy = normal(random, rows * out);
        try (Workers workers = new Workers(2);
                Floats fx = filled(x);
                Floats fw = filled(w);
                Floats fdy = filled(dy);
                Floats y = new Floats(rows * out);
                Floats dw = new Floats(in * out);
                Floats dx = new Floats(rows * in)) {
            var product = new DenseProduct(in, out);
            product.forward(workers, fx, rows, fw, y);
            product.weightGradient(workers, fx, rows, fdy, dw);
            product.inputGradient(workers, fdy, rows, fw, dx);
            for (int r = 0; r < rows; r++) {
                for (int o = 0; o < out; o++) {
                    double sum = 0;
                    for (int i = 0; i < in; i++) {
                        sum += (double) x[r * in + i] * w[i * out + o];
                    }
                    assertEquals(sum, y.at.get(r * out + o), 1e-4);
                }
                for (int i = 0; i < in; i++) {
                    double sum = 0;
                    for (int o = 0; o < out; o++) {
                        sum += (double) dy[r * out + o] * w[i * out + o];
                    }
                    assertEquals(sum, dx.at.get(r * in + i), 1e-4);
                }
            }
            for (int i = 0; i < in * out; i++) {
                double sum = 0;
                for (int r = 0; r < rows; r++) {
                    sum += (double) x[r * in + i / out] * dy[r * out + i % out];
                }
                assertEquals(sum, dw.at.get(i), 1e-4);
            }
        }
    }

    private static Floats filled(float[] values) {
        var f = new Floats(values.length);
        f.write(values);
        return f;
    }
}
