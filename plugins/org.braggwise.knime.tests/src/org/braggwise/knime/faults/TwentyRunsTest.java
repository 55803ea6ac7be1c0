// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.braggwise.knime.augmenter.SpectrumAugmenterNodeFactory;
import org.braggwise.knime.explainer.ShapExplainerNodeFactory;
import org.braggwise.knime.port.BVggNetModelPortObject;
import org.braggwise.knime.scorer.UncertaintyScorerNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;

/** The whole way from structures to explanations again and again in one process: it does not grow. */
class TwentyRunsTest {

    private static final int RUNS = 20;
    private static final int WARM = 8;

    /** @param nativeMegabytes resident memory beside the Java heap's committed one */
    private record Size(long heapMegabytes, long nativeMegabytes, int threads) {

        static Size now() throws Exception {
            for (int i = 0; i < 3; i++) {
                System.gc();
                Thread.sleep(50); // cleaners give back what lies outside the heap
            }
            Runtime java = Runtime.getRuntime();
            long resident;
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
                resident = lines.filter(l -> l.startsWith("RssAnon:"))
                        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) >> 10)
                        .findFirst()
                        .orElseThrow();
            }
            return new Size(
                    java.totalMemory() - java.freeMemory() >> 20,
                    resident - (java.totalMemory() >> 20),
                    Thread.getAllStackTraces().size());
        }
    }

    private static void run() throws Exception {
        BufferedDataTable patterns =
                Samples.simulator().run(Samples.structures()).table(0);
        BufferedDataTable augmented = new NodeUnderTest(new SpectrumAugmenterNodeFactory())
                .run(patterns)
                .table(0);
        NodeUnderTest.Outcome sets = Samples.synthesizer().run(patterns, augmented);
        var model = (BVggNetModelPortObject) Samples.learner()
                .set("epochs", 1)
                .run(sets.table(0), sets.table(1))
                .outputs()
                .get(0);
        BufferedDataTable predictions =
                Samples.predictor().run(model, sets.table(2)).table(0);
        new NodeUnderTest(new UncertaintyScorerNodeFactory()).run(predictions);
        new NodeUnderTest(new ShapExplainerNodeFactory())
                .set("maxRows", 2)
                .set("background", 4)
                .run(model, sets.table(2), sets.table(0));
    }

    @Test
    void doNotGrow() throws Exception {
        Assumptions.assumeTrue(
                Files.isReadable(Path.of("/proc/self/status")), "skipped: resident memory is read from /proc");
        for (int i = 0; i < WARM; i++) {
            run();
        }
        Size before = Size.now();
        for (int i = WARM; i < RUNS; i++) {
            run();
        }
        Size after = Size.now();
        String both = before + ", then " + after;
        assertTrue(after.threads <= before.threads, both);
        assertTrue(after.heapMegabytes <= before.heapMegabytes + 8, both);
        assertTrue(after.nativeMegabytes <= before.nativeMegabytes + 64, both);
    }
}
