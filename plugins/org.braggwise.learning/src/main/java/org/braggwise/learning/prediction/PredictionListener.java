// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

/** Told after each batch of rows, on the calling thread. */
@FunctionalInterface
public interface PredictionListener {
    /** Hears nothing and never stops. */
    PredictionListener NONE = (done, total) -> true;

    /**
     * @param done rows predicted so far
     * @param total rows
     * @return false to stop; the prediction then throws a CancellationException
     */
    boolean rowsDone(int done, int total);

    /**
     * Asked many times a batch, from several threads; true gives the prediction up at once, with a CancellationException.
     *
     * @return whether nobody wants the result any more
     */
    default boolean isCancelled() {
        return false;
    }
}
