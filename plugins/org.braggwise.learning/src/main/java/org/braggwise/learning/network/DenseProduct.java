// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/**
 * The products of a dense layer, Y = X W, and on the way back dW = X^T dY and dX = dY W^T, cut into parts that depend on the layer's
 * sizes alone, not on the number of threads. All matrices are row-major.
 */
public final class DenseProduct {

    private static final int PARTS = 8;
    /** Parts thinner than this waste the processor's vectors. */
    private static final int THINNEST = 16;

    private final int m_in;
    private final int m_out;

    /**
     * @param in columns of X
     * @param out columns of Y
     */
    public DenseProduct(int in, int out) {
        m_in = in;
        m_out = out;
    }

    private interface Piece {
        void run(int from, int n);
    }

    private static void cut(Workers workers, int length, Piece piece) {
        int width = Math.max(THINNEST, ((length + PARTS - 1) / PARTS + THINNEST - 1) / THINNEST * THINNEST);
        workers.run(
                (length + width - 1) / width,
                (part, thread) -> piece.run(part * width, Math.min(width, length - part * width)));
    }

    /**
     * @param x rows x in
     * @param w in x out
     * @param y where X W goes, rows x out
     */
    public void forward(Workers workers, Floats x, int rows, Floats w, Floats y) {
        x.pull();
        w.pull();
        cut(
                workers,
                m_out,
                (from, n) ->
                        Floats.multiply(false, false, rows, n, m_in, x, 0, m_in, w, from, m_out, 0f, y, from, m_out));
        y.push();
    }

    /**
     * @param dy rows x out
     * @param dw where X^T dY goes, in x out
     */
    public void weightGradient(Workers workers, Floats x, int rows, Floats dy, Floats dw) {
        x.pull();
        dy.pull();
        cut(
                workers,
                m_in,
                (from, n) -> Floats.multiply(
                        true, false, n, m_out, rows, x, from, m_in, dy, 0, m_out, 0f, dw, from * m_out, m_out));
        dw.push();
    }

    /** @param dx where dY W^T goes, rows x in */
    public void inputGradient(Workers workers, Floats dy, int rows, Floats w, Floats dx) {
        dy.pull();
        w.pull();
        cut(
                workers,
                m_in,
                (from, n) -> Floats.multiply(
                        false, true, rows, n, m_out, dy, 0, m_out, w, from * m_out, m_out, 0f, dx, from, m_in));
        dx.push();
    }
}
