// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.braggwise.embedded.EmbeddedExecution;
import org.braggwise.embedded.ProgressListener;
import org.braggwise.knime.augmenter.SpectrumAugmenterNodeFactory;
import org.braggwise.knime.cifreader.CifReaderNodeFactory;
import org.braggwise.knime.explainer.ShapExplainerNodeFactory;
import org.braggwise.knime.finetuner.BVggNetFineTunerNodeFactory;
import org.braggwise.knime.patternreader.PatternReaderNodeFactory;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.braggwise.knime.preparation.PatternPreparationNodeFactory;
import org.braggwise.knime.scorer.UncertaintyScorerNodeFactory;
import org.braggwise.knime.substitutor.TemplateSubstitutorNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;

/** A node at work for some tenths of a second. */
enum Work {
    CIF_READER(() -> new NodeUnderTest(new CifReaderNodeFactory()).set("path", files())),
    PATTERN_READER(() -> new NodeUnderTest(new PatternReaderNodeFactory())
            .set("path", files())
            .set("pattern", "*.xy")),
    SUBSTITUTOR(() -> new NodeUnderTest(new TemplateSubstitutorNodeFactory()), Samples::structures),
    SIMULATOR(() -> Samples.simulator().set("points", 4001), Samples::structures),
    AUGMENTER(() -> new NodeUnderTest(new SpectrumAugmenterNodeFactory()).set("chained", 5), Samples::patterns),
    PREPARATION(
            () -> new NodeUnderTest(new PatternPreparationNodeFactory())
                    .set("input", "PATTERNS")
                    .set("points", 4001),
            Samples::patterns),
    SYNTHESIZER(() -> Samples.synthesizer().set("mixtures", 60), Samples::patterns, Samples::augmented),
    LEARNER(() -> Samples.learner().set("epochs", 2), Samples::training, Samples::validation),
    FINE_TUNER(
            () -> new NodeUnderTest(new BVggNetFineTunerNodeFactory())
                    .set("preset", "CUSTOM")
                    .set("blocks", "8 / 16 / 16")
                    .set("denseWidth", 16)
                    .set("epochs", 2),
            Samples::training,
            Samples::validation,
            Samples::model),
    PREDICTOR(() -> Samples.predictor().set("samples", 300), Samples::model, Samples::training),
    SCORER(() -> new NodeUnderTest(new UncertaintyScorerNodeFactory()), Samples::predictions),
    EXPLAINER(
            () -> new NodeUnderTest(new ShapExplainerNodeFactory()).set("maxRows", 25),
            Samples::model,
            Samples::training,
            Samples::training);

    private static Path files;
    private final Input m_node;
    private final Input[] m_inputs;

    Work(Input node, Input... inputs) {
        m_node = node;
        m_inputs = inputs;
    }

    /** Makes a node or an input of it. */
    private interface Input {
        Object get() throws Exception;
    }

    NodeUnderTest node() throws Exception {
        return (NodeUnderTest) m_node.get();
    }

    PortObject[] inputs() throws Exception {
        List<PortObject> all = new ArrayList<>();
        for (Input i : m_inputs) {
            all.add((PortObject) i.get());
        }
        return all.toArray(PortObject[]::new);
    }

    /**
     * @param tables where its tables spill to
     * @param cancelled asked while it works
     * @return the rows of its tables by their keys, and a hash of the bytes of its model
     */
    List<Object> run(PortObject[] in, Path tables, BooleanSupplier cancelled) throws Exception {
        NodeUnderTest node = node();
        var context = EmbeddedExecution.newContext(tables, new ProgressListener() {}, cancelled);
        node.configure(Arrays.stream(in).map(PortObject::getSpec).toArray(PortObjectSpec[]::new));
        List<Object> results = new ArrayList<>();
        for (PortObject out : node.node().execute(in, node.settings(), context, w -> {})) {
            if (out instanceof BufferedDataTable table) {
                results.add(TestTables.byKey(table));
            } else {
                var bytes = new ByteArrayOutputStream();
                ((BVggNetModelPortObject) out).model().write(bytes);
                results.add(Arrays.hashCode(bytes.toByteArray()));
            }
        }
        return results;
    }

    /** A folder of CIF files and scans, made once. */
    private static synchronized String files() throws IOException {
        if (files == null) {
            files = Files.createTempDirectory("braggwise-files");
            files.toFile().deleteOnExit();
            for (int i = 0; i < 60; i++) {
                write(i + ".cif", Samples.cif("Sr", "Ti", 3.8 + 0.01 * i, 1 + i % 2 * 0.1));
                var xy = new StringBuilder();
                for (int k = 0; k < 3000; k++) {
                    xy.append(10 + 0.02 * k)
                            .append(' ')
                            .append((k * 7 + i) % 101)
                            .append('\n');
                }
                write(i + ".xy", xy.toString());
            }
        }
        return files.toString();
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(files.resolve(name), text).toFile().deleteOnExit();
    }
}
