// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.network;

/**
 * The products of a dense layer, Y = X W, and on the way back dW = X^T dY and dX = dY W^T, cut into parts of a fixed size whatever the
 * number of threads. Its matrices lie where the products want them.
 */
public final class DenseProduct implements AutoCloseable {

    /** Rows (samples) of a part. */
    private static final int ROWS = 8;
    /** Parts of the weight's rows. */
    private static final int CUTS = 8;

    private final int m_in;
    private final int m_out;
    private final Floats m_x;
    private final Floats m_w;
    private final Floats m_y;
    private final Floats m_dx;
    private final Floats m_dw;

    /** @param maxRows rows of X at most */
    public DenseProduct(final int maxRows, final int in, final int out) {
        m_in = in;
        m_out = out;
        m_x = new Floats(maxRows * in);
        m_w = new Floats(in * out);
        m_y = new Floats(maxRows * out);
        m_dx = new Floats(maxRows * in);
        m_dw = new Floats(in * out);
    }

    /** Takes over changed weights, in x out row-major. */
    public void weights(final float[] w) {
        m_w.set(w);
    }

    /** Writes X W (rows x out) to {@code y}. */
    public void forward(final Workers workers, final float[] x, final int rows, final float[] y) {
        m_x.at.put(0, x, 0, rows * m_in);
        workers.run((rows + ROWS - 1) / ROWS, (part, thread) -> {
            final int from = part * ROWS;
            final int n = Math.min(ROWS, rows - from);
            Floats.multiply(false, false, n, m_out, m_in, m_x, from * m_in, m_in, m_w, 0, m_out, 0f, m_y, from * m_out, m_out);
        });
        m_y.at.get(0, y, 0, rows * m_out);
    }

    /**
     * For the X of the last {@link #forward}.
     *
     * @param dy rows x out
     * @param dw where X^T dY goes, in x out
     * @param dx where dY W^T goes, rows x in; null where it is not needed
     */
    public void backward(final Workers workers, final float[] dy, final int rows, final float[] dw, final float[] dx) {
        m_y.at.put(0, dy, 0, rows * m_out);
        final int cut = (m_in + CUTS - 1) / CUTS;
        workers.run(CUTS, (part, thread) -> {
            final int from = part * cut;
            final int n = Math.min(cut, m_in - from);
            if (n > 0) {
                Floats.multiply(true, false, n, m_out, rows, m_x, from, m_in, m_y, 0, m_out, 0f, m_dw, from * m_out, m_out);
            }
        });
        m_dw.at.get(0, dw, 0, dw.length);
        if (dx != null) {
            workers.run((rows + ROWS - 1) / ROWS, (part, thread) -> {
                final int from = part * ROWS;
                final int n = Math.min(ROWS, rows - from);
                Floats.multiply(false, true, n, m_in, m_out, m_y, from * m_out, m_out, m_w, 0, m_out, 0f, m_dx, from * m_in, m_in);
            });
            m_dx.at.get(0, dx, 0, rows * m_in);
        }
    }

    @Override
    public void close() {
        for (Floats f : new Floats[]{m_x, m_w, m_y, m_dx, m_dw}) {
            f.close();
        }
    }
}
