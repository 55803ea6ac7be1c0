// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.braggwise.knime.indexer.XrdIndexerNodeFactory;
import org.braggwise.knime.matcher.XrdStructureMatcherNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.Scans;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.knime.core.node.BufferedDataTable;

/** A scan of a tube shows both lines, though its file says 1.5406 angstrom: each node that takes scans counts what it shows, and says so. */
class TubeLinesTest {

    private static final String SAID =
            "The scan shows the lines of Cu Ka1+Ka2, which are counted, though 1.5406 A is stated.";

    private static double[] intensities;
    private static BufferedDataTable scan;

    @BeforeAll
    static void measure() throws Exception {
        BufferedDataTable patterns = Samples.simulator()
                .set("radiation", "CU_KA12")
                .set("startDeg", 15.0)
                .set("endDeg", 110.0)
                .set("points", 4751)
                .set("domainSizeNm", 200.0)
                .run(TestTables.first(Samples.structures(), 1))
                .table(0);
        intensities = TestTables.vector(patterns, "SrTi cubic", "Pattern");
        scan = new Scans().with("mine", intensities, 1.5406, "1.5406 A").table();
    }

    @Test
    void indexed() throws Exception {
        NodeUnderTest.Outcome out = new NodeUnderTest(new XrdIndexerNodeFactory())
                .set("input", "SCANS")
                .run(scan);
        assertEquals(3.85, TestTables.number(out.table(0), "mine #1", "a (Å)"), 1e-3);
        assertTrue(out.warning().contains("Some scans show Kα1 and Kα2 though one line is stated"), out.warning());
    }

    @Test
    void refined() throws Exception {
        BufferedDataTable answers = new NodeUnderTest(new XrdStructureMatcherNodeFactory())
                .set("input", "SCANS")
                .run(scan, Samples.structures())
                .table(0);
        assertEquals(3.85, TestTables.number(answers, "mine", "a (Å)"), 5e-4);
        assertTrue(
                TestTables.text(answers, "mine", "Reason").contains(SAID), TestTables.text(answers, "mine", "Reason"));
    }

    @Test
    void placed() throws Exception {
        BufferedDataTable answers = new NodeUnderTest(new XrdStructureMatcherNodeFactory())
                .set("input", "SCANS")
                .set("profile", "POSITIONS")
                .run(scan, Samples.structures())
                .table(0);
        assertTrue(TestTables.text(answers, "mine", "Phases").contains("SrTi cubic"));
        assertTrue(
                TestTables.text(answers, "mine", "Reason").contains(SAID), TestTables.text(answers, "mine", "Reason"));
    }

    /** A scan of copper that is taken for one of cobalt. */
    @Test
    void anotherAnodeIsTold() throws Exception {
        NodeUnderTest.Outcome out = new NodeUnderTest(new XrdStructureMatcherNodeFactory())
                .set("input", "SCANS")
                .set("assumeRadiation", true)
                .set("radiation", "CO_KA12")
                .run(new Scans().with("mine", intensities, null, null).table(), Samples.structures());
        String reason = TestTables.text(out.table(0), "mine", "Reason");
        assertTrue(reason.contains("if it was measured with Cu Ka1+Ka2, not with Co Ka1+Ka2 as is stated"), reason);
        assertEquals("not solved", TestTables.text(out.table(0), "mine", "Verdict"));
        assertTrue(out.warning().contains("measured with another anode than is stated"), out.warning());
    }
}
