// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.MissingCell;
import org.knime.core.data.MissingValue;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.vector.doublevector.DoubleVectorCellFactory;
import org.knime.core.data.vector.doublevector.DoubleVectorValue;

/** Cells come back from a Parquet file as they were, bit by bit. */
class PartFileTest {

    private static final List<DataRow> ROWS = List.of(
            new DefaultRow(
                    "a",
                    new StringCell("Ba Ti O3\n'Å'"),
                    new IntCell(Integer.MIN_VALUE),
                    new LongCell(Long.MAX_VALUE),
                    new DoubleCell(-0.0),
                    BooleanCell.TRUE,
                    DoubleVectorCellFactory.createCell(new double[] {1e-310, Double.NaN, 0.1, -0.0}),
                    CollectionCellFactory.createListCell(List.of(new StringCell("cubic"), new StringCell("")))),
            new DefaultRow(
                    "b",
                    DataType.getMissingCell(),
                    new MissingCell("no peak"),
                    DataType.getMissingCell(),
                    new IntCell(3), // a whole number in a column of floating ones stays one
                    DataType.getMissingCell(),
                    DataType.getMissingCell(),
                    DataType.getMissingCell()),
            new DefaultRow(
                    "c",
                    new StringCell(""),
                    new IntCell(0),
                    new LongCell(0),
                    new DoubleCell(Double.NaN),
                    BooleanCell.FALSE,
                    DoubleVectorCellFactory.createCell(new double[2500]),
                    CollectionCellFactory.createListCell(List.of(new StringCell("x"), DataType.getMissingCell()))));

    private static final SpecRecord SPEC = SpecRecord.of(new DataTableSpec(
            "Cells",
            java.util.Arrays.stream(CellKind.values())
                    .map(kind -> new DataColumnSpecCreator(kind + " (Å), 1.5;{}", kind.type()).createSpec())
                    .toArray(DataColumnSpec[]::new)));

    @TempDir
    private Path m_temp;

    private Part written() throws IOException {
        String file = m_temp.resolve("part.parquet").toUri().toString();
        try (PartFile.Writer writer = PartFile.create(file, SPEC, new Configuration())) {
            for (DataRow row : ROWS) {
                writer.add(row);
            }
        }
        return Part.of(file, ROWS.size());
    }

    private List<DataRow> read(Part... parts) {
        List<DataRow> rows = new ArrayList<>();
        PartedTable.borrowing(SPEC, List.of(parts), new Configuration())
                .table()
                .iterator()
                .forEachRemaining(rows::add);
        return rows;
    }

    private static List<String> keys(List<DataRow> rows) {
        return rows.stream().map(r -> r.getKey().getString()).toList();
    }

    @Test
    void cellsComeBack() throws IOException {
        List<DataRow> rows = read(written());
        assertEquals(ROWS.size(), rows.size());
        for (int r = 0; r < rows.size(); r++) {
            assertEquals(ROWS.get(r).getKey(), rows.get(r).getKey());
            for (int c = 0; c < ROWS.get(r).getNumCells(); c++) {
                same(ROWS.get(r).getCell(c), rows.get(r).getCell(c), "row " + r + ", column " + c);
            }
        }
    }

    private static void same(DataCell expected, DataCell found, String where) {
        assertEquals(expected.getClass(), found.getClass(), where);
        if (expected instanceof DoubleVectorValue v) {
            assertArrayEquals(bits(v), bits((DoubleVectorValue) found), where);
        } else if (expected instanceof DoubleCell d) {
            assertEquals(
                    Double.doubleToRawLongBits(d.getDoubleValue()),
                    Double.doubleToRawLongBits(((DoubleCell) found).getDoubleValue()),
                    where);
        } else if (expected instanceof MissingValue m) {
            assertEquals(m.getError(), ((MissingValue) found).getError(), where);
        } else {
            assertEquals(expected, found, where);
        }
    }

    private static long[] bits(DoubleVectorValue vector) {
        long[] bits = new long[vector.getLength()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(vector.getValue(i));
        }
        return bits;
    }

    @Test
    void partsAreSlicedNumberedAndRenamed() throws IOException {
        Part all = written();
        assertEquals(List.of("b", "c", "a"), keys(read(all.slice(1, 2), all.slice(0, 1))));
        assertEquals(List.of("Row7", "Row8"), keys(read(all.slice(1, 2).numbered(7))));
        assertEquals(List.of("b", "c (2)"), keys(read(all.slice(1, 2).withKeys(Map.of(2L, "c (2)")))));
        assertEquals(new StringCell(""), read(all.slice(2, 1)).get(0).getCell(0));
    }

    @Test
    void emptyTablesAndTablesWithoutColumns() throws IOException {
        String file = m_temp.resolve("empty.parquet").toUri().toString();
        SpecRecord none = SpecRecord.of(new DataTableSpec("None"));
        try (PartFile.Writer writer = PartFile.create(file, none, new Configuration())) {
            writer.add(new DefaultRow("only a key"));
        }
        assertEquals(
                "only a key",
                PartedTable.borrowing(none, List.of(Part.of(file, 1)), new Configuration())
                        .table()
                        .iterator()
                        .next()
                        .getKey()
                        .getString());
        assertFalse(PartedTable.borrowing(SPEC, List.of(), new Configuration())
                .table()
                .iterator()
                .hasNext());
    }

    @Test
    void domainsOfPartsAreThatOfTheTable() {
        SpecRecord.Column a = new SpecRecord.Column(
                "n", CellKind.INT, Map.of(), new IntCell(3), new IntCell(9), List.of(new StringCell("x")));
        SpecRecord.Column b = new SpecRecord.Column(
                "n", CellKind.INT, Map.of(), new IntCell(-1), new IntCell(4), List.of(new StringCell("y")));
        SpecRecord.Column empty = new SpecRecord.Column("n", CellKind.INT, Map.of(), null, null, List.of());
        SpecRecord.Column both = a.and(empty).and(b);
        assertEquals(new IntCell(-1), both.lower());
        assertEquals(new IntCell(9), both.upper());
        assertEquals(List.of(new StringCell("x"), new StringCell("y")), both.values());
        assertEquals(
                null,
                a.and(new SpecRecord.Column("n", CellKind.INT, Map.of(), null, null, null))
                        .values());
    }
}
