// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.table.ScanTable;
import org.braggwise.knime.indexer.XrdIndexerNodeFactory;
import org.braggwise.knime.matcher.XrdStructureMatcherNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;

/** A scan of a tube shows both lines, though its file says 1.5406 angstrom: each node that takes scans counts what it shows, and says so. */
class TubeLinesTest {

    private static final String SAID =
            "The scan shows the lines of Cu Ka1+Ka2, which are counted, though 1.5406 A is stated.";

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
        double[] y = TestTables.vector(patterns, "SrTi cubic", "Pattern");
        double[] x = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            x[i] = 15 + 0.02 * i;
            y[i] = Math.round(20_000 * y[i] + 200 + 14 * Math.sin(12.9 * i));
        }
        var spec = new DataTableSpec(
                Columns.column(ScanTable.TWO_THETA, PatternColumn.VECTOR),
                Columns.column(ScanTable.INTENSITY, PatternColumn.VECTOR),
                Columns.column(ScanTable.WAVELENGTH, DoubleCell.TYPE),
                Columns.column(ScanTable.RADIATION, StringCell.TYPE));
        scan = TestTables.table(
                spec,
                List.of(new DefaultRow(
                        "mine",
                        TestTables.vector(x),
                        TestTables.vector(y),
                        new DoubleCell(1.5406),
                        new StringCell("1.5406 A"))));
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
}
