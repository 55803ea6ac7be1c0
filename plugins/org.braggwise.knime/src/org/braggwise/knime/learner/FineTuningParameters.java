// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.learner;

import org.knime.node.parameters.NodeParametersInput;

/** The Learner's settings with other defaults for a node that is put on the canvas: what was learnt shall not be lost. */
public final class FineTuningParameters extends BVggNetLearnerParameters {

    private static final double LEARNING_RATE = 0.0001;

    FineTuningParameters() {
    }

    FineTuningParameters(@SuppressWarnings("unused") final NodeParametersInput input) {
        m_learningRate = LEARNING_RATE;
    }
}
