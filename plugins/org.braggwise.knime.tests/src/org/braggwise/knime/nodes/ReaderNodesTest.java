// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.braggwise.knime.cifreader.CifReaderNodeFactory;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.patternreader.PatternReaderNodeFactory;
import org.braggwise.knime.preparation.PatternPreparationNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataColumnProperties;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/** CIF Reader, XRD Pattern Reader, and Pattern Preparation, which reads what the latter writes. */
class ReaderNodesTest {

    @TempDir
    private Path m_folder;

    private NodeUnderTest cifReader() {
        return new NodeUnderTest(new CifReaderNodeFactory()).set("path", m_folder.toString());
    }

    private NodeUnderTest patternReader() {
        return new NodeUnderTest(new PatternReaderNodeFactory()).set("path", m_folder.toString());
    }

    private static NodeUnderTest preparation() {
        return new NodeUnderTest(new PatternPreparationNodeFactory())
                .set("startDeg", 20.0)
                .set("endDeg", 62.0)
                .set("points", Samples.POINTS);
    }

    @Test
    void structuresAreReadInTheOrderOfTheirFiles() throws Exception {
        Files.writeString(m_folder.resolve("b.cif"), Samples.cif("Ba", "Ti", 3.99, 1.02));
        Files.writeString(
                Files.createDirectories(m_folder.resolve("a")).resolve("z.CIF"), Samples.cif("Sr", "Ti", 3.905, 1));
        Files.writeString(
                m_folder.resolve("two.cif"), Samples.cif("Ca", "Ti", 3.85, 1) + Samples.cif("Ca", "Zr", 4.1, 1));
        Files.writeString(m_folder.resolve("notes.txt"), "no structure");
        NodeUnderTest.Outcome out = cifReader().run();
        assertEquals(List.of("a/z.CIF", "b.cif", "two.cif#1", "two.cif#2"), TestTables.keys(out.table(0)));
        assertEquals("221", TestTables.text(out.table(0), "a/z.CIF", "Space group"));
        assertEquals("221", TestTables.text(out.table(0), "a/z.CIF", "Space group found"));
        assertEquals("tetragonal", TestTables.text(out.table(0), "b.cif", "Crystal system"));
        assertEquals(Math.pow(3.905, 3), TestTables.number(out.table(0), "a/z.CIF", "Volume (Å^3)"), 1e-3);
        assertEquals(
                List.of("a/z.CIF"),
                TestTables.keys(cifReader().set("pattern", "z*").run().table(0)));
        assertEquals(
                List.of("b.cif", "two.cif#1", "two.cif#2"),
                TestTables.keys(cifReader().set("recursive", false).run().table(0)));
    }

    @Test
    void brokenFilesAreReportedAndTheOthersGoOn() throws Exception {
        Files.writeString(m_folder.resolve("good.cif"), Samples.cif("Sr", "Ti", 3.905, 1));
        Files.writeString(m_folder.resolve("empty.cif"), "");
        Files.write(m_folder.resolve("binary.cif"), new byte[] {0, 1, 2, (byte) 0xff, 10, 13, 0});
        Files.writeString(
                m_folder.resolve("cut.cif"), Samples.cif("Sr", "Ti", 3.905, 1).substring(0, 150));
        Files.writeString(
                m_folder.resolve("claim.cif"),
                Samples.cif("Sr", "Ti", 3.905, 1).replace("221", "195").replace("P m -3 m", "P 2 3"));
        NodeUnderTest.Outcome out = cifReader().run();
        assertTrue(
                TestTables.keys(out.table(0)).containsAll(List.of("good.cif", "claim.cif")),
                TestTables.keys(out.table(0))::toString);
        String problems = TestTables.rows(out.table(1)).toString();
        for (String file : List.of("empty.cif", "binary.cif", "cut.cif", "claim.cif")) {
            assertTrue(problems.contains(file), file + " is not in " + problems);
        }
        assertEquals("195", TestTables.text(out.table(0), "claim.cif", "Space group"));
        assertEquals("221", TestTables.text(out.table(0), "claim.cif", "Space group found"));
    }

    /** Two atoms of one element in one place: the search for symmetry gives up, the structure and the other files stay. */
    @Test
    void structureWhoseSymmetryCannotBeFoundIsKept() throws Exception {
        Files.writeString(m_folder.resolve("good.cif"), Samples.cif("Sr", "Ti", 3.905, 1));
        Files.writeString(
                m_folder.resolve("twice.cif"), Samples.cif("Sr", "Ti", 3.905, 1.05) + "Ti2 Ti 0.5 0.5 0.5301\n");
        NodeUnderTest.Outcome out = cifReader().run();
        assertTrue(TestTables.keys(out.table(0)).contains("good.cif"));
        String problems = TestTables.rows(out.table(1)).toString();
        assertTrue(problems.contains("twice.cif"), "the doubled atom is reported: " + problems);
    }

    @Test
    void placesThatDoNotExistAreNamed() {
        var e = assertThrows(KNIMEException.class, () -> cifReader()
                .set("path", m_folder.resolve("none").toString())
                .run());
        assertTrue(e.getMessage().contains("none\" does not exist"), e.getMessage());
        var nothing = assertThrows(KNIMEException.class, () -> cifReader().run());
        assertTrue(nothing.getMessage().contains("fits the pattern \"*.cif"), nothing.getMessage());
        var blank = assertThrows(
                InvalidSettingsException.class,
                () -> cifReader().set("path", " ").run());
        assertTrue(blank.getMessage().contains("\"File or folder\" is empty"), blank.getMessage());
    }

    private static String xy(int points) {
        var text = new StringBuilder();
        for (int i = 0; i < points; i++) {
            double x = 20 + i * 42.0 / (points - 1);
            text.append(String.format(
                    java.util.Locale.ROOT, "%.4f %.3f%n", x, 5 + 100 * Math.exp(-Math.pow((x - 40) / 0.3, 2))));
        }
        return text.toString();
    }

    @Test
    void scansAreReadAndPrepared() throws Exception {
        Files.writeString(m_folder.resolve("scan.xy"), xy(421));
        Files.writeString(m_folder.resolve("broken.xy"), "20.0 5\n20.1 many\n20.2 7\n");
        NodeUnderTest.Outcome scans = patternReader().run();
        assertEquals(List.of("scan.xy"), TestTables.keys(scans.table(0)));
        assertEquals(421, TestTables.vector(scans.table(0), "scan.xy", "Two-theta (deg)").length);
        assertTrue(TestTables.cell(scans.table(0), "scan.xy", "Wavelength (Å)").isMissing(), "the file states none");
        assertTrue(TestTables.rows(scans.table(1)).toString().contains("broken.xy"));
        // a wavelength is never guessed
        NodeUnderTest.Outcome refused = preparation().run(scans.table(0));
        assertEquals(0, refused.table(0).size());
        assertTrue(refused.warning().contains("scan.xy"), refused.warning());
        NodeUnderTest.Outcome out = preparation().set("assumeRadiation", true).run(scans.table(0));
        double[] y = TestTables.vector(out.table(0), "scan.xy", "Pattern");
        int top = 0;
        for (int i = 0; i < y.length; i++) {
            top = y[i] > y[top] ? i : top;
        }
        assertEquals(40, 20 + top * 42.0 / 280, 0.16);
        assertEquals(0, y[10], 0.02, "the background is gone");
        DataTableSpec spec = out.table(0).getDataTableSpec();
        assertEquals(
                1.54184,
                PatternColumn.requireSpace(spec, spec.findColumnIndex("Pattern"))
                        .wavelengthAngstrom(),
                1e-5);
        assertEquals("patterns", out.view().get("kind").asText());
        // what it writes the predictor takes
        assertEquals("", Samples.predictor().run(Samples.model(), out.table(0)).warning());
    }

    /** What is assumed of a wavelength is said by the reader, and stands beside the prepared pattern. */
    @Test
    void assumedWavelengthsAreCarriedOn() throws Exception {
        Files.writeString(m_folder.resolve("anode.xy"), "'Id: \"s\" Anode: \"Co\" TimePerStep: \"96\"\n" + xy(421));
        Files.writeString(m_folder.resolve("none.xy"), xy(421));
        Files.writeString(m_folder.resolve("stated.xy"), "# wavelength: 1.5406 A\n" + xy(421));
        NodeUnderTest.Outcome scans = patternReader().run();
        assertTrue(scans.warning().contains("wavelength of 1 scan is assumed"), scans.warning());
        NodeUnderTest.Outcome out = preparation().set("assumeRadiation", true).run(scans.table(0));
        assertTrue(out.warning().contains("radiation of 1 pattern(s) is assumed"), out.warning());
        assertTrue(cell(out, "anode.xy").contains("Co Ka1+Ka2 of the anode"), cell(out, "anode.xy"));
        assertTrue(cell(out, "none.xy").contains("Cu Ka taken from the settings"), cell(out, "none.xy"));
        assertTrue(
                TestTables.cell(out.table(0), "stated.xy", "Wavelength assumed").isMissing());
    }

    private static String cell(NodeUnderTest.Outcome out, String row) {
        return TestTables.cell(out.table(0), row, "Wavelength assumed").toString();
    }

    /** One bad range leaves the other of its file; what does not fit the pattern is listed; the view shows what was read. */
    @Test
    void theGoodScanIsReadAndSkippedFilesAreListed() throws Exception {
        Files.writeString(
                m_folder.resolve("two.cif"),
                """
                data_a
                loop_
                _pd_meas_2theta_scan
                _pd_meas_counts_total
                20.0 100
                20.1 110
                data_b
                loop_
                _pd_meas_2theta_scan
                _pd_meas_counts_total
                20 1
                20 2
                """);
        Files.writeString(m_folder.resolve("notes.docx"), "no scan");
        NodeUnderTest.Outcome scans = patternReader().run();
        assertEquals(List.of("two.cif#1"), TestTables.keys(scans.table(0)));
        String problems = TestTables.rows(scans.table(1)).toString();
        assertTrue(problems.contains("scan left out") && problems.contains("notes.docx"), problems);
        assertEquals("patterns", scans.view().get("kind").asText());
        assertEquals("two.cif#1", scans.view().get("series").get(0).get("name").asText());
        assertEquals(1, scans.view().get("series").get(0).get("steps").size());
    }

    /** @return a powder CIF of one Cu doublet, K-alpha-1 at 60 deg, whose wavelengths have no names */
    private static String doublet() {
        var text = new StringBuilder(
                """
            data_scan
            loop_
            _diffrn_radiation_wavelength
            _diffrn_radiation_wavelength_wt
            1.5406 1.0
            1.54439 0.5
            loop_
            _pd_meas_2theta_scan
            _pd_meas_intensity_total
            """);
        double second = 2 * Math.toDegrees(Math.asin(Math.sin(Math.toRadians(30)) * 1.54439 / 1.5406));
        for (int i = 0; i <= 2100; i++) {
            double x = 20 + 0.02 * i;
            text.append(String.format(
                    java.util.Locale.ROOT,
                    "%.2f %.3f%n",
                    x,
                    100 * Math.exp(-Math.pow((x - 60) / 0.1, 2)) + 50 * Math.exp(-Math.pow((x - second) / 0.1, 2))));
        }
        return text.toString();
    }

    /** A radiation whose name tells no lines goes through the table with them. */
    @Test
    void linesOfAScanReachTheStripping() throws Exception {
        Files.writeString(m_folder.resolve("scan.cif"), doublet());
        Files.writeString(
                m_folder.resolve("scan.ras"),
                """
            *RAS_HEADER_START
            *HW_XG_TARGET_NAME "Cu"
            *HW_XG_WAVE_LENGTH_ALPHA1 "1.540593"
            *HW_XG_WAVE_LENGTH_ALPHA2 "1.544414"
            *RAS_HEADER_END
            *RAS_INT_START
            20.0 100 1
            41.0 200 1
            62.0 100 1
            *RAS_INT_END
            """);
        NodeUnderTest.Outcome scans = patternReader().run();
        assertEquals("1.5406 A + 0.5 x 1.54439 A", TestTables.text(scans.table(0), "scan.cif", "Radiation"));
        assertEquals("Cu Ka1+Ka2", TestTables.text(scans.table(0), "scan.ras", "Radiation"));
        assertEquals(
                (2 * 1.540593 + 1.544414) / 3, TestTables.number(scans.table(0), "scan.ras", "Wavelength (Å)"), 1e-9);
        assertEquals(List.of("scan.ras"), warnings(scans));
        NodeUnderTest.Outcome out = preparation()
                .set("points", 2101)
                .set("background", "NONE")
                .set("stripAlpha2", true)
                .set("radiation", "CU_KA1")
                .run(scans.table(0));
        assertEquals("", out.warning());
        double[] y = TestTables.vector(out.table(0), "scan.cif", "Pattern");
        assertEquals(1, y[2000], 1e-3, "K-alpha-1 is at 60 deg");
        assertEquals(Math.exp(-3.24), y[2009], 1e-3, "K-alpha-1 alone is left at 60.18 deg, where K-alpha-2 was");
    }

    /** @return the rows that an outcome's problems warn of */
    private static List<String> warnings(NodeUnderTest.Outcome out) {
        return TestTables.rows(out.table(1)).stream()
                .filter(r -> r.getCell(2).toString().equals("WARNING"))
                .map(r -> r.getCell(0).toString())
                .toList();
    }

    @Test
    void patternsOfADoubletAreStripped() throws Exception {
        NodeUnderTest simulator = Samples.simulator().set("points", 2101);
        BufferedDataTable doublet =
                simulator.set("radiation", "CU_KA12").run(Samples.structures()).table(0);
        NodeUnderTest node = preparation()
                .set("points", 2101)
                .set("input", "PATTERNS")
                .set("background", "NONE")
                .set("convert", false)
                .set("stripAlpha2", true);
        NodeUnderTest.Outcome out = node.run(doublet);
        assertEquals("", out.warning());
        DataTableSpec spec = out.table(0).getDataTableSpec();
        assertEquals(
                "Cu Ka1",
                PatternColumn.requireSpace(spec, spec.findColumnIndex("Pattern 2"))
                        .radiation()
                        .name());
        assertEquals(
                1.5405929,
                PatternColumn.requireSpace(spec, spec.findColumnIndex("Pattern 2"))
                        .wavelengthAngstrom(),
                1e-9);
        double[] alpha1 = TestTables.vector(
                simulator.set("radiation", "CU_KA1").run(Samples.structures()).table(0), "SrTi cubic", "Pattern");
        assertArrayEquals(alpha1, TestTables.vector(out.table(0), "SrTi cubic", "Pattern 2"), 0.02);
        // one line: nothing to strip, which is said once
        NodeUnderTest.Outcome mean = node.set("points", Samples.POINTS).run(Samples.patterns());
        assertEquals(32, warnings(mean).size());
        assertTrue(mean.warning().contains("Kα2 was not stripped from 32 pattern(s)"), mean.warning());
        DataTableSpec same = mean.table(0).getDataTableSpec();
        assertEquals(
                "Cu Ka",
                PatternColumn.requireSpace(same, same.findColumnIndex("Pattern 2"))
                        .radiation()
                        .name());
    }

    @Test
    void patternsMeasuredOnLittleOfTheGridAreCounted() throws Exception {
        NodeUnderTest node = preparation().set("input", "PATTERNS").set("background", "NONE");
        NodeUnderTest.Outcome little = node.set("endDeg", 80.0).run(Samples.patterns());
        assertEquals(32, little.table(0).size());
        assertEquals(32, warnings(little).size());
        assertTrue(
                little.warning().contains("32 pattern(s) were measured on less than 0.9 of the grid"),
                little.warning());
        NodeUnderTest.Outcome most = node.set("endDeg", 63.0).run(Samples.patterns());
        assertEquals(List.of(), warnings(most));
        assertEquals("", most.warning());
    }

    /** A column as a Python script makes it: vectors and nothing else. */
    @Test
    void patternsThatSayNothingAreTakenAsTheSettingsSay() throws Exception {
        BufferedDataTable bare = TestTables.withColumn(
                Samples.patterns(), "Pattern", new DataColumnSpecCreator("Pattern", PatternColumn.VECTOR).createSpec());
        NodeUnderTest node = preparation().set("input", "PATTERNS").set("background", "NONE");
        String advice = assertThrows(InvalidSettingsException.class, () -> node.configure(bare.getDataTableSpec()))
                .getMessage();
        assertTrue(advice.contains("State the grid"), advice);
        node.set("stateGrid", true).set("statedStartDeg", 20.0).set("statedEndDeg", 62.0);
        String radiation = assertThrows(InvalidSettingsException.class, () -> node.configure(bare.getDataTableSpec()))
                .getMessage();
        assertTrue(radiation.contains("State the radiation"), radiation);
        BufferedDataTable out = node.set("assumeRadiation", true).run(bare).table(0);
        assertArrayEquals(
                TestTables.vector(Samples.patterns(), "SrTi cubic", "Pattern"),
                TestTables.vector(out, "SrTi cubic", "Pattern 2"),
                1e-12);
        assertEquals(
                "",
                Samples.predictor()
                        .set("patternColumn", "Pattern 2")
                        .run(Samples.model(), out)
                        .warning());
    }

    /** KNIME's Concatenate keeps the properties that both tables share. */
    @Test
    void patternsPutTogetherKeepWhatTheyShare() throws Exception {
        DataColumnSpec whole = Samples.patterns().getDataTableSpec().getColumnSpec("Pattern");
        String start = "braggwise.twoThetaStartDeg";
        String all = message(whole, Set.of(start, "braggwise.radiation"));
        assertTrue(all.contains(start) && all.contains("put together"), all);
        var spec = new DataTableSpec(without(whole, Set.of("braggwise.normalisation", "braggwise.radiation")));
        assertEquals("mixed", PatternColumn.requireSpace(spec, 0).normalisationText());
        Map<String, String> wrong = properties(whole, Set.of());
        wrong.put("braggwise.points", "many");
        String why = assertThrows(
                        InvalidSettingsException.class,
                        () -> PatternColumn.requireSpace(new DataTableSpec(column(wrong)), 0))
                .getMessage();
        assertTrue(why.contains("many"), why);
    }

    private static String message(DataColumnSpec column, Set<String> lost) {
        return assertThrows(
                        InvalidSettingsException.class,
                        () -> PatternColumn.requireSpace(new DataTableSpec(without(column, lost)), 0))
                .getMessage();
    }

    private static DataColumnSpec without(DataColumnSpec column, Set<String> lost) {
        return column(properties(column, lost));
    }

    private static Map<String, String> properties(DataColumnSpec column, Set<String> lost) {
        Map<String, String> kept = new HashMap<>();
        for (String key : List.of(
                "twoThetaStartDeg", "twoThetaEndDeg", "points", "radiation", "wavelengthAngstrom", "normalisation")) {
            if (!lost.contains("braggwise." + key)) {
                kept.put("braggwise." + key, column.getProperties().getProperty("braggwise." + key));
            }
        }
        return kept;
    }

    private static DataColumnSpec column(Map<String, String> properties) {
        var creator = new DataColumnSpecCreator("Pattern", PatternColumn.VECTOR);
        creator.setProperties(new DataColumnProperties(properties));
        return creator.createSpec();
    }

    @Test
    void patternsOnAGridAreConverted() throws Exception {
        BufferedDataTable molybdenum = Samples.simulator()
                .set("radiation", "MO_KA")
                .set("startDeg", 8.0)
                .set("endDeg", 30.0)
                .set("points", 881)
                .run(Samples.structures())
                .table(0);
        BufferedDataTable out = preparation()
                .set("input", "PATTERNS")
                .set("background", "NONE")
                .run(molybdenum)
                .table(0);
        assertEquals(32, out.size());
        double[] copper = TestTables.vector(Samples.patterns(), "SrTi cubic", "Pattern");
        double[] converted = TestTables.vector(out, "SrTi cubic", "Pattern 2");
        int there = 0;
        int here = 0;
        for (int i = 0; i < copper.length; i++) {
            there = copper[i] > copper[there] ? i : there;
            here = converted[i] > converted[here] ? i : here;
        }
        assertEquals(there, here, 1, "the strongest line lies where copper has it");
    }

    /** On its own grid a pattern stays what it was, bit for bit. */
    @Test
    void patternsAlreadyPreparedStayAsTheyAre() throws Exception {
        int points = 2101;
        BufferedDataTable fine = Samples.simulator()
                .set("points", points)
                .run(Samples.structures())
                .table(0);
        BufferedDataTable out = preparation()
                .set("points", points)
                .set("input", "PATTERNS")
                .set("background", "NONE")
                .set("convert", false)
                .run(fine)
                .table(0);
        assertArrayEquals(
                TestTables.vector(fine, "BaZr cubic", "Pattern"), TestTables.vector(out, "BaZr cubic", "Pattern 2"));
    }

    @Test
    void badPatternsAreReportedAndTheOthersGoOn() throws Exception {
        BufferedDataTable table =
                TestTables.with(Samples.patterns(), "SrTi cubic", "Pattern", DataType.getMissingCell());
        table = TestTables.with(table, "SrZr cubic", "Pattern", TestTables.vector(1, 2, 3));
        double[] nothing = new double[Samples.POINTS];
        java.util.Arrays.fill(nothing, Double.NaN);
        table = TestTables.with(table, "SrHf cubic", "Pattern", TestTables.vector(nothing));
        NodeUnderTest.Outcome out = preparation().set("input", "PATTERNS").run(table);
        assertEquals(29, out.table(0).size());
        assertEquals(
                List.of("SrTi cubic", "SrZr cubic", "SrHf cubic"),
                TestTables.rows(out.table(1)).stream()
                        .filter(r -> r.getCell(2).toString().equals("ERROR"))
                        .map(r -> r.getCell(0).toString())
                        .toList());
    }

    @Test
    void columnsAndSettingsAreChecked() throws Exception {
        assertThrows(InvalidSettingsException.class, () -> preparation()
                .configure(Samples.patterns().getDataTableSpec()));
        var bare = TestTables.withColumn(
                Samples.patterns(), "Pattern", TestTables.column("Pattern", PatternColumn.VECTOR));
        assertThrows(
                InvalidSettingsException.class,
                () -> preparation().set("input", "PATTERNS").configure(bare.getDataTableSpec()));
        var even = assertThrows(InvalidSettingsException.class, () -> preparation()
                .set("input", "PATTERNS")
                .set("smoothingPoints", 8)
                .configure(Samples.patterns().getDataTableSpec()));
        assertTrue(even.getMessage().contains("8, expected an odd number"), even.getMessage());
        NodeUnderTest.Outcome empty = preparation()
                .set("input", "PATTERNS")
                .run(TestTables.empty(Samples.patterns().getDataTableSpec()));
        assertEquals(0, empty.table(0).size());
    }

    /** As pymatgen writes a structure by default: every atom, no symmetry. */
    @Test
    void symmetryOfTheAtomsIsShownAndTakenWhereAskedFor() throws Exception {
        String cubic = Samples.cif("Sr", "Ti", 3.905, 1);
        Files.writeString(
                m_folder.resolve("p1.cif"),
                cubic.replace("221", "1").replace("P m -3 m", "P 1") + "O2 O 0.5 0 0.5\nO3 O 0 0.5 0.5\n");
        Files.writeString(m_folder.resolve("said.cif"), cubic);
        NodeUnderTest.Outcome kept = cifReader().run();
        assertEquals("triclinic", TestTables.text(kept.table(0), "p1.cif", "Crystal system"));
        assertEquals("cubic", TestTables.text(kept.table(0), "p1.cif", "Crystal system found"));
        assertTrue(kept.warning().startsWith("The atoms of 1 structure have another space group"), kept.warning());
        NodeUnderTest.Outcome taken = cifReader().set("symmetry", "ATOMS").run();
        assertEquals("", taken.warning());
        for (String column : List.of("Formula", "Space group", "Crystal system", "Sites")) {
            assertEquals(
                    TestTables.text(taken.table(0), "said.cif", column),
                    TestTables.text(taken.table(0), "p1.cif", column));
        }
        assertEquals(
                TestTables.number(taken.table(0), "said.cif", "Density (g/cm^3)"),
                TestTables.number(taken.table(0), "p1.cif", "Density (g/cm^3)"),
                1e-6);
    }
}
