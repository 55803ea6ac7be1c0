// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.faults;

import java.util.List;
import java.util.stream.IntStream;

import org.braggwise.knime.augmenter.SpectrumAugmenterNodeFactory;
import org.braggwise.knime.explainer.ShapExplainerNodeFactory;
import org.braggwise.knime.finetuner.BVggNetFineTunerNodeFactory;
import org.braggwise.knime.preparation.PatternPreparationNodeFactory;
import org.braggwise.knime.scorer.UncertaintyScorerNodeFactory;
import org.braggwise.knime.substitutor.TemplateSubstitutorNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.knime.core.data.DataRow;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;

/** A node with inputs that it takes, and which of them is to be broken. */
enum Subject {
    SUBSTITUTOR("CIF", 0) {
        @Override
        NodeUnderTest node() {
            return new NodeUnderTest(new TemplateSubstitutorNodeFactory()).set("sample", 10);
        }

        @Override
        List<PortObject> inputs() {
            return List.of(few(Samples.structures()));
        }
    },
    SIMULATOR("CIF", 0) {
        @Override
        NodeUnderTest node() {
            return Samples.simulator();
        }

        @Override
        List<PortObject> inputs() {
            return List.of(few(Samples.structures()));
        }
    },
    AUGMENTER("Pattern", 0) {
        @Override
        NodeUnderTest node() {
            return new NodeUnderTest(new SpectrumAugmenterNodeFactory());
        }

        @Override
        List<PortObject> inputs() throws Exception {
            return List.of(few(Samples.patterns()));
        }
    },
    PREPARATION("Pattern", 0) {
        @Override
        NodeUnderTest node() {
            return new NodeUnderTest(new PatternPreparationNodeFactory())
                    .set("input", "PATTERNS")
                    .set("startDeg", 20.0)
                    .set("endDeg", 62.0)
                    .set("points", Samples.POINTS);
        }

        @Override
        List<PortObject> inputs() throws Exception {
            return List.of(few(Samples.patterns()));
        }
    },
    SYNTHESIZER("Pattern", 0) {
        @Override
        NodeUnderTest node() {
            return Samples.synthesizer();
        }

        @Override
        List<PortObject> inputs() throws Exception {
            return List.of(Samples.patterns(), Samples.augmented());
        }
    },
    SYNTHESIZER_VIRTUAL("Pattern", 1) {
        @Override
        NodeUnderTest node() {
            return Samples.synthesizer();
        }

        @Override
        List<PortObject> inputs() throws Exception {
            return List.of(Samples.patterns(), Samples.augmented());
        }
    },
    LEARNER("Pattern", 0) {
        @Override
        NodeUnderTest node() {
            return tiny(Samples.learner());
        }

        @Override
        List<PortObject> inputs() throws Exception {
            return List.of(few(Samples.training()), few(Samples.validation()));
        }
    },
    LEARNER_VALIDATION("Pattern", 1) {
        @Override
        NodeUnderTest node() {
            return tiny(Samples.learner());
        }

        @Override
        List<PortObject> inputs() throws Exception {
            return List.of(few(Samples.training()), few(Samples.validation()));
        }
    },
    FINE_TUNER("Pattern", 0) {
        @Override
        NodeUnderTest node() {
            return new NodeUnderTest(new BVggNetFineTunerNodeFactory())
                    .set("preset", "CUSTOM")
                    .set("blocks", "8 / 16 / 16")
                    .set("denseWidth", 16)
                    .set("epochs", 1)
                    .set("samples", 8);
        }

        @Override
        List<PortObject> inputs() throws Exception {
            return List.of(few(Samples.training()), few(Samples.validation()), Samples.model());
        }
    },
    PREDICTOR("Pattern", 1) {
        @Override
        NodeUnderTest node() {
            return Samples.predictor();
        }

        @Override
        List<PortObject> inputs() throws Exception {
            return List.of(Samples.model(), few(Samples.test()));
        }
    },
    SCORER("P (Crystal system=cubic)", 0) {
        @Override
        NodeUnderTest node() {
            return new NodeUnderTest(new UncertaintyScorerNodeFactory());
        }

        @Override
        List<PortObject> inputs() throws Exception {
            return List.of(Samples.predictions());
        }
    },
    EXPLAINER("Pattern", 1) {
        @Override
        NodeUnderTest node() {
            return new NodeUnderTest(new ShapExplainerNodeFactory()).set("background", 4);
        }

        @Override
        List<PortObject> inputs() throws Exception {
            return List.of(Samples.model(), few(Samples.test()), few(Samples.training()));
        }
    },
    EXPLAINER_BACKGROUND("Pattern", 2) {
        @Override
        NodeUnderTest node() {
            return new NodeUnderTest(new ShapExplainerNodeFactory()).set("background", 4);
        }

        @Override
        List<PortObject> inputs() throws Exception {
            return List.of(Samples.model(), few(Samples.test()), few(Samples.training()));
        }
    };

    private final String m_column;
    private final int m_port;

    Subject(String column, int port) {
        m_column = column;
        m_port = port;
    }

    abstract NodeUnderTest node();

    abstract List<PortObject> inputs() throws Exception;

    /** @return the inputs, one of them with the fault */
    PortObject[] inputs(Fault fault) throws Exception {
        PortObject[] all = inputs().toArray(PortObject[]::new);
        all[m_port] = fault.in((BufferedDataTable) all[m_port], m_column);
        return all;
    }

    private static NodeUnderTest tiny(NodeUnderTest learner) {
        return learner.set("blocks", "2 / 2 / 2").set("denseWidth", 4).set("epochs", 1);
    }

    /** Eight rows from all of the table: of every class some. */
    private static BufferedDataTable few(BufferedDataTable table) {
        List<DataRow> all = TestTables.rows(table);
        int step = Math.max(1, all.size() / 8);
        return TestTables.table(
                table.getDataTableSpec(),
                IntStream.range(0, Math.min(8, all.size()))
                        .mapToObj(i -> all.get(i * step))
                        .toList());
    }
}
