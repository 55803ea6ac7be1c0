// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A named row of cells. */
public interface DataRow extends Iterable<DataCell> {

    int getNumCells();

    RowKey getKey();

    /** @throws IndexOutOfBoundsException unless 0 <= index < getNumCells() */
    DataCell getCell(int index);

    default Stream<DataCell> stream() {
        return StreamSupport.stream(spliterator(), false);
    }
}
