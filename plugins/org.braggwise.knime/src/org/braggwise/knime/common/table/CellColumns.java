// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import org.braggwise.crystal.geometry.UnitCell;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DoubleCell;

/** How tables hold a unit cell: three lengths in angstrom and three angles in degrees, and their standard uncertainties. */
public final class CellColumns {

    private static final List<String> LENGTHS = List.of("a (Å)", "b (Å)", "c (Å)");
    private static final List<String> ANGLES = List.of("alpha (deg)", "beta (deg)", "gamma (deg)");

    private CellColumns() {}

    /** @return the columns of the six numbers */
    public static List<DataColumnSpec> numbers() {
        return columns("");
    }

    /** @return the columns of their standard uncertainties */
    public static List<DataColumnSpec> uncertainties() {
        return columns("s.u. ");
    }

    private static List<DataColumnSpec> columns(String before) {
        return Stream.of(LENGTHS, ANGLES)
                .flatMap(List::stream)
                .map(name -> Columns.column(before + name, DoubleCell.TYPE))
                .toList();
    }

    /** @return the six numbers of a cell; missing cells for null */
    public static List<DataCell> numbers(UnitCell cell) {
        if (cell == null) {
            return Collections.nCopies(LENGTHS.size() + ANGLES.size(), DataType.getMissingCell());
        }
        return DoubleStream.of(cell.a(), cell.b(), cell.c(), cell.alphaDeg(), cell.betaDeg(), cell.gammaDeg())
                .<DataCell>mapToObj(DoubleCell::new)
                .toList();
    }

    /** @param sigmas six, 0 for what is fixed or not known, which becomes a missing cell */
    public static List<DataCell> uncertainties(double[] sigmas) {
        return Arrays.stream(sigmas)
                .mapToObj(s -> s > 0 ? new DoubleCell(s) : DataType.getMissingCell())
                .toList();
    }
}
