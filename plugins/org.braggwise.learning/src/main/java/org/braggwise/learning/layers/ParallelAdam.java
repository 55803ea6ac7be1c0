// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.layers;

import org.braggwise.learning.network.Workers;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Adam (Kingma and Ba 2015, arXiv:1412.6980) whose step is shared by threads. It is Deeplearning4j's in all else: settings, schedule, JSON
 * and the layout of the state. Deeplearning4j's own step takes one thread some 12 ns a weight (docs/decisions, 2).
 */
public final class ParallelAdam extends Adam {

    private static final long serialVersionUID = 1;

    private final transient Workers m_workers;

    /** For JSON; works on the calling thread. */
    public ParallelAdam() {
        this(new Adam(), null);
    }

    /**
     * @param settings rates and schedule
     * @param workers the threads that make the step, or null for the calling one
     */
    public ParallelAdam(Adam settings, Workers workers) {
        super(settings.getLearningRate(), settings.getBeta1(), settings.getBeta2(), settings.getEpsilon());
        setLearningRateSchedule(settings.getLearningRateSchedule());
        m_workers = workers;
    }

    @Override
    public ParallelAdamStep instantiate(INDArray state, boolean initialise) {
        var step = new ParallelAdamStep(this, m_workers);
        step.setStateViewArray(state, new long[] {1, state.length() / 2}, 'c', initialise);
        return step;
    }

    @Override
    public ParallelAdam clone() {
        var copy = new ParallelAdam(this, m_workers);
        if (getLearningRateSchedule() != null) {
            copy.setLearningRateSchedule(getLearningRateSchedule().clone());
        }
        return copy;
    }
}
