// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.preparation.PatternPreparationNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;

/** B-VGGNet Predictor. */
class PredictorNodeTest {

    @Test
    void predictionsAreProbabilities() throws Exception {
        NodeUnderTest.Outcome out = Samples.predictor().run(Samples.model(), Samples.test());
        assertEquals("", out.warning());
        BufferedDataTable table = out.table(0);
        assertEquals(TestTables.keys(Samples.test()), TestTables.keys(table));
        int right = 0;
        for (String key : TestTables.keys(table)) {
            double cubic = TestTables.number(table, key, "P (Crystal system=cubic)");
            double tetragonal = TestTables.number(table, key, "P (Crystal system=tetragonal)");
            assertEquals(1, cubic + tetragonal, 1e-6);
            String predicted = TestTables.text(table, key, "Prediction (Crystal system)");
            assertEquals(cubic > tetragonal ? "cubic" : "tetragonal", predicted);
            assertEquals(Math.max(cubic, tetragonal), TestTables.number(table, key, "Confidence"), 1e-12);
            assertEquals(
                    TestTables.number(table, key, "Predictive entropy (nat)"),
                    TestTables.number(table, key, "Expected entropy (nat)")
                            + TestTables.number(table, key, "Mutual information (nat)"),
                    1e-9);
            assertTrue(TestTables.number(table, key, "Interval low") <= TestTables.number(table, key, "Interval high"));
            right += predicted.equals(TestTables.text(table, key, "Crystal system")) ? 1 : 0;
        }
        // lines split by 6 % are easy to tell: far from chance
        assertTrue(right >= 0.8 * table.size(), right + " of " + table.size() + " right");
        assertEquals("predictions", out.view().get("kind").asText());
        assertEquals(table.size(), out.view().get("rows").size());
    }

    @Test
    void listsOfNumbersAreReadAsVectorsAre() throws Exception {
        String key = TestTables.keys(Samples.test()).get(0);
        var list = Arrays.stream(TestTables.vector(Samples.test(), key, "Pattern"))
                .mapToObj(DoubleCell::new)
                .toList();
        DataTableSpec old = Samples.test().getDataTableSpec();
        var spec =
                new org.knime.core.data.DataColumnSpecCreator("Pattern", ListCell.getCollectionType(DoubleCell.TYPE));
        spec.setProperties(old.getColumnSpec("Pattern").getProperties());
        var row = new org.knime.core.data.def.DefaultRow(key, CollectionCellFactory.createListCell(list));
        BufferedDataTable table = TestTables.table(new DataTableSpec(spec.createSpec()), List.of(row));
        BufferedDataTable out = Samples.predictor().run(Samples.model(), table).table(0);
        assertEquals(
                TestTables.number(Samples.predictions(), key, "P (Crystal system=cubic)"),
                TestTables.number(out, key, "P (Crystal system=cubic)"),
                1e-6);
    }

    @Test
    void badPatternsStayWithAReasonAndTheOthersGoOn() throws Exception {
        List<String> keys = TestTables.keys(Samples.test());
        BufferedDataTable table = TestTables.with(Samples.test(), keys.get(0), "Pattern", DataType.getMissingCell());
        table = TestTables.with(table, keys.get(1), "Pattern", TestTables.vector(0, 1, 0));
        double[] holes = TestTables.vector(Samples.test(), keys.get(2), "Pattern");
        holes[100] = Double.POSITIVE_INFINITY;
        table = TestTables.with(table, keys.get(2), "Pattern", TestTables.vector(holes));
        table = TestTables.with(table, keys.get(3), "Pattern", TestTables.vector(new double[Samples.POINTS]));
        NodeUnderTest.Outcome out = Samples.predictor().run(Samples.model(), table);
        assertEquals(keys, TestTables.keys(out.table(0)));
        List<String> reasons =
                List.of("missing", "found 3 numbers, expected 281", "point 101 of 281 is Infinity", "constant");
        for (int i = 0; i < 4; i++) {
            assertTrue(TestTables.cell(out.table(0), keys.get(i), "Prediction (Crystal system)")
                    .isMissing());
            assertTrue(TestTables.cell(out.table(0), keys.get(i), "P (Crystal system=cubic)")
                    .isMissing());
            String reason = TestTables.text(out.table(0), keys.get(i), "Abstains because");
            assertTrue(reason.contains(reasons.get(i)), reason);
        }
        assertTrue(
                out.warning().startsWith("4 pattern(s) could not be predicted, the first: row " + keys.get(0)),
                out.warning());
        for (String key : keys.subList(4, keys.size())) {
            assertEquals(TestTables.row(Samples.predictions(), key), TestTables.row(out.table(0), key));
        }
    }

    @Test
    void patternsOfAnotherGridOrWavelengthAreRefused() throws Exception {
        DataTableSpec grid = Samples.simulator()
                .set("endDeg", 60.0)
                .run(Samples.structures())
                .table(0)
                .getDataTableSpec();
        var e = assertThrows(InvalidSettingsException.class, () -> Samples.predictor()
                .configure(Samples.model().getSpec(), grid));
        assertTrue(
                e.getMessage().contains("20.0 to 62.0 deg") && e.getMessage().contains("20.0 to 60.0 deg"),
                e.getMessage());
        DataTableSpec radiation = Samples.simulator()
                .set("radiation", "CO_KA")
                .run(Samples.structures())
                .table(0)
                .getDataTableSpec();
        var w = assertThrows(InvalidSettingsException.class, () -> Samples.predictor()
                .configure(Samples.model().getSpec(), radiation));
        assertTrue(w.getMessage().contains("Co Ka") && w.getMessage().contains("the model has"), w.getMessage());
        var bare = TestTables.withColumn(Samples.test(), "Pattern", TestTables.column("Pattern", PatternColumn.VECTOR));
        assertThrows(InvalidSettingsException.class, () -> Samples.predictor()
                .configure(Samples.model().getSpec(), bare.getDataTableSpec()));
    }

    /** The same structures measured with cobalt on another grid: what is simulated on the model's own domain is the reference. */
    @Test
    void patternsOfAnotherGridAndWavelengthAreConvertedWhereChosen() throws Exception {
        NodeUnderTest.Outcome out =
                Samples.predictor().set("otherDomain", "CONVERT").run(Samples.model(), Samples.cobalt());
        assertTrue(
                out.warning()
                                .startsWith(
                                        "32 pattern(s) of the table of patterns were converted from 22.0 to 76.0 deg in 1081 points,"
                                                + " Co Ka")
                        && out.warning().contains("to the model's 20.0 to 62.0 deg in 281 points, Cu Ka"),
                out.warning());
        assertEquals(out.warning(), out.view().get("note").asText());
        BufferedDataTable direct =
                Samples.predictor().run(Samples.model(), Samples.patterns()).table(0);
        for (String key : TestTables.keys(direct)) {
            assertEquals(
                    TestTables.text(direct, key, "Prediction (Crystal system)"),
                    TestTables.text(out.table(0), key, "Prediction (Crystal system)"),
                    key);
            assertEquals(
                    TestTables.number(direct, key, "P (Crystal system=cubic)"),
                    TestTables.number(out.table(0), key, "P (Crystal system=cubic)"),
                    0.02,
                    key);
        }
        double[] shown = TestTables.vector(out.table(0), TestTables.keys(direct).get(0), "Pattern");
        assertEquals(1081, shown.length, "the table keeps the patterns as they were");
    }

    /** A Pattern Preparation before the node gives the same bits, for intensities below zero too. */
    @Test
    void conversionIsThatOfThePatternPreparation() throws Exception {
        double[] low = Arrays.stream(TestTables.vector(Samples.cobalt(), "SrTi cubic", "Pattern"))
                .map(y -> y - 0.05)
                .toArray();
        BufferedDataTable cobalt = TestTables.with(Samples.cobalt(), "SrTi cubic", "Pattern", TestTables.vector(low));
        BufferedDataTable prepared = new NodeUnderTest(new PatternPreparationNodeFactory())
                .set("input", "PATTERNS")
                .set("startDeg", 20.0)
                .set("endDeg", 62.0)
                .set("points", Samples.POINTS)
                .set("convert", true)
                .set("radiation", "CU_KA")
                .set("background", "NONE")
                .run(cobalt)
                .table(0);
        BufferedDataTable before = Samples.predictor()
                .set("patternColumn", "Pattern 2")
                .run(Samples.model(), prepared)
                .table(0);
        BufferedDataTable here = Samples.predictor()
                .set("otherDomain", "CONVERT")
                .run(Samples.model(), cobalt)
                .table(0);
        for (String key : TestTables.keys(here)) {
            assertEquals(
                    TestTables.number(before, key, "P (Crystal system=cubic)"),
                    TestTables.number(here, key, "P (Crystal system=cubic)"),
                    0,
                    key);
            assertEquals(
                    TestTables.cell(before, key, "Out-of-distribution score"),
                    TestTables.cell(here, key, "Out-of-distribution score"));
        }
    }

    @Test
    void patternsOfTheModelsDomainAreNotTouchedByConversion() throws Exception {
        NodeUnderTest.Outcome out =
                Samples.predictor().set("otherDomain", "CONVERT").run(Samples.model(), Samples.test());
        assertEquals("", out.warning());
        for (String key : TestTables.keys(Samples.test())) {
            assertEquals(TestTables.row(Samples.predictions(), key), TestTables.row(out.table(0), key));
        }
    }

    @Test
    void patternsThatDoNotCoverTheModelsGridAreNotConverted() throws Exception {
        DataTableSpec narrow = Samples.simulator()
                .set("endDeg", 50.0)
                .run(Samples.structures())
                .table(0)
                .getDataTableSpec();
        var e = assertThrows(InvalidSettingsException.class, () -> Samples.predictor()
                .set("otherDomain", "CONVERT")
                .configure(Samples.model().getSpec(), narrow));
        assertTrue(
                e.getMessage().contains("covers 20.0000 to 50.0000")
                        && e.getMessage().contains("20.0000 to 62.0000"),
                e.getMessage());
    }

    @Test
    void secondPredictionOfATableIsRefused() throws Exception {
        var e = assertThrows(InvalidSettingsException.class, () -> Samples.predictor()
                .configure(Samples.model().getSpec(), Samples.predictions().getDataTableSpec()));
        assertTrue(e.getMessage().contains("\"Prediction (Crystal system)\" already"), e.getMessage());
    }

    @Test
    void emptyTableGivesAnEmptyTableWithAllColumns() throws Exception {
        NodeUnderTest.Outcome out = Samples.predictor()
                .run(Samples.model(), TestTables.empty(Samples.test().getDataTableSpec()));
        assertEquals(0, out.table(0).size());
        assertTrue(out.table(0).getDataTableSpec().containsName("P (Crystal system=tetragonal)"));
        assertEquals("predictions", out.view().get("kind").asText());
    }

    @Test
    void abstainsWhereTold() throws Exception {
        BufferedDataTable table = Samples.predictor()
                .set("minConfidence", 1.0)
                .run(Samples.model(), Samples.test())
                .table(0);
        int abstained = 0;
        for (DataRow row : TestTables.rows(table)) {
            String key = row.getKey().getString();
            boolean sure = TestTables.number(table, key, "Confidence") >= 1;
            assertEquals(sure, TestTables.cell(table, key, "Abstains because").isMissing());
            abstained += sure ? 0 : 1;
        }
        assertTrue(abstained > 0);
    }

    @Test
    void patternColumnIsChecked() throws Exception {
        var text = TestTables.withColumn(Samples.test(), "Pattern", TestTables.column("Pattern", StringCell.TYPE));
        var e = assertThrows(InvalidSettingsException.class, () -> Samples.predictor()
                .configure(Samples.model().getSpec(), text.getDataTableSpec()));
        assertTrue(e.getMessage().contains("The pattern column \"Pattern\" is of type"), e.getMessage());
    }

    /** A network on a linear scale sees heights as they are: 0 to 100 is another world than 0 to 1. */
    @Test
    void normalisationCountsWhereHeightsDo() throws Exception {
        BufferedDataTable percent = Samples.simulator()
                .set("normalisation", "MAX_100")
                .run(Samples.structures())
                .table(0);
        var linear = Samples.learner()
                .set("epochs", 2)
                .set("intensityScale", "LINEAR")
                .run(Samples.training(), Samples.validation())
                .outputs()
                .get(0);
        var e = assertThrows(
                InvalidSettingsException.class, () -> Samples.predictor().run(linear, percent));
        assertTrue(e.getMessage().contains("normalisation MAXIMUM_100"), e.getMessage());
        BufferedDataTable converted = Samples.predictor()
                .set("otherDomain", "CONVERT")
                .run(linear, percent)
                .table(0);
        BufferedDataTable same =
                Samples.predictor().run(linear, Samples.patterns()).table(0);
        assertEquals(
                TestTables.number(same, "SrTi cubic", "P (Crystal system=cubic)"),
                TestTables.number(converted, "SrTi cubic", "P (Crystal system=cubic)"),
                1e-4);
        assertEquals("", Samples.predictor().run(Samples.model(), percent).warning());
        BufferedDataTable computed = Samples.simulator()
                .set("normalisation", "NONE")
                .run(Samples.structures())
                .table(0);
        var unscaled = Samples.learner()
                .set("epochs", 1)
                .set("intensityScale", "LINEAR")
                .set("validation", "NONE")
                .run(computed, computed)
                .outputs()
                .get(0);
        var never = assertThrows(
                InvalidSettingsException.class,
                () -> Samples.predictor().set("otherDomain", "CONVERT").run(unscaled, percent));
        assertTrue(never.getMessage().contains("which no conversion gives"), never.getMessage());
    }

    @Test
    void classesOfOtherCompositionsAreStruckOut() throws Exception {
        NodeUnderTest.Outcome all = Samples.predictor().run(Samples.model(), Samples.test());
        NodeUnderTest.Outcome same =
                Samples.predictor().set("restriction", "STOICHIOMETRY").run(Samples.model(), Samples.test());
        String key = TestTables.keys(Samples.test()).get(0);
        assertEquals(
                TestTables.number(all.table(0), key, "Confidence"),
                TestTables.number(same.table(0), key, "Confidence"),
                1e-12,
                "all classes were trained on ABX3 compounds");
        NodeUnderTest.Outcome other = Samples.predictor()
                .set("restriction", "STOICHIOMETRY")
                .set("formula", "Cs3Sb2I9")
                .run(Samples.model(), Samples.test());
        assertTrue(other.warning().contains("predicted among all classes, the first"), other.warning());
        assertThrows(InvalidSettingsException.class, () -> Samples.predictor()
                .set("restriction", "STOICHIOMETRY")
                .set("formula", "no formula")
                .configure(Samples.model().getSpec(), Samples.test().getDataTableSpec()));
    }

    @Test
    void scansThatCoverTooLittleAbstain() throws Exception {
        BufferedDataTable measured =
                TestTables.withColumn(Samples.test(), "Formula", TestTables.column("Measured share", DoubleCell.TYPE));
        String key = TestTables.keys(measured).get(0);
        BufferedDataTable table = TestTables.with(measured, key, "Measured share", new DoubleCell(0.31));
        NodeUnderTest.Outcome out = Samples.predictor().run(Samples.model(), table);
        String reason = TestTables.text(out.table(0), key, "Abstains because");
        assertTrue(reason.endsWith("31 % of the model's angles were measured, less than 80 %"), reason);
    }
}
