// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.learner;

import org.braggwise.knime.port.BVggNetModelPortObject;
import org.knime.core.node.port.PortType;

/**
 * The inputs of the Learner, training and validation, and of the Fine-Tuner, which has a model behind them. Users may remove the validation;
 * the model is then the second input, for KNIME counts the ports that are there.
 */
final class Inputs {

    static final int TRAINING = 0;
    static final int VALIDATION = 1;

    private Inputs() {}

    /** @return whether the last input is a model */
    static boolean continued(PortType[] types) {
        return types.length > 0 && types[types.length - 1].equals(BVggNetModelPortObject.TYPE);
    }

    /** @return whether there is a validation table */
    static boolean validated(PortType[] types) {
        return validated(types.length, continued(types));
    }

    /**
     * @param ports the number of inputs
     * @param continued whether the last of them is a model
     */
    static boolean validated(int ports, boolean continued) {
        return ports - (continued ? 1 : 0) > VALIDATION;
    }
}
