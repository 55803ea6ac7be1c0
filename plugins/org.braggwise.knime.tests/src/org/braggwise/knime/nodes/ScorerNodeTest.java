// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.knime.scorer.UncertaintyScorerNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.CollectionCellFactory;
import org.knime.core.data.collection.CollectionDataValue;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

import com.fasterxml.jackson.databind.JsonNode;

/** Uncertainty Scorer. */
class ScorerNodeTest {

    private static final DataTableSpec SPEC = new DataTableSpec(
            TestTables.column("Crystal system", StringCell.TYPE),
            TestTables.column("P (cubic)", DoubleCell.TYPE),
            TestTables.column("P (tetragonal)", DoubleCell.TYPE));

    private static NodeUnderTest scorer() {
        return new NodeUnderTest(new UncertaintyScorerNodeFactory());
    }

    private static DataRow row(String key, String truth, double cubic) {
        DataCell name = truth == null ? DataType.getMissingCell() : new StringCell(truth);
        return new DefaultRow(key, name, new DoubleCell(cubic), new DoubleCell(1 - cubic));
    }

    /** Four rows whose scores are worked out by hand. */
    @Test
    void scoresAreThoseWorkedOutByHand() throws Exception {
        NodeUnderTest.Outcome out = scorer().run(TestTables.table(
                SPEC,
                List.of(
                        row("a", "cubic", 0.9),
                        row("b", "cubic", 0.4),
                        row("c", "tetragonal", 0.2),
                        row("d", "tetragonal", 0.3))));
        assertEquals(0.75, TestTables.number(out.table(0), "Accuracy", "Value"), 1e-12);
        assertEquals(0.75, TestTables.number(out.table(0), "Balanced accuracy", "Value"), 1e-12);
        double f1 = (2 * 1 * 0.5 / 1.5 + 2 * (2.0 / 3) * 1 / (5.0 / 3)) / 2;
        assertEquals(f1, TestTables.number(out.table(0), "Macro F1", "Value"), 1e-12);
        double nll = -(Math.log(0.9) + Math.log(0.4) + Math.log(0.8) + Math.log(0.7)) / 4;
        assertEquals(nll, TestTables.number(out.table(0), "Negative log-likelihood", "Value"), 1e-12);
        double brier = 2 * (0.01 + 0.36 + 0.04 + 0.09) / 4;
        assertEquals(brier, TestTables.number(out.table(0), "Brier score", "Value"), 1e-12);
        // each row is alone in its bin: |right - confidence| is 2 p (1 - p) on average
        assertEquals(
                2 * (0.09 + 0.24 + 0.16 + 0.21) / 4, TestTables.number(out.table(0), "ECE by chance", "Value"), 1e-12);
        // the wrong answer is the least certain: entropy finds it
        assertEquals(1, TestTables.number(out.table(0), "Error detection AUROC", "Value"), 1e-12);
        assertEquals("1", TestTables.text(out.table(1), "cubic", "tetragonal"));
        assertEquals("2", TestTables.text(out.table(1), "tetragonal", "tetragonal"));
        assertEquals("uncertainty", out.view().get("kind").asText());
        assertEquals(List.of(), TestTables.keys(out.table(2)));
    }

    @Test
    void rowsThatDoNotCountAreReported() throws Exception {
        BufferedDataTable table = TestTables.table(
                SPEC,
                List.of(
                        row("a", "cubic", 0.9),
                        row("unseen", "hexagonal", 0.5),
                        row("missing", null, 0.5),
                        row("nan", "cubic", Double.NaN),
                        new DefaultRow("gap", new StringCell("cubic"), DataType.getMissingCell(), new DoubleCell(1)),
                        row("too much", "cubic", 1.7)));
        NodeUnderTest.Outcome out = scorer().run(table);
        assertEquals(1, TestTables.number(out.table(0), "Patterns", "Value"), 0);
        assertEquals(
                List.of("unseen", "missing", "nan", "gap", "too much"),
                TestTables.rows(out.table(2)).stream()
                        .map(r -> r.getCell(0).toString())
                        .toList());
        assertTrue(out.warning().startsWith("5 row"), out.warning());
    }

    /** Lists that came another way than from the Predictor may have holes. */
    @Test
    void elementsOfAConformalSetThatAreNoTextAreNone() throws Exception {
        var spec = new DataTableSpec(
                TestTables.column("Crystal system", StringCell.TYPE),
                TestTables.column("P (cubic)", DoubleCell.TYPE),
                TestTables.column("P (tetragonal)", DoubleCell.TYPE),
                TestTables.column("Conformal set", ListCell.getCollectionType(StringCell.TYPE)));
        NodeUnderTest.Outcome out = scorer().run(TestTables.table(
                spec,
                List.of(new DefaultRow(
                        "a",
                        new StringCell("cubic"),
                        new DoubleCell(0.9),
                        new DoubleCell(0.1),
                        CollectionCellFactory.createListCell(
                                List.of(DataType.getMissingCell(), new StringCell("cubic")))))));
        assertEquals(1, TestTables.number(out.table(0), "Conformal coverage", "Value"), 0);
        assertEquals(1, TestTables.number(out.table(0), "Conformal set size", "Value"), 0);
    }

    @Test
    void predictorsOutputIsScored() throws Exception {
        NodeUnderTest.Outcome out = scorer().run(Samples.predictions());
        int right = 0;
        for (String key : TestTables.keys(Samples.predictions())) {
            right += TestTables.text(Samples.predictions(), key, "Prediction (Crystal system)")
                            .equals(TestTables.text(Samples.predictions(), key, "Crystal system"))
                    ? 1
                    : 0;
        }
        assertEquals(
                (double) right / Samples.predictions().size(),
                TestTables.number(out.table(0), "Accuracy", "Value"),
                1e-12);
    }

    @Test
    void nothingToScoreIsAMessage() throws Exception {
        var strange = assertThrows(
                KNIMEException.class, () -> scorer().run(TestTables.table(SPEC, List.of(row("a", "x", 0.5)))));
        assertTrue(strange.getMessage().contains("found x, expected one of cubic, tetragonal"), strange.getMessage());
        var none = assertThrows(InvalidSettingsException.class, () -> scorer().configure(
                        Samples.test().getDataTableSpec()));
        assertTrue(
                none.getMessage().contains("no probability columns such as \"P (Crystal system=cubic)\""),
                none.getMessage());
        assertThrows(InvalidSettingsException.class, () -> scorer().set("classColumn", "Truth")
                .configure(SPEC));
    }

    @Test
    void anEmptyTableGivesEmptyTables() throws Exception {
        NodeUnderTest.Outcome out = scorer().run(TestTables.empty(SPEC));
        for (int port = 0; port < 3; port++) {
            assertEquals(List.of(), TestTables.keys(out.table(port)));
        }
        assertEquals(2, out.table(1).getDataTableSpec().getNumColumns());
        assertEquals("There was nothing to score.", out.view().get("note").asText());
        assertTrue(out.warning().contains("empty"), out.warning());
    }

    /** A table with two predictions and the matcher's: the suffix says which is scored, and a set may be text. */
    @Test
    void aSecondPredictionHasASuffix() throws Exception {
        NodeUnderTest second = Samples.predictor().set("suffix", ", second").set("setAs", "TEXT");
        BufferedDataTable both =
                second.run(Samples.model(), Samples.predictions()).table(0);
        String key = TestTables.keys(both).get(0);
        assertEquals(
                TestTables.text(both, key, "Prediction (Crystal system)"),
                TestTables.text(both, key, "Prediction (Crystal system), second"));
        List<String> set = ((CollectionDataValue) TestTables.cell(both, key, "Conformal set"))
                .stream().map(DataCell::toString).toList();
        assertEquals(String.join("; ", set), TestTables.text(both, key, "Conformal set, second"));
        var which = assertThrows(InvalidSettingsException.class, () -> scorer().set("suffix", ", third")
                .configure(both.getDataTableSpec()));
        assertTrue(which.getMessage().contains("\"P (Crystal system=cubic), second\""), which.getMessage());
        for (String suffix : List.of("", ", second")) {
            NodeUnderTest.Outcome out = scorer().set("suffix", suffix).run(both);
            NodeUnderTest.Outcome alone = scorer().run(Samples.predictions());
            for (String measure : List.of("Accuracy", "Conformal coverage", "Conformal set size")) {
                assertEquals(
                        TestTables.number(alone.table(0), measure, "Value"),
                        TestTables.number(out.table(0), measure, "Value"));
            }
        }
        var twice = assertThrows(InvalidSettingsException.class, () -> Samples.predictor()
                .configure(Samples.model().getSpec(), Samples.predictions().getDataTableSpec()));
        assertTrue(twice.getMessage().contains("Suffix of the new columns"), twice.getMessage());
    }

    /** One class only: measures that need two are missing, not wrong. */
    @Test
    void oneClassOnly() throws Exception {
        NodeUnderTest.Outcome out =
                scorer().run(TestTables.table(SPEC, List.of(row("a", "cubic", 0.9), row("b", "cubic", 0.8))));
        assertEquals(1, TestTables.number(out.table(0), "Accuracy", "Value"), 0);
        assertTrue(TestTables.keys(out.table(0)).stream().noneMatch(k -> k.startsWith("Error detection"))
                || TestTables.cell(out.table(0), "Error detection AUROC", "Value")
                        .isMissing());
    }

    /** The second model is surer of the same right answers; the third is the first, with a row less. */
    @Test
    void modelsAreComparedOnTheRowsThatAllHave() throws Exception {
        List<DataRow> first = new ArrayList<>();
        List<DataRow> surer = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            first.add(row("r" + i, i % 2 == 0 ? "cubic" : "tetragonal", i % 2 == 0 ? 0.7 : 0.3));
            surer.add(row("r" + i, i % 2 == 0 ? "cubic" : "tetragonal", i % 2 == 0 ? 0.9 : 0.1));
        }
        var scorer = new NodeUnderTest(new UncertaintyScorerNodeFactory(), "Second predictions", "Third predictions")
                .set("names", "plain; surer");
        NodeUnderTest.Outcome out = scorer.run(
                TestTables.table(SPEC, first),
                TestTables.table(SPEC, surer),
                TestTables.table(SPEC, first.subList(1, 12)));
        assertEquals(List.of("plain", "surer", "Predictions 3"), TestTables.keys(out.table(0)));
        assertEquals(11, TestTables.number(out.table(0), "plain", "Patterns"), 0);
        String loss = "Negative log-likelihood less the first's";
        double difference = Math.log(0.7) - Math.log(0.9);
        assertEquals(difference, TestTables.number(out.table(0), "surer", loss), 1e-12);
        assertEquals(difference, TestTables.number(out.table(0), "surer", loss + ", high (95 %)"), 1e-12);
        assertEquals(
                "Better than plain: the negative log-likelihood is 0.25 nats smaller [-0.25, -0.25].",
                TestTables.text(out.table(0), "surer", "Answer"));
        assertTrue(
                TestTables.text(out.table(0), "Predictions 3", "Answer").startsWith("As good as plain, as far as 11"),
                TestTables.text(out.table(0), "Predictions 3", "Answer"));
        assertEquals(
                List.of("r0"),
                List.of(TestTables.rows(out.table(2)).get(0).getCell(0).toString()));
        assertEquals("uncertainty", out.view().get("kind").asText());
        JsonNode models = out.view().get("models");
        assertEquals(3, models.size());
        assertEquals("surer", models.get(1).get("name").asText());
        assertEquals(
                difference, models.get(1).get("lossDifference").get("value").asDouble(), 1e-12);
        assertEquals(
                0.9, models.get(1).get("reliability").get(0).get("confidence").asDouble(), 1e-12);
        assertEquals(
                0.7, out.view().get("reliability").get(0).get("confidence").asDouble(), 1e-12, "that of the first");
        // Wilson's of n of n begins at n / (n + 1.96^2); there are 5 cubic rows, all right, and 11 in all
        double square = 1.959964 * 1.959964;
        JsonNode cubic = models.get(1).get("perClass").get(0);
        assertEquals(5 / (5 + square), cubic.get("recallLow").asDouble(), 1e-6);
        assertEquals(2 * 5 / (10 + square), cubic.get("f1Low").asDouble(), 1e-6);
        assertEquals(1, cubic.get("f1High").asDouble(), 1e-12);
        JsonNode all = models.get(1).get("rejection").get(0);
        assertEquals(11, all.get("kept").asInt());
        assertEquals(11 / (11 + square), all.get("low").asDouble(), 1e-6);
        assertEquals(
                11 / (11 + square),
                models.get(1).get("reliability").get(0).get("low").asDouble(),
                1e-6);
    }

    /** Two tables of one numbering need not be of one set of patterns. */
    @Test
    void rowsOfAnotherTruthAreReportedAndTheOthersCompared() throws Exception {
        List<DataRow> first = new ArrayList<>();
        List<DataRow> other = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            first.add(row("r" + i, i % 2 == 0 ? "cubic" : "tetragonal", 0.7));
            other.add(row("r" + i, i % 2 == 0 || i == 3 ? "cubic" : "tetragonal", 0.8));
        }
        NodeUnderTest.Outcome out = new NodeUnderTest(new UncertaintyScorerNodeFactory(), "Second predictions")
                .run(TestTables.table(SPEC, first), TestTables.table(SPEC, other));
        assertEquals(
                11,
                TestTables.number(out.table(0), TestTables.keys(out.table(0)).get(0), "Patterns"),
                0);
        DataRow problem = TestTables.rows(out.table(2)).get(0);
        assertEquals("r3", problem.getCell(0).toString());
        assertTrue(problem.toString().contains("the true class tetragonal"), problem::toString);
    }

    @Test
    void modelsOfOtherClassesAreRefused() {
        DataTableSpec other = new DataTableSpec(
                TestTables.column("Crystal system", StringCell.TYPE), TestTables.column("P (cubic)", DoubleCell.TYPE));
        var scorer = new NodeUnderTest(new UncertaintyScorerNodeFactory(), "Second predictions");
        var e = assertThrows(InvalidSettingsException.class, () -> scorer.configure(SPEC, other));
        assertTrue(e.getMessage().contains("cubic, tetragonal against cubic"), e.getMessage());
    }
}
