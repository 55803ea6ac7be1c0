// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import org.knime.core.node.config.ConfigWO;

/** A node's settings to write. */
public interface NodeSettingsWO extends ConfigWO {

    /** @return a new empty tree under the key */
    NodeSettingsWO addNodeSettings(String key);

    /** Adds the tree under its own key. */
    void addNodeSettings(NodeSettings settings);
}
