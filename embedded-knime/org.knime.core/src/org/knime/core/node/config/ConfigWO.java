// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config;

import org.knime.core.node.config.base.ConfigBaseWO;

/** Settings to write. */
public interface ConfigWO extends ConfigBaseWO {

    /** @return a new empty tree under the key */
    Config addConfig(String key);
}
