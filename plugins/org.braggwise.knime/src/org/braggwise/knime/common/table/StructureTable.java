// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.cif.CifWriter;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.BooleanCell.BooleanCellFactory;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;

/** The columns that describe a crystal structure: the CIF Reader's output, and the beginning of the Template Substitutor's. */
public final class StructureTable {

    /** CIF, name, formula, symmetry, cell, volume, Z, density, number of sites, whether every site is fully occupied by one element. */
    public static final DataTableSpec COLUMNS = Columns.table(
            "Structures",
            List.of(
                    Columns.column(Columns.CIF, StringCell.TYPE),
                    Columns.column("Name", StringCell.TYPE),
                    Columns.column("Formula", StringCell.TYPE),
                    Columns.column("Space group", IntCell.TYPE),
                    Columns.column("Space group symbol", StringCell.TYPE),
                    Columns.column("Crystal system", StringCell.TYPE)),
            CellColumns.numbers(),
            List.of(
                    Columns.column("Volume (Å^3)", DoubleCell.TYPE),
                    Columns.column("Z", DoubleCell.TYPE),
                    Columns.column("Density (g/cm^3)", DoubleCell.TYPE),
                    Columns.column("Sites", IntCell.TYPE),
                    Columns.column("Ordered", BooleanCell.TYPE)));

    /** {@link #COLUMNS}, the symmetry that the atoms have, and the file each structure comes from. */
    public static final DataTableSpec SPEC = new DataTableSpec(
            "Structures",
            Columns.append(
                    COLUMNS,
                    Columns.column("Space group found", IntCell.TYPE),
                    Columns.column("Crystal system found", StringCell.TYPE),
                    Columns.column("Source", StringCell.TYPE)));

    private StructureTable() {}

    /** @return cells for {@link #COLUMNS}, followed by the given ones */
    public static DataCell[] cells(CrystalStructure s, DataCell... more) {
        SpaceGroup g = s.spaceGroup();
        List<DataCell> all = new ArrayList<>(List.of(
                new StringCell(CifWriter.write(s)),
                new StringCell(s.name()),
                new StringCell(s.formula()),
                new IntCell(g.number()),
                new StringCell(g.hermannMauguin()),
                new StringCell(g.crystalSystem().label())));
        all.addAll(CellColumns.numbers(s.cell()));
        all.addAll(List.of(
                new DoubleCell(s.cell().volume()),
                new DoubleCell(s.formulaUnits()),
                new DoubleCell(s.density()),
                new IntCell(s.sites().size()),
                BooleanCellFactory.create(s.ordered())));
        all.addAll(List.of(more));
        return all.toArray(new DataCell[0]);
    }
}
