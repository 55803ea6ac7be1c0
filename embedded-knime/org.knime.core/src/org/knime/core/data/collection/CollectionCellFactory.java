// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.collection;

import java.util.Collection;

import org.knime.core.data.DataCell;

/** Makes collection cells. */
public final class CollectionCellFactory {

    private CollectionCellFactory() {}

    /** @return a list of the cells in their order; its element type is what they have in common */
    public static ListCell createListCell(Collection<? extends DataCell> coll) {
        return new ListCell(coll);
    }
}
