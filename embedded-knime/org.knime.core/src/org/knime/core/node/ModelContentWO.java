// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import org.knime.core.node.config.ConfigWO;

/** A model's content to write. */
public interface ModelContentWO extends ConfigWO {

    /** @return a new empty tree under the key */
    ModelContentWO addModelContent(String key);
}
