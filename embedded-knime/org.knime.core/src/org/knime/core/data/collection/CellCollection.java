// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.collection;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.knime.core.data.DataCell;

/** Several cells in one. */
public interface CellCollection extends Iterable<DataCell> {

    default Stream<DataCell> stream() {
        return StreamSupport.stream(spliterator(), false);
    }
}
