// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

/** Hears how training goes and may stop it. Called on the training thread, after every batch. */
public interface TrainingListener {

    /** Hears nothing and never stops. */
    TrainingListener NONE = progress -> true;

    /**
     * Where training stands.
     *
     * @param member 1-based, of {@code members}
     * @param epoch 1-based, of {@code epochs}
     * @param fraction of all work done, 0 to 1
     * @param loss mean of this epoch so far
     * @param accuracy of this epoch's training rows so far
     * @param validationAccuracy of the last finished epoch, NaN before
     * @param secondsLeft estimate, assuming no early stop
     */
    record Progress(
            int member,
            int members,
            int epoch,
            int epochs,
            double fraction,
            double loss,
            double accuracy,
            double validationAccuracy,
            double secondsLeft) {}

    /**
     * @return whether to go on; false ends the training of all members: the members so far, the last with its best epoch so far, are the
     *         result, whose posterior and calibration are then made; a member without a finished epoch is left out
     */
    boolean onProgress(Progress progress);

    /**
     * Asked many times a batch, from several threads. True gives training up at once: a CancellationException, no model.
     *
     * @return whether nobody wants the result any more
     */
    default boolean isCancelled() {
        return false;
    }
}
