// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import org.knime.core.node.port.PortObject;
import org.knime.node.DefaultView.ViewInput;
import org.knime.node.parameters.NodeParameters;

/** What a view gets. */
record ShownData(PortObject[] internalData) implements ViewInput {

    @Override
    public <S extends NodeParameters> S getParameters() {
        throw new UnsupportedOperationException(
                "ViewInput.getParameters(): the embedded KNIME has no parameters of views.");
    }

    @Override
    public PortObject[] getInternalPortObjects() {
        return internalData;
    }
}
