// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/** RSS/VSS Synthesizer. */
class SynthesizerNodeTest {

    private static Set<String> column(BufferedDataTable table, String name) {
        int index = table.getDataTableSpec().findColumnIndex(name);
        Set<String> values = new TreeSet<>();
        TestTables.rows(table).forEach(r -> values.add(r.getCell(index).toString()));
        return values;
    }

    @Test
    void noCompoundStandsOnTwoSides() throws Exception {
        NodeUnderTest.Outcome out = Samples.synthesized();
        assertEquals("", out.warning());
        Set<String> training = column(out.table(0), "Formula");
        Set<String> validation = column(out.table(1), "Formula");
        Set<String> test = column(out.table(2), "Formula");
        assertFalse(training.isEmpty() || validation.isEmpty() || test.isEmpty());
        for (Set<String> other : List.of(validation, test)) {
            Set<String> both = new HashSet<>(training);
            both.retainAll(other);
            assertEquals(Set.of(), both);
        }
        validation.retainAll(test);
        assertEquals(Set.of(), validation);
        assertEquals(Set.of("cubic", "tetragonal"), column(out.table(0), "Crystal system"));
        assertEquals(Set.of("cubic", "tetragonal"), column(out.table(2), "Crystal system"));
    }

    @Test
    void ledgerTellsWhatEveryPatternIsMadeOf() throws Exception {
        NodeUnderTest.Outcome out = Samples.synthesized();
        assertEquals(
                out.table(0).size() + out.table(1).size() + out.table(2).size(),
                out.table(3).size());
        int mixed = 0;
        for (DataRow entry : TestTables.rows(out.table(3))) {
            if (entry.getCell(5).isMissing()) {
                continue;
            }
            mixed++;
            double epsilon = ((org.knime.core.data.DoubleValue) entry.getCell(5)).getDoubleValue();
            assertTrue(epsilon > 0 && epsilon <= 1);
            double[] e = TestTables.vector(Samples.patterns(), entry.getCell(3).toString(), "Pattern");
            double[] t = TestTables.vector(Samples.augmented(), entry.getCell(4).toString(), "Pattern");
            double[] x = TestTables.vector(out.table(0), entry.getKey().getString(), "Pattern");
            double top = 0;
            for (int i = 0; i < e.length; i++) {
                top = Math.max(top, e[i] + epsilon * t[i]);
            }
            double[] expected = new double[e.length];
            for (int i = 0; i < e.length; i++) {
                expected[i] = (e[i] + epsilon * t[i]) / top;
            }
            assertArrayEquals(expected, x, 2e-6, entry.getKey()::toString);
        }
        assertTrue(mixed > 50, mixed + " mixtures");
    }

    @Test
    void rowsWithoutPatternClassOrCompoundAreLeftOutAndCounted() throws Exception {
        BufferedDataTable real = TestTables.with(Samples.patterns(), "SrTi cubic", "Pattern", TestTables.vector(1, 2));
        real = TestTables.with(real, "SrZr cubic", "Crystal system", DataType.getMissingCell());
        real = TestTables.with(real, "SrHf cubic", "Formula", DataType.getMissingCell());
        NodeUnderTest.Outcome out = Samples.synthesizer().run(real, Samples.augmented());
        assertTrue(
                out.warning()
                        .contains("3 row(s) left out, the first: real row SrTi cubic: found 2 numbers, expected 281"),
                out.warning());
        assertTrue(out.table(0).size() > 50);
    }

    /** One compound a class can be trained with or tested with, not both. */
    @Test
    void nothingToTestWithIsSaid() throws Exception {
        List<String> kept = List.of("SrTi cubic", "SrTi tetragonal");
        BufferedDataTable few = TestTables.mapped(
                Samples.patterns(), r -> kept.contains(r.getKey().getString()) ? r : null);
        NodeUnderTest.Outcome out = Samples.synthesizer().run(few, few);
        assertEquals(0, out.table(2).size());
        assertTrue(out.warning().contains("Nothing is held out for the test"), out.warning());
    }

    @Test
    void classWithVirtualPatternsOnlyIsDroppedAndNamed() throws Exception {
        BufferedDataTable cubic = TestTables.mapped(
                Samples.patterns(), r -> r.getCell(2).toString().equals("cubic") ? r : null);
        NodeUnderTest.Outcome out = Samples.synthesizer().run(cubic, Samples.augmented());
        assertTrue(out.warning().contains("Classes left out: tetragonal"), out.warning());
        assertEquals(Set.of("cubic"), column(out.table(0), "Crystal system"));
        assertTrue(TestTables.text(out.table(4), "tetragonal", "Outcome").startsWith("dropped"));
    }

    @Test
    void gridsThatDifferAreRefusedAndNamed() throws Exception {
        BufferedDataTable other =
                Samples.simulator().set("points", 141).run(Samples.structures()).table(0);
        var e = assertThrows(InvalidSettingsException.class, () -> Samples.synthesizer()
                .configure(other.getDataTableSpec(), Samples.augmented().getDataTableSpec()));
        assertTrue(e.getMessage().contains("141 points") && e.getMessage().contains("281 points"), e.getMessage());
    }

    @Test
    void wavelengthsThatDifferAreRefusedAndNamed() throws Exception {
        BufferedDataTable other = Samples.simulator()
                .set("radiation", "MO_KA")
                .run(Samples.structures())
                .table(0);
        var e = assertThrows(InvalidSettingsException.class, () -> Samples.synthesizer()
                .configure(Samples.patterns().getDataTableSpec(), other.getDataTableSpec()));
        assertTrue(e.getMessage().contains("Cu Ka") && e.getMessage().contains("Mo Ka"), e.getMessage());
    }

    @Test
    void columnsWithoutPropertiesAndMissingColumnsAreRefused() throws Exception {
        DataTableSpec good = Samples.patterns().getDataTableSpec();
        var bare = TestTables.withColumn(
                Samples.patterns(), "Pattern", TestTables.column("Pattern", PatternColumn.VECTOR));
        assertThrows(
                InvalidSettingsException.class, () -> Samples.synthesizer().configure(good, bare.getDataTableSpec()));
        var text = TestTables.withColumn(Samples.patterns(), "Pattern", TestTables.column("Pattern", StringCell.TYPE));
        var e = assertThrows(
                InvalidSettingsException.class, () -> Samples.synthesizer().configure(text.getDataTableSpec(), good));
        assertTrue(e.getMessage().contains("\"Pattern\" is of type"), e.getMessage());
        assertThrows(
                InvalidSettingsException.class,
                () -> Samples.synthesizer().set("classColumn", "System").configure(good, good));
    }

    /** @param from a column of the patterns that gets the name "to" */
    @ParameterizedTest
    @CsvSource({
        "Formula, Kind, compoundColumn",
        "Formula, Proportion, compoundColumn",
        "Crystal system, Kind, classColumn",
        "Pattern, Proportion, patternColumn",
        "Formula, Formula, classColumn"
    })
    void columnsOfTheTrainingTableHaveNamesOfTheirOwn(String from, String to, String setting) throws Exception {
        DataTableSpec old = Samples.patterns().getDataTableSpec();
        var renamed = new DataColumnSpecCreator(old.getColumnSpec(from));
        renamed.setName(to);
        DataTableSpec spec = TestTables.withColumn(Samples.patterns(), from, renamed.createSpec())
                .getDataTableSpec();
        var e = assertThrows(
                InvalidSettingsException.class,
                () -> Samples.synthesizer().set(setting, to).configure(spec, spec));
        assertTrue(
                e.getMessage()
                        .matches("The columns of pattern, class and compound are .*" + to
                                + ".*; expected three different .*"),
                e.getMessage());
    }

    @Test
    void emptyTablesAreRefusedWithAMessage() throws Exception {
        BufferedDataTable none = TestTables.empty(Samples.patterns().getDataTableSpec());
        var e = assertThrows(KNIMEException.class, () -> Samples.synthesizer().run(none, none));
        assertTrue(e.getMessage() != null && e.getMessage().length() > 20, e.getMessage());
    }

    @Test
    void proportionsAreChecked() {
        var e = assertThrows(InvalidSettingsException.class, () -> Samples.synthesizer()
                .set("proportions", "0.5, half")
                .configure(new org.knime.core.node.port.PortObjectSpec[2]));
        assertTrue(e.getMessage().contains("\"half\""), e.getMessage());
    }

    /** Held-out rows can be augmented with the lines that they were simulated with, unless those of the two tables differ. */
    @Test
    void heldOutRowsKeepTheirPeakShape() throws Exception {
        var sharp = Samples.simulator()
                .set("domainSizeNm", 90.0)
                .run(Samples.structures())
                .table(0)
                .getDataTableSpec();
        var other = Samples.patterns().getDataTableSpec();
        var same = (DataTableSpec) Samples.synthesizer().configure(sharp, sharp)[2];
        assertEquals(
                90,
                PatternColumn.simulated(same.getColumnSpec("Pattern"))
                        .orElseThrow()
                        .profile()
                        .domainSizeNm());
        var mixed = (DataTableSpec) Samples.synthesizer().configure(sharp, other)[2];
        assertTrue(PatternColumn.simulated(mixed.getColumnSpec("Pattern")).isEmpty());
    }

    /** Real patterns of which one stands under a second name: SrTiO3's also under "STO". */
    private static BufferedDataTable renamed() throws Exception {
        List<DataRow> rows = new ArrayList<>(TestTables.rows(Samples.patterns()));
        DataRow copied = TestTables.row(Samples.patterns(), "SrTi cubic");
        int formula = Samples.patterns().getDataTableSpec().findColumnIndex("Formula");
        var cells = new DataCell[copied.getNumCells()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = i == formula ? new StringCell("STO") : copied.getCell(i);
        }
        rows.add(new DefaultRow("copy", cells));
        return TestTables.table(Samples.patterns().getDataTableSpec(), rows);
    }

    /** Where the copy and its original lie on two sides for some seed, the node fails with both names; joined they never do. */
    @Test
    void aRenamedCopyFailsTheNodeOrIsTakenAsOneCompound() throws Exception {
        int failures = 0;
        for (long seed = 1; seed <= 6; seed++) {
            NodeUnderTest node = Samples.synthesizer().set("mixtures", 1).set("seed", seed);
            try {
                node.run(renamed(), Samples.augmented());
            } catch (KNIMEException e) {
                failures++;
                assertTrue(e.getMessage().contains("copy") && e.getMessage().contains("SrTi cubic"), e.getMessage());
            }
            NodeUnderTest.Outcome joined = node.set("samePattern", "JOIN").run(renamed(), Samples.augmented());
            assertTrue(joined.warning().contains("O3SrTi = STO"), joined.warning());
            for (int side = 0; side < 3; side++) {
                Set<String> formulas = column(joined.table(side), "Formula");
                assertEquals(
                        formulas.contains("STO"), formulas.contains("SrTiO3"), "output " + side + ", seed " + seed);
            }
            node.set("samePattern", "ALLOW").run(renamed(), Samples.augmented());
        }
        assertTrue(failures > 0 && failures < 6, failures + " of 6 draws part the copy from its original");
    }

    @Test
    void proportionsMakeSubsetsOneInsideTheOther() throws Exception {
        BufferedDataTable training = Samples.synthesizer()
                .set("proportions", "0.5, 1")
                .run(Samples.patterns(), Samples.augmented())
                .table(0);
        Set<String> half = new TreeSet<>();
        Set<String> whole = new TreeSet<>();
        int proportion = training.getDataTableSpec().findColumnIndex("Proportion");
        for (DataRow row : TestTables.rows(training)) {
            boolean all = ((org.knime.core.data.DoubleValue) row.getCell(proportion)).getDoubleValue() == 1;
            (all ? whole : half).add(row.getKey().getString().replaceFirst("^train[0-9]+_", ""));
        }
        assertTrue(
                whole.containsAll(half) && half.size() > 10 && half.size() < 0.7 * whole.size(),
                half.size() + " of " + whole.size());
    }
}
