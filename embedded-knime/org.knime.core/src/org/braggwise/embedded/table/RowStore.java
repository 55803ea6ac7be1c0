// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.table;

import org.knime.core.data.container.CloseableRowIterator;

/** The rows of a finished table, in memory or in a file. */
public interface RowStore {

    long size();

    /** @return a pass over all rows; several may run at once, on any threads */
    CloseableRowIterator iterator();

    /** Gives memory and file back; no rows can be read afterwards. */
    void release();
}
