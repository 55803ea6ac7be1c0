// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.Iterator;

/** Goes once through the rows of a table. */
public abstract class RowIterator implements Iterator<DataRow> {

    @Override
    public abstract boolean hasNext();

    @Override
    public abstract DataRow next();

    /** @throws UnsupportedOperationException always: tables don't change */
    @Override
    public final void remove() {
        throw new UnsupportedOperationException("A row can't be removed from a table.");
    }
}
