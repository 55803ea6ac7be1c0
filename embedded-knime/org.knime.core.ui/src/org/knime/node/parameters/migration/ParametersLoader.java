// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.migration;

import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettingsRO;

/** Loads a value. */
public interface ParametersLoader<T> {

    T load(NodeSettingsRO settings) throws InvalidSettingsException;
}
