// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.braggwise.embedded.table.TableBuilder;
import org.braggwise.embedded.table.TableFiles;
import org.braggwise.embedded.table.Tables;
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
import org.knime.core.data.RowKey;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.vector.doublevector.DoubleVectorCellFactory;
import org.knime.core.data.vector.doublevector.DoubleVectorValue;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.util.DuplicateKeyException;

/** Tables that find no room in memory live in files, and nobody sees the difference. */
class SpillTest {

    private static final DataTableSpec EVERY_KIND = new DataTableSpec(
            column("string", StringCell.TYPE),
            column("int", IntCell.TYPE),
            column("long", LongCell.TYPE),
            column("double", DoubleCell.TYPE),
            column("boolean", BooleanCell.TYPE),
            column("vector", DoubleVectorCellFactory.TYPE),
            column("list", ListCell.getCollectionType(DoubleCell.TYPE)));

    @TempDir
    private Path m_temp;

    private static DataColumnSpec column(String name, DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }

    private static DataRow everyKind(int i) {
        var random = new SplittableRandom(i);
        double[] vector = random.doubles(i % 7).toArray();
        DataCell[] cells = {
            new StringCell("é" + "x".repeat(i % 3 * 40_000)),
            new IntCell(random.nextInt()),
            new LongCell(random.nextLong()),
            new DoubleCell(random.nextDouble()),
            i % 2 == 0 ? BooleanCell.TRUE : BooleanCell.FALSE,
            DoubleVectorCellFactory.createCell(vector),
            CollectionCellFactory.createListCell(List.of(new DoubleCell(i), DataType.getMissingCell()))
        };
        if (i % 5 == 4) {
            cells[i % cells.length] = i % 2 == 0 ? DataType.getMissingCell() : new MissingCell("because " + i);
        }
        return new DefaultRow(RowKey.createRowKey((long) i), cells);
    }

    private BufferedDataTable table(long limitBytes, int rows) {
        var builder = new TableBuilder(EVERY_KIND, new TableFiles(m_temp, limitBytes));
        for (int i = 0; i < rows; i++) {
            builder.add(everyKind(i));
        }
        builder.close();
        return builder.table();
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(m_temp)) {
            return files.count();
        }
    }

    @Test
    void everyKindOfCellComesBack() throws IOException {
        BufferedDataTable t = table(1 << 20, 100);
        assertEquals(1, files());
        int i = 0;
        try (CloseableRowIterator rows = t.iterator()) {
            while (rows.hasNext()) {
                DataRow row = rows.next();
                assertEquals(everyKind(i), row);
                if (i == 9) {
                    assertEquals("because 9", ((MissingValue) row.getCell(9 % 7)).getError());
                }
                i++;
            }
        }
        assertEquals(100, i);
        assertEquals(
                t.getDataTableSpec(),
                table(Long.MAX_VALUE, 100).getDataTableSpec(),
                "domains do not depend on the place");
    }

    @Test
    void severalPassesAtOnce() {
        BufferedDataTable t = table(0, 50);
        try (CloseableRowIterator first = t.iterator();
                CloseableRowIterator second = t.iterator()) {
            first.next();
            first.next();
            assertEquals(everyKind(0), second.next());
            assertEquals(everyKind(2), first.next());
        }
    }

    @Test
    void duplicateKeyIsFoundInTheFile() {
        var builder = new TableBuilder(EVERY_KIND, new TableFiles(m_temp, 0));
        for (int i = 0; i < 20; i++) {
            builder.add(everyKind(i));
        }
        assertThrows(DuplicateKeyException.class, () -> builder.add(everyKind(3)));
    }

    @Test
    void releaseDeletesTheFile() throws IOException {
        BufferedDataTable t = table(0, 5);
        assertEquals(1, files());
        Tables.rows(t).release();
        assertEquals(0, files());
    }

    /**
     * Patterns of 3501 points, several times as many as the tables' share of memory. The number of rows is 4,000 (112 MB) by default;
     * braggwise.spillRows raises it.
     */
    @Test
    void patternsBeyondMemory() throws IOException {
        int rows = Integer.getInteger("braggwise.spillRows", 4000);
        var files = new TableFiles(m_temp, 16L << 20);
        DataTableSpec spec = new DataTableSpec(column("Pattern", DoubleVectorCellFactory.TYPE));
        var builder = new TableBuilder(spec, files);
        for (int i = 0; i < rows; i++) {
            builder.add(new DefaultRow(
                    RowKey.createRowKey((long) i), (DataCell) DoubleVectorCellFactory.createCell(pattern(i))));
        }
        builder.close();
        assertTrue(Files.size(Files.list(m_temp).findFirst().orElseThrow()) > rows * 3501L * Double.BYTES);
        int i = 0;
        for (DataRow row : builder.table()) {
            DoubleVectorValue v = (DoubleVectorValue) row.getCell(0);
            if (i % 997 == 0) {
                double[] values = new double[v.getLength()];
                for (int k = 0; k < values.length; k++) {
                    values[k] = v.getValue(k);
                }
                assertArrayEquals(pattern(i), values);
            }
            i++;
        }
        assertEquals(rows, i);
    }

    private static double[] pattern(int row) {
        double[] values = new double[3501];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sin(row + i * 1e-3);
        }
        return values;
    }
}
