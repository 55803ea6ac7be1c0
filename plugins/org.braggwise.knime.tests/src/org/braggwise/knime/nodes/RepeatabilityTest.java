// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.braggwise.knime.augmenter.SpectrumAugmenterNodeFactory;
import org.braggwise.knime.preparation.PatternPreparationNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataRow;
import org.knime.core.data.DoubleValue;
import org.knime.core.node.BufferedDataTable;

/** Results depend on seed and row keys alone: not on threads, on the order of the rows, or on which of them come at once. */
class RepeatabilityTest {

    private static final String THREADS = "braggwise.threads";
    private final String m_before = System.getProperty(THREADS);

    /** One node's run with rows in the given order. */
    private interface Run {
        BufferedDataTable of(boolean reversed) throws Exception;
    }

    /** One node's run on some of the rows. */
    private interface RunOf {
        BufferedDataTable of(BufferedDataTable rows) throws Exception;
    }

    @AfterEach
    void restore() {
        if (m_before == null) {
            System.clearProperty(THREADS);
        } else {
            System.setProperty(THREADS, m_before);
        }
    }

    private static void assertSame(Run run) throws Exception {
        System.setProperty(THREADS, "1");
        Map<String, String> one = TestTables.byKey(run.of(false));
        System.setProperty(THREADS, "2");
        assertEquals(one, TestTables.byKey(run.of(false)), "two threads");
        assertEquals(one, TestTables.byKey(run.of(true)), "rows in the opposite order");
    }

    /** The same up to the rounding of single precision: products of matrices add in an order that depends on their shape. */
    private static void assertClose(BufferedDataTable expected, BufferedDataTable found) {
        for (DataRow row : TestTables.rows(found)) {
            DataRow other = TestTables.row(expected, row.getKey().getString());
            for (int i = 0; i < row.getNumCells(); i++) {
                if (row.getCell(i) instanceof DoubleValue d && other.getCell(i) instanceof DoubleValue e) {
                    assertEquals(e.getDoubleValue(), d.getDoubleValue(), 1e-6, row.getKey()::toString);
                } else {
                    assertEquals(other.getCell(i), row.getCell(i), row.getKey()::toString);
                }
            }
        }
    }

    /** What a chunk loop does, or an executor that hands on some rows at a time. */
    private static void assertSameInChunks(BufferedDataTable rows, RunOf run) throws Exception {
        Map<String, String> whole = TestTables.byKey(run.of(rows));
        List<String> keys = TestTables.keys(rows);
        Map<String, String> chunks = new TreeMap<>();
        for (int chunk = 0; chunk < 3; chunk++) {
            Set<String> some = Set.copyOf(keys.subList(chunk * keys.size() / 3, (chunk + 1) * keys.size() / 3));
            chunks.putAll(TestTables.byKey(
                    run.of(TestTables.mapped(rows, r -> some.contains(r.getKey().getString()) ? r : null))));
        }
        assertEquals(whole, chunks);
    }

    private static BufferedDataTable order(BufferedDataTable table, boolean reversed) {
        return reversed ? TestTables.reversed(table) : table;
    }

    @Test
    void simulator() throws Exception {
        assertSame(reversed -> Samples.simulator()
                .set("poissonCounts", 1000.0)
                .set("gaussianNoise", 0.01)
                .run(order(Samples.structures(), reversed))
                .table(0));
    }

    @Test
    void augmenter() throws Exception {
        assertSame(reversed -> new NodeUnderTest(new SpectrumAugmenterNodeFactory())
                .set("chained", 1)
                .run(order(Samples.patterns(), reversed))
                .table(0));
    }

    @Test
    void synthesizer() throws Exception {
        for (int port = 0; port < 4; port++) {
            int p = port;
            assertSame(reversed -> Samples.synthesizer()
                    .run(order(Samples.patterns(), reversed), order(Samples.augmented(), reversed))
                    .table(p));
        }
    }

    @Test
    void predictor() throws Exception {
        System.setProperty(THREADS, "1");
        BufferedDataTable one =
                Samples.predictor().run(Samples.model(), Samples.test()).table(0);
        System.setProperty(THREADS, "2");
        assertEquals(
                TestTables.byKey(one),
                TestTables.byKey(
                        Samples.predictor().run(Samples.model(), Samples.test()).table(0)));
        BufferedDataTable reversed = Samples.predictor()
                .run(Samples.model(), TestTables.reversed(Samples.test()))
                .table(0);
        assertEquals(one.size(), reversed.size());
        assertClose(one, reversed);
    }

    /** A row predicted alone gets what it gets among others. */
    @Test
    void predictorRowByRow() throws Exception {
        String key = TestTables.keys(Samples.test()).get(2);
        BufferedDataTable alone =
                TestTables.mapped(Samples.test(), r -> r.getKey().getString().equals(key) ? r : null);
        BufferedDataTable out = Samples.predictor().run(Samples.model(), alone).table(0);
        assertEquals(1, out.size());
        assertClose(Samples.predictions(), out);
    }

    @Test
    void simulatorInChunks() throws Exception {
        NodeUnderTest node = Samples.simulator().set("poissonCounts", 1000.0).set("gaussianNoise", 0.01);
        assertSameInChunks(Samples.structures(), rows -> node.run(rows).table(0));
    }

    @Test
    void augmenterInChunks() throws Exception {
        NodeUnderTest node = new NodeUnderTest(new SpectrumAugmenterNodeFactory()).set("chained", 1);
        assertSameInChunks(Samples.patterns(), rows -> node.run(rows).table(0));
    }

    @Test
    void preparationInChunks() throws Exception {
        NodeUnderTest node = new NodeUnderTest(new PatternPreparationNodeFactory())
                .set("input", "PATTERNS")
                .set("points", 701);
        assertSameInChunks(Samples.patterns(), rows -> node.run(rows).table(0));
    }

    @Test
    void seedChangesWhatIsDrawn() throws Exception {
        var augmenter = new NodeUnderTest(new SpectrumAugmenterNodeFactory());
        assertNotEquals(
                TestTables.byKey(augmenter.run(Samples.patterns()).table(0)),
                TestTables.byKey(
                        augmenter.set("seed", 2L).run(Samples.patterns()).table(0)));
    }
}
