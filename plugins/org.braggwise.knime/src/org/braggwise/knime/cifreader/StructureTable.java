// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.cifreader;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.UnitCell;
import org.braggwise.crystal.cif.CifWriter;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.knime.common.Columns;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.BooleanCell.BooleanCellFactory;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;

/** The columns that describe a crystal structure: the CIF Reader's output, and the beginning of the Template Substitutor's. */
public final class StructureTable {

    /** CIF, name, formula, symmetry, cell, volume, Z, density, number of sites, whether every site is fully occupied by one element. */
    public static final DataTableSpec COLUMNS = new DataTableSpec(
            column(Columns.CIF, StringCell.TYPE),
            column("Name", StringCell.TYPE),
            column("Formula", StringCell.TYPE),
            column("Space group", IntCell.TYPE),
            column("Space group symbol", StringCell.TYPE),
            column("Crystal system", StringCell.TYPE),
            column("a (Å)", DoubleCell.TYPE),
            column("b (Å)", DoubleCell.TYPE),
            column("c (Å)", DoubleCell.TYPE),
            column("alpha (deg)", DoubleCell.TYPE),
            column("beta (deg)", DoubleCell.TYPE),
            column("gamma (deg)", DoubleCell.TYPE),
            column("Volume (Å^3)", DoubleCell.TYPE),
            column("Z", DoubleCell.TYPE),
            column("Density (g/cm^3)", DoubleCell.TYPE),
            column("Sites", IntCell.TYPE),
            column("Ordered", BooleanCell.TYPE));

    /** {@link #COLUMNS}, the symmetry that the atoms have, and the file each structure comes from. */
    public static final DataTableSpec SPEC = new DataTableSpec(
            "Structures",
            append(
                    COLUMNS,
                    column("Space group found", IntCell.TYPE),
                    column("Crystal system found", StringCell.TYPE),
                    column("Source", StringCell.TYPE)));

    private StructureTable() {}

    /** @return one column of the type */
    public static DataColumnSpec column(String name, DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }

    /** @return the columns of a spec and more */
    public static DataColumnSpec[] append(DataTableSpec spec, DataColumnSpec... more) {
        var all = new DataColumnSpec[spec.getNumColumns() + more.length];
        for (int i = 0; i < spec.getNumColumns(); i++) {
            all[i] = spec.getColumnSpec(i);
        }
        System.arraycopy(more, 0, all, spec.getNumColumns(), more.length);
        return all;
    }

    /** @return cells for {@link #COLUMNS}, followed by the given ones */
    public static DataCell[] cells(CrystalStructure s, DataCell... more) {
        UnitCell c = s.cell();
        SpaceGroup g = s.spaceGroup();
        DataCell[] own = {
            new StringCell(CifWriter.write(s)),
            new StringCell(s.name()),
            new StringCell(s.formula()),
            new IntCell(g.number()),
            new StringCell(g.hermannMauguin()),
            new StringCell(g.crystalSystem().label()),
            new DoubleCell(c.a()),
            new DoubleCell(c.b()),
            new DoubleCell(c.c()),
            new DoubleCell(c.alphaDeg()),
            new DoubleCell(c.betaDeg()),
            new DoubleCell(c.gammaDeg()),
            new DoubleCell(c.volume()),
            new DoubleCell(s.formulaUnits()),
            new DoubleCell(s.density()),
            new IntCell(s.sites().size()),
            BooleanCellFactory.create(s.ordered())
        };
        var all = new DataCell[own.length + more.length];
        System.arraycopy(own, 0, all, 0, own.length);
        System.arraycopy(more, 0, all, own.length, more.length);
        return all;
    }
}
