// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.braggwise.knime.common.PatternColumn;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.IntCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** XRD Simulator. */
class SimulatorNodeTest {

    @Test
    void patternHasItsPeaksWhereBraggsLawPutsThem() throws Exception {
        final NodeUnderTest.Outcome out = Samples.simulator().run(Samples.structures());
        assertEquals("", out.warning());
        assertEquals(32, out.table(0).size());
        final var domain = PatternColumn.domain(out.table(0).getDataTableSpec().getColumnSpec("Pattern")).orElseThrow();
        assertEquals(1.54184, domain.wavelengthAngstrom(), 1e-5);
        final double[] y = TestTables.vector(out.table(0), "SrTi cubic", "Pattern");
        assertEquals(Samples.POINTS, y.length);
        assertEquals(1, Arrays.stream(y).max().orElseThrow(), 1e-12);
        // the strongest line of a cubic perovskite of a = 3.85 A is (1 1 0)
        final double expected = 2 * Math.toDegrees(Math.asin(1.54184 / 2 / (3.85 / Math.sqrt(2))));
        int top = 0;
        for (int i = 0; i < y.length; i++) {
            top = y[i] > y[top] ? i : top;
        }
        assertEquals(expected, 20 + top * 42.0 / 280, 0.16);
        final JsonNode peaks = new ObjectMapper().readTree(TestTables.text(out.table(0), "SrTi cubic", "Peaks"));
        JsonNode strongest = peaks.get(0);
        for (JsonNode p : peaks) {
            strongest = p.get("intensity").asDouble() > strongest.get("intensity").asDouble() ? p : strongest;
        }
        assertEquals(expected, strongest.get("twoTheta").asDouble(), 1e-3);
        assertEquals(12, strongest.get("multiplicity").asInt());
        assertEquals(100, strongest.get("intensity").asDouble(), 1e-9);
    }

    @Test
    void rowsThatCannotBeSimulatedAreReportedAndTheOthersGoOn() throws Exception {
        final BufferedDataTable table = TestTables.texts(List.of("CIF"), new String[]{"good", Samples.cif("Sr", "Ti", 3.905, 1)},
            new String[]{"missing", null}, new String[]{"empty", ""}, new String[]{"prose", "no crystal at all"},
            new String[]{"element", Samples.cif("Xx", "Ti", 3.905, 1)}, new String[]{"flat", Samples.cif("Sr", "Ti", 0, 1)},
            new String[]{"tiny", Samples.cif("Sr", "Ti", 0.3, 1)}, new String[]{"also good", Samples.cif("Ba", "Ti", 4, 1.01)});
        final NodeUnderTest.Outcome out = Samples.simulator().run(table);
        assertEquals(List.of("good", "also good"), TestTables.keys(out.table(0)));
        final List<String> reported = TestTables.rows(out.table(1)).stream().filter(r -> r.getCell(2).toString().equals("ERROR"))
            .map(r -> r.getCell(0).toString()).toList();
        assertEquals(List.of("missing", "empty", "prose", "element", "flat", "tiny"), reported);
        TestTables.rows(out.table(1)).forEach(r -> assertTrue(!r.getCell(4).isMissing() && !r.getCell(4).toString().contains("null"), r::toString));
        assertTrue(out.warning().startsWith("6 rows have an error"), out.warning());
    }

    @Test
    void emptyTableGivesEmptyTables() throws Exception {
        final NodeUnderTest.Outcome out = Samples.simulator().run(TestTables.empty(Samples.structures().getDataTableSpec()));
        assertEquals(0, out.table(0).size());
        assertEquals(0, out.table(1).size());
        assertEquals("patterns", out.view().get("kind").asText());
    }

    @Test
    void columnsAreChecked() {
        final var missing = assertThrows(InvalidSettingsException.class,
            () -> Samples.simulator().set("cifColumn", "Structure").configure(Samples.structures().getDataTableSpec()));
        assertTrue(missing.getMessage().contains("\"Structure\" is not in the input table, which has: CIF, Formula"), missing.getMessage());
        final var number = assertThrows(InvalidSettingsException.class,
            () -> Samples.simulator().configure(new DataTableSpec(TestTables.column("CIF", IntCell.TYPE))));
        assertTrue(number.getMessage().contains("expected String"), number.getMessage());
        final var range = assertThrows(InvalidSettingsException.class,
            () -> Samples.simulator().set("endDeg", 15.0).configure(Samples.structures().getDataTableSpec()));
        assertTrue(range.getMessage().contains("15.0 deg, expected more than the first, 20.0"), range.getMessage());
    }

    @Test
    void patternColumnOfTheInputIsKept() throws Exception {
        final BufferedDataTable again = Samples.simulator().run(Samples.patterns()).table(0);
        assertTrue(again.getDataTableSpec().containsName("Pattern"));
        assertEquals(Samples.patterns().getDataTableSpec().getNumColumns() + 2, again.getDataTableSpec().getNumColumns());
        assertArrayEquals(TestTables.vector(Samples.patterns(), "SrTi cubic", "Pattern"), TestTables.vector(again, "SrTi cubic", "Pattern"));
    }

    @Test
    void viewShowsEveryPatternWithItsPeaks() throws Exception {
        final JsonNode view = Samples.simulator().run(Samples.structures()).view();
        assertEquals("patterns", view.get("kind").asText());
        assertEquals(32, view.get("series").size());
        assertEquals(Samples.POINTS, view.get("grid").get("points").asInt());
        assertTrue(view.get("series").get(0).get("peaks").size() > 3);
    }
}
