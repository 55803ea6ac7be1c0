// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.cifreader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.braggwise.embedded.WorkflowUrls;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.port.PortObjectSpec;

/** The CIF Reader with its optional input: a column of CIF text, or of paths and URLs. */
class CifTableTest {

    private static final String STO = Samples.cif("Sr", "Ti", 3.905, 1);
    private static final String BTO = Samples.cif("Ba", "Ti", 3.99, 1.02);

    @TempDir
    private Path m_folder;

    private static NodeUnderTest reader(String content) {
        return new NodeUnderTest(new CifReaderNodeFactory(), "Files or CIF text").set("content", content);
    }

    private static BufferedDataTable column(String[]... rows) {
        return TestTables.texts(
                List.of("Note", "CIF"),
                Stream.of(rows).map(r -> new String[] {r[0], "n", r[1]}).toArray(String[][]::new));
    }

    private static String[] row(String key, String text) {
        return new String[] {key, text};
    }

    private Path file(String name, String text) throws Exception {
        return Files.writeString(m_folder.resolve(name), text);
    }

    /** What the reader writes it reads again, the cells of each structure and its row ID unchanged; Source says the input row. */
    @Test
    void itsOwnOutputMakesTheRoundTrip() throws Exception {
        file("sto.cif", STO);
        file("two.cif", BTO + Samples.cif("Ca", "Zr", 4.1, 1));
        BufferedDataTable first = new NodeUnderTest(new CifReaderNodeFactory())
                .set("path", m_folder.toString())
                .run()
                .table(0);
        NodeUnderTest.Outcome again = reader("CIF_TEXT").run(first);
        assertEquals("", again.warning());
        assertEquals(List.of("sto.cif", "two.cif#1", "two.cif#2"), TestTables.keys(again.table(0)));
        assertEquals("two.cif", TestTables.text(first, "two.cif#2", "Source"));
        assertEquals("two.cif#2", TestTables.text(again.table(0), "two.cif#2", "Source"));
        int source = first.getDataTableSpec().findColumnIndex("Source");
        for (int r = 0; r < 3; r++) {
            for (int c = 0; c < source; c++) {
                assertEquals(
                        TestTables.rows(first).get(r).getCell(c),
                        TestTables.rows(again.table(0)).get(r).getCell(c));
            }
        }
    }

    @Test
    void filesAreReadByPathUrlAndWorkflowPath() throws Exception {
        Path sto = file("sto.cif", STO);
        file("my two.cif", BTO + STO);
        WorkflowUrls.setWorkflow(m_folder);
        try {
            BufferedDataTable out = reader("FILES")
                    .run(column(
                            row("path", sto.toString()),
                            row("URL", sto.toUri().toString()),
                            row("relative", "knime://knime.workflow/my two.cif"),
                            row("blanks", "  " + sto + "\n")))
                    .table(0);
            assertEquals(List.of("path", "URL", "relative#1", "relative#2", "blanks"), TestTables.keys(out));
            assertEquals("relative", TestTables.text(out, "relative#2", "Source"));
            assertEquals("SrTiO3", TestTables.text(out, "URL", "Formula"));
        } finally {
            WorkflowUrls.setWorkflow(null);
        }
    }

    @Test
    void rowsThatCannotBeReadAreReportedAndTheOthersGoOn() throws Exception {
        String sto = file("sto.cif", STO).toString();
        NodeUnderTest.Outcome out = reader("FILES")
                .run(column(
                        row("good", sto),
                        row("missing", null),
                        row("empty", ""),
                        row("none", m_folder.resolve("none.cif").toString()),
                        row("folder", m_folder.toString()),
                        row("text", STO + STO),
                        row("scheme", "knime://knime.nowhere/a.cif"),
                        row("odd", "http://[bad"),
                        row("last", sto)));
        assertEquals(List.of("good", "last"), TestTables.keys(out.table(0)));
        List<DataRow> problems = TestTables.rows(out.table(1));
        assertEquals(
                List.of("missing", "empty", "none", "folder", "text", "scheme", "odd"),
                problems.stream().map(r -> r.getCell(0).toString()).toList());
        for (DataRow p : problems) {
            assertEquals("ERROR", p.getCell(2).toString());
            assertEquals("the path or URL of a CIF file", p.getCell(5).toString());
            assertEquals("row left out", p.getCell(6).toString());
            assertTrue(p.getCell(4).toString().length() < 600, "a whole text is no message: " + p);
        }
        assertEquals("a missing cell", problems.get(0).getCell(4).toString());
        assertTrue(
                problems.get(2).getCell(4).toString().contains("none.cif\" does not exist"), problems.get(2)::toString);
        assertTrue(problems.get(3).getCell(4).toString().endsWith("which is a folder"), problems.get(3)::toString);
        assertTrue(
                out.warning()
                        .startsWith(
                                "7 places in the rows have an error (output \"Problems\"). First: missing: readable row: found a missing cell"),
                out.warning());
    }

    @Test
    void textWithoutAStructureIsReported() throws Exception {
        NodeUnderTest.Outcome out =
                reader("CIF_TEXT").run(column(row("a", null), row("b", "no CIF"), row("c", ""), row("d", STO)));
        assertEquals(List.of("d"), TestTables.keys(out.table(0)));
        String problems = TestTables.rows(out.table(1)).toString();
        for (String key : List.of("a", "b", "c")) {
            assertTrue(
                    TestTables.rows(out.table(1)).stream()
                            .anyMatch(r -> r.getCell(0).toString().equals(key)),
                    key + " is not in " + problems);
        }
    }

    @Test
    void tablesWithoutARowOrWithMissingCellsOnlyGiveNone() throws Exception {
        assertEquals(0, reader("CIF_TEXT").run(column()).table(0).size());
        NodeUnderTest.Outcome missing = reader("CIF_TEXT").run(column(row("a", null), row("b", null)));
        assertEquals(0, missing.table(0).size());
        assertEquals(2, missing.table(1).size());
    }

    /** "R" has two structures, and a row is called "R#1" already. */
    @Test
    void rowKeysAreUniqueAndTheSameEveryTime() throws Exception {
        BufferedDataTable table = column(row("R", STO + BTO), row("R#1", STO), row("R#2", BTO + STO));
        List<String> keys = TestTables.keys(reader("CIF_TEXT").run(table).table(0));
        assertEquals(5, keys.stream().distinct().count(), keys::toString);
        assertEquals(List.of("R#1", "R#2"), keys.subList(0, 2));
        assertEquals(keys, TestTables.keys(reader("CIF_TEXT").run(table).table(0)));
    }

    @Test
    void folderSettingsHaveNoMeaningWithTheTable() throws Exception {
        assertEquals(
                List.of("a"),
                TestTables.keys(reader("CIF_TEXT")
                        .set("path", " ")
                        .set("pattern", "x")
                        .run(column(row("a", STO)))
                        .table(0)));
    }

    @Test
    void columnIsGuessedAndRequired() throws Exception {
        DataTableSpec texts = column().getDataTableSpec();
        DataTableSpec other = new DataTableSpec(TestTables.column("n", IntCell.TYPE), texts.getColumnSpec("Note"));
        var node = reader("CIF_TEXT").node();
        assertEquals("CIF", node.defaultSettings(new PortObjectSpec[] {texts}).getString("column"));
        assertEquals("Note", node.defaultSettings(new PortObjectSpec[] {other}).getString("column"));
        var absent = assertThrows(
                InvalidSettingsException.class, () -> reader("CIF_TEXT").configure(other));
        assertTrue(
                absent.getMessage().contains("\"CIF\" is not in the input table, which has: n, Note"),
                absent.getMessage());
        assertThrows(
                InvalidSettingsException.class,
                () -> reader("CIF_TEXT").set("column", "n").configure(other));
        assertEquals(2, reader("CIF_TEXT").configure(new PortObjectSpec[] {null}).length);
    }

    /** Settings saved before the node had the input. */
    @Test
    void olderSettingsAreLoaded() throws Exception {
        var node = new NodeUnderTest(new CifReaderNodeFactory());
        var settings = new org.knime.core.node.NodeSettings("model");
        for (String key : List.of("path", "pattern", "mode")) {
            settings.addString(key, node.settings().getString(key));
        }
        settings.addBoolean("recursive", true);
        settings.addDouble("symmetryTolerance", 0.01);
        assertEquals(node.settings(), node.node().resaved(settings));
    }

    @ParameterizedTest
    @CsvSource({"1", "8"})
    void threadsDoNotChangeTheOutput(String threads) throws Exception {
        String before = System.setProperty("braggwise.threads", threads);
        try {
            BufferedDataTable table = column(IntStream.range(0, 100)
                    .mapToObj(i -> row("Row" + i, i % 10 == 3 ? null : Samples.cif("Sr", "Ti", 3.9 + i / 1000.0, 1)))
                    .toArray(String[][]::new));
            NodeUnderTest.Outcome out = reader("CIF_TEXT").run(table);
            assertEquals(
                    IntStream.range(0, 100)
                            .filter(i -> i % 10 != 3)
                            .mapToObj(i -> "Row" + i)
                            .toList(),
                    TestTables.keys(out.table(0)));
            assertEquals(10, out.table(1).size());
        } finally {
            if (before == null) {
                System.clearProperty("braggwise.threads");
            } else {
                System.setProperty("braggwise.threads", before);
            }
        }
    }

    @Test
    void cancelEndsIt() {
        BufferedDataTable table =
                column(IntStream.range(0, 50).mapToObj(i -> row("Row" + i, STO)).toArray(String[][]::new));
        assertThrows(CanceledExecutionException.class, () -> reader("CIF_TEXT").run(() -> true, table));
    }

    /** Magnetic CIF, SHELXL and what gzip packed are read beside CIF, whatever their names end in. */
    @Test
    void filesOfAllKindsAreKnownByTheirContent() throws Exception {
        file("a.cif", STO);
        file("b.mcif", STO.replace("data_", "#\\#CIF_2.0\ndata_"));
        file(
                "c.res",
                """
                TITL salt
                CELL 0.71073 5.6402 5.6402 5.6402 90 90 90
                ZERR 4 0 0 0 0 0 0
                LATT 4
                SYMM -X, -Y, Z
                SYMM Z, X, Y
                SYMM Y, X, -Z
                SFAC NA CL
                UNIT 4 4
                FVAR 1
                NA1 1 0 0 0 10.02083 0.02
                CL1 2 0.5 0.5 0.5 10.02083 0.02
                HKLF 4
                END
                """);
        try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(m_folder.resolve("d.cif.gz")))) {
            out.write(BTO.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        file("e.txt", "no structure, and not looked at");
        NodeUnderTest.Outcome outcome = new NodeUnderTest(new CifReaderNodeFactory())
                .set("path", m_folder.toString())
                .run();
        assertEquals(List.of("a.cif", "b.mcif", "c.res", "d.cif.gz"), TestTables.keys(outcome.table(0)));
        assertEquals("NaCl", TestTables.text(outcome.table(0), "c.res", "Formula"));
    }
}
