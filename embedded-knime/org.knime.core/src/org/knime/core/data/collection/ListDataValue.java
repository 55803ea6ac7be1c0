// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.collection;

import org.knime.core.data.DataCell;

/** A collection with an order. */
public interface ListDataValue extends CollectionDataValue {

    DataCell get(int index);
}
