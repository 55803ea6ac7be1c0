// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

import java.nio.FloatBuffer;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A block of floats that a matrix product works on without copies: native memory where OpenBLAS is there, a Java array else. Elements
 * are read and written through {@link #at}, best many at a time: single accesses cost ten times a loop over an array.
 */
public final class Floats implements AutoCloseable {

    private final FloatPointer m_pointer;
    private final float[] m_array;
    private final boolean m_owned;
    /** Absolute access to all elements. */
    final FloatBuffer at;

    /** All zero. */
    public Floats(int length) {
        if (Blas.isNative()) {
            m_pointer = new FloatPointer(length);
            Pointer.memset(m_pointer, 0, 4L * length); // counts bytes
            m_array = null;
            at = m_pointer.asBuffer();
        } else {
            m_pointer = null;
            m_array = new float[length];
            at = FloatBuffer.wrap(m_array);
        }
        m_owned = true;
    }

    /** A copy of an array. */
    public static Floats of(float[] values) {
        var block = new Floats(values.length);
        block.write(values);
        return block;
    }

    private Floats(FloatPointer memory) {
        m_owned = false;
        at = memory.asBuffer();
        if (Blas.isNative()) {
            m_pointer = memory;
            m_array = null;
        } else {
            m_pointer = null;
            m_array = new float[at.capacity()];
        }
    }

    /**
     * Somebody else's native memory, seen as a block: the parameters and gradients of a Deeplearning4j network. Without OpenBLAS matrix
     * products need {@link #pull} before they read it and {@link #push} after they wrote it.
     *
     * @param memory position and limit say which part
     */
    public static Floats view(FloatPointer memory) {
        return new Floats(memory);
    }

    /** @return elements */
    public int length() {
        return at.capacity();
    }

    /** Lets matrix products see what was written through {@link #at} of a view; does nothing where they share the memory. */
    void pull() {
        if (!m_owned && m_array != null) {
            at.get(0, m_array);
        }
    }

    /** Lets {@link #at} of a view show what matrix products wrote; does nothing where they share the memory. */
    void push() {
        if (!m_owned && m_array != null) {
            at.put(0, m_array);
        }
    }

    /** Copies the first elements. */
    public void read(float[] to) {
        at.get(0, to);
    }

    /** Copies the elements from {@code from} on. */
    public void read(int from, float[] to) {
        at.get(from, to);
    }

    /** Copies the first {@code n} elements to the first of an array. */
    public void read(float[] to, int n) {
        at.get(0, to, 0, n);
    }

    /** Copies the first {@code n} of an array to the first elements. */
    public void write(float[] values, int n) {
        at.put(0, values, 0, n);
    }

    /** Copies to the first elements. */
    public void write(float[] values) {
        at.put(0, values);
    }

    /** Copies to the elements from {@code from} on. */
    public void write(int from, float[] values) {
        at.put(from, values);
    }

    void clear() {
        if (m_pointer != null) {
            Pointer.memset(m_pointer, 0, 4L * at.capacity()); // counts bytes
        } else {
            java.util.Arrays.fill(m_array, 0f);
        }
    }

    /** C = op(A) B + beta C, each matrix from its offset on, row-major. */
    static void multiply(
            boolean transA,
            int m,
            int n,
            int k,
            Floats a,
            int aOffset,
            int lda,
            Floats b,
            int bOffset,
            int ldb,
            float beta,
            Floats c,
            int cOffset,
            int ldc) {
        multiply(transA, false, m, n, k, a, aOffset, lda, b, bOffset, ldb, beta, c, cOffset, ldc);
    }

    /** C = op(A) op(B) + beta C, each matrix from its offset on, row-major. */
    public static void multiply(
            boolean transA,
            boolean transB,
            int m,
            int n,
            int k,
            Floats a,
            int aOffset,
            int lda,
            Floats b,
            int bOffset,
            int ldb,
            float beta,
            Floats c,
            int cOffset,
            int ldc) {
        if (c.m_pointer != null) {
            Blas.sgemm(transA, transB, m, n, k, a.from(aOffset), lda, b.from(bOffset), ldb, beta, c.from(cOffset), ldc);
        } else {
            Blas.javaGemm(
                    transA, transB, m, n, k, 1f, a.m_array, aOffset, lda, b.m_array, bOffset, ldb, beta, c.m_array,
                    cOffset, ldc);
        }
    }

    private FloatPointer from(int offset) {
        return offset == 0 ? m_pointer : m_pointer.getPointer(offset);
    }

    /** Gives native memory back, unless it is somebody else's; the block must not be used after. */
    @Override
    public void close() {
        if (m_pointer != null && m_owned) {
            m_pointer.close();
        }
    }
}
