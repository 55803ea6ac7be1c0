// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.vector.doublevector;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DoubleCell;

/** Makes vector cells. */
public class DoubleVectorCellFactory {

    /** The type of all vector cells. */
    public static final DataType TYPE = DataType.getType(DenseDoubleVectorCell.class, DoubleCell.TYPE);

    /**
     * @param vector the values; the cell keeps the array, so that it is not to be changed afterwards
     * @param <T> the cell's class
     * @param <DoubleVectorValue> without meaning, in KNIME's signature by a slip
     */
    @SuppressWarnings({"unchecked", "hiding"})
    public static <T extends DataCell, DoubleVectorValue> T createCell(double[] vector) {
        return (T) new DenseDoubleVectorCell(vector);
    }

    public DataType getDataType() {
        return TYPE;
    }
}
