// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.braggwise.embedded.EmbeddedExecution;
import org.braggwise.embedded.ProgressListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomain;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnProperties;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.container.ColumnRearranger;
import org.knime.core.data.container.SingleCellFactory;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.util.DuplicateKeyException;

/** What nodes rely on in tables. */
class TableTest {

    private static final DataTableSpec SPEC =
            new DataTableSpec("t", column("s", StringCell.TYPE), column("d", DoubleCell.TYPE));

    @TempDir
    private Path m_temp;

    private final AtomicBoolean m_cancelled = new AtomicBoolean();
    private ExecutionContext m_exec;

    @BeforeEach
    void context() {
        m_exec = EmbeddedExecution.newContext(m_temp, new ProgressListener() {}, m_cancelled::get);
    }

    private static DataColumnSpec column(String name, DataType type) {
        return new DataColumnSpecCreator(name, type).createSpec();
    }

    private static DataRow row(String key, DataCell... cells) {
        return new DefaultRow(new RowKey(key), cells);
    }

    private static List<String> texts(Iterable<DataRow> table) {
        List<String> rows = new ArrayList<>();
        table.forEach(r -> rows.add(r.toString()));
        return rows;
    }

    private BufferedDataTable table(DataTableSpec spec, DataRow... rows) {
        var container = m_exec.createDataContainer(spec);
        for (DataRow r : rows) {
            container.addRowToTable(r);
        }
        container.close();
        return container.getTable();
    }

    private BufferedDataTable twoRows() {
        return table(
                SPEC,
                row("r1", new StringCell("a"), new DoubleCell(1)),
                row("r2", new StringCell("b"), DataType.getMissingCell()));
    }

    @Test
    void rowsComeBackInOrder() {
        BufferedDataTable t = twoRows();
        assertEquals(2, t.size());
        assertEquals(List.of("r1: [a, 1.0]", "r2: [b, ?]"), texts(t));
        assertEquals(List.of("r1: [a, 1.0]", "r2: [b, ?]"), texts(t), "a second pass");
        assertEquals("Rows: 2, Cols: 2", t.getSummary());
    }

    @Test
    void duplicateKeyIsRefused() {
        var container = m_exec.createDataContainer(SPEC);
        container.addRowToTable(row("r", new StringCell("a"), new DoubleCell(1)));
        DataRow again = row("r", new StringCell("b"), new DoubleCell(2));
        var e = assertThrows(DuplicateKeyException.class, () -> container.addRowToTable(again));
        assertEquals("r", e.getKey());
        assertTrue(e.getMessage().contains("\"r\""), e.getMessage());
    }

    @Test
    void manyKeysAreDistinct() {
        DataTableSpec none = new DataTableSpec();
        var container = m_exec.createDataContainer(none);
        for (int i = 0; i < 100_000; i++) {
            container.addRowToTable(row("Row" + i));
        }
        assertThrows(DuplicateKeyException.class, () -> container.addRowToTable(row("Row77777")));
        container.close();
        assertEquals(100_000, container.getTable().size());
    }

    @Test
    void rowsAreHeldAgainstTheSpec() {
        var container = m_exec.createDataContainer(SPEC);
        assertThrows(IllegalArgumentException.class, () -> container.addRowToTable(row("r", new StringCell("a"))));
        assertThrows(
                IllegalArgumentException.class,
                () -> container.addRowToTable(row("r", new DoubleCell(1), new DoubleCell(1))));
        container.addRowToTable(row("r", new StringCell("a"), new IntCell(1))); // an integer is a number too
        container.close();
        assertThrows(
                IllegalStateException.class,
                () -> container.addRowToTable(row("s", new StringCell("a"), new DoubleCell(1))));
    }

    @Test
    void openContainerGivesNoTable() {
        var container = m_exec.createDataContainer(SPEC);
        assertTrue(container.isOpen());
        assertThrows(IllegalStateException.class, container::getTable);
    }

    @Test
    void duplicateColumnIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new DataTableSpec(column("a", IntCell.TYPE), column("a", StringCell.TYPE)));
    }

    @Test
    void domainsAreThoseOfTheRows() {
        DataTableSpec spec = table(
                        SPEC,
                        row("1", new StringCell("x"), new DoubleCell(3)),
                        row("2", new StringCell("y"), new DoubleCell(Double.NaN)),
                        row("3", new StringCell("x"), new DoubleCell(-1)),
                        row("4", DataType.getMissingCell(), DataType.getMissingCell()))
                .getDataTableSpec();
        DataColumnDomain text = spec.getColumnSpec("s").getDomain();
        assertEquals(List.of(new StringCell("x"), new StringCell("y")), List.copyOf(text.getValues()));
        DataColumnDomain number = spec.getColumnSpec("d").getDomain();
        assertEquals(new DoubleCell(-1), number.getLowerBound());
        assertEquals(new DoubleCell(3), number.getUpperBound());
        assertFalse(number.hasValues());
    }

    @Test
    void moreThanSixtyValuesAreNotListed() {
        DataRow[] rows = new DataRow[61];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row("r" + i, new StringCell("v" + i), new DoubleCell(i));
        }
        assertFalse(table(SPEC, rows)
                .getDataTableSpec()
                .getColumnSpec("s")
                .getDomain()
                .hasValues());
    }

    @Test
    void domainOfTheSpecIsWidened() {
        var creator = new DataColumnSpecCreator("d", DoubleCell.TYPE);
        creator.setDomain(new DataColumnDomainCreator(new DoubleCell(0), new DoubleCell(10)).createDomain());
        var domain = table(new DataTableSpec(creator.createSpec()), row("r", new DoubleCell(11)))
                .getDataTableSpec()
                .getColumnSpec(0)
                .getDomain();
        assertEquals(new DoubleCell(0), domain.getLowerBound());
        assertEquals(new DoubleCell(11), domain.getUpperBound());
    }

    @Test
    void columnPropertiesSurvive() throws CanceledExecutionException {
        var creator = new DataColumnSpecCreator("d", DoubleCell.TYPE);
        creator.setProperties(new DataColumnProperties(Map.of("braggwise.points", "3501")));
        BufferedDataTable t = table(new DataTableSpec(creator.createSpec()), row("r", new DoubleCell(1)));
        assertEquals(
                "3501", t.getDataTableSpec().getColumnSpec("d").getProperties().getProperty("braggwise.points"));
        var rearranger = new ColumnRearranger(t.getDataTableSpec());
        rearranger.append(length());
        BufferedDataTable u = m_exec.createColumnRearrangeTable(t, rearranger, m_exec);
        assertEquals(
                "3501", u.getDataTableSpec().getColumnSpec("d").getProperties().getProperty("braggwise.points"));
        assertNotEquals(column("d", DoubleCell.TYPE), u.getDataTableSpec().getColumnSpec("d"));
    }

    private static SingleCellFactory length() {
        return new SingleCellFactory(column("cells", IntCell.TYPE)) {
            @Override
            public DataCell getCell(DataRow row, long rowIndex) {
                return new IntCell(row.getNumCells() * 100 + (int) rowIndex);
            }
        };
    }

    @Test
    void columnsAreRearranged() throws CanceledExecutionException {
        BufferedDataTable t = twoRows();
        var rearranger = new ColumnRearranger(t.getDataTableSpec());
        rearranger.append(length());
        rearranger.move("d", 0);
        rearranger.remove("s");
        assertEquals(
                "[d (Number (Float)), cells (Number (Integer))]",
                rearranger.createSpec().stream().toList().toString());
        assertEquals(
                List.of("r1: [1.0, 200]", "r2: [?, 201]"),
                texts(m_exec.createColumnRearrangeTable(t, rearranger, m_exec)));
        var replaced = new ColumnRearranger(t.getDataTableSpec());
        replaced.replace(length(), "s");
        assertEquals(
                List.of("r1: [200, 1.0]", "r2: [201, ?]"),
                texts(m_exec.createColumnRearrangeTable(t, replaced, m_exec)));
        assertThrows(IllegalArgumentException.class, () -> replaced.remove("s"));
        var kept = new ColumnRearranger(t.getDataTableSpec());
        kept.keepOnly("d");
        assertEquals(List.of("r1: [1.0]", "r2: [?]"), texts(m_exec.createColumnRearrangeTable(t, kept, m_exec)));
    }

    @Test
    void tablesAreConcatenated() throws CanceledExecutionException {
        BufferedDataTable other = table(
                new DataTableSpec(column("d", IntCell.TYPE), column("e", StringCell.TYPE)),
                row("r3", new IntCell(7), new StringCell("e")));
        BufferedDataTable all = m_exec.createConcatenateTable(m_exec, twoRows(), other);
        assertEquals(List.of("r1: [a, 1.0, ?]", "r2: [b, ?, ?]", "r3: [?, 7, e]"), texts(all));
        assertEquals(DoubleCell.TYPE, all.getDataTableSpec().getColumnSpec("d").getType());
        assertThrows(DuplicateKeyException.class, () -> m_exec.createConcatenateTable(m_exec, twoRows(), twoRows()));
    }

    @Test
    void tablesAreJoined() throws CanceledExecutionException {
        BufferedDataTable right = table(
                new DataTableSpec(column("n", IntCell.TYPE)), row("r1", new IntCell(1)), row("r2", new IntCell(2)));
        assertEquals(
                List.of("r1: [a, 1.0, 1]", "r2: [b, ?, 2]"), texts(m_exec.createJoinedTable(twoRows(), right, m_exec)));
        BufferedDataTable otherKeys = table(
                new DataTableSpec(column("n", IntCell.TYPE)), row("r2", new IntCell(1)), row("r1", new IntCell(2)));
        assertThrows(IllegalArgumentException.class, () -> m_exec.createJoinedTable(twoRows(), otherKeys, m_exec));
    }

    @Test
    void cancelEndsTheWork() {
        BufferedDataTable t = twoRows();
        var rearranger = new ColumnRearranger(t.getDataTableSpec());
        rearranger.append(length());
        m_cancelled.set(true);
        assertThrows(CanceledExecutionException.class, () -> m_exec.checkCanceled());
        assertThrows(CanceledExecutionException.class, () -> m_exec.createSubProgress(0.5)
                .checkCanceled());
        assertThrows(CanceledExecutionException.class, () -> m_exec.createColumnRearrangeTable(t, rearranger, m_exec));
    }

    @Test
    void typesAreOrdered() {
        assertTrue(DoubleCell.TYPE.isASuperTypeOf(IntCell.TYPE));
        assertFalse(IntCell.TYPE.isASuperTypeOf(DoubleCell.TYPE));
        assertTrue(StringCell.TYPE.isASuperTypeOf(DataType.getMissingCell().getType()));
        assertEquals(DoubleCell.TYPE, DataType.getCommonSuperType(IntCell.TYPE, DoubleCell.TYPE));
        assertEquals("Number (Float)", DoubleCell.TYPE.getName());
        DataType mixed = DataType.getCommonSuperType(StringCell.TYPE, DoubleCell.TYPE);
        assertTrue(mixed.isASuperTypeOf(StringCell.TYPE) && mixed.isASuperTypeOf(IntCell.TYPE));
    }
}
