// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.simulator.XrdSimulatorNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.data.DataColumnProperties;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** XRD Simulator. */
class SimulatorNodeTest {

    /** KNIME writes possible values into the description of every table behind, and 32 CIF texts would be few enough to be such. */
    @Test
    void longTextsAreNoPossibleValues() throws Exception {
        var spec = Samples.simulator().run(Samples.structures()).table(0).getDataTableSpec();
        assertFalse(spec.getColumnSpec("CIF").getDomain().hasValues());
        assertFalse(spec.getColumnSpec("Peaks").getDomain().hasValues());
        assertEquals(
                2, spec.getColumnSpec("Crystal system").getDomain().getValues().size());
    }

    /** KNIME's Concatenate keeps the properties that all tables share: of patterns that differ, none that holds for some may be left. */
    @ParameterizedTest
    @CsvSource({
        "monochromatorDeg, 26.6",
        "anomalous, false",
        "displacement, NONE",
        "scattering, IONS",
        "table, INTERNATIONAL_TABLES",
        "domainSizeNm, 90.0",
        "zeroShiftDeg, 0.05",
        "poissonCounts, 10000.0"
    })
    void patternsPutTogetherSayHowTheyWereSimulatedWhereItIsTheSame(String setting, String value) throws Exception {
        DataColumnSpec usual = patternColumn(Samples.simulator());
        DataColumnSpec other = patternColumn(Samples.simulator().setText(setting, value));
        assertNotEquals(PatternColumn.simulated(usual), PatternColumn.simulated(other));
        assertEquals(PatternColumn.simulated(other), PatternColumn.simulated(putTogether(other, other)));
        assertTrue(PatternColumn.simulated(other).isPresent());
        assertTrue(PatternColumn.simulated(putTogether(usual, other)).isEmpty());
    }

    private static DataColumnSpec patternColumn(NodeUnderTest simulator) throws Exception {
        DataTableSpec structures = Samples.structures().getDataTableSpec();
        return ((DataTableSpec) simulator.configure(structures)[0]).getColumnSpec("Pattern");
    }

    private static DataColumnSpec putTogether(DataColumnSpec one, DataColumnSpec other) {
        Map<String, String> shared = new HashMap<>();
        for (String key : Collections.list(one.getProperties().properties())) {
            String value = one.getProperties().getProperty(key);
            if (value.equals(other.getProperties().getProperty(key))) {
                shared.put(key, value);
            }
        }
        var creator = new DataColumnSpecCreator(one);
        creator.setProperties(new DataColumnProperties(shared));
        return creator.createSpec();
    }

    @Test
    void patternHasItsPeaksWhereBraggsLawPutsThem() throws Exception {
        NodeUnderTest.Outcome out = Samples.simulator().run(Samples.structures());
        assertEquals("", out.warning());
        assertEquals(32, out.table(0).size());
        var domain = PatternColumn.requireSpace(
                out.table(0).getDataTableSpec(), out.table(0).getDataTableSpec().findColumnIndex("Pattern"));
        assertEquals(1.54184, domain.wavelengthAngstrom(), 1e-5);
        double[] y = TestTables.vector(out.table(0), "SrTi cubic", "Pattern");
        assertEquals(Samples.POINTS, y.length);
        assertEquals(1, Arrays.stream(y).max().orElseThrow(), 1e-12);
        // the strongest line of a cubic perovskite of a = 3.85 A is (1 1 0)
        double expected = 2 * Math.toDegrees(Math.asin(1.54184 / 2 / (3.85 / Math.sqrt(2))));
        int top = 0;
        for (int i = 0; i < y.length; i++) {
            top = y[i] > y[top] ? i : top;
        }
        assertEquals(expected, 20 + top * 42.0 / 280, 0.16);
        JsonNode peaks = new ObjectMapper().readTree(TestTables.text(out.table(0), "SrTi cubic", "Peaks"));
        JsonNode strongest = peaks.get(0);
        for (JsonNode p : peaks) {
            strongest =
                    p.get("intensity").asDouble() > strongest.get("intensity").asDouble() ? p : strongest;
        }
        assertEquals(expected, strongest.get("twoTheta").asDouble(), 1e-3);
        assertEquals(12, strongest.get("multiplicity").asInt());
        assertEquals(100, strongest.get("intensity").asDouble(), 1e-9);
    }

    @Test
    void rowsThatCannotBeSimulatedAreReportedAndTheOthersGoOn() throws Exception {
        BufferedDataTable table = TestTables.texts(
                List.of("CIF"),
                new String[] {"good", Samples.cif("Sr", "Ti", 3.905, 1)},
                new String[] {"missing", null},
                new String[] {"empty", ""},
                new String[] {"prose", "no crystal at all"},
                new String[] {"element", Samples.cif("Xx", "Ti", 3.905, 1)},
                new String[] {"flat", Samples.cif("Sr", "Ti", 0, 1)},
                new String[] {"tiny", Samples.cif("Sr", "Ti", 0.3, 1)},
                new String[] {"also good", Samples.cif("Ba", "Ti", 4, 1.01)});
        NodeUnderTest.Outcome out = Samples.simulator().run(table);
        assertEquals(List.of("good", "also good"), TestTables.keys(out.table(0)));
        List<String> reported = TestTables.rows(out.table(1)).stream()
                .filter(r -> r.getCell(2).toString().equals("ERROR"))
                .map(r -> r.getCell(0).toString())
                .toList();
        assertEquals(List.of("missing", "empty", "prose", "element", "flat", "tiny"), reported);
        TestTables.rows(out.table(1))
                .forEach(r -> assertTrue(
                        !r.getCell(4).isMissing() && !r.getCell(4).toString().contains("null"), r::toString));
        assertTrue(out.warning().startsWith("6 rows have an error"), out.warning());
    }

    @Test
    void emptyTableGivesEmptyTables() throws Exception {
        NodeUnderTest.Outcome out =
                Samples.simulator().run(TestTables.empty(Samples.structures().getDataTableSpec()));
        assertEquals(0, out.table(0).size());
        assertEquals(0, out.table(1).size());
        assertEquals("patterns", out.view().get("kind").asText());
    }

    @Test
    void columnsAreChecked() {
        var missing = assertThrows(InvalidSettingsException.class, () -> Samples.simulator()
                .set("cifColumn", "Structure")
                .configure(Samples.structures().getDataTableSpec()));
        assertTrue(
                missing.getMessage().contains("\"Structure\" is not in the input table, which has: CIF, Formula"),
                missing.getMessage());
        var number = assertThrows(InvalidSettingsException.class, () -> Samples.simulator()
                .configure(new DataTableSpec(TestTables.column("CIF", IntCell.TYPE))));
        assertTrue(number.getMessage().contains("expected String"), number.getMessage());
        var range = assertThrows(InvalidSettingsException.class, () -> Samples.simulator()
                .set("endDeg", 15.0)
                .configure(Samples.structures().getDataTableSpec()));
        assertTrue(range.getMessage().contains("15.0 deg, expected more than the first, 20.0"), range.getMessage());
    }

    /** In the dialog and at configure, not by an error in the middle of the rows. */
    @ParameterizedTest
    @CsvSource({
        "0,    0,    -5,     -5.0 deg² at 20 deg",
        "0.1,  -0.2, 0.05,   at 62 deg", // least at the last angle
        "1,    -0.5, 0.0625, at 28 deg", // 0 there: least between the ends, and no less than it may be
        "1,    -0.5, 0.06,   at 28 deg" // below 0 between the ends
    })
    void instrumentWithoutAWidthIsRefused(double u, double v, double w, String where) throws Exception {
        NodeUnderTest node =
                Samples.simulator().set("cagliotiU", u).set("cagliotiV", v).set("cagliotiW", w);
        if (w == 0.0625) {
            node.configure(Samples.structures().getDataTableSpec());
            return;
        }
        var refused = assertThrows(
                InvalidSettingsException.class,
                () -> node.configure(Samples.structures().getDataTableSpec()));
        assertTrue(
                refused.getMessage().contains(where)
                        && refused.getMessage().contains("expected 0 or more. Raise W or V."),
                refused.getMessage());
    }

    @Test
    void patternColumnOfTheInputIsKept() throws Exception {
        BufferedDataTable again = Samples.simulator().run(Samples.patterns()).table(0);
        assertTrue(again.getDataTableSpec().containsName("Pattern"));
        assertEquals(
                Samples.patterns().getDataTableSpec().getNumColumns() + 2,
                again.getDataTableSpec().getNumColumns());
        assertArrayEquals(
                TestTables.vector(Samples.patterns(), "SrTi cubic", "Pattern"),
                TestTables.vector(again, "SrTi cubic", "Pattern"));
    }

    @Test
    void viewShowsEveryPatternWithItsPeaks() throws Exception {
        JsonNode view = Samples.simulator().run(Samples.structures()).view();
        assertEquals("patterns", view.get("kind").asText());
        assertEquals(32, view.get("series").size());
        assertEquals(Samples.POINTS, view.get("grid").get("points").asInt());
        assertTrue(view.get("series").get(0).get("peaks").size() > 3);
    }

    private static final DataTableSpec DISPLACEMENTS =
            new DataTableSpec(TestTables.column("Element", StringCell.TYPE), TestTables.column("B", DoubleCell.TYPE));

    private static DataRow displacement(String key, String element, double value) {
        return new DefaultRow(key, new StringCell(element), new DoubleCell(value));
    }

    /** @return |F|^2 of the strongest line of cubic SrTiO3 */
    private static double strongest(NodeUnderTest.Outcome out) throws Exception {
        double strongest = 0;
        for (JsonNode p : new ObjectMapper().readTree(TestTables.text(out.table(0), "SrTi cubic", "Peaks"))) {
            strongest = p.get("h").asInt() == 1
                            && p.get("k").asInt() == 1
                            && p.get("l").asInt() == 0
                    ? p.get("F2").asDouble()
                    : strongest;
        }
        return strongest;
    }

    @Test
    void displacementParametersComeFromTheTableAndItsBadRowsAreReported() throws Exception {
        BufferedDataTable one = TestTables.mapped(
                Samples.structures(), r -> r.getKey().getString().equals("SrTi cubic") ? r : null);
        double still = strongest(Samples.simulator().set("displacement", "NONE").run(one));
        // the same B for all atoms: |F|^2 falls by exp(-2 B s^2), s^2 = 1 / (4 d^2), d = a / sqrt 2
        double s2 = 2 / (4 * 3.85 * 3.85);
        BufferedDataTable table = TestTables.table(
                DISPLACEMENTS,
                List.of(
                        displacement("sr", "Sr", 1.5),
                        displacement("ti", "Ti", 1.5),
                        displacement("o", "O", 1.5),
                        displacement("twice", "O", 2),
                        displacement("negative", "K", -1),
                        displacement("name", "Foo", 1)));
        NodeUnderTest.Outcome out =
                simulatorWithTable().set("displacement", "TABLE").run(one, table);
        assertEquals(Math.exp(-2 * 1.5 * s2), strongest(out) / still, 1e-4);
        List<String> bad = TestTables.rows(out.table(1)).stream()
                .map(r -> r.getCell(0) + ": " + r.getCell(3) + ": " + r.getCell(4))
                .toList();
        assertEquals(
                List.of(
                        "twice: displacement parameters, column \"Element\": O a second time",
                        "negative: displacement parameters, column \"B\": -1.0",
                        "name: displacement parameters, column \"Element\": \"Foo\""),
                bad);
        assertTrue(out.warning().startsWith("3 rows have an error"), out.warning());

        NodeUnderTest.Outcome asU = simulatorWithTable()
                .set("valueKind", "U")
                .run(
                        one,
                        TestTables.table(
                                DISPLACEMENTS,
                                List.of(
                                        displacement("sr", "Sr", 0.02),
                                        displacement("ti", "Ti4+", 9),
                                        displacement("o", "O", 0.02))));
        assertTrue(
                TestTables.rows(asU.table(1)).toString().contains("U in Å², from 0 to 0.63"), asU.table(1)::toString);
        String notes = TestTables.rows(asU.table(1)).toString();
        assertTrue(notes.contains("No displacement parameter of Ti in the input"), notes);
    }

    private static NodeUnderTest simulatorWithTable() {
        return new NodeUnderTest(new XrdSimulatorNodeFactory(), "Displacement parameters")
                .set("startDeg", 20.0)
                .set("endDeg", 62.0)
                .set("points", Samples.POINTS);
    }

    @Test
    void aTableOfDisplacementParametersThatIsNotUsedIsAWarning() throws Exception {
        BufferedDataTable table = TestTables.table(DISPLACEMENTS, List.of(displacement("sr", "Sr", 1.5)));
        assertTrue(simulatorWithTable()
                .set("displacement", "NONE")
                .run(Samples.structures(), table)
                .warning()
                .contains("is not used"));
        var e = assertThrows(InvalidSettingsException.class, () -> simulatorWithTable()
                .set("valueColumn", "Biso")
                .configure(Samples.structures().getDataTableSpec(), DISPLACEMENTS));
        assertTrue(
                e.getMessage().contains("\"Biso\" is not in the input table, which has: Element, B"), e.getMessage());
    }

    /** Without normalisation the background is what is added: a straight line from 0.15 to 0.05 of the highest point of the lines. */
    @Test
    void polynomialBackgroundLiesUnderTheLines() throws Exception {
        BufferedDataTable one = TestTables.mapped(
                Samples.structures(), r -> r.getKey().getString().equals("SrTi cubic") ? r : null);
        double[] lines = TestTables.vector(
                Samples.simulator().set("normalisation", "NONE").run(one).table(0), "SrTi cubic", "Pattern");
        double[] y = TestTables.vector(
                Samples.simulator()
                        .set("normalisation", "NONE")
                        .set("polynomial", "0.1, -0.05")
                        .run(one)
                        .table(0),
                "SrTi cubic",
                "Pattern");
        double top = Arrays.stream(lines).max().orElseThrow();
        for (int i = 0; i < y.length; i++) {
            assertEquals(0.15 - 0.1 * i / (y.length - 1), (y[i] - lines[i]) / top, 1e-9);
        }
        var e = assertThrows(InvalidSettingsException.class, () -> Samples.simulator()
                .set("polynomial", "0.1 half")
                .configure(Samples.structures().getDataTableSpec()));
        assertTrue(e.getMessage().contains("\"half\""), e.getMessage());
    }

    /** A published file and a substituted structure of the same compound give the same pattern; ions only where asked for. */
    @Test
    void chargesChangeNothingUnlessAskedTo() throws Exception {
        String plain = Samples.cif("Sr", "Ti", 3.905, 1);
        BufferedDataTable table = TestTables.texts(List.of("CIF"), new String[] {"atoms", plain}, new String[] {
            "ions",
            plain.replace("O1 O ", "O1 O2- ").replace("Sr1 Sr ", "Sr1 Sr2+ ").replace("Ti1 Ti ", "Ti1 Ti4+ ")
        });
        BufferedDataTable neutral = Samples.simulator().run(table).table(0);
        assertArrayEquals(
                TestTables.vector(neutral, "atoms", "Pattern"), TestTables.vector(neutral, "ions", "Pattern"), 0);
        BufferedDataTable ionic =
                Samples.simulator().set("scattering", "IONS").run(table).table(0);
        assertArrayEquals(
                TestTables.vector(neutral, "atoms", "Pattern"), TestTables.vector(ionic, "atoms", "Pattern"), 0);
        assertFalse(Arrays.equals(
                TestTables.vector(ionic, "atoms", "Pattern"), TestTables.vector(ionic, "ions", "Pattern")));
    }
}
