// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.braggwise.knime.augmenter.SpectrumAugmenterNodeFactory;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Spectrum Augmenter. */
class AugmenterNodeTest {

    /** The Augmenter keeps lines just beyond the grid, since a shift could bring them in; their tails reach it. */
    private static final double LINES_BEYOND_THE_GRID = 1e-4;

    private static NodeUnderTest augmenter() {
        return new NodeUnderTest(new SpectrumAugmenterNodeFactory());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PAPER", "PHYSICAL"})
    void everyModeGivesAPatternOfEveryRow(String kind) throws Exception {
        NodeUnderTest.Outcome out =
                augmenter().set("kind", kind).set("texture", 2).run(Samples.patterns());
        assertEquals("", out.warning());
        assertEquals(32 * 7, out.table(0).size());
        var modes = new java.util.TreeMap<String, Integer>();
        int mode = out.table(0).getDataTableSpec().findColumnIndex("Mode");
        TestTables.rows(out.table(0)).forEach(r -> modes.merge(r.getCell(mode).toString(), 1, Integer::sum));
        assertEquals(6, modes.size(), modes::toString);
        assertEquals(
                List.of(32, 64), modes.values().stream().distinct().sorted().toList());
        double[] original = TestTables.vector(Samples.patterns(), "SrTi cubic", "Pattern");
        assertArrayEquals(original, TestTables.vector(out.table(0), "SrTi cubic", "Pattern"), 1e-12);
        for (var row : TestTables.rows(out.table(0))) {
            double[] y = TestTables.vector(out.table(0), row.getKey().getString(), "Pattern");
            assertEquals(Samples.POINTS, y.length);
            assertTrue(Arrays.stream(y).allMatch(Double::isFinite));
            if (!row.getCell(mode).toString().equals("original")
                    && row.getKey().getString().startsWith("SrTi cubic")) {
                assertFalse(Arrays.equals(original, y), row.getKey()::toString);
            }
        }
    }

    @Test
    void domainTravelsWithTheColumn() throws Exception {
        var before = PatternColumn.requireSpace(
                Samples.patterns().getDataTableSpec(),
                Samples.patterns().getDataTableSpec().findColumnIndex("Pattern"));
        var after = PatternColumn.requireSpace(
                Samples.augmented().getDataTableSpec(),
                Samples.augmented().getDataTableSpec().findColumnIndex("Pattern"));
        assertEquals(before, after);
    }

    /** A pattern that is shifted by nothing is the simulated one, whatever its lines look like; so is one of a pattern augmented before. */
    @Test
    void peakShapeIsTheSimulators() throws Exception {
        NodeUnderTest unchanged = augmenter().set("noise", 0.0).set("maxShiftDeg", 1e-9);
        for (double w : new double[] {0.0025, 0.04}) {
            BufferedDataTable simulated = Samples.simulator()
                    .set("profile", "THOMPSON_COX_HASTINGS")
                    .set("cagliotiW", w)
                    .set("domainSizeNm", 90.0)
                    .run(Samples.structures())
                    .table(0);
            BufferedDataTable again =
                    unchanged.run(unchanged.run(simulated).table(0)).table(0);
            int compared = 0;
            for (DataRow row : TestTables.rows(again)) {
                String key = row.getKey().getString();
                if (key.matches(".*shift.*shift.*")) {
                    assertArrayEquals(
                            TestTables.vector(simulated, key.replaceFirst(" (cubic|tetragonal).*", " $1"), "Pattern"),
                            TestTables.vector(again, key, "Pattern"),
                            LINES_BEYOND_THE_GRID,
                            key);
                    compared++;
                }
            }
            assertEquals(32, compared);
        }
    }

    @Test
    void badRowsAreReportedAndTheOthersGoOn() throws Exception {
        BufferedDataTable table = Samples.patterns();
        table = TestTables.with(table, "SrTi cubic", "Pattern", DataType.getMissingCell());
        table = TestTables.with(table, "SrZr cubic", "Pattern", TestTables.vector(1, 2, 3));
        double[] holes = new double[Samples.POINTS];
        holes[7] = Double.NaN;
        table = TestTables.with(table, "SrHf cubic", "Pattern", TestTables.vector(holes));
        table = TestTables.with(table, "SrSn cubic", "CIF", new StringCell("data_x\nloop_\n"));
        table = TestTables.with(table, "BaTi cubic", "CIF", DataType.getMissingCell());
        NodeUnderTest.Outcome out = augmenter().run(table);
        assertEquals(27 * 6, out.table(0).size());
        assertEquals(
                List.of("SrTi cubic", "SrZr cubic", "SrHf cubic", "SrSn cubic", "BaTi cubic"),
                TestTables.rows(out.table(1)).stream()
                        .map(r -> r.getCell(0).toString())
                        .toList());
        String problems = TestTables.rows(out.table(1)).toString();
        assertTrue(
                problems.contains("found 3 numbers, expected 281") && problems.contains("point 8 of 281 is NaN"),
                problems);
        assertTrue(out.warning().startsWith("5 row"), out.warning());
    }

    @Test
    void columnWithoutWavelengthIsRefused() throws Exception {
        var bare = TestTables.withColumn(
                Samples.patterns(), "Pattern", TestTables.column("Pattern", PatternColumn.VECTOR));
        var e = assertThrows(InvalidSettingsException.class, () -> augmenter().configure(bare.getDataTableSpec()));
        assertTrue(e.getMessage().contains("neither their two-theta grid nor their wavelength"), e.getMessage());
    }

    @Test
    void emptyTableGivesAnEmptyTable() throws Exception {
        NodeUnderTest.Outcome out =
                augmenter().run(TestTables.empty(Samples.patterns().getDataTableSpec()));
        assertEquals(0, out.table(0).size());
        assertEquals(0, out.view().get("series").size());
    }

    /** Augmenting what was augmented: the columns of the first time keep their names. */
    @Test
    void augmentedPatternsCanBeAugmentedAgain() throws Exception {
        NodeUnderTest.Outcome out = augmenter()
                .set("impurity", 0)
                .set("broadening", 0)
                .set("strain", 0)
                .set("shift", 0)
                .set("keepOriginal", false)
                .run(Samples.augmented());
        assertEquals(Samples.augmented().size(), out.table(0).size());
        assertEquals(
                Samples.augmented().getDataTableSpec().getNumColumns() + 4,
                out.table(0).getDataTableSpec().getNumColumns());
    }

    @Test
    void rangesAreChecked() {
        var e = assertThrows(InvalidSettingsException.class, () -> augmenter()
                .set("minDomainNm", 50.0)
                .set("maxDomainNm", 10.0)
                .configure(new org.knime.core.node.port.PortObjectSpec[1]));
        assertTrue(e.getMessage().contains("50") && e.getMessage().contains("10"), e.getMessage());
    }

    private static final BufferedDataTable PHASES = TestTables.texts(
            List.of("CIF"),
            new String[] {"baria", Samples.cif("Ba", "Zr", 4.19, 1)},
            new String[] {"broken", "data_x"},
            new String[] {"missing", null},
            new String[] {"tiny", Samples.cif("Be", "Ti", 1.2, 1)});

    private static NodeUnderTest withPhases() {
        return new NodeUnderTest(new SpectrumAugmenterNodeFactory(), "Impurity phases")
                .set("texture", 0)
                .set("broadening", 0)
                .set("strain", 0)
                .set("shift", 0)
                .set("noise", 0.0);
    }

    /** The impurity's strongest line, (1 1 0) of a cubic perovskite of 4.19 A, stands where there was nothing, as high as drawn. */
    @Test
    void impuritiesAreRealPhasesAndBadOnesAreReported() throws Exception {
        BufferedDataTable one = TestTables.mapped(
                Samples.patterns(), r -> r.getKey().getString().equals("SrTi cubic") ? r : null);
        NodeUnderTest.Outcome out = withPhases().run(one, PHASES);
        assertEquals(
                List.of("broken", "missing", "tiny"),
                TestTables.rows(out.table(1)).stream()
                        .map(r -> r.getCell(0).toString())
                        .toList());
        assertTrue(out.warning().startsWith("3 rows have an error"), out.warning());
        String key = "SrTi cubic_impurity_0";
        var drawn = new ObjectMapper().readTree(TestTables.text(out.table(0), key, "Drawn"));
        assertEquals(1, drawn.get("impurityPhases").size(), drawn::toString);
        double amplitude = drawn.get("impurityAmplitudes").get(0).asDouble();
        double[] before = TestTables.vector(one, "SrTi cubic", "Pattern");
        double[] after = TestTables.vector(out.table(0), key, "Pattern");
        double angle = 2 * Math.toDegrees(Math.asin(1.54184 / 2 / (4.19 / Math.sqrt(2))));
        int at = (int) Math.round((angle - 20) / 42 * 280);
        double scale = after[argmax(before)];
        assertEquals(
                amplitude * scale,
                max(after, at - 2, at + 2) - max(before, at - 2, at + 2) * scale,
                0.1 * amplitude,
                drawn::toString);
    }

    private static int argmax(double[] y) {
        int top = 0;
        for (int i = 0; i < y.length; i++) {
            top = y[i] > y[top] ? i : top;
        }
        return top;
    }

    private static double max(double[] y, int from, int to) {
        return Arrays.stream(y, from, to + 1).max().orElseThrow();
    }

    @Test
    void theOrderOfThePhasesDoesNotMatter() throws Exception {
        BufferedDataTable phases = TestTables.texts(
                List.of("CIF"),
                new String[] {"b", Samples.cif("Ba", "Zr", 4.19, 1)},
                new String[] {"a", Samples.cif("Ca", "Ti", 3.8, 1)},
                new String[] {"c", Samples.cif("Pb", "Ti", 3.96, 1.05)});
        assertEquals(
                TestTables.byKey(withPhases().run(Samples.patterns(), phases).table(0)),
                TestTables.byKey(withPhases()
                        .run(Samples.patterns(), TestTables.reversed(phases))
                        .table(0)));
    }

    @Test
    void noPhaseIsAnImpurityOfItself() throws Exception {
        BufferedDataTable phases = TestTables.texts(
                List.of("CIF"),
                new String[] {"itself", Samples.cif("Sr", "Ti", 3.9, 1)},
                new String[] {"other", Samples.cif("Ba", "Zr", 4.19, 1)});
        BufferedDataTable out =
                withPhases().set("impurity", 8).run(Samples.patterns(), phases).table(0);
        int itself = 0;
        for (DataRow row : TestTables.rows(out)) {
            String key = row.getKey().getString();
            if (key.contains("_impurity_")) {
                boolean drawn = TestTables.text(out, key, "Drawn").contains("SrTiO3");
                assertFalse(drawn && key.startsWith("SrTi cubic"), key);
                itself += drawn ? 1 : 0;
            }
        }
        assertTrue(itself > 50, itself + " of the other structures have it");
    }

    @Test
    void noUsablePhaseFailsTheNode() {
        BufferedDataTable phases = TestTables.texts(List.of("CIF"), new String[] {"broken", "data_x"});
        var e = assertThrows(KNIMEException.class, () -> withPhases().run(Samples.patterns(), phases));
        assertTrue(e.getMessage().contains("row broken"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FILMS", "POWDERS"})
    void nothingToDoIsSaid(String kind) throws Exception {
        NodeUnderTest.Outcome out = augmenter().set("kind", kind).run(Samples.patterns());
        assertEquals(32, out.table(0).size());
        assertTrue(out.warning().contains("\"Chained\" is 0"), out.warning());
    }

    /** Without broadening or strain, a shift by nothing gives the pattern that the Simulator gives: what differs there differs here. */
    @Test
    void howItScattersIsThatOfTheSimulator() throws Exception {
        BufferedDataTable structures = TestTables.texts(List.of("CIF", "Formula", "Crystal system"), new String[] {
            "charged",
            Samples.cif("Sr", "Ti", 3.905, 1).replace("O1 O ", "O1 O2- ").replace("Sr1 Sr ", "Sr1 Sr2+ "),
            "SrTiO3",
            "cubic"
        });
        double[] usual = scattered(Samples.simulator(), structures);
        Map<String, Object> others =
                Map.of("scattering", "IONS", "monochromatorDeg", 26.6, "anomalous", false, "displacement", "NONE");
        for (Map.Entry<String, Object> other : others.entrySet()) {
            double[] y = scattered(Samples.simulator().set(other.getKey(), other.getValue()), structures);
            assertTrue(
                    IntStream.range(0, Samples.POINTS).anyMatch(i -> Math.abs(usual[i] - y[i]) > 0.005),
                    other.getKey());
        }
    }

    /** @return the simulated pattern, which is the augmented one as well */
    private static double[] scattered(NodeUnderTest simulator, BufferedDataTable structures) throws Exception {
        BufferedDataTable simulated = simulator.run(structures).table(0);
        BufferedDataTable out = augmenter()
                .set("impurity", 0)
                .set("texture", 0)
                .set("broadening", 0)
                .set("strain", 0)
                .set("shift", 1)
                .set("maxShiftDeg", 0.0)
                .set("noise", 0.0)
                .set("keepOriginal", false)
                .run(simulated)
                .table(0);
        double[] y = TestTables.vector(simulated, "charged", "Pattern");
        assertArrayEquals(y, TestTables.vector(out, TestTables.keys(out).get(0), "Pattern"), LINES_BEYOND_THE_GRID);
        return y;
    }

    @Test
    void whatTheSimulatorAddedIsSaidToBeMissing() throws Exception {
        BufferedDataTable patterns = Samples.simulator()
                .set("poissonCounts", 10_000.0)
                .set("polynomial", "0.1")
                .run(TestTables.first(Samples.structures(), 2))
                .table(0);
        String warning = augmenter().run(patterns).warning();
        assertTrue(warning.contains("simulated with a background, noise. The augmented ones"), warning);
    }

    @Test
    void patternsWithoutAPeakShapeAreAugmentedWithAWarning() throws Exception {
        DataTableSpec old = Samples.patterns().getDataTableSpec();
        int index = old.findColumnIndex("Pattern");
        DataColumnSpec[] columns = old.stream().toArray(DataColumnSpec[]::new);
        columns[index] = PatternColumn.spec("Pattern", PatternColumn.requireSpace(old, index));
        BufferedDataTable table = TestTables.table(new DataTableSpec(columns), TestTables.rows(Samples.patterns()));
        String warning = augmenter().run(table).warning();
        assertTrue(warning.contains("don't say how they were simulated"), warning);
    }
}
