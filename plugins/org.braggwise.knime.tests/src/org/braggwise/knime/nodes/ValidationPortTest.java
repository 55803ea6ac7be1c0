// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.knime.finetuner.BVggNetFineTunerNodeFactory;
import org.braggwise.knime.learner.BVggNetLearnerNodeFactory;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.prediction.PredictionSettings;
import org.braggwise.learning.prediction.Predictor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultNodeFactory;

/** The validation port of Learner and Fine-Tuner: a new node has it, and it can be removed. */
class ValidationPortTest {

    private static final String PORT = BVggNetLearnerNodeFactory.VALIDATION_PORT;

    /** Before any factory is made: factories name port types, which it registers. */
    @BeforeAll
    static void registerPortTypes() {
        NodeUnderTest.context();
    }

    private static NodeUnderTest small(NodeUnderTest node) {
        return node.set("preset", "CUSTOM")
                .set("blocks", "8 / 16 / 16")
                .set("denseWidth", 16)
                .set("epochs", 1)
                .set("samples", 8);
    }

    private static BVggNetModel model(NodeUnderTest.Outcome out) {
        return ((BVggNetModelPortObject) out.outputs().get(0)).model();
    }

    private static List<String> names(EmbeddedNode node) {
        return node.inPorts().stream().map(EmbeddedNode.Port::name).toList();
    }

    /** As workflows were saved while the port was fixed: a fixed port's group is an empty entry. */
    private static NodeSettings savedBefore(String... groups) {
        NodeSettings config = new NodeSettings("node_creation_config");
        for (String group : groups) {
            config.addNodeSettings(group);
        }
        return config;
    }

    @Test
    void newNodesHaveIt() {
        assertEquals(List.of("Training", "Validation"), names(EmbeddedNode.of(new BVggNetLearnerNodeFactory())));
        assertEquals(
                List.of("Training", "Validation", "Start model"),
                names(EmbeddedNode.of(new BVggNetFineTunerNodeFactory())));
    }

    /** Connections are kept by the numbers of ports. */
    @Test
    void savedNodesHaveItInItsPlace() throws Exception {
        assertEquals(
                List.of("Training", "Validation"),
                names(EmbeddedNode.of(
                        new BVggNetLearnerNodeFactory(), savedBefore("Training", "Validation", "Model", "History"))));
        assertEquals(
                List.of("Training", "Validation", "Start model"),
                names(EmbeddedNode.of(
                        new BVggNetFineTunerNodeFactory(),
                        savedBefore("Training", "Validation", "Start model", "Model", "History"))));
    }

    @Test
    void removalIsSaved() throws Exception {
        for (DefaultNodeFactory factory : List.of(new BVggNetLearnerNodeFactory(), new BVggNetFineTunerNodeFactory())) {
            EmbeddedNode without = EmbeddedNode.of(factory, List.of(), List.of(PORT));
            assertTrue(!names(without).contains("Validation"), names(without).toString());
            assertEquals(names(without), names(EmbeddedNode.of(factory, without.creationConfig())));
            EmbeddedNode with = EmbeddedNode.of(factory);
            assertEquals(names(with), names(EmbeddedNode.of(factory, with.creationConfig())));
        }
    }

    /** The setting's default, "Second input", then means what "Split off" means. */
    @Test
    void withoutItWholeCompoundsAreSplitOff() throws Exception {
        BVggNetModel without = model(small(NodeUnderTest.without(new BVggNetLearnerNodeFactory(), PORT))
                .run(Samples.training()));
        BVggNetModel split = model(small(new NodeUnderTest(new BVggNetLearnerNodeFactory()))
                .set("validation", "SPLIT")
                .run(Samples.training(), Samples.training()));
        assertEquals(
                split.provenance().get("validation rows"), without.provenance().get("validation rows"));
        assertTrue(!without.provenance().get("validation rows").startsWith("0"), without.provenance()::toString);
        assertEquals(split.temperature(), without.temperature());
        float[][] patterns = {new float[split.input().points()]};
        patterns[0][100] = 1;
        assertArrayEquals(probabilities(split, patterns), probabilities(without, patterns));
    }

    private static double[] probabilities(BVggNetModel model, float[][] patterns) {
        try (var predictor = new Predictor(model, PredictionSettings.DEFAULT)) {
            return predictor.predict(patterns, List.of("a")).get(0).probabilities();
        }
    }

    @Test
    void withoutItNoneIsNone() throws Exception {
        BVggNetModel model = model(small(NodeUnderTest.without(new BVggNetLearnerNodeFactory(), PORT))
                .set("validation", "NONE")
                .run(Samples.training()));
        assertEquals(1, model.temperature());
    }

    @Test
    void fineTunerWithoutItFindsItsModel() throws Exception {
        NodeUnderTest node = small(NodeUnderTest.without(new BVggNetFineTunerNodeFactory(), PORT));
        PortObjectSpec[] specs = node.configure(
                Samples.training().getDataTableSpec(), Samples.model().getSpec());
        assertTrue(specs[0] != null);
        NodeUnderTest.Outcome tuned = node.run(Samples.training(), Samples.model());
        double scratch = TestTables.number(Samples.learned().table(1), "Member 1 epoch 1", "Loss");
        assertTrue(TestTables.number(tuned.table(1), "Member 1 epoch 1", "Loss") < 0.8 * scratch);
        assertThrows(
                InvalidSettingsException.class,
                () -> node.configure(
                        Samples.simulator()
                                .set("points", 141)
                                .run(Samples.structures())
                                .table(0)
                                .getDataTableSpec(),
                        Samples.model().getSpec()));
    }
}
