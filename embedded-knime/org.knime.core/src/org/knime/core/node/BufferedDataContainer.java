// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.DataContainer;

/** Takes the rows of an output table. */
public class BufferedDataContainer extends DataContainer {

    BufferedDataContainer(DataTableSpec spec) {
        super(spec);
    }

    /** @throws IllegalStateException where the container is open */
    @Override
    public BufferedDataTable getTable() {
        return (BufferedDataTable) super.getTable();
    }
}
