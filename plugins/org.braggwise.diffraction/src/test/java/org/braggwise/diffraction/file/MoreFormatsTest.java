// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

import org.braggwise.crystal.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** UXD, GSAS, .chi, JCAMP-DX, MDI, APD, CPI, XDD, Rigaku's and STOE's formats: eleven points each, told by their content alone. */
class MoreFormatsTest {

    private static final double[] COUNTS = {100, 110, 120, 400, 900, 410, 130, 120, 110, 105, 100};
    private static final double DOUBLET = (2 * 1.5406 + 1.54439) / 3;

    private static final String UXD =
            """
            ; file.raw (Diffrac Plus V1.01 file) converted by XCH
            _FILEVERSION=2
            _SAMPLE='quartz'
            _WL_UNIT='A'
            _WL1=1.540600
            _WL2=1.544390
            _WL3=1.392220
            _WLRATIO=0.500000
            _ANODE='Cu'
            ; (Data for Range number 1)
            _DRIVE='COUPLED'
            _STEPTIME=1.000000
            _STEPSIZE=0.100000
            _START=20.000000
            _2THETA=20.000000
            _COUNTS
                 100      110      120      400      900      410      130      120
                 110      105      100
            """;

    private static final String GSAS =
            """
            LaB6 at 300 K
            # Wavelength 0.4133 A
            BANK 1 11 %d CONST 2000.00 10.00 0 0 %s
            """;

    private static final String JCAMP =
            """
            ##TITLE= quartz
            ##JCAMP-DX= 4.24 $$ by hand
            ##DATA TYPE= X-RAY DIFFRACTION
            ##XUNITS= 2-THETA
            ##YUNITS= COUNTS
            ##FIRSTX= 20.0
            ##LASTX= 21.0
            ##NPOINTS= 11
            ##XFACTOR= 0.1
            ##YFACTOR= 1
            %s
            ##END=
            """;

    private static String joined(int perLine, String format) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < COUNTS.length; i++) {
            b.append(String.format(Locale.ROOT, format, (int) COUNTS[i]))
                    .append(i % perLine == perLine - 1 ? "\n" : "");
        }
        return b.toString();
    }

    private static String free(String format) {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < COUNTS.length; i++) {
            b.append(String.format(Locale.ROOT, format, 20 + 0.1 * i, COUNTS[i], Math.sqrt(COUNTS[i])))
                    .append('\n');
        }
        return b.toString();
    }

    private static String esd() {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < COUNTS.length; i++) {
            b.append(String.format(Locale.ROOT, "%8.1f%8.1f", COUNTS[i], Math.sqrt(COUNTS[i])))
                    .append(i % 5 == 4 ? "\n" : "");
        }
        return b.toString();
    }

    private static String alt() {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < COUNTS.length; i++) {
            b.append(String.format(Locale.ROOT, "%8d%7d%5d", 3200 * 20 + 320 * i, (int) (1000 * COUNTS[i] / 100), 500))
                    .append(i % 4 == 3 ? "\n" : "");
        }
        return b.toString();
    }

    static List<Arguments> files() {
        List<Arguments> f = new ArrayList<>();
        f.add(Arguments.of("Bruker UXD", UXD, DOUBLET));
        f.add(Arguments.of(
                "Bruker UXD", UXD.replaceFirst("(?s)_COUNTS.*", "_2THETACOUNTS\n") + free("%.3f\t%.0f"), DOUBLET));
        f.add(Arguments.of(
                "Bruker UXD", UXD.replaceFirst("(?s)_COUNTS.*", "_2THETACOUNTSTIME\n") + free("%.3f %.0f 2"), DOUBLET));
        f.add(Arguments.of(
                "Bruker UXD",
                UXD.replace("_WL1=1.540600", "_WL1=0.1540600")
                        .replace("_WL2=1.544390", "_WL2=0.1544390")
                        .replace("_WL_UNIT='A'", "_WL_UNIT='nm'"),
                DOUBLET));
        f.add(Arguments.of("GSAS", GSAS.formatted(2, "STD") + joined(10, " 1%6d"), 0.4133));
        f.add(Arguments.of("GSAS", GSAS.formatted(2, "") + joined(10, "%8d"), 0.4133));
        f.add(Arguments.of("GSAS", GSAS.formatted(3, "ESD") + esd(), 0.4133));
        f.add(Arguments.of(
                "GSAS",
                "\0\1\2 an old title\n" + GSAS.formatted(3, "ESD").replaceFirst("LaB6.*\n", "") + esd(),
                0.4133));
        f.add(Arguments.of("GSAS", GSAS.formatted(11, "FXYE") + centidegrees(), 0.4133));
        f.add(Arguments.of(
                "text columns",
                "image.tif\n2-Theta Angle (Degrees)\nIntensity\n      11\n" + free("  %.7E  %.7E"),
                0.0));
        f.add(Arguments.of(
                "JCAMP-DX",
                JCAMP.formatted("##XYDATA= (X++(Y..Y))\n200 100 110 120 400 900\n205 410 130 120 110 105\n210 100"),
                0.0));
        f.add(Arguments.of(
                "JCAMP-DX",
                JCAMP.formatted("##XYDATA= (X++(Y..Y))\n200A00A10A20D00I00\n205D10A30A20A10A05\n210A00"),
                0.0));
        f.add(Arguments.of(
                "JCAMP-DX",
                JCAMP.formatted("##XYDATA= (X++(Y..Y))\n200A00J0TK80N00\n204I00m90k80j0\n207A20j0n\n209A05n"),
                0.0));
        f.add(Arguments.of(
                "JCAMP-DX",
                JCAMP.replace("##XFACTOR= 0.1\n", "")
                                .formatted("##XYPOINTS= (XY..XY)\n")
                                .replace("##END=\n", "") + free("%.2f, %.0f;") + "##END=\n",
                0.0));
        f.add(Arguments.of(
                "Jade MDI",
                "09/11/91 DIF Demo08\n 20.000 0.1000  4.0 CU  1.540600 21.000     11\n" + joined(8, "%8d")
                        + "      -1\n.\n",
                1.5406));
        f.add(Arguments.of(
                "Sietronics CPI",
                "SIETRONICS XRD SCAN\n20.00\n21.00\n0.100\nCu\n1.54060\n1-1-1990\n0.600\nquartz\nSCANDATA\n"
                        + joined(1, "%d"),
                1.5406));
        f.add(Arguments.of(
                "APD text",
                "SampleIdent x DataFileName y\nAnode Cu Alpha1 1.54060 Alpha2 1.54439 Ratio 0.50000\n"
                        + "  20.000   0.100  21.000    MeasureDateTime 04/11/2024   10:43\n" + joined(10, "%7d"),
                DOUBLET));
        f.add(Arguments.of("text columns", "/* TOPAS */ \n20 0.1 21\n" + joined(1, "%d"), 0.0));
        f.add(Arguments.of(
                "Rigaku ASC",
                "*TYPE\t\t=  Raw\n*SAMPLE =  q\n*SCAN_AXIS =  2theta/theta\n*TARGET = 29\n*XRAY_CHAR = K-ALPHA1\n*WAVE_LENGTH1 = 1.5406\n"
                        + "*WAVE_LENGTH2 = 1.54439\n*BEGIN\n*GROUP = 0\n*START =  20\n*STOP =  21\n*STEP = 0.1\n*COUNT = 11\n"
                        + joined(4, "%d, ").replace(", \n", "\n")
                        + "\n*END\n*EOF\n",
                DOUBLET));
        return f;
    }

    private static String centidegrees() {
        StringBuilder b = new StringBuilder();
        for (int i = 0; i < COUNTS.length; i++) {
            b.append(String.format(
                    Locale.ROOT, "%15.2f%15.1f%12.3f%n", 2000 + 10.0 * i, COUNTS[i], Math.sqrt(COUNTS[i])));
        }
        return b.toString();
    }

    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("files")
    void readsElevenPoints(String format, String text, double wavelength) {
        PatternFile f = read(text);
        assertEquals(format, f.format().label());
        assertEquals(11, f.points(), () -> Arrays.toString(f.intensities()) + f.diagnostics());
        for (int i = 0; i < 11; i++) {
            assertEquals(20 + 0.1 * i, f.twoThetaDeg()[i], 1e-6);
        }
        assertArrayEquals(COUNTS, f.intensities(), 1e-9, () -> Arrays.toString(f.intensities()));
        assertEquals(wavelength, f.wavelengthAngstrom().orElse(0), 1e-9, () -> f.radiation()
                .toString());
    }

    private static PatternFile read(String text) {
        return new PatternFileReader()
                .read(text.getBytes(StandardCharsets.ISO_8859_1), "a.dat")
                .get(0);
    }

    @Test
    void alternativeBanksHoldTheirOwnAngles() {
        PatternFile f = read(GSAS.formatted(3, "ALT") + alt());
        assertEquals(20.1, f.twoThetaDeg()[1], 1e-9);
        assertEquals(9, f.intensities()[4], 1e-9);
        assertEquals(0.5, f.uncertainties().get()[0], 1e-9);
    }

    /** Whatever is cut off, what is left is refused, or read with a warning. */
    @ParameterizedTest(name = "{index} {0}")
    @MethodSource("files")
    void saysWhatIsMissing(String format, String text, double wavelength) {
        if (format.equals("Bruker UXD")) {
            return; // UXD states no number of points
        }
        int last = text.lastIndexOf("105");
        if (last < 0) {
            return;
        }
        String cut = text.substring(0, last);
        try {
            PatternFile f = read(cut);
            assertTrue(
                    f.diagnostics().stream()
                                    .anyMatch(d -> d.severity() == Diagnostic.Severity.WARNING
                                            && d.rule().matches("interrupted|points"))
                            || format.equals("JCAMP-DX"),
                    () -> cut + f.diagnostics());
        } catch (PatternFileException e) {
            assertTrue(e.getMessage().contains("expected"));
        }
    }

    @Test
    void everyRangeOfAUxdIsAScan() {
        String second = UXD.substring(UXD.indexOf("; (Data")).replace("20.000000", "30.000000");
        String rocking = second.replace("'COUPLED'", "'THETA'");
        PatternFileContent c =
                new PatternFileReader().content((UXD + second + rocking).getBytes(StandardCharsets.UTF_8), "a.uxd");
        assertEquals(2, c.scans().size());
        assertEquals(30, c.scans().get(1).twoThetaDeg()[0], 1e-9);
        assertEquals(1, c.refused().size());
        assertTrue(c.refused().get(0).getMessage().contains("'THETA'"));
        String varied = UXD.replaceFirst("(?s)_COUNTS.*", "_2THETACOUNTSTIME\n20 10 1\n20.1 40 2\n20.2 90 3\n");
        assertArrayEquals(new double[] {10, 20, 30}, read(varied).intensities(), 1e-9);
    }

    @Test
    void stoe() {
        int range = 0x800;
        Bytes b = new Bytes()
                .text(0, "RAW_1.06Powdat")
                .text(0x10, "22-Sep-20 17:18")
                .text(0x20, "quartz")
                .f32(0x142, 1.54059, 1.54443)
                .text(range, "22-Sep-20 17:18")
                .text(range + 16, "22-Sep-20 18:21")
                .u16(range + 0x22, 11)
                .f32(range + 0x2c, 20, 10, 21);
        for (int i = 0; i < 11; i++) {
            b.u32(range + 512 + 4 * i, (int) COUNTS[i]);
        }
        byte[] whole = Arrays.copyOf(b.get(), range + 1024);
        PatternFile f = new PatternFileReader().read(whole, "a.raw").get(0);
        assertEquals("STOE RAW", f.format().label());
        assertArrayEquals(COUNTS, f.intensities());
        assertEquals(20.1, f.twoThetaDeg()[1], 1e-9);
        assertEquals(21, f.twoThetaDeg()[10], 1e-9);
        assertEquals("Ka1 and Ka2 2 : 1", f.assumption().get());
    }

    @Test
    void packedFilesAreUnpacked() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(UXD.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(
                11,
                new PatternFileReader()
                        .read(out.toByteArray(), "a.uxd.gz")
                        .get(0)
                        .points());
    }
}
