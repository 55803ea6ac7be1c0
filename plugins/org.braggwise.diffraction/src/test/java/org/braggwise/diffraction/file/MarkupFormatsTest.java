// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.braggwise.crystal.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** XRDML, RAS, BRML, UDF and powder CIF, each as small as its description allows. */
class MarkupFormatsTest {

    private static final double[] ANGLES = {20, 20.05, 20.1, 20.15};
    private static final double[] COUNTS = {100, 225, 400, 144};
    private static final double DOUBLET = (2 * 1.5406 + 1.54439) / 3;

    private static final String XRDML =
            """
        <?xml version="1.0" encoding="UTF-8"?>
        <xrdMeasurements xmlns="http://www.xrdml.com/XRDMeasurement/2.1" status="Completed">
         <sample type="To be analyzed"><id>S1</id><name>SrTiO3</name></sample>
         <xrdMeasurement measurementType="Scan" status="Completed">
          <usedWavelength intended="K-Alpha"><kAlpha1 unit="Angstrom">1.5406</kAlpha1><kAlpha2 unit="Angstrom">1.54439</kAlpha2>
           <kBeta unit="Angstrom">1.39222</kBeta><ratioKAlpha2KAlpha1>0.5</ratioKAlpha2KAlpha1></usedWavelength>
          <incidentBeamPath><xRayTube><anodeMaterial>Cu</anodeMaterial></xRayTube></incidentBeamPath>
          <scan appendNumber="0" scanAxis="Gonio" status="Completed"><dataPoints>
           <positions axis="2Theta" unit="deg"><startPosition>20.0</startPosition><endPosition>20.15</endPosition></positions>
           <positions axis="Omega" unit="deg"><startPosition>10.0</startPosition><endPosition>10.075</endPosition></positions>
           <commonCountingTime unit="seconds">1.0</commonCountingTime>
           VALUES
          </dataPoints></scan>
         </xrdMeasurement>
        </xrdMeasurements>
        """;

    private static final String RAS =
            """
        *RAS_DATA_START
        *RAS_HEADER_START
        *FILE_SAMPLE "SrTiO3"
        *HW_XG_TARGET_NAME "Cu"
        *HW_XG_WAVE_LENGTH_ALPHA1 "1.5406"
        *HW_XG_WAVE_LENGTH_ALPHA2 "1.54439"
        *MEAS_SCAN_AXIS_X "2-Theta/Theta"
        *RAS_HEADER_END
        *RAS_INT_START
        20.0000 100.0000 1.0000
        20.0500 225.0000 1.0000
        20.1000 40.0000 10.0000
        20.1500 144.0000 1.0000
        *RAS_INT_END
        *RAS_DATA_END
        """;

    private static final String UDF =
            """
        SampleIdent,Sample5 ,/
        Title1,Dat2rit program ,/
        Anode,Cu,/
        LabdaAlpha1, 1.54060,/
        LabdaAlpha2, 1.54439,/
        RatioAlpha21, 0.50000,/
        DataAngleRange,   20.0000, 20.1500,/
        ScanStepSize,    0.050,/
        RawScan
             100,     225,     400
             144/
        """;

    private static final String CIF =
            """
        # a powder CIF
        data_overall
        _publ_contact_author 'someone'
        data_scan
        _pd_meas_number_of_points 4
        loop_
         _diffrn_radiation_wavelength
         _diffrn_radiation_wavelength_wt
         1.5406 1.0
         1.54439 0.5
        _pd_char_colour
        ;
         white; it's powder
        ;
        loop_
         _pd_meas_2theta_scan
         _pd_meas_intensity_total
         _pd_calc_intensity_total
         20.00 100(10) 1
         20.05 225(15) 1
         20.10 400(20) 1
         20.15 144(12) 1
        """;

    private static List<PatternFile> read(String text, String name) {
        return new PatternFileReader().read(text.getBytes(StandardCharsets.UTF_8), name);
    }

    private static void check(PatternFile f, double wavelength) {
        assertArrayEquals(ANGLES, f.twoThetaDeg(), 1e-9);
        assertArrayEquals(COUNTS, f.intensities(), 1e-9);
        assertEquals(wavelength, f.wavelengthAngstrom().getAsDouble(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<intensities unit=\"counts\">100 225 400 144</intensities>",
                "<beamAttenuationFactors>1 1 10 1</beamAttenuationFactors><intensities unit=\"counts\">100 225 400 144</intensities>",
                "<counts unit=\"counts\">100 225 400 144</counts>",
                "<beamAttenuationFactors>1 1 10 1</beamAttenuationFactors><counts unit=\"counts\">100 225 40 144</counts>"
            })
    void readsXrdmlCountsAndIntensities(String values) {
        PatternFile f = read(XRDML.replace("VALUES", values), "a.xrdml").get(0);
        check(f, DOUBLET);
        assertEquals("SrTiO3", f.metadata().get("sample name"));
    }

    @Test
    void readsXrdmlListsAndIntendedWavelength() {
        String counts = XRDML.replace("VALUES", "<counts>100 225 400 144</counts>");
        check(
                read(
                                counts.replace(
                                        "<startPosition>20.0</startPosition><endPosition>20.15</endPosition>",
                                        "<listPositions>20 20.05 20.1 20.15</listPositions>"),
                                "a.xrdml")
                        .get(0),
                DOUBLET);
        String alpha1 = counts.replace("intended=\"K-Alpha\"", "intended=\"K-Alpha 1\"");
        check(read(alpha1, "a.xrdml").get(0), DOUBLET);
        check(
                read(alpha1.replace("<ratioKAlpha2KAlpha1>0.5", "<ratioKAlpha2KAlpha1>0"), "a.xrdml")
                        .get(0),
                1.5406);
        check(
                read(counts.replace("intended=\"K-Alpha\"", "intended=\"K-Beta\""), "a.xrdml")
                        .get(0),
                1.39222);
        PatternFile anodeOnly = read(counts.replaceAll("(?s)<usedWavelength.*</usedWavelength>", ""), "a.xrdml")
                .get(0);
        assertEquals("Cu Ka1+Ka2 of the anode", anodeOnly.assumption().get());
    }

    @Test
    void refusesXrdmlOfOtherScans() {
        String omega = XRDML.replace("VALUES", "<counts>1 2 3 4</counts>").replace("axis=\"2Theta\"", "axis=\"Phi\"");
        assertTrue(assertThrows(PatternFileException.class, () -> read(omega, "a.xrdml"))
                .getMessage()
                .contains("2Theta"));
        String words = XRDML.replace("VALUES", "<counts>1 2 x 4</counts>");
        assertTrue(assertThrows(PatternFileException.class, () -> read(words, "a.xrdml"))
                        .line()
                > 10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        <!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>                                 | &e;
        <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>       | &b;
        <!DOCTYPE x SYSTEM "http://localhost:1/x.dtd">                                           | 1
        ''                                                                                       | &e;
        """)
    void refusesDocumentTypesAndEntities(String type, String use) {
        String attack =
                XRDML.replace("VALUES", "<counts>" + use + " 2 3 4</counts>").replace("?>\n", "?>\n" + type + "\n");
        PatternFileException e = assertThrows(PatternFileException.class, () -> read(attack, "a.xrdml"));
        assertTrue(e.line() > 0, e.getMessage());
    }

    @Test
    void readsRasWithAttenuator() {
        check(read(RAS, "a.ras").get(0), DOUBLET);
        assertEquals(2, read(RAS + RAS, "two.ras").size());
        assertEquals("SrTiO3", read(RAS, "a.ras").get(0).metadata().get("FILE_SAMPLE"));
        assertInterrupted(
                read(RAS.substring(0, RAS.indexOf("20.1500")), "a.ras").get(0), 3);
        assertThrows(PatternFileException.class, () -> read(RAS.replace("2-Theta/Theta", "Omega"), "a.ras"));
        assertTrue(
                read(RAS.replace("*FILE_SAMPLE \"SrTiO3\"", "*MEAS_DATA_COUNT \"5\""), "a.ras")
                        .get(0)
                        .diagnostics()
                        .stream()
                        .anyMatch(d -> d.rule().equals("points") && d.severity() == Diagnostic.Severity.WARNING));
    }

    private static void assertInterrupted(PatternFile f, int points) {
        assertEquals(points, f.points());
        assertTrue(
                f.diagnostics().stream()
                        .anyMatch(d -> d.rule().equals("interrupted") && d.severity() == Diagnostic.Severity.WARNING),
                f.diagnostics().toString());
    }

    private static void assertSays2To1(PatternFile f) {
        assertTrue(
                f.diagnostics().stream()
                        .anyMatch(d -> d.severity() == Diagnostic.Severity.WARNING
                                && d.rule().equals("wavelength")
                                && d.assumed().equals("2 : 1")),
                f.diagnostics().toString());
    }

    /** Rigaku's headers name both lines, whatever is measured; which of them is, another field says. */
    @Test
    void rigakuNamesBothLines() throws IOException {
        String type = "*MEAS_COND_XG_WAVE_TYPE \"Ka\"\n*RAS_HEADER_END";
        for (String doublet : List.of(RAS, RAS.replace("*RAS_HEADER_END", type))) {
            PatternFile f = read(doublet, "a.ras").get(0);
            check(f, DOUBLET);
            assertEquals("Cu Ka1+Ka2", f.radiation().get().name());
            assertSays2To1(f);
        }
        String stripped = conditions("TwoTheta").replace("<TargetName>", "<WaveType>Ka1</WaveType><TargetName>");
        byte[] rasx = zip("Data0/Profile0.txt", PROFILE, "Data0/MesurementConditions0.xml", stripped);
        for (PatternFile f : List.of(
                read(RAS.replace("*RAS_HEADER_END", type.replace("Ka", "Ka1")), "a.ras")
                        .get(0),
                read(RAS.replaceAll(".*ALPHA2.*\n", ""), "a.ras").get(0),
                new PatternFileReader().read(rasx, "a.rasx").get(0))) {
            check(f, 1.5406);
            assertEquals("Cu Ka1", f.radiation().get().name());
            assertTrue(
                    f.diagnostics().stream().noneMatch(d -> d.severity() == Diagnostic.Severity.WARNING),
                    f.diagnostics().toString());
        }
    }

    @Test
    void otherRigakuLinesAreNoKAlpha1() throws IOException {
        String type = "*MEAS_COND_XG_WAVE_TYPE \"Ka2\"\n*RAS_HEADER_END";
        PatternFile second = read(RAS.replace("*RAS_HEADER_END", type), "a.ras").get(0);
        assertEquals(1.5444, second.radiation().get().wavelengthAngstrom(), 1e-4);
        PatternFile beta = read(RAS.replace("*RAS_HEADER_END", type.replace("Ka2", "Kb")), "a.ras")
                .get(0);
        assertTrue(beta.radiation().isEmpty());
        for (PatternFile f : List.of(second, beta)) {
            assertTrue(
                    f.diagnostics().stream().anyMatch(d -> d.severity() == Diagnostic.Severity.WARNING),
                    f.diagnostics().toString());
        }
    }

    @Test
    void readsUdf() {
        check(read(UDF, "a.udf").get(0), DOUBLET);
        assertInterrupted(
                read(UDF.substring(0, UDF.indexOf("     144")), "a.udf").get(0), 3);
        assertThrows(PatternFileException.class, () -> read(UDF.replace("20.1500", "30.0000"), "a.udf"));
        assertThrows(PatternFileException.class, () -> read(UDF.substring(0, UDF.indexOf("RawScan")), "a.udf"));
        assertEquals(
                11,
                assertThrows(PatternFileException.class, () -> read(UDF.replace("144/", "14a4/"), "a.udf"))
                        .line());
    }

    @Test
    void readsPowderCif() {
        PatternFile f = read(CIF, "a.cif").get(0);
        check(f, DOUBLET);
        assertArrayEquals(new double[] {10, 15, 20, 12}, f.uncertainties().get(), 1e-12);
        assertEquals("_pd_meas_intensity_total", f.metadata().get("intensity item"));
        String range = CIF.replace(" _pd_meas_2theta_scan\n", "")
                .replaceAll("(?m)^ 20\\.\\d\\d ", " ")
                .replace(
                        "_pd_char_colour",
                        "_pd_meas_2theta_range_min 20\n_pd_meas_2theta_range_max 20.15\n_pd_meas_2theta_range_inc 0.05\n_pd_char_colour");
        check(read(range, "a.cif").get(0), DOUBLET);
        assertThrows(PatternFileException.class, () -> read(range.replace("20.15", "20.20"), "a.cif"));
        assertInterrupted(
                read(CIF.substring(0, CIF.indexOf("144(12)")), "a.cif").get(0), 3);
        assertThrows(
                PatternFileException.class, () -> read("data_a\n_cell_length_a 3.905\n", "a.cif"), "a structure only");
        assertThrows(
                PatternFileException.class,
                () -> read(CIF.replace(" it's powder\n;", " it's powder"), "a.cif"),
                "an open text field");
    }

    @ParameterizedTest
    @CsvSource({"143.91(26), 0.26", "100(10), 10", "1.5E2(3), 30", "1.25e-1(5), 0.005"})
    void readsStandardUncertainties(String text, double su) {
        assertEquals(su, NumberWithUncertainty.of(text).uncertainty(), 1e-12);
    }

    /** Whatever is deleted, doubled or exchanged: a scan, or a refusal that says what was expected. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"a.xrdml", "a.ras", "a.udf", "a.cif", "a.xy", "a.xye", "a.csv"})
    void survivesDamage(String name) {
        String whole =
                switch (name.substring(2)) {
                    case "xrdml" -> XRDML.replace(
                            "VALUES",
                            "<beamAttenuationFactors>1 1 10 1</beamAttenuationFactors><counts>1 2 3 4</counts>");
                    case "ras" -> RAS;
                    case "udf" -> UDF;
                    case "cif" -> CIF;
                    case "csv" -> "2theta,intensity\n10,1\n10.1,2\n10.2,3\n10.3,4\n";
                    default -> "# lambda = 1.54 A\n10.00 0.05 10.15 title\n10.00 12 3\n10.05 13 3\n10.10 14 3\n10.15 15 4\n";
                };
        java.util.SplittableRandom random = new java.util.SplittableRandom(11);
        String parts = "0123456789.,;-+eE()<>/\"'*#_ \n\t?ae\u00e9";
        int refused = 0;
        for (int n = 0; n < 4000; n++) {
            StringBuilder b = new StringBuilder(whole);
            for (int k = random.nextInt(1, 4); k > 0; k--) {
                int at = random.nextInt(b.length());
                switch (random.nextInt(4)) {
                    case 0 -> b.setCharAt(at, parts.charAt(random.nextInt(parts.length())));
                    case 1 -> b.insert(at, b.substring(at, Math.min(b.length(), at + random.nextInt(30))));
                    case 2 -> b.delete(at, Math.min(b.length() - 1, at + random.nextInt(10)));
                    default -> b.insert(at, parts.charAt(random.nextInt(parts.length())));
                }
            }
            try {
                for (PatternFile f : read(b.toString(), name)) {
                    assertTrue(f.points() >= 2 && f.points() == f.intensities().length);
                }
            } catch (PatternFileException e) {
                refused++;
                assertTrue(e.getMessage().contains(name) && e.getMessage().contains("expected"), e.getMessage());
            }
        }
        assertTrue(refused > 100, refused + " refused");
    }

    private static byte[] brml(String xml) throws IOException {
        return zip("Experiment0/DataContainer.xml", "<DataContainer/>", "Experiment0/RawData0.xml", xml);
    }

    /** @param entries names and contents in turn */
    private static byte[] zip(String... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static final String PROFILE =
            "\uFEFF20.0000\t100\t1\r\n20.0500\t225\t1\r\n20.1000\t40\t10\r\n20.1500\t144\t1\r\n";

    private static String conditions(String axis) {
        return "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<MeasurementConditions><GeneralInformation><SampleName>STO</SampleName>"
                + "</GeneralInformation><HWConfigurations><XrayGenerator><TargetName>Cu</TargetName><WavelengthKalpha1>1.5406</WavelengthKalpha1>"
                + "<WavelengthKalpha2>1.54439</WavelengthKalpha2></XrayGenerator></HWConfigurations><Axes><Axis Name=\"TwoTheta\" State=\"Scan\"/>"
                + "</Axes><ScanInformation><AxisName>" + axis + "</AxisName></ScanInformation></MeasurementConditions>";
    }

    @Test
    void rasxIsAZipOfProfilesAndTheirConditions() throws IOException {
        List<PatternFile> scans = new PatternFileReader()
                .read(
                        zip(
                                "Data0/Profile0.txt",
                                PROFILE,
                                "Data0/MesurementConditions0.xml",
                                conditions("TwoThetaTheta"),
                                "Data1/Profile1.txt",
                                PROFILE,
                                "Data1/MesurementConditions1.xml",
                                conditions("TwoTheta"),
                                "root.xml",
                                "<root/>"),
                        "a.rasx");
        assertEquals(2, scans.size());
        for (PatternFile f : scans) {
            check(f, DOUBLET);
            assertSays2To1(f);
            assertEquals(PatternFormat.RASX, f.format());
            assertEquals("STO", f.metadata().get("SampleName"));
        }
        byte[] rocking = zip("Data0/Profile0.txt", PROFILE, "Data0/MesurementConditions0.xml", conditions("Omega"));
        assertTrue(assertThrows(PatternFileException.class, () -> new PatternFileReader().read(rocking, "a.rasx"))
                .getMessage()
                .contains("a scan along 'Omega'"));
        byte[] bare = zip("Data0/Profile0.txt", PROFILE);
        assertTrue(assertThrows(PatternFileException.class, () -> new PatternFileReader().read(bare, "a.rasx"))
                .getMessage()
                .contains("no MesurementConditions0.xml"));
        byte[] broken = zip(
                "Data0/Profile0.txt",
                PROFILE + "20.2\tx\t1\n",
                "Data0/MesurementConditions0.xml",
                conditions("TwoTheta"));
        assertTrue(assertThrows(PatternFileException.class, () -> new PatternFileReader().read(broken, "a.rasx"))
                .getMessage()
                .contains("a.rasx!Profile0.txt, line 5"));
    }

    private static String rawData(String views, String... data) {
        StringBuilder b = new StringBuilder(
                "<?xml version=\"1.0\"?>\n<RawData xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
                        + "<DataRoutes><DataRoute RouteFlag=\"Measured\"><ScanInformation ScanName=\"LockedCoupled\"><ScanAxes>"
                        + "<ScanAxisInfo AxisId=\"TwoTheta\"/><ScanAxisInfo AxisId=\"Theta\"/></ScanAxes></ScanInformation>\n");
        for (String d : data) {
            b.append("<Datum>").append(d).append("</Datum>\n");
        }
        return b + views
                + "</DataRoute></DataRoutes><FixedInformation><Instrument><Tube><WaveLengthAlpha1 Unit=\"A\" Value=\"1.5406\"/>"
                + "<WaveLengthAlpha2 Value=\"1.54439\"/><WaveLengthAverage Value=\"" + DOUBLET
                + "\"/><TubeMaterial>Cu</TubeMaterial>"
                + "</Tube></Instrument></FixedInformation></RawData>";
    }

    private static final String VIEWS =
            """
        <DataViews><RawDataView xsi:type="FixedRawDataView" Start="0" Length="1" LogicName="MeasuredTime"/>
        <RawDataView xsi:type="VaryingRawDataView" Start="2" Length="2"><Varying><FieldDefinitions AxisId="TwoTheta"/>
        <FieldDefinitions AxisId="Theta"/></Varying></RawDataView>
        <RawDataView xsi:type="RecordedRawDataView" Start="5" Length="1"/></DataViews>
        """;

    @Test
    void readsBrmlByItsViews() throws IOException {
        check(
                new PatternFileReader()
                        .read(
                                brml(rawData(
                                        VIEWS,
                                        "1,1,20,10,9,100",
                                        "1,1,20.05,10.025,9,225",
                                        "1,1,20.1,10.05,9,400",
                                        "1,1,20.15,10.075,9,144")),
                                "a.brml")
                        .get(0),
                DOUBLET);
        check(
                new PatternFileReader()
                        .read(
                                brml(rawData(
                                        "",
                                        "1,1,20,10,100",
                                        "1,1,20.05,10.025,225",
                                        "1,1,20.1,10.05,400",
                                        "1,1,20.15,10.075,144")),
                                "a.brml")
                        .get(0),
                DOUBLET);
    }

    @Test
    void refusesOtherBrml() throws IOException {
        byte[] frames = brml(
                rawData(VIEWS.replace("Start=\"5\" Length=\"1\"", "Start=\"5\" Length=\"1280\""), "1,1,20,10,9,1"));
        assertTrue(assertThrows(PatternFileException.class, () -> new PatternFileReader().read(frames, "a.brml"))
                .getMessage()
                .contains("1280 channels"));
        byte[] cut = java.util.Arrays.copyOf(frames, frames.length / 2);
        assertThrows(PatternFileException.class, () -> new PatternFileReader().read(cut, "a.brml"));
        byte[] entity = brml(
                rawData(VIEWS, "1,1,20,10,9,1").replace("?>\n", "?><!DOCTYPE r [<!ENTITY e SYSTEM \"file:///x\">]>"));
        assertThrows(PatternFileException.class, () -> new PatternFileReader().read(entity, "a.brml"));
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            zip.putNextEntry(new ZipEntry("Experiment0/RawData0.xml"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
        }
        assertTrue(assertThrows(
                        PatternFileException.class, () -> new PatternFileReader().read(bomb.toByteArray(), "a.brml"))
                .getMessage()
                .contains("MiB"));
    }
}
