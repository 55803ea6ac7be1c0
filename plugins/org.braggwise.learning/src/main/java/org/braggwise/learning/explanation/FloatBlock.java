// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import org.braggwise.learning.network.Blas;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/**
 * Floats that BLAS works on in place: native memory where OpenBLAS is loaded, a Java array else. Explanations run the same small matrices
 * through BLAS thousands of times; passing Java arrays would copy whole arrays at each call.
 */
final class FloatBlock {
    private final float[] m_array;
    private final FloatPointer m_pointer;

    /** Zeros. */
    FloatBlock(int length) {
        if (Blas.isNative()) {
            m_array = null;
            m_pointer = new FloatPointer(length);
            m_pointer.put(new float[length], 0, length);
        } else {
            m_array = new float[length];
            m_pointer = null;
        }
    }

    static FloatBlock of(float[] values) {
        FloatBlock block = new FloatBlock(values.length);
        block.put(values, values.length);
        return block;
    }

    void put(float[] from, int length) {
        if (m_pointer != null) {
            m_pointer.put(from, 0, length);
        } else {
            System.arraycopy(from, 0, m_array, 0, length);
        }
    }

    void get(float[] to, int offset, int length) {
        if (m_pointer != null) {
            m_pointer.get(to, offset, length);
        } else {
            System.arraycopy(m_array, 0, to, offset, length);
        }
    }

    /** c (m x n) = a (m x k) times op(b), row-major, from the offsets on. */
    static void multiply(
            int m,
            int n,
            int k,
            FloatBlock a,
            int aOffset,
            int lda,
            boolean transposeB,
            FloatBlock b,
            int ldb,
            FloatBlock c,
            int cOffset,
            int ldc) {
        if (a.m_pointer != null) {
            openblas.cblas_sgemm(
                    openblas.CblasRowMajor,
                    openblas.CblasNoTrans,
                    transposeB ? openblas.CblasTrans : openblas.CblasNoTrans,
                    m,
                    n,
                    k,
                    1f,
                    a.at(aOffset),
                    lda,
                    b.m_pointer,
                    ldb,
                    0f,
                    c.at(cOffset),
                    ldc);
        } else {
            Blas.sgemm(
                    false,
                    transposeB,
                    m,
                    n,
                    k,
                    1f,
                    a.m_array,
                    aOffset,
                    lda,
                    b.m_array,
                    0,
                    ldb,
                    0f,
                    c.m_array,
                    cOffset,
                    ldc);
        }
    }

    private FloatPointer at(int offset) {
        return offset == 0 ? m_pointer : m_pointer.getPointer(offset);
    }
}
