// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.collection;

import org.knime.core.data.DataType;
import org.knime.core.data.DataValue;

/** A value that consists of cells of one type. */
public interface CollectionDataValue extends DataValue, CellCollection {

    DataType getElementType();

    int size();
}
