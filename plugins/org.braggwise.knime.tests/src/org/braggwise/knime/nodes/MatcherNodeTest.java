// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.knime.matcher.XrdStructureMatcherNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.Scans;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/** The XRD Structure Matcher on simulated patterns: what they were simulated from is the answer. */
class MatcherNodeTest {

    /** Narrow lines on a fine grid, as the fast matching wants them. */
    private static BufferedDataTable patterns() throws Exception {
        return simulator().run(TestTables.first(Samples.structures(), 6)).table(0);
    }

    private static NodeUnderTest simulator() {
        return Samples.simulator()
                .set("startDeg", 15.0)
                .set("endDeg", 85.0)
                .set("points", 3501)
                .set("domainSizeNm", 100.0);
    }

    private static NodeUnderTest matcher(String... ports) {
        return new NodeUnderTest(new XrdStructureMatcherNodeFactory(), ports);
    }

    private static NodeUnderTest templates() {
        return matcher()
                .set("use", "TEMPLATES")
                .set("profile", "KNOWN")
                .set("composition", "COLUMN")
                .set("answer", "CRYSTAL_SYSTEM");
    }

    /** One template of each kind, of other elements than the patterns'. */
    private static BufferedDataTable others() {
        return TestTables.texts(
                List.of("CIF"),
                new String[] {"a cubic one", Samples.cif("K", "Nb", 4.01, 1)},
                new String[] {"a tetragonal one", Samples.cif("K", "Nb", 4.01, 1.1)});
    }

    @Test
    void structuresOfOtherElementsAreSolvedFromTheirTypes() throws Exception {
        BufferedDataTable answers = templates().run(patterns(), others()).table(0);
        for (DataRow row : TestTables.rows(answers)) {
            String key = row.getKey().getString();
            assertEquals("solved", TestTables.text(answers, key, "Verdict"), key);
            assertEquals(
                    TestTables.text(answers, key, "Crystal system"),
                    TestTables.text(answers, key, "Matched crystal system"),
                    key);
            assertTrue(TestTables.number(answers, key, "Rwp") < 1e-3, key);
        }
        assertEquals(3.85, TestTables.number(answers, "SrTi cubic", "a (Å)"), 2e-4);
        assertEquals(3.85 * 1.12, TestTables.number(answers, "SrTi tetragonal", "c (Å)"), 1e-3);
        assertTrue(TestTables.text(answers, "SrTi cubic", "Refined CIF").contains("Sr"));
    }

    /** Whatever the simulator counted with, the matcher does: a right structure leaves nothing. */
    @ParameterizedTest
    @CsvSource({
        "monochromatorDeg, 26.6", "anomalous, false", "displacement, NONE", "displacement, TABLE",
        "table, INTERNATIONAL_TABLES", "domainSizeNm, 30.0", "microstrain, 0.002", "radiation, CU_KA12"
    })
    void patternsAreMatchedAsTheyWereSimulated(String setting, String value) throws Exception {
        BufferedDataTable patterns =
                simulator().setText(setting, value).run(Samples.structures()).table(0);
        BufferedDataTable answers =
                templates().run(TestTables.first(patterns, 2), others()).table(0);
        for (String key : TestTables.keys(answers)) {
            assertTrue(
                    TestTables.number(answers, key, "Rwp") < 5e-5,
                    () -> key + " leaves " + TestTables.number(answers, key, "Rwp"));
            assertEquals("solved", TestTables.text(answers, key, "Verdict"), key);
        }
    }

    @Test
    void whatTheMatcherDoesNotCountIsWarnedOf() throws Exception {
        BufferedDataTable patterns = simulator()
                .set("scattering", "IONS")
                .set("zeroShiftDeg", 0.05)
                .set("poissonCounts", 10_000.0)
                .run(TestTables.first(Samples.structures(), 1))
                .table(0);
        String warning = templates().run(patterns, others()).warning();
        assertTrue(warning.contains("simulated with ions' scattering factors, shifted lines, noise."), warning);
        String stated =
                templates().set("counts", 10_000.0).run(patterns, others()).warning();
        assertTrue(stated.contains("simulated with ions' scattering factors, shifted lines."), stated);
    }

    @Test
    void aRowWithoutAFormulaIsReportedAndTheOthersGoOn() throws Exception {
        BufferedDataTable table = TestTables.with(patterns(), "SrTi cubic", "Formula", new StringCell("who knows"));
        NodeUnderTest.Outcome out = templates().run(table, others());
        assertEquals("no answer", TestTables.text(out.table(0), "SrTi cubic", "Verdict"));
        assertEquals("solved", TestTables.text(out.table(0), "SrTi tetragonal", "Verdict"));
        assertTrue(out.warning().contains("SrTi cubic") && out.warning().contains("who knows"), out.warning());
    }

    /** A scan made of a simulated pattern: counts on a background, with angles and wavelength of its own. */
    @Test
    void aScanIsMatchedWithCandidatesAsTheyAre() throws Exception {
        double[] y = TestTables.vector(patterns(), "SrTi cubic", "Pattern");
        BufferedDataTable scans = new Scans()
                .with("mine", y, 1.54184, "Cu Ka")
                .with("without wavelength", y, null, null)
                .table();
        NodeUnderTest.Outcome out = matcher().set("input", "SCANS").run(scans, Samples.structures());
        assertEquals("cubic", TestTables.text(out.table(0), "mine", "Matched crystal system"));
        assertTrue(
                TestTables.text(out.table(0), "mine", "Phases").contains("SrTi cubic"),
                () -> TestTables.text(out.table(0), "mine", "Phases"));
        assertEquals(3.85, TestTables.number(out.table(0), "mine", "a (Å)"), 2e-3);
        assertEquals("no answer", TestTables.text(out.table(0), "without wavelength", "Verdict"));
        // a second entry of the same phase, as collections of structures have them, is no rival
        BufferedDataTable twice = TestTables.texts(
                List.of("CIF"),
                new String[] {"SrTi cubic", Samples.cif("Sr", "Ti", 3.85, 1)},
                new String[] {"another entry", Samples.cif("Sr", "Ti", 3.86, 1)});
        NodeUnderTest.Outcome of = matcher().set("input", "SCANS").run(scans, twice);
        assertEquals(
                "solved",
                TestTables.text(of.table(0), "mine", "Verdict"),
                TestTables.text(of.table(0), "mine", "Reason"));
    }

    @Test
    void predictionsCountByRowId() throws Exception {
        BufferedDataTable answers = templatesWithPredictions()
                .run(patterns(), others(), Samples.predictions())
                .table(0);
        for (DataRow row : TestTables.rows(answers)) {
            String key = row.getKey().getString();
            assertEquals("solved", TestTables.text(answers, key, "Verdict"), key);
        }
    }

    /** A network that finds the pattern foreign would only mislead: the answer is that without a network. */
    @ParameterizedTest
    @CsvSource({"0.5, true", "0.995, false"})
    void aNetworkToWhichThePatternIsForeignIsNotHeard(double score, boolean heard) throws Exception {
        BufferedDataTable candidates = TestTables.texts(
                List.of("CIF"),
                new String[] {"cubic", Samples.cif("Sr", "Ti", 3.85, 1)},
                new String[] {"tetragonal", Samples.cif("Sr", "Ti", 3.85, 1.003)});
        BufferedDataTable predictions = tetragonalWithScore(score);
        String without = probabilityOfCubic(films().run(patterns(), candidates));
        NodeUnderTest.Outcome with = films("Predictions").run(patterns(), candidates, predictions);
        String reason = TestTables.text(with.table(0), "SrTi cubic", "Reason");
        assertEquals(!heard, without.equals(probabilityOfCubic(with)), reason);
        assertEquals(heard, reason.contains("and the network"), reason);
        assertEquals(!heard, reason.contains("The network was not heard"), reason);
        NodeUnderTest.Outcome phases = matcher("Predictions").run(patterns(), candidates, predictions);
        String ofPhases = TestTables.text(phases.table(0), "SrTi cubic", "Reason");
        assertEquals(!heard, ofPhases.contains("The network was not heard"), ofPhases);
    }

    private static BufferedDataTable tetragonalWithScore(double score) {
        return TestTables.table(
                new DataTableSpec(
                        TestTables.column("P (Crystal system=cubic)", DoubleCell.TYPE),
                        TestTables.column("P (Crystal system=tetragonal)", DoubleCell.TYPE),
                        TestTables.column("Out-of-distribution score", DoubleCell.TYPE)),
                List.of(new DefaultRow(
                        "SrTi cubic", new DoubleCell(0.001), new DoubleCell(0.999), new DoubleCell(score))));
    }

    private static NodeUnderTest films(String... ports) {
        return matcher(ports).set("profile", "POSITIONS").set("answer", "CRYSTAL_SYSTEM");
    }

    private static String probabilityOfCubic(NodeUnderTest.Outcome out) {
        return Double.toString(TestTables.number(out.table(0), "SrTi cubic", "P (Matched crystal system=cubic)"));
    }

    private static NodeUnderTest templatesWithPredictions() {
        NodeUnderTest node = matcher("Predictions");
        return node.set("use", "TEMPLATES").set("profile", "KNOWN").set("composition", "COLUMN");
    }

    @Test
    void settingsThatContradictEachOtherAreRefused() {
        String templates = assertThrows(
                        InvalidSettingsException.class,
                        () -> matcher().set("use", "TEMPLATES").configure(null, null))
                .getMessage();
        assertTrue(templates.contains("Line shape"), templates);
        String elements = assertThrows(InvalidSettingsException.class, () -> matcher()
                        .set("composition", "ELEMENTS")
                        .set("elements", "Sr Xx")
                        .configure(null, null))
                .getMessage();
        assertTrue(elements.contains("Xx"), elements);
    }

    @Test
    void candidatesThatCanNotBeReadAreReported() throws Exception {
        BufferedDataTable broken =
                TestTables.texts(List.of("CIF"), new String[] {"good", Samples.cif("K", "Nb", 4.01, 1)}, new String[] {
                    "bad", "no CIF at all"
                });
        NodeUnderTest.Outcome out = templates().run(patterns(), broken);
        assertTrue(out.warning().contains("bad"), out.warning());
        BufferedDataTable none = TestTables.texts(List.of("CIF"), new String[] {"bad", "no CIF at all"});
        String message = assertThrows(KNIMEException.class, () -> templates().run(patterns(), none))
                .getMessage();
        assertTrue(message.contains("no candidate"), message);
    }

    @Test
    void candidatesThatCanNotScatterAreReportedAndTheOthersServe() throws Exception {
        BufferedDataTable candidates = TestTables.texts(
                List.of("CIF"),
                new String[] {"fermium", Samples.cif("Fm", "Nb", 4.01, 1)},
                new String[] {"a cubic one", Samples.cif("Sr", "Ti", 3.85, 1)});
        for (String profile : List.of("KNOWN", "REFINED", "POSITIONS")) {
            NodeUnderTest.Outcome out = matcher().set("profile", profile).run(patterns(), candidates);
            assertTrue(out.warning().contains("fermium") && out.warning().contains("Fm"), out.warning());
            assertTrue(TestTables.text(out.table(0), "SrTi cubic", "Phases").contains("a cubic one"), profile);
        }
    }
}
