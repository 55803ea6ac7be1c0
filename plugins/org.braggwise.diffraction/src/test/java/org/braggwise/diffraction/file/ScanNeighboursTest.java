// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Other files of the kinds that {@link ScanCasesTest} has one of each. */
class ScanNeighboursTest {

    private static final double[] COUNTS = {100, 110, 120, 400, 900, 410, 130, 120, 110, 105, 100};

    private static PatternFileContent content(String text, String name) {
        return new PatternFileReader().content(text.getBytes(StandardCharsets.UTF_8), name);
    }

    private static PatternFile one(String text, String name) {
        PatternFileContent content = content(text, name);
        assertEquals(1, content.scans().size(), () -> content.toString());
        return content.scans().get(0);
    }

    /** Eleven lines of 20.00 to 21.00 deg and the counts, between that separator. */
    private static String points(String separator) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < COUNTS.length; i++) {
            b.append(String.format(Locale.ROOT, "%.2f%s%.0f%n", 20 + 0.1 * i, separator, COUNTS[i]));
        }
        return b.toString();
    }

    private static void check(PatternFile f) {
        assertEquals(11, f.points(), () -> Arrays.toString(f.twoThetaDeg()) + f.diagnostics());
        for (int i = 0; i < 11; i++) {
            assertEquals(20 + 0.1 * i, f.twoThetaDeg()[i], 1e-4, () -> Arrays.toString(f.twoThetaDeg()));
            assertEquals(COUNTS[i], f.intensities()[i], 1e-9, () -> Arrays.toString(f.intensities()));
        }
    }

    /** @param header lines before the points, "/" for a line break */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            textBlock =
                    """
            '# Wavelength: 1.5406 A'                                  | 1.5406   | ''
            '# lambda = 0.15406 nm'                                   | 1.5406   | ''
            '# wavelength (nm): 0.041328'                             | 0.41328  | ''
            '# Wavelength [m] = 4.1328e-11'                           | 0.41328  | ''
            '# wavelength = 154.06 pm'                                | 1.5406   | ''
            '# wavelength: 4.1328e-11'                                | 0.41328  | from m
            '# Wavelength 0.15406'                                    | 1.5406   | from nm
            '# lambda: 1.54056, 1.54439'                              | 1.541837 | 2 : 1
            '# Energy = 30.0 keV'                                     | 0.413281 | ''
            '# Energy (keV): 30'                                      | 0.413281 | ''
            '# beamline X, E = 30 keV'                                | 0.413281 | ''
            '# lambda = 1 Å'                                          | 1        | ''
            '# Lambda1: 1.54056 Lambda2: 1.54439 I2/I1: 0.5'          | 1.541837 | ''
            '# photon energy: 30000.0 eV'                             | 0.413281 | ''
            '# Radiation: Cu Kα1'                                     | 1.540593 | Cu Ka1
            '# X-ray tube: Co'                                        | 1.790274 | Co Ka1+Ka2
            '# Anode material: Mo'                                    | 0.710747 | Mo Ka1+Ka2
            '# Target = Fe'                                           | 1.937352 | Fe Ka1+Ka2
            K-Alpha1 wavelength,1.540598/K-Alpha2 wavelength,1.544426/Ratio K-Alpha2/K-Alpha1,0.5/Anode material,Cu | 1.541874 | ''
            '# K-Alpha1 [A]: 1.54060/# K-Alpha2 [A]: 1.54443/# K-Beta [A]: 1.39225/# K-A2 / K-A1 Ratio: 0.50000' | 1.541877 | ''
            '# WL1=1.540600 WL2=1.544390 WL3=1.392220'                | 1.541863 | 2 : 1
            '# Wellenlänge: 1,5406 Å'                                 | 1.5406   | ''
            '# λ = 0.4133 Å'                                          | 0.4133   | ''
            '# Sample: Metakaolin 0.75 M NaOH/# Anode: Cu/# Wavelength: 1.5406' | 1.5406 | ''
            '# Kapton film: 0.125 mm'                                 | 0        | ''
            '# Peak area 2.35'                                        | 0        | ''
            '# Wavelength (calibration LaB6): 0.41328 A'              | 0.41328  | ''
            K-Alpha1 wavelength,1.540598/K-Alpha2 wavelength,1.544426/Ratio K-Alpha2/K-Alpha1,0.5/Anode material,Cu/Intended wavelength type,K-Alpha 1 | 1.541874 | K-alpha-1 and K-alpha-2
            '# detector distance 0.3521 m, pixel 1.72e-4 m'           | 0        | ''
            '# wavelength: 1540.6'                                    | 0        | ''
            '# Cu Kα 1.5418'                                          | 1.5418   | ''
            '# Radiation Cu Kα, λ = 1.5418 Å'                         | 1.5418   | ''
            '# Co Ka 1.7903 A'                                        | 1.7903   | ''
            '# Mo K-alpha (0.7107)'                                   | 0.7107   | ''
            '# CrKα 2,2910'                                           | 2.2910   | ''
            '# Cu Kα1 = 1.5406'                                       | 1.5406   | ''
            '# Cu Kα1 1.54056 Å, Kα2 1.54439 Å'                       | 1.541837 | 2 : 1
            '# Kβ 1.39222 filtered, Cu Kα 1.5418'                     | 1.5418   | ''
            '# Cu Kα'                                                 | 1.541871 | Cu Ka1+Ka2
            '# D8 Advance, Co tube, 40 kV'                            | 1.790274 | Co Ka1+Ka2
            '# Mo radiation'                                          | 0.710747 | Mo Ka1+Ka2
            '# Radiation: Cobalt'                                     | 1.790274 | Co Ka1+Ka2
            '# copper K-alpha radiation'                              | 1.541871 | Cu Ka1+Ka2
            '# Iron oxide on silver, no radiation damage'             | 0        | ''
            '# Sample: CoO from Cu target wash, batch 1.5406'         | 0        | ''
            """)
    void wavelengths(String header, double angstrom, String assumed) {
        PatternFile f = one(
                header.replace("/# ", "\n# ")
                                .replace("/K", "\nK")
                                .replace("/Ratio", "\nRatio")
                                .replace("/Anode", "\nAnode")
                                .replace("/Intended", "\nIntended")
                                .replace("Alpha2\nK-Alpha1", "Alpha2/K-Alpha1")
                        + "\n" + points(" "),
                "a.xy");
        check(f);
        assertEquals(angstrom, f.wavelengthAngstrom().orElse(0), 2e-6, () -> f.radiation() + " " + f.diagnostics());
        assertEquals(assumed.isEmpty(), f.assumption().isEmpty(), () -> f.assumption()
                .toString());
        assertTrue(f.assumption().orElse("").contains(assumed), () -> f.assumption()
                .toString());
    }

    /** Names of columns in many words: the second column is the abscissa of 2-theta, the last that of the counts. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            2Theta;Intensity
            2θ (°);I (counts)
            Angle [°2θ];Counts
            Pos. [°2Th.];Iobs [cts]
            2-Theta/deg;Intensität
            Beugungswinkel;Impulse
            TwoTheta;cps
            tth;y
            2th_deg;I
            Two Theta (degrees);Intensity (a.u.)
            "2theta";"sample 1"
            x;y
            Position [°2Theta];Intensity [Counts]
            """)
    void namesOfTwoColumns(String header) {
        check(one(header + "\n" + points(";"), "a.csv"));
        check(one(header.replace(";", ",") + "\n" + points(","), "a.csv"));
        check(one("# " + header.replace(";", "\t") + "\n" + points("\t"), "a.txt"));
    }

    /** Three and more columns: which of them hold the angle (A) and the counts (C), where the others hold noise (N). */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Index,2Theta,Intensity             | IAC
            Nr.,Angle,Counts                   | IAC
            2Theta,Iback,Iobs                  | ANC
            2theta,Ycalc,Yobs,diff             | ANCN
            2Theta,Error,Intensity             | ANC
            2theta,sigma,I                     | ANC
            2Theta,d,I                         | ANC
            Angle,TimePerStep,Intensity,ESD    | A1CN
            Point,2-theta,Background,Observed  | IANC
            TwoTheta,Bkg,Yobs,Ycalc,Residual   | ANCNN
            d,2Theta,Intensity                 | NAC
            Q (1/A),2theta (deg),I             | NAC
            """)
    void namesOfMoreColumns(String header, String roles) {
        StringBuilder b = new StringBuilder(header).append('\n');
        for (int i = 0; i < 11; i++) {
            for (int c = 0; c < roles.length(); c++) {
                b.append(c == 0 ? "" : ",")
                        .append(
                                switch (roles.charAt(c)) {
                                    case 'A' -> String.format(Locale.ROOT, "%.2f", 20 + 0.1 * i);
                                    case 'C' -> String.format(Locale.ROOT, "%.0f", COUNTS[i]);
                                    case 'I' -> Integer.toString(i + 1);
                                    case '1' -> "1";
                                    default -> "7.5";
                                });
            }
            b.append('\n');
        }
        check(one(b.toString(), "a.csv"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Omega (deg);Counts
            ω;I
            Phi;Intensity
            Chi [°];cps
            Energy (keV);Counts
            E [eV];Counts
            Channel;Counts
            channel;I
            Raman shift (cm-1);Intensity
            Raman Shift / cm^-1;Intensity
            Wavenumber;Absorbance
            Wavelength (nm);Intensity
            Time (s);Intensity
            TOF;I
            Pixel;Intensity
            Q;I
            d;I
            s;I
            Azimuth (Degrees);Intensity
            Radial Distance (mm);Intensity
            Rocking curve;Intensity
            Temperature;Intensity
            """)
    void otherAxesAreRefused(String header) {
        for (String separator : List.of(";", ",", "\t")) {
            String text = header.replace(";", separator) + "\n" + points(separator);
            PatternFileException e = assertThrows(PatternFileException.class, () -> content(text, "a.txt"), header);
            assertEquals(1, e.line(), e.getMessage());
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            *MEAS_SCAN_AXIS_X "Omega"                 | Omega
            Id: "s" Anode: "Cu" Scantype: "Rocking Curve" TimePerStep: "96" | Rocking Curve
            Scan axis,Phi                             | Phi
            '# Scan axis: Theta'                        | Theta
            '#AxisUnit[1]=1/cm'                         | wavenumbers
            """)
    void otherScansAreRefused(String header, String found) {
        PatternFileException e =
                assertThrows(PatternFileException.class, () -> content(header + "\n" + points(" "), "a.txt"));
        assertTrue(e.line() == 1 && e.getMessage().contains(found), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*MEAS_SCAN_AXIS_X \"TwoThetaTheta\"",
                "Scan axis,Gonio",
                "Scan type,CONTINUOUS",
                "# Scan axis: 2Theta/Omega",
                "Scantype: \"Coupled TwoTheta/Theta\""
            })
    void coupledScansAreRead(String header) {
        check(one(header + "\n" + points(" "), "a.txt"));
    }

    /** The same scan against what two-theta can be made of, with Cu K-alpha-1. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            q_A^-1           | Q  | 1
            q_nm^-1          | Q  | 10
            Q (1/Å)          | Q  | 1
            q [nm⁻¹]         | Q  | 10
            Q (Å^-1)         | Q  | 1
            Q (inv. nm)      | Q  | 10
            d_A              | d  | 1
            d-spacing (Å)    | d  | 1
            d [nm]           | d  | 0.1
            1/d (1/Å)        | s  | 1
            Theta (deg)      | t  | 1
            θ                | t  | 1
            2th_rad          | r  | 1
            2θ (rad)         | r  | 1
            """)
    void convertsWhereTheWavelengthIsKnown(String name, char kind, double unit) {
        StringBuilder b = new StringBuilder("# Wavelength: 1.5406 A\n# " + name + "\tI\n");
        for (int i = 0; i < 11; i++) {
            double angle = Math.toRadians(20 + 0.1 * i);
            double s = 2 * Math.sin(angle / 2) / 1.5406;
            double x =
                    switch (kind) {
                        case 'Q' -> 2 * Math.PI * s * unit;
                        case 'd' -> unit / s;
                        case 's' -> s * unit;
                        case 't' -> Math.toDegrees(angle) / 2;
                        default -> angle;
                    };
            b.append(String.format(Locale.ROOT, "%.9f\t%.0f%n", x, COUNTS[i]));
        }
        check(one(b.toString(), "a.txt"));
    }

    @Test
    void severalScansInOneText() {
        String two = points(" ");
        for (String between : List.of(
                "# scan 2\n", "Range 2\n", "\n2Theta Intensity\n", "", "; (Data for Range number 2)\n", "#S 2\n")) {
            PatternFileContent c = content("# scan 1\n" + two + between + two, "a.txt");
            assertEquals(2, c.scans().size(), between);
            check(c.scans().get(1));
        }
        // a remark between points does not begin another scan
        check(one(two.replace("20.50", "# beam lost for a minute\n20.50"), "a.txt"));
        // blank lines and a gap
        String gap = two + "\n\n" + two.replace("21.", "31.").replace("20.", "30.");
        assertEquals(2, content(gap, "a.txt").scans().size());
        // one bad range beside a good one
        PatternFileContent bad = content("# scan 1\n" + two + "# scan 2\n" + two.replace(" 410", " 4x0"), "a.txt");
        check(bad.scans().get(0));
        assertEquals(1, bad.refused().size());
        // ranges that overlap
        String second = points(" ").replace("20.", "20.9").replace("21.00", "21.20");
        assertEquals(
                2,
                content(two + "20.80 5\n20.90 6\n21.00 7\n21.10 8\n", "a.txt")
                        .scans()
                        .size(),
                second);
    }

    @Test
    void manyIntensitiesALineInFineSteps() {
        SplittableRandom random = new SplittableRandom(5);
        for (int perLine : new int[] {5, 8, 10}) {
            StringBuilder b = new StringBuilder();
            for (int i = 0; i < 1000; i++) {
                b.append(i % perLine == 0 ? String.format(Locale.ROOT, "%n%8.3f", 10 + 0.02 * i) : "");
                double y = 50 + 900 * Math.exp(-Math.pow((i - 400) / 6.0, 2)) + 20 * random.nextDouble();
                b.append(' ').append(Math.round(y));
            }
            PatternFile f = one(b.toString(), "a.txt");
            assertEquals(1000, f.points(), perLine + " a line");
            assertEquals(10 + 0.02 * 999, f.twoThetaDeg()[999], 1e-6);
        }
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            table.append(String.format(Locale.ROOT, "%.2f", 10 + 0.02 * i));
            for (int k = 1; k < 9; k++) {
                table.append(' ').append(Math.round(50 * k + 10 * random.nextDouble()));
            }
            table.append('\n');
        }
        assertEquals(500, one(table.toString(), "a.txt").points());
    }

    @Test
    void attenuatorsInRigakusText() {
        String text = points(" ")
                .replace("20.40 900", "#Attenuator_coefficient=10.0\n20.40 90")
                .replace("20.50", "#Attenuator_coefficient=1.0\n20.50");
        check(one("*MEAS_SCAN_AXIS_X \"TwoThetaTheta\"\n#Attenuator_coefficient=1.0000\n" + text, "a.txt"));
    }

    @Test
    void severalSamplesInOneTable() {
        StringBuilder named = new StringBuilder("2theta\tpristine\tcycled\n");
        StringBuilder pairs = new StringBuilder("2theta A,I A,2theta B,I B\n");
        for (int i = 0; i < 11; i++) {
            double x = 20 + 0.1 * i;
            named.append(String.format(Locale.ROOT, "%.2f\t%.0f\t%.0f%n", x, COUNTS[i], 2 * COUNTS[i]));
            pairs.append(String.format(Locale.ROOT, "%.2f,%.0f,", x, COUNTS[i]))
                    .append(i < 9 ? String.format(Locale.ROOT, "%.2f,%d%n", 30 + x, i) : ",\n");
        }
        PatternFileContent samples = content(named.toString(), "a.txt");
        assertEquals(2, samples.scans().size());
        check(samples.scans().get(0));
        assertEquals(1800, samples.scans().get(1).intensities()[4]);
        PatternFileContent sides = content(pairs.toString(), "a.csv");
        assertEquals(2, sides.scans().size(), () -> sides.toString());
        check(sides.scans().get(0));
        assertEquals(9, sides.scans().get(1).points());
        assertEquals(50.8, sides.scans().get(1).twoThetaDeg()[8], 1e-9);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            step second, one a line      | 20.0 0.1 21.0            | 1
            step third                   | 20.0 21.0 0.1 title      | 8
            title before                 | A title 5 6 7/20.0 0.1 21.0 | 10
            XFIT comment                 | /* made by X *//20 0.1 21 | 5
            a line each                  | 20.0/0.1/21.0            | 1
            """)
    void startStepEnd(String what, String header, int perLine) {
        StringBuilder b = new StringBuilder(header.replace("*//", "*/\n")
                        .replace("0/0", "0\n0")
                        .replace("1/2", "1\n2")
                        .replace("7/2", "7\n2"))
                .append('\n');
        for (int i = 0; i < 11; i++) {
            b.append(' ').append((int) COUNTS[i]).append(i % perLine == perLine - 1 ? "\n" : "");
        }
        check(one(b.toString(), "a.dat"));
        PatternFile broken = one(b.substring(0, b.indexOf(" 105")), "a.dat");
        assertEquals(9, broken.points());
        assertTrue(broken.diagnostics().stream().anyMatch(d -> d.rule().equals("interrupted")), what);
    }

    @Test
    void numbersAsSpreadsheetsWriteThem() {
        check(one(points(" ").replace("\n", "\r"), "a.xy"));
        check(one(
                "\"2Theta\";\"I\"\n" + points(";").replace(".", ",").replaceAll("(?m)^(.*);(.*)$", "\"$1\";\"$2\""),
                "a.csv"));
        check(one(points("\t").replace('.', ','), "a.txt"));
        check(one(points("\t").replaceAll("(?m)^(.*)\t(.*)$", "\"$1\"\t\"$2\"").replace('.', ','), "a.txt"));
        PatternFile thousands = one(points(";").replace(";900", ";\"1,900\""), "a.csv");
        assertEquals(1900, thousands.intensities()[4]);
        for (String missing : List.of("", "N/A", "NaN", "-", "NULL", "#N/A", "--", "n.d.")) {
            PatternFile f = one("2theta,I\n" + points(",").replace(",900", "," + missing), "a.csv");
            assertTrue(Double.isNaN(f.intensities()[4]), missing);
            assertEquals(11, f.points());
            PatternFile tabs = one(points("\t").replace("\t900", "\t" + missing), "a.txt");
            assertTrue(Double.isNaN(tabs.intensities()[4]), missing);
        }
        PatternFile blank = one(points("   ").replace("   900", ""), "a.xy");
        assertTrue(Double.isNaN(blank.intensities()[4]));
    }

    @Test
    void interruptedTexts() {
        PatternFile cut = one(points(" ").substring(0, points(" ").indexOf("20.90") + 5), "a.xy");
        assertEquals(9, cut.points());
        assertTrue(cut.diagnostics().stream().anyMatch(d -> d.rule().equals("interrupted")));
        PatternFile zeros = one(points(" ") + "\0\0\0\0\0\0", "a.xy");
        check(zeros);
    }

    @Test
    void roundedAngles() {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            // six significant digits, as C++ writes by default
            double x = 99.9 + 0.0004 * i;
            b.append(String.format(Locale.ROOT, x < 100 ? "%.4f %d%n" : "%.3f %d%n", x, 100 + i));
        }
        PatternFile f = one(b.toString(), "a.xy");
        assertEquals(400, f.points());
        assertEquals(99.9 + 0.0004 * 399, f.twoThetaDeg()[399], 1e-3);
        assertTrue(f.diagnostics().stream().anyMatch(d -> d.rule().equals("angles")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            2θ/θ          | UTF-8
            2θ            | UTF-8
            2θ/ω          | UTF-8
            2θ/θ          | Shift_JIS
            2-Theta       | UTF-8
            TwoThetaOmega | UTF-8
            2?/?          | UTF-8
            """)
    void axesOfRigaku(String axis, String charset) {
        String ras = new String(ScanCasesTest.bytes("20_ras_axis_greek.ras"), StandardCharsets.UTF_8);
        byte[] bytes = ras.replace("2θ/θ", axis).getBytes(Charset.forName(charset));
        check(new PatternFileReader().read(bytes, "a.ras").get(0));
    }

    private static void assertInterrupted(PatternFile f, int points) {
        assertEquals(points, f.points());
        assertTrue(f.diagnostics().stream().anyMatch(d -> d.rule().equals("interrupted")), f.diagnostics()::toString);
    }

    /** A scan that is cut, or along another axis, leaves the other of its file; the line that the end of the file cut is not believed. */
    @Test
    void oneBadScanInARas() {
        String ras = new String(ScanCasesTest.bytes("20_ras_axis_greek.ras"), StandardCharsets.UTF_8);
        PatternFileContent cut = content(ras + ras.substring(0, ras.indexOf("20.7000") + 10), "a.ras");
        check(cut.scans().get(0));
        assertInterrupted(cut.scans().get(1), 7);
        PatternFileContent rocking = content(ras.replace("2θ/θ", "ω") + ras, "a.ras");
        check(rocking.scans().get(0));
        assertEquals(1, rocking.scans().get(0).scan());
        assertTrue(rocking.refused().get(0).getMessage().contains("'ω'"), rocking.refused()::toString);
        PatternFileContent damaged = content(ras.replace("20.5000 410", "20.5000 4x0") + ras, "a.ras");
        check(damaged.scans().get(0));
        assertEquals(1, damaged.refused().size());
    }

    @Test
    void damagedCifBlocksLeaveTheOthers() {
        String good = new String(ScanCasesTest.bytes("12e_cif_second_block_bad.cif"), StandardCharsets.UTF_8);
        good = good.substring(0, good.indexOf("data_p2"));
        for (String bad : List.of(
                "data_b\nloop_\n_pd_meas_2theta_scan\n_pd_meas_counts_total\n20 1 21\ndata_c\n_cell_length_a 4\n",
                "data_b\n_pd_char_colour\n;\nwhite\n",
                "data_b\nloop_\n1 2\n")) {
            PatternFileContent c = content(good + bad, "a.cif");
            check(c.scans().get(0));
            assertEquals(1, c.refused().size(), bad);
        }
        check(one(("# made by X\n" + good).replace('\n', '\r'), "a.cif"));
        assertInterrupted(one(good.replace("data_p1", "data_p1\n_pd_meas_number_of_points 20"), "a.cif"), 11);
    }

    @Test
    void interruptedXrdml() {
        String xrdml = new String(ScanCasesTest.bytes("12c_xrdml_second_phi.xrdml"), StandardCharsets.UTF_8)
                .replace("Phi", "2Theta");
        PatternFileContent second = content(xrdml.substring(0, xrdml.lastIndexOf("410 130")), "a.xrdml");
        check(second.scans().get(0));
        assertEquals(1, second.refused().size());
        String listed = new String(ScanCasesTest.bytes("05_xrdml_countingTimes.xrdml"), StandardCharsets.UTF_8)
                .replaceFirst(
                        "<startPosition>.*</endPosition>",
                        "<listPositions>20 20.1 20.2 20.3 20.4 20.5 20.6 20.7 20.8 20.9 21</listPositions>")
                .replaceFirst("<countingTimes.*</countingTimes>", "");
        assertInterrupted(one(listed.substring(0, listed.indexOf(" 1300")), "a.xrdml"), 5);
    }

    @Test
    void countsInHeaders() {
        check(one("LaB6.tif\n2-Theta Angle (Degrees)\nIntensity\n       11        1\n" + points(" "), "a.chi"));
        check(one("No. of points,11\nAngle,Intensity\n" + points(","), "a.csv"));
        assertInterrupted(one("# Number of points: 20\n" + points(" "), "a.xy"), 11);
        PatternFile mono = one(
                "K-Alpha1 wavelength,1.540598\nK-Alpha2 wavelength,1.544426\nRatio K-Alpha2/K-Alpha1,0\nAngle,Intensity\n"
                        + points(","),
                "a.csv");
        assertEquals(1.540598, mono.wavelengthAngstrom().getAsDouble(), 1e-9);
    }

    @Test
    void whatIsNoPatternIsNamed() {
        String[][] files = {
            {"\u0089HDF\r\n\u001a\n", "HDF5"},
            {"%PDF-1.4", "PDF"},
            {"<html><body>no</body></html>", "web page"},
            {"<?xml version=\"1.0\"?><svg/>", "<svg>"},
            {"{\"a\": [1, 2]}", "JSON"},
            {"FI\u0000\u0000\u0001", "Rigaku's binary RAW"},
            {"title\nBANK 1 100 10 SLOG 1000 2000 0.001 0 FXYE\n1000 1 1\n1001 2 1\n", "time of flight"},
            {
                "##TITLE=x\n##JCAMP-DX=4.24\n##XUNITS= 1/CM\n##FIRSTX=1\n##LASTX=2\n##NPOINTS=2\n##XYDATA=(X++(Y..Y))\n1 2 3\n##END=\n",
                "1/CM"
            },
        };
        for (String[] file : files) {
            PatternFileException e = assertThrows(PatternFileException.class, () -> new PatternFileReader()
                    .read(file[0].getBytes(StandardCharsets.ISO_8859_1), "a.dat"));
            assertTrue(e.getMessage().contains(file[1]), e.getMessage());
        }
    }

    /** Twenty million points in forty megabytes are refused before they are taken apart. */
    @Test
    void tooLargeIsRefused() {
        String xrdml =
                new String(ScanCasesTest.bytes("03_xrdml_intended_Ka1_no_monochromator.xrdml"), StandardCharsets.UTF_8);
        byte[] huge = xrdml.replace("100 110 120 400", "1 ".repeat(20_000_000)).getBytes(StandardCharsets.UTF_8);
        PatternFileException e =
                assertThrows(PatternFileException.class, () -> new PatternFileReader().read(huge, "huge.xrdml"));
        assertTrue(e.getMessage().contains("more than 1000000 points"), e.getMessage());
        for (String text : List.of("20.0 1\n".repeat(2_000_001), "20.0 " + "1 ".repeat(3_000_000))) {
            PatternFileException lines = assertThrows(PatternFileException.class, () -> content(text, "huge.xy"));
            assertTrue(lines.getMessage().contains("a scan of 1000000 points at most"), lines.getMessage());
        }
    }
}
