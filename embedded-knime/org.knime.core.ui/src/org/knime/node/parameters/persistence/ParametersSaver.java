// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.persistence;

import org.knime.core.node.NodeSettingsWO;

/** Saves a value. */
public interface ParametersSaver<T> {

    void save(T obj, NodeSettingsWO settings);
}
