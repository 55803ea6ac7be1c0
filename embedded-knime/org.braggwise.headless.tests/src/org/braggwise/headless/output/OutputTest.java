// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
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
    void sparklineKeepsItsShape() {
        String svg = Sparkline.svg(new double[] {0, 10, Double.NaN, 5}, "three <points>");
        assertTrue(svg.contains("M0.0 35.0L66.7 1.0M200.0 18.0"), svg);
        assertTrue(svg.contains("three &lt;points&gt;"), svg);
    }
}
