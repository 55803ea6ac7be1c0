// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import org.braggwise.knime.explainer.ShapExplainerNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/** SHAP Explainer. */
class ExplainerNodeTest {

    private static NodeUnderTest explainer() {
        return new NodeUnderTest(new ShapExplainerNodeFactory())
                .set("background", 6)
                .set("maxRows", 3)
                .set("leastPatterns", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOGIT", "PROBABILITY"})
    void attributionsAddUpToTheOutput(String output) throws Exception {
        NodeUnderTest.Outcome out =
                explainer().set("output", output).run(Samples.model(), Samples.test(), Samples.training());
        assertEquals("", out.warning());
        assertEquals(TestTables.keys(Samples.test()).subList(0, 3), TestTables.keys(out.table(0)));
        for (String key : TestTables.keys(out.table(0))) {
            double sum =
                    Arrays.stream(TestTables.vector(out.table(0), key, "SHAP")).sum();
            double base = TestTables.number(out.table(0), key, "Base value");
            assertEquals(TestTables.number(out.table(0), key, "Output"), base + sum, 1e-4);
            assertFalse(TestTables.text(out.table(0), key, "Regions").isEmpty());
        }
        assertEquals("shap", out.view().get("kind").asText());
        assertEquals(3, out.view().get("rows").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTEGRATED_GRADIENTS", "OCCLUSION"})
    void otherMethodsExplainToo(String method) throws Exception {
        BufferedDataTable table = explainer()
                .set("method", method)
                .run(Samples.model(), Samples.test(), Samples.training())
                .table(0);
        assertEquals(3, table.size());
        assertTrue(Arrays.stream(TestTables.vector(table, TestTables.keys(table).get(0), "SHAP"))
                .anyMatch(v -> v != 0));
    }

    @Test
    void patternsAndBackgroundOfAnotherGridAndWavelengthAreConvertedWhereChosen() throws Exception {
        var refused = assertThrows(InvalidSettingsException.class, () -> explainer()
                .configure(
                        Samples.model().getSpec(),
                        Samples.patterns().getDataTableSpec(),
                        Samples.cobalt().getDataTableSpec()));
        assertTrue(
                refused.getMessage().contains("the model has 20.0 to 62.0 deg")
                        && refused.getMessage()
                                .contains("the background table has 22.0 to 76.0 deg in 1081 points, Co Ka"),
                refused.getMessage());
        NodeUnderTest.Outcome out = explainer()
                .set("otherDomain", "CONVERT")
                .set("maxRows", 2)
                .set("background", 6)
                .run(Samples.model(), Samples.cobalt(), Samples.cobalt());
        assertTrue(
                out.warning()
                                .startsWith(
                                        "2 pattern(s) of the table of patterns were converted from 22.0 to 76.0 deg in 1081 points, Co Ka")
                        && out.warning().contains("pattern(s) of the background table were converted"),
                out.warning());
        assertEquals(out.warning(), out.view().get("note").asText());
        BufferedDataTable direct = explainer()
                .set("maxRows", 2)
                .set("background", 6)
                .run(Samples.model(), Samples.patterns(), Samples.patterns())
                .table(0);
        for (String key : TestTables.keys(direct)) {
            assertEquals(Samples.POINTS, TestTables.vector(out.table(0), key, "SHAP").length);
            assertEquals(
                    TestTables.number(direct, key, "Output"), TestTables.number(out.table(0), key, "Output"), 0.03);
        }
    }

    /** What speaks for one of two classes speaks against the other, where the output is a probability. */
    @Test
    void allClassesAreExplained() throws Exception {
        BufferedDataTable table = explainer()
                .set("classes", "ALL")
                .set("output", "PROBABILITY")
                .set("maxRows", 1)
                .run(Samples.model(), Samples.test(), Samples.training())
                .table(0);
        List<String> keys = TestTables.keys(table);
        assertEquals(2, keys.size());
        assertTrue(keys.get(0).endsWith(" cubic") && keys.get(1).endsWith(" tetragonal"), keys::toString);
        assertEquals(
                1,
                TestTables.number(table, keys.get(0), "Output") + TestTables.number(table, keys.get(1), "Output"),
                1e-5);
    }

    /** "a" with "not cubic" and "a not" with "cubic" would both be "a not cubic". */
    @Test
    void keysThatComeOutTheSameAreNumbered() throws Exception {
        int label = Samples.training().getDataTableSpec().findColumnIndex("Crystal system");
        UnaryOperator<DataRow> renamed = row -> {
            DataCell[] cells = row.stream().toArray(DataCell[]::new);
            cells[label] = new StringCell(cells[label].toString().equals("cubic") ? "cubic" : "not cubic");
            return new DefaultRow(row.getKey(), cells);
        };
        var model = Samples.learner()
                .set("epochs", 1)
                .run(TestTables.mapped(Samples.training(), renamed), TestTables.mapped(Samples.validation(), renamed))
                .outputs()
                .get(0);
        DataRow any = TestTables.rows(Samples.test()).get(0);
        BufferedDataTable two = TestTables.table(
                Samples.test().getDataTableSpec(),
                List.of(new DefaultRow(new RowKey("a"), any), new DefaultRow(new RowKey("a not"), any)));
        List<String> keys = TestTables.keys(explainer()
                .set("classes", "ALL")
                .run(model, two, Samples.training())
                .table(0));
        assertEquals(List.of("a cubic", "a not cubic", "a not cubic (2)", "a not not cubic"), keys);
    }

    /** Without a choice the predicted class is explained: the one with the largest output. */
    @Test
    void thePredictedOrTheChosenClassIsExplained() throws Exception {
        BufferedDataTable all = explainer()
                .set("classes", "ALL")
                .run(Samples.model(), Samples.test(), Samples.training())
                .table(0);
        BufferedDataTable predicted = explainer()
                .run(Samples.model(), Samples.test(), Samples.training())
                .table(0);
        BufferedDataTable chosen = explainer()
                .set("classes", "ONE")
                .set("class", "tetragonal")
                .run(Samples.model(), Samples.test(), Samples.training())
                .table(0);
        for (String key : TestTables.keys(predicted)) {
            double cubic = TestTables.number(all, key + " cubic", "Output");
            double tetragonal = TestTables.number(all, key + " tetragonal", "Output");
            String expected = cubic > tetragonal ? "cubic" : "tetragonal";
            assertEquals(expected, TestTables.text(predicted, key, "Class"));
            assertArrayEquals(
                    TestTables.vector(all, key + " " + expected, "SHAP"), TestTables.vector(predicted, key, "SHAP"));
            assertEquals("tetragonal", TestTables.text(chosen, key, "Class"));
            assertArrayEquals(
                    TestTables.vector(all, key + " tetragonal", "SHAP"), TestTables.vector(chosen, key, "SHAP"));
        }
    }

    @Test
    void posteriorSamplesGiveASpread() throws Exception {
        NodeUnderTest.Outcome one =
                explainer().set("maxRows", 1).run(Samples.model(), Samples.test(), Samples.training());
        NodeUnderTest.Outcome many = explainer()
                .set("maxRows", 1)
                .set("samples", 4)
                .run(Samples.model(), Samples.test(), Samples.training());
        String key = TestTables.keys(one.table(0)).get(0);
        assertTrue(TestTables.cell(one.table(0), key, "Spread").isMissing());
        assertTrue(
                Arrays.stream(TestTables.vector(many.table(0), key, "Spread")).anyMatch(v -> v > 0));
        assertEquals(0, TestTables.number(many.table(0), key, "Additivity residual"), 1e-4);
        assertFalse(one.view().get("rows").get(0).has("spread32"));
        assertTrue(many.view().get("rows").get(0).has("spread32"));
    }

    /** Two explanations are comparable where their backgrounds are the same patterns; the fingerprint says so. */
    @Test
    void fingerprintTellsBackgroundsApart() throws Exception {
        String first = fingerprint(explainer());
        assertTrue(first.matches("[0-9a-f]{16}"), first);
        assertEquals(first, fingerprint(explainer().set("method", "OCCLUSION")));
        assertNotEquals(first, fingerprint(explainer().set("seed", 2L)));
        assertNotEquals(first, fingerprint(explainer().set("background", 5)));
    }

    private static String fingerprint(NodeUnderTest node) throws Exception {
        NodeUnderTest.Outcome out = node.set("maxRows", 1).run(Samples.model(), Samples.test(), Samples.training());
        String cell =
                TestTables.text(out.table(0), TestTables.keys(out.table(0)).get(0), "Background");
        assertEquals(cell, out.view().get("background").asText());
        return cell;
    }

    /** The second table: means over the rows of the first, and the class's regions with the reflections of its structures. */
    @Test
    void classesHaveTheMeansOfTheirRows() throws Exception {
        NodeUnderTest.Outcome out = explainer()
                .set("classes", "ONE")
                .set("profilePatterns", "ALL")
                .run(Samples.model(), Samples.test(), Samples.training());
        assertEquals(List.of("cubic"), TestTables.keys(out.table(1)));
        assertEquals(3, TestTables.number(out.table(1), "cubic", "Patterns"));
        double[] mean = new double[Samples.POINTS];
        double[] absolute = new double[Samples.POINTS];
        for (String key : TestTables.keys(out.table(0))) {
            double[] values = TestTables.vector(out.table(0), key, "SHAP");
            for (int i = 0; i < mean.length; i++) {
                mean[i] += values[i] / 3;
                absolute[i] += Math.abs(values[i]) / 3;
            }
        }
        assertArrayEquals(mean, TestTables.vector(out.table(1), "cubic", "Mean SHAP"), 1e-12);
        assertArrayEquals(absolute, TestTables.vector(out.table(1), "cubic", "Mean |SHAP|"), 1e-12);
        String regions = TestTables.text(out.table(1), "cubic", "Regions");
        assertTrue(regions.matches("(?s)\\d+\\.\\d-\\d+\\.\\d deg \\d+ % \\(\\d \\d \\d\\).*"), regions);
        assertTrue(
                out.view()
                                .get("classCurves")
                                .get(0)
                                .get("regions")
                                .get(0)
                                .get("hkl")
                                .size()
                        > 0,
                out.view()::toString);
    }

    /** The class's patterns that the network gives it, and no others. */
    @Test
    void profilesAverageRightAnswersAndNameTheirStructure() throws Exception {
        NodeUnderTest.Outcome out = explainer().run(Samples.model(), Samples.test(), Samples.training());
        int right = 0;
        for (String key : TestTables.keys(out.table(0))) {
            right +=
                    TestTables.text(out.table(0), key, "Class").equals(TestTables.text(out.table(0), key, "True class"))
                            ? 1
                            : 0;
            assertEquals("SHAP", TestTables.text(out.table(0), key, "Method"));
        }
        int averaged = 0;
        for (String key : TestTables.keys(out.table(1))) {
            averaged += (int) TestTables.number(out.table(1), key, "Patterns");
            assertTrue(TestTables.keys(Samples.test()).contains(TestTables.text(out.table(1), key, "Reflections of")));
        }
        assertEquals(right, averaged);
    }

    @Test
    void occlusionIsCalledOcclusion() throws Exception {
        NodeUnderTest.Outcome out = explainer()
                .set("method", "OCCLUSION")
                .set("maxRows", 1)
                .run(Samples.model(), Samples.test(), Samples.training());
        assertEquals(
                "occlusion",
                TestTables.text(out.table(0), TestTables.keys(out.table(0)).get(0), "Method"));
        assertEquals("occlusion", out.view().get("method").asText());
    }

    @Test
    void classThatTheModelDoesNotHaveIsRefused() {
        var e = assertThrows(KNIMEException.class, () -> explainer()
                .set("classes", "ONE")
                .set("class", "quasicrystal")
                .run(Samples.model(), Samples.test(), Samples.training()));
        assertTrue(
                e.getMessage().contains("\"quasicrystal\"") && e.getMessage().contains("cubic, tetragonal"),
                e.getMessage());
    }

    @Test
    void regionsCarryReflectionsWhereTheStructureIsKnown() throws Exception {
        String known = TestTables.keys(Samples.test()).get(0);
        BufferedDataTable without = TestTables.with(Samples.test(), known, "CIF", DataType.getMissingCell());
        assertTrue(TestTables.text(
                        explainer()
                                .run(Samples.model(), Samples.test(), Samples.training())
                                .table(0),
                        known,
                        "Regions")
                .contains("("));
        assertFalse(TestTables.text(
                        explainer()
                                .run(Samples.model(), without, Samples.training())
                                .table(0),
                        known,
                        "Regions")
                .contains("("));
    }

    @Test
    void badPatternsAreNamedAndTheOthersGoOn() throws Exception {
        List<String> keys = TestTables.keys(Samples.test());
        BufferedDataTable table =
                TestTables.with(Samples.test(), keys.get(1), "Pattern", TestTables.vector(1, Double.NaN));
        NodeUnderTest.Outcome out = explainer().run(Samples.model(), table, Samples.training());
        assertEquals(List.of(keys.get(0), keys.get(2)), TestTables.keys(out.table(0)));
        assertTrue(
                out.warning()
                        .contains("1 pattern(s) could not be explained, the first: row " + keys.get(1)
                                + ": found 2 numbers"),
                out.warning());
    }

    @Test
    void emptyTables() throws Exception {
        BufferedDataTable none = TestTables.empty(Samples.training().getDataTableSpec());
        var e = assertThrows(KNIMEException.class, () -> explainer().run(Samples.model(), Samples.test(), none));
        assertTrue(e.getMessage().contains("The background table has no usable pattern among 0 rows"), e.getMessage());
        NodeUnderTest.Outcome out = explainer()
                .run(Samples.model(), TestTables.empty(Samples.test().getDataTableSpec()), Samples.training());
        assertEquals(0, out.table(0).size());
        assertEquals("shap", out.view().get("kind").asText());
    }

    @Test
    void backgroundOfAnotherGridIsRefused() throws Exception {
        DataTableSpec other = Samples.simulator()
                .set("points", 141)
                .run(Samples.structures())
                .table(0)
                .getDataTableSpec();
        var e = assertThrows(InvalidSettingsException.class, () -> explainer()
                .configure(Samples.model().getSpec(), Samples.test().getDataTableSpec(), other));
        assertTrue(
                e.getMessage().contains("the background table has")
                        && e.getMessage().contains("141"),
                e.getMessage());
    }
}
