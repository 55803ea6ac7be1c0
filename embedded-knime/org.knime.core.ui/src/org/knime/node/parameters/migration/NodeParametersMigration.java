// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node.parameters.migration;

import java.util.List;

/** Reads a field from every form in which it was ever saved but the last. */
public interface NodeParametersMigration<T> {

    /** @return the forms; the first that matches reads */
    List<ConfigMigration<T>> getConfigMigrations();
}
