// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.table.ScanTable;
import org.braggwise.knime.indexer.XrdIndexerNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.node.BufferedDataTable;

/** The XRD Indexer on patterns of known cells, and on published peak positions. */
class IndexerNodeTest {

    /** Scans of a table that has no column for the radiation. */
    private static final DataTableSpec SCANS = new DataTableSpec(
            Columns.column(ScanTable.TWO_THETA, PatternColumn.VECTOR),
            Columns.column(ScanTable.INTENSITY, PatternColumn.VECTOR),
            Columns.column(ScanTable.WAVELENGTH, DoubleCell.TYPE));

    private static NodeUnderTest indexer() {
        return new NodeUnderTest(new XrdIndexerNodeFactory());
    }

    @Test
    void findsTheCellsThatPatternsWereSimulatedFrom() throws Exception {
        BufferedDataTable patterns = Samples.simulator()
                .set("startDeg", 15.0)
                .set("endDeg", 110.0)
                .set("points", 4751)
                .set("domainSizeNm", 100.0)
                .run(TestTables.first(Samples.structures(), 4))
                .table(0);
        NodeUnderTest.Outcome out =
                indexer().set("background", "NONE").set("angles", "EXACT").run(patterns);
        assertEquals("", out.warning());
        assertEquals(3.85, TestTables.number(out.table(0), "SrTi cubic #1", "a (Å)"), 1e-4);
        assertEquals("cubic", TestTables.text(out.table(0), "SrTi cubic #1", "Crystal system"));
        assertEquals(3.85 * 1.12, TestTables.number(out.table(0), "SrTi tetragonal #1", "c (Å)"), 2e-4);
        assertEquals("P - - -", TestTables.text(out.table(0), "SrTi tetragonal #1", "Extinction symbol"));
        assertTrue(TestTables.text(out.table(0), "SrTi tetragonal #1", "Space groups")
                .contains("99 ("));
        assertTrue(out.table(1).size() > 40 && out.table(2).size() > 0);
    }

    /**
     * Lanthanum hexaboride: certified a = 4.15689 A, NIST Standard Reference Material 660b; angles by Bragg's law for Cu K-alpha-1, rounded
     * to 0.001 deg as certificates print them.
     */
    @Test
    void positionsAloneAreIndexed() throws Exception {
        double[] squares = {1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14, 16};
        double[] angles = new double[squares.length];
        for (int i = 0; i < angles.length; i++) {
            double sine = 1.5405929 * Math.sqrt(squares[i]) / (2 * 4.15689);
            angles[i] = Math.round(2e3 * Math.toDegrees(Math.asin(sine))) / 1e3;
        }
        var spec = new DataTableSpec(Columns.column("Lines", PatternColumn.VECTOR));
        BufferedDataTable table = TestTables.table(
                spec,
                List.of(
                        new DefaultRow("LaB6", TestTables.vector(angles)),
                        new DefaultRow("three lines", TestTables.vector(20, 30, 40))));
        NodeUnderTest.Outcome out = indexer()
                .set("input", "POSITIONS")
                .set("patternColumn", "Lines")
                .run(table);
        assertEquals("cubic", TestTables.text(out.table(0), "LaB6 #1", "Crystal system"));
        assertEquals(4.15689, TestTables.number(out.table(0), "LaB6 #1", "a (Å)"), 3e-4);
        DataRow problem = TestTables.rows(out.table(3)).get(0);
        assertEquals("three lines", problem.getCell(0).toString());
        assertTrue(out.warning().contains("three lines"), out.warning());
    }

    /** Scans that say no wavelength: the radiation of the settings is theirs, and the node says so. */
    @Test
    void assumedRadiationIsSaid() throws Exception {
        var angles = TestTables.vector(10, 20, 30);
        var intensities = TestTables.vector(7, 8, 9);
        BufferedDataTable table = TestTables.table(
                SCANS,
                List.of(
                        new DefaultRow("a", angles, intensities, DataType.getMissingCell()),
                        new DefaultRow("b", angles, intensities, new DoubleCell(1.5406)),
                        new DefaultRow("c", angles, intensities, DataType.getMissingCell())));
        NodeUnderTest indexer =
                indexer().set("input", "SCANS").set("assumeRadiation", true).set("radiation", "CO_KA12");
        String warning = indexer.run(table).warning();
        assertTrue(
                warning.contains("Scans that state no wavelength are taken for Co Ka1+Ka2, as the settings say."),
                warning);
    }

    /** Scans that are none are named; the node goes on with the others. */
    @Test
    void scansOfOnePointOrOfFallingAnglesAreReported() throws Exception {
        var wavelength = new DoubleCell(1.5406);
        BufferedDataTable table = TestTables.table(
                SCANS,
                List.of(
                        new DefaultRow("one point", TestTables.vector(20), TestTables.vector(7), wavelength),
                        new DefaultRow(
                                "falling", TestTables.vector(30, 20, 10), TestTables.vector(7, 8, 9), wavelength)));
        NodeUnderTest.Outcome out = indexer().set("input", "SCANS").run(table);
        assertEquals(0, out.table(0).size());
        List<DataRow> problems = TestTables.rows(out.table(3));
        assertEquals("one point", problems.get(0).getCell(0).toString());
        assertEquals("falling", problems.get(1).getCell(0).toString());
        assertTrue(problems.get(1).toString().contains("ascend"), problems.get(1)::toString);
    }
}
