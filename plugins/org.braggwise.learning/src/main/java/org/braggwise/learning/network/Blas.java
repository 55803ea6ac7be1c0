// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Single-precision matrix products C = alpha op(A) op(B) + beta C, row-major, on one thread: OpenBLAS where its native library loads,
 * plain Java else. Parallel work is done above, over samples, because OpenBLAS's own threads collapse on a busy machine.
 */
public final class Blas {

    private static final boolean NATIVE = load();

    private Blas() {}

    private static boolean load() {
        if (Boolean.getBoolean("braggwise.blas.java")) {
            return false;
        }
        try {
            Dl4jRuntime.initialise();
            useOneThread();
            return true;
        } catch (LinkageError | RuntimeException e) {
            return false;
        }
    }

    /** Makes OpenBLAS use the calling thread alone, whatever other libraries have asked of it meanwhile. */
    public static void singleThreaded() {
        if (NATIVE) {
            useOneThread();
        }
    }

    private static void useOneThread() {
        openblas_nolapack.blas_set_num_threads(1);
    }

    /** @return whether OpenBLAS is used; the system property braggwise.blas.java=true forbids it */
    public static boolean isNative() {
        return NATIVE;
    }

    /**
     * C (m x n) = alpha op(A) (m x k) op(B) (k x n) + beta C on Java arrays.
     *
     * @param lda values from one row of A to the next; likewise ldb, ldc
     * @throws IllegalArgumentException if an array is too short
     */
    public static void sgemm(
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
            int ldc) {
        require("A", a.length, aOffset, transA ? k : m, transA ? m : k, lda);
        require("B", b.length, bOffset, transB ? n : k, transB ? k : n, ldb);
        require("C", c.length, cOffset, m, n, ldc);
        if (m == 0 || n == 0) {
            return;
        }
        if (!NATIVE || (long) m * n * k < 4096) {
            javaGemm(transA, transB, m, n, k, alpha, a, aOffset, lda, b, bOffset, ldb, beta, c, cOffset, ldc);
            return;
        }
        // JavaCPP passes whole arrays: copies of the parts that count are cheaper where the arrays are long
        float[] a1 = part(a, aOffset, transA ? k : m, transA ? m : k, lda);
        float[] b1 = part(b, bOffset, transB ? n : k, transB ? k : n, ldb);
        float[] c1 = part(c, cOffset, m, n, ldc);
        openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                transA ? openblas.CblasTrans : openblas.CblasNoTrans,
                transB ? openblas.CblasTrans : openblas.CblasNoTrans,
                m,
                n,
                k,
                alpha,
                a1,
                lda,
                b1,
                ldb,
                beta,
                c1,
                ldc);
        if (c1 != c) {
            System.arraycopy(c1, 0, c, cOffset, c1.length);
        }
    }

    /** The same on native memory; pointers start at the matrices. Needs {@link #isNative()}. */
    static void sgemm(
            boolean transA,
            boolean transB,
            int m,
            int n,
            int k,
            FloatPointer a,
            int lda,
            FloatPointer b,
            int ldb,
            float beta,
            FloatPointer c,
            int ldc) {
        openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                transA ? openblas.CblasTrans : openblas.CblasNoTrans,
                transB ? openblas.CblasTrans : openblas.CblasNoTrans,
                m,
                n,
                k,
                1f,
                a,
                lda,
                b,
                ldb,
                beta,
                c,
                ldc);
    }

    private static float[] part(float[] x, int offset, int rows, int columns, int ld) {
        int length = (rows - 1) * ld + columns;
        if (offset == 0 && x.length <= 2 * length) {
            return x;
        }
        var copy = new float[length];
        System.arraycopy(x, offset, copy, 0, length);
        return copy;
    }

    private static void require(String name, int length, int offset, int rows, int columns, int ld) {
        if (rows > 0
                && columns > 0
                && (ld < columns || offset < 0 || offset + (long) (rows - 1) * ld + columns > length)) {
            throw new IllegalArgumentException("Matrix " + name + " of " + rows + " x " + columns + " with row step "
                    + ld + " from " + offset + " does not fit an array of " + length + " values.");
        }
    }

    /** Row by row with the inner loop over columns, which the JIT compiler vectorises. */
    static void javaGemm(
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
            int ldc) {
        for (int i = 0; i < m; i++) {
            int ci = cOffset + i * ldc;
            for (int j = 0; j < n; j++) {
                c[ci + j] = beta == 0 ? 0 : beta * c[ci + j];
            }
            for (int p = 0; p < k; p++) {
                float f = alpha * a[aOffset + (transA ? p * lda + i : i * lda + p)];
                if (f == 0) {
                    continue;
                }
                if (transB) {
                    for (int j = 0; j < n; j++) {
                        c[ci + j] += f * b[bOffset + j * ldb + p];
                    }
                } else {
                    int bp = bOffset + p * ldb;
                    for (int j = 0; j < n; j++) {
                        c[ci + j] += f * b[bp + j];
                    }
                }
            }
        }
    }
}
