// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.learner;

/** The Learner's settings with another default: what was learnt shall not be lost. */
public final class FineTuningParameters extends BVggNetLearnerParameters {

    private static final double LEARNING_RATE = 0.0001;

    FineTuningParameters() {
        m_learningRate = LEARNING_RATE;
    }
}
