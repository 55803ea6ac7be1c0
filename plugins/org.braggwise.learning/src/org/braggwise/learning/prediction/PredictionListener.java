// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

/** Told after each batch of rows. */
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
}
