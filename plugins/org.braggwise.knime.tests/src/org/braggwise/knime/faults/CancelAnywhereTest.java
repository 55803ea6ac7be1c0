// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.port.PortObject;

/**
 * Every node cancelled at moments drawn over the time that it takes: it returns within a second, leaves no thread and no file, and the
 * next run gives what an undisturbed one gives. All tables go to files here, so that there are files to leave.
 */
class CancelAnywhereTest {

    private static final int MOMENTS = 3;
    private static final String MEMORY = "braggwise.tableMemoryBytes";

    @TempDir
    private static Path files;
    @TempDir
    private Path m_tables;

    /** A node at work for some tenths of a second. */
    enum Work {
        CIF_READER(() -> new NodeUnderTest(new CifReaderNodeFactory()).set("path", files.toString())),
        PATTERN_READER(() -> new NodeUnderTest(new PatternReaderNodeFactory()).set("path", files.toString()).set("pattern", "*.xy")),
        SUBSTITUTOR(() -> new NodeUnderTest(new TemplateSubstitutorNodeFactory()), Samples::structures),
        SIMULATOR(() -> Samples.simulator().set("points", 8001), Samples::structures),
        AUGMENTER(() -> new NodeUnderTest(new SpectrumAugmenterNodeFactory()).set("chained", 10), Samples::patterns),
        PREPARATION(() -> new NodeUnderTest(new PatternPreparationNodeFactory()).set("input", "PATTERNS").set("points", 8001), Samples::patterns),
        SYNTHESIZER(() -> Samples.synthesizer().set("mixtures", 60), Samples::patterns, Samples::augmented),
        LEARNER(() -> Samples.learner().set("epochs", 3), Samples::training, Samples::validation),
        FINE_TUNER(() -> new NodeUnderTest(new BVggNetFineTunerNodeFactory()).set("preset", "CUSTOM").set("blocks", "8 / 16 / 16")
            .set("denseWidth", 16).set("epochs", 3), Samples::training, Samples::validation, Samples::model),
        PREDICTOR(() -> Samples.predictor().set("samples", 1000), Samples::model, Samples::training),
        SCORER(() -> new NodeUnderTest(new UncertaintyScorerNodeFactory()), Samples::predictions),
        EXPLAINER(() -> new NodeUnderTest(new ShapExplainerNodeFactory()).set("maxRows", 60), Samples::model, Samples::training,
            Samples::training);

        private final Input m_node;
        private final Input[] m_inputs;

        Work(final Input node, final Input... inputs) {
            m_node = node;
            m_inputs = inputs;
        }

        /** Makes a node or an input of it. */
        private interface Input {
            Object get() throws Exception;
        }

        NodeUnderTest node() throws Exception {
            return (NodeUnderTest)m_node.get();
        }

        PortObject[] inputs() throws Exception {
            final List<PortObject> all = new ArrayList<>();
            for (Input i : m_inputs) {
                all.add((PortObject)i.get());
            }
            return all.toArray(PortObject[]::new);
        }
    }

    @BeforeAll
    static void makeFiles() throws Exception {
        System.setProperty(MEMORY, "0");
        for (int i = 0; i < 60; i++) {
            Files.writeString(files.resolve(i + ".cif"), Samples.cif("Sr", "Ti", 3.8 + 0.01 * i, 1 + i % 2 * 0.1));
            final var xy = new StringBuilder();
            for (int k = 0; k < 3000; k++) {
                xy.append(10 + 0.02 * k).append(' ').append((k * 7 + i) % 101).append('\n');
            }
            Files.writeString(files.resolve(i + ".xy"), xy);
        }
    }

    @AfterAll
    static void restore() {
        System.clearProperty(MEMORY);
    }

    @ParameterizedTest
    @EnumSource
    void endsWithinASecondAndLeavesNothing(final Work work) throws Exception {
        final PortObject[] in = work.inputs();
        run(work, in, new AtomicLong(Long.MAX_VALUE)); // what is made once, such as pools of libraries, is there now
        final Set<Thread> before = Thread.getAllStackTraces().keySet();
        final long start = System.nanoTime();
        final List<Object> undisturbed = run(work, in, new AtomicLong(Long.MAX_VALUE));
        final long usual = System.nanoTime() - start;
        final var random = new SplittableRandom(work.ordinal());
        final List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < MOMENTS; i++) {
            final var at = new AtomicLong(System.nanoTime() + random.nextLong(usual));
            try {
                run(work, in, at);
            } catch (CanceledExecutionException e) {
                seconds.add((System.nanoTime() - at.get()) / 1e9);
            }
        }
        assertTrue(seconds.stream().allMatch(s -> s < 1), () -> "seconds from cancel to end: " + seconds);
        assertEquals(undisturbed, run(work, in, new AtomicLong(Long.MAX_VALUE)));
        assertEquals(List.of(), left(() -> Thread.getAllStackTraces().keySet().stream().filter(t -> !before.contains(t) && t.isAlive())
            .filter(t -> t.getName().startsWith("braggwise"))));
        assertEquals(List.of(), left(() -> {
            System.gc(); // files of tables go with their tables
            try (Stream<Path> list = Files.list(m_tables)) {
                return list.toList().stream();
            }
        }));
    }

    private interface Leftovers {
        Stream<?> get() throws Exception;
    }

    /** @return what is still there after two seconds */
    private static List<String> left(final Leftovers what) throws Exception {
        for (int i = 0; i < 20 && what.get().findAny().isPresent(); i++) {
            Thread.sleep(100);
        }
        return what.get().map(Object::toString).toList();
    }

    /** @return the rows of its tables and the bytes of its model */
    private List<Object> run(final Work work, final PortObject[] in, final AtomicLong cancelledAt) throws Exception {
        final NodeUnderTest node = work.node();
        final var context = EmbeddedExecution.newContext(m_tables, new ProgressListener() {
        }, () -> System.nanoTime() - cancelledAt.get() > 0 && cancelledAt.get() != Long.MAX_VALUE);
        node.configure(Arrays.stream(in).map(PortObject::getSpec).toArray(org.knime.core.node.port.PortObjectSpec[]::new));
        final List<Object> results = new ArrayList<>();
        for (PortObject out : node.node().execute(in, node.settings(), context, w -> {
        })) {
            if (out instanceof BufferedDataTable table) {
                results.add(TestTables.byKey(table));
            } else {
                final var bytes = new ByteArrayOutputStream();
                ((BVggNetModelPortObject)out).model().write(bytes);
                results.add(Arrays.hashCode(bytes.toByteArray()));
            }
        }
        return results;
    }
}
