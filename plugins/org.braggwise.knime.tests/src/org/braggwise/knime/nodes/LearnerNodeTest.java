// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;

import org.braggwise.embedded.PortObjects;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.finetuner.BVggNetFineTunerNodeFactory;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.braggwise.knime.port.BVggNetModelPortObjectSpec;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataType;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.port.PortObjectSpec;

/** B-VGGNet Learner and Fine-Tuner, and the model on its way between nodes. */
class LearnerNodeTest {

    @Test
    void learns() throws Exception {
        NodeUnderTest.Outcome out = Samples.learned();
        assertEquals("", out.warning());
        assertEquals(List.of("cubic", "tetragonal"), Samples.model().model().classes());
        assertEquals("Crystal system", Samples.model().getSpec().classColumn());
        assertTrue(
                out.table(1).size() > 2 && out.table(1).size() <= Samples.EPOCHS,
                "training ends early or at its last epoch");
        double first = TestTables.number(out.table(1), "Member 1 epoch 1", "Loss");
        double last =
                TestTables.number(out.table(1), "Member 1 epoch " + out.table(1).size(), "Loss");
        assertTrue(last < first, last + " after " + first);
        assertEquals("training", out.view().get("kind").asText());
        assertEquals(
                out.table(1).size(),
                out.view().get("members").get(0).get("history").size());
    }

    @Test
    void specIsKnownBeforeTraining() throws Exception {
        PortObjectSpec[] out = Samples.learner()
                .configure(
                        Samples.training().getDataTableSpec(),
                        Samples.validation().getDataTableSpec());
        var spec = (BVggNetModelPortObjectSpec) out[0];
        assertEquals(Samples.POINTS, spec.input().points());
        assertEquals("Crystal system", spec.classColumn());
    }

    @Test
    void modelMakesTheRoundTripThroughItsPort() throws Exception {
        BVggNetModelPortObject model = Samples.model();
        var spec = new ByteArrayOutputStream();
        PortObjects.writeSpec(model.getSpec(), spec);
        var loadedSpec = (BVggNetModelPortObjectSpec) PortObjects.readSpec(
                BVggNetModelPortObjectSpec.class.getName(), new ByteArrayInputStream(spec.toByteArray()));
        assertEquals(model.getSpec().input(), loadedSpec.input());
        assertEquals(model.getSpec().classes(), loadedSpec.classes());
        assertEquals(model.getSpec().classColumn(), loadedSpec.classColumn());
        var bytes = new ByteArrayOutputStream();
        PortObjects.write(model, bytes, new ExecutionMonitor());
        var loaded = (BVggNetModelPortObject) PortObjects.read(
                BVggNetModelPortObject.class.getName(),
                new ByteArrayInputStream(bytes.toByteArray()),
                loadedSpec,
                new ExecutionMonitor());
        assertEquals(model.getSummary(), loaded.getSummary());
        BufferedDataTable before = Samples.predictions();
        BufferedDataTable after =
                Samples.predictor().run(loaded, Samples.test()).table(0);
        assertEquals(TestTables.byKey(before), TestTables.byKey(after));
    }

    @Test
    void damagedModelIsRefused() throws Exception {
        var bytes = new ByteArrayOutputStream();
        PortObjects.write(Samples.model(), bytes, new ExecutionMonitor());
        byte[] cut = java.util.Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
        var e = assertThrows(
                Exception.class,
                () -> PortObjects.read(
                        BVggNetModelPortObject.class.getName(),
                        new ByteArrayInputStream(cut),
                        Samples.model().getSpec(),
                        new ExecutionMonitor()));
        assertTrue(e instanceof java.io.IOException, e::toString);
    }

    @Test
    void oneClassIsRefused() throws Exception {
        BufferedDataTable cubic = TestTables.mapped(
                Samples.training(), r -> r.getCell(1).toString().equals("cubic") ? r : null);
        var e = assertThrows(KNIMEException.class, () -> Samples.learner().run(cubic, Samples.validation()));
        assertTrue(e.getMessage().contains("one class, \"cubic\""), e.getMessage());
    }

    @Test
    void emptyTrainingTableIsRefused() throws Exception {
        var e = assertThrows(KNIMEException.class, () -> Samples.learner()
                .run(TestTables.empty(Samples.training().getDataTableSpec()), Samples.validation()));
        assertTrue(e.getMessage().contains("the training table is empty"), e.getMessage());
    }

    @Test
    void badRowsAreLeftOutAndCounted() throws Exception {
        List<String> keys = TestTables.keys(Samples.training());
        BufferedDataTable training =
                TestTables.with(Samples.training(), keys.get(0), "Pattern", DataType.getMissingCell());
        training = TestTables.with(training, keys.get(1), "Crystal system", DataType.getMissingCell());
        String unseen = TestTables.keys(Samples.validation()).get(0);
        BufferedDataTable validation =
                TestTables.with(Samples.validation(), unseen, "Crystal system", new StringCell("cubist"));
        NodeUnderTest.Outcome out = Samples.learner().set("epochs", 1).run(training, validation);
        assertTrue(
                out.warning().contains("2 row(s) of the training table left out, the first: row " + keys.get(0)),
                out.warning());
        assertTrue(
                out.warning()
                        .contains("1 row(s) of the validation table left out, the first: row " + unseen
                                + ": no training pattern has its class, cubist"),
                out.warning());
    }

    @Test
    void emptyValidationTableIsNoReasonToFail() throws Exception {
        NodeUnderTest.Outcome out = Samples.learner()
                .set("epochs", 1)
                .run(Samples.training(), TestTables.empty(Samples.validation().getDataTableSpec()));
        assertEquals(1, out.table(1).size());
    }

    @Test
    void tablesThatDoNotFitTogetherAreRefused() throws Exception {
        BufferedDataTable other =
                Samples.simulator().set("points", 141).run(Samples.structures()).table(0);
        var e = assertThrows(InvalidSettingsException.class, () -> Samples.learner()
                .configure(Samples.training().getDataTableSpec(), other.getDataTableSpec()));
        assertTrue(
                e.getMessage().contains("the training table has")
                        && e.getMessage().contains("141 points"),
                e.getMessage());
        var bare = TestTables.withColumn(
                Samples.patterns(), "Pattern", TestTables.column("Pattern", PatternColumn.VECTOR));
        assertThrows(InvalidSettingsException.class, () -> Samples.learner()
                .configure(bare.getDataTableSpec(), Samples.validation().getDataTableSpec()));
        assertThrows(InvalidSettingsException.class, () -> Samples.learner()
                .set("blocks", "8 / x")
                .configure(
                        Samples.training().getDataTableSpec(),
                        Samples.validation().getDataTableSpec()));
    }

    /** The defaults with labels that are numbers: space groups. */
    @Test
    void wholeNumbersAreClassesInTheirOrder() throws Exception {
        var spec = TestTables.column("Space group", org.knime.core.data.def.IntCell.TYPE);
        var rows = new java.util.ArrayList<org.knime.core.data.DataRow>();
        for (var row : TestTables.rows(Samples.training())) {
            rows.add(new org.knime.core.data.def.DefaultRow(
                    row.getKey(),
                    row.getCell(0),
                    new org.knime.core.data.def.IntCell(
                            row.getCell(1).toString().equals("cubic") ? 221 : 99)));
        }
        BufferedDataTable table = TestTables.table(
                new org.knime.core.data.DataTableSpec(
                        Samples.training().getDataTableSpec().getColumnSpec(0), spec),
                rows);
        NodeUnderTest.Outcome out = Samples.learner()
                .set("classColumn", "Space group")
                .set("validation", "NONE")
                .set("epochs", 1)
                .run(table, table);
        assertEquals(
                List.of("99", "221"),
                ((BVggNetModelPortObject) out.outputs().get(0)).model().classes());
    }

    private static NodeUnderTest fineTuner() {
        return new NodeUnderTest(new BVggNetFineTunerNodeFactory())
                .set("preset", "CUSTOM")
                .set("blocks", "8 / 16 / 16")
                .set("denseWidth", 16)
                .set("epochs", 1)
                .set("learningRate", 0.0001);
    }

    @Test
    void fineTuningStartsFromTheModel() throws Exception {
        NodeUnderTest.Outcome out = fineTuner().run(Samples.training(), Samples.validation(), Samples.model());
        double scratch = TestTables.number(Samples.learned().table(1), "Member 1 epoch 1", "Loss");
        double tuned = TestTables.number(out.table(1), "Member 1 epoch 1", "Loss");
        assertTrue(tuned < 0.8 * scratch, tuned + " in the first epoch, from scratch " + scratch);
    }

    @Test
    void fineTuningOnAnotherGridIsRefused() throws Exception {
        BufferedDataTable other =
                Samples.simulator().set("points", 141).run(Samples.structures()).table(0);
        var e = assertThrows(InvalidSettingsException.class, () -> fineTuner()
                .configure(
                        other.getDataTableSpec(),
                        other.getDataTableSpec(),
                        Samples.model().getSpec()));
        assertTrue(e.getMessage().contains("281") && e.getMessage().contains("141"), e.getMessage());
    }

    /** Whatever size its settings state: a fresh node's is Standard. */
    @Test
    void fineTuningTakesTheModelsSize() throws Exception {
        var tuned = (BVggNetModelPortObject) fineTuner()
                .set("blocks", "4 / 4")
                .set("epochs", 1)
                .run(Samples.training(), Samples.validation(), Samples.model())
                .outputs()
                .get(0);
        assertEquals(
                Samples.model().model().members().get(0).spec().denseWidth(),
                tuned.model().members().get(0).spec().denseWidth());
        assertEquals(
                Samples.model().model().members().get(0).spec().features(),
                tuned.model().members().get(0).spec().features());
    }

    @Test
    void anEmptyValidationTableIsWarnedOf() throws Exception {
        BufferedDataTable none = TestTables.empty(Samples.validation().getDataTableSpec());
        NodeUnderTest.Outcome out = Samples.learner().set("epochs", 1).run(Samples.training(), none);
        assertTrue(out.warning().contains("it had no validation patterns"), out.warning());
        assertTrue(out.view().get("note").asText().contains("not calibrated"), out.view()::toString);
    }

    @Test
    void sameSeedGivesTheSameWeights() throws Exception {
        var again = (BVggNetModelPortObject) Samples.learner()
                .run(Samples.training(), Samples.validation())
                .outputs()
                .get(0);
        assertArrayEquals(
                Samples.model().model().members().get(0).weights().denseWeight(),
                again.model().members().get(0).weights().denseWeight());
    }

    /** By default what was learnt is not forgotten. */
    @Test
    void newFineTunersLearnSlowly() throws Exception {
        assertEquals(
                1e-4,
                new NodeUnderTest(new BVggNetFineTunerNodeFactory()).settings().getDouble("learningRate"));
        assertEquals(
                1e-3,
                new NodeUnderTest(new org.braggwise.knime.learner.BVggNetLearnerNodeFactory())
                        .settings()
                        .getDouble("learningRate"));
    }

    /** The Fine-Tuner keeps its model's scale: heights count by that, whatever its own setting says. */
    @Test
    void fineTunerComparesHeightsByTheModelsScale() throws Exception {
        BufferedDataTable percent = Samples.simulator()
                .set("normalisation", "MAX_100")
                .run(Samples.structures())
                .table(0);
        var linear = Samples.learner()
                .set("epochs", 1)
                .set("intensityScale", "LINEAR")
                .run(Samples.training(), Samples.validation())
                .outputs()
                .get(0);
        for (BufferedDataTable[] tables :
                new BufferedDataTable[][] {{Samples.training(), percent}, {percent, percent}}) {
            var e = assertThrows(
                    InvalidSettingsException.class, () -> fineTuner().run(tables[0], tables[1], linear));
            assertTrue(e.getMessage().contains("MAXIMUM_100"), e.getMessage());
        }
        assertEquals(
                "8 compounds are in both training and validation, the first: BaTiO3. The validation makes the model look better than it is.",
                fineTuner()
                        .set("intensityScale", "LINEAR")
                        .run(Samples.training(), percent, Samples.model())
                        .warning());
    }

    @Test
    void aSplitWithoutCompoundsIsWarnedOf() throws Exception {
        String warning = Samples.learner()
                .set("epochs", 1)
                .set("validation", "SPLIT")
                .set("compoundColumn", "Substance")
                .run(Samples.training(), Samples.validation())
                .warning();
        assertTrue(warning.contains("The table has no column \"Substance\" of compounds"), warning);
    }

    @Test
    void fineTunerWarnsOfClassesThatItForgets() throws Exception {
        BufferedDataTable three = Samples.training();
        for (String key : TestTables.keys(three).subList(0, 6)) {
            three = TestTables.with(three, key, "Crystal system", new StringCell("hexagonal"));
        }
        var start = Samples.learner()
                .set("epochs", 1)
                .run(three, Samples.validation())
                .outputs()
                .get(0);
        String warning =
                fineTuner().run(Samples.training(), Samples.validation(), start).warning();
        assertTrue(
                warning.contains(
                        "1 of the 3 classes of the model to start from have no training pattern and are forgotten, the first: hexagonal."),
                warning);
    }

    @Test
    void fineTunerWarnsOfMembersThatItDrops() throws Exception {
        var two = Samples.learner()
                .set("epochs", 1)
                .set("members", 2)
                .run(Samples.training(), Samples.validation())
                .outputs()
                .get(0);
        String warning =
                fineTuner().run(Samples.training(), Samples.validation(), two).warning();
        assertTrue(warning.contains("Of the 2 members of the model to start from, one was trained on"), warning);
        assertEquals(
                "",
                fineTuner()
                        .set("members", 2)
                        .run(Samples.training(), Samples.validation(), two)
                        .warning());
    }
}
