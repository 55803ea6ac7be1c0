// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.def.BooleanCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.vector.doublevector.DoubleVectorCellFactory;

class OutputTest {

    @Test
    void cellsKeepAllTheirDigits() {
        assertEquals("0.1", CellText.of(new DoubleCell(0.1)));
        assertEquals("0.30000000000000004", CellText.of(new DoubleCell(0.1 + 0.2)));
        assertEquals("4.9E-324", CellText.of(new DoubleCell(Double.MIN_VALUE)));
        assertEquals("3.0", CellText.of(new DoubleCell(3)));
        assertEquals("9223372036854775807", CellText.of(new LongCell(Long.MAX_VALUE)));
        assertEquals("-7", CellText.of(new IntCell(-7)));
        assertEquals("true", CellText.of(BooleanCell.TRUE));
        assertEquals("a\nb", CellText.of(new StringCell("a\nb")));
        assertNull(CellText.of(DataType.getMissingCell()));
    }

    @Test
    void vectorsAndListsAreJson() throws IOException {
        double[] values = {0, -0.0, 1, 0.1 + 0.2, 1e300, Double.NaN, Double.POSITIVE_INFINITY, 123456789012345.0};
        String text = CellText.of(DoubleVectorCellFactory.createCell(values));
        assertEquals("[0,-0.0,1,0.30000000000000004,1.0E300,null,null,123456789012345]", text);
        var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(text);
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                assertEquals(values[i], json.get(i).asDouble());
            }
        }
        assertEquals(
                "[\"a\\\"b\\u000a\",null,\"\"]",
                CellText.of(CollectionCellFactory.createListCell(
                        List.of(new StringCell("a\"b\n"), DataType.getMissingCell(), new StringCell("")))));
        assertEquals(
                "[1,2]", CellText.of(CollectionCellFactory.createListCell(List.of(new IntCell(1), new IntCell(2)))));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "3.905, 3.905",
        "-0.1234567, -0.123457",
        "100000, 100000",
        "1234567.8, 1234570",
        "1.5e-7, 1.5E-7",
        "NaN, NaN",
        "123456789012, 1.23457E+11"
    })
    void sixSignificantDigits(double value, String expected) {
        assertEquals(expected, SignificantDigits.six(value));
    }

    @Test
    void dataStandsBeforeTheFirstScript() {
        assertEquals(
                "<head><script type=\"application/json\" id=\"braggwise-data\">{\"a\":\"\\u003c/script>\\u003c!--\"}</script>\n<script>x</script>",
                ViewPage.withData("<head><script>x</script>", "{\"a\":\"</script><!--\"}"));
        assertTrue(ViewPage.withData("<html><scripture></scripture></head><body>", "1")
                .contains("</scripture><script type="));
        assertTrue(ViewPage.withData("plain", "1").endsWith("plain"));
    }

    @Test
    void linksAreEncoded() {
        assertEquals("5-RSS_VSS%20Synthesizer/port_1.csv", Html.link("5-RSS_VSS Synthesizer/port_1.csv"));
        assertEquals("5-RSS_VSS Synthesizer", RunFolder.nodeFolder(5, "RSS/VSS Synthesizer"));
        assertEquals("1-_____", RunFolder.nodeFolder(1, "\\:*?."));
        assertEquals("2-.._.._etc", RunFolder.nodeFolder(2, "../../etc"));
    }

    @Test
    void nothingIsInSightBeforeItIsPublished(@TempDir Path temp) throws IOException {
        Path out = temp.resolve("a/b/out");
        RunFolder folder = RunFolder.open(out);
        Files.createDirectory(folder.draft("1-X"));
        Files.writeString(folder.draft("1-X").resolve("port_1.csv"), "half");
        assertFalse(Files.exists(out.resolve("1-X")));
        folder.publish("1-X");
        assertEquals("half", Files.readString(out.resolve("1-X/port_1.csv")));
        // Again over the old one.
        Files.createDirectory(folder.draft("1-X"));
        folder.publish("1-X");
        assertFalse(Files.exists(out.resolve("1-X/port_1.csv")));
        folder.close();
        assertEquals(1, out.toFile().list().length);
    }

    @Test
    void nextRunTakesAwayWhatAKilledOneLeft(@TempDir Path temp) throws Exception {
        Process ended = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"), "-version")
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("log").toFile())
                .start();
        assertEquals(0, ended.waitFor());
        Path out = Files.createDirectories(temp.resolve("out"));
        Path left = Files.createDirectories(out.resolve(".partial-" + ended.pid() + "/1-X"));
        Path other = Files.createDirectories(out.resolve(".partial-"
                + ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(1L)));
        Files.writeString(out.resolve("report.html"), "old");
        Files.writeString(
                out.resolve("run.json"),
                "{\"nodes\": [{\"folder\": \"1-Old\"}, {\"folder\": \"../evil\"}, {\"folder\": \"..\"}]}");
        Files.createDirectories(out.resolve("1-Old/deep"));
        Files.createDirectories(temp.resolve("evil"));
        RunFolder.open(out).close();
        assertFalse(Files.exists(left.getParent()));
        assertTrue(Files.exists(other), "another process still writes there");
        assertFalse(Files.exists(out.resolve("1-Old"))
                || Files.exists(out.resolve("run.json"))
                || Files.exists(out.resolve("report.html")));
        assertTrue(Files.exists(temp.resolve("evil")));
    }

    @Test
    void sparklineKeepsItsShape() {
        String svg = Sparkline.svg(new double[] {0, 10, Double.NaN, 5}, "three <points>");
        assertTrue(svg.contains("M0.0 35.0L66.7 1.0M200.0 18.0"), svg);
        assertTrue(svg.contains("three &lt;points&gt;"), svg);
    }
}
