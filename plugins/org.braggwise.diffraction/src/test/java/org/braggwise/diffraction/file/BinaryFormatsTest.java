// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.braggwise.crystal.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of the binary formats, written here byte by byte at the offsets of their descriptions. */
class BinaryFormatsTest {

    private static final double[] COUNTS = {100, 225, 400, 144};

    static Bytes raw1() {
        Bytes b = new Bytes()
                .text(0, "RAW ")
                .u32(4, 4)
                .f32(8, 1.5, 0.05)
                .u32(16, 0)
                .f32(24, 20.0, 10.0, -1e6, -1e6)
                .text(40, "quartz")
                .f32(72, 1.5406, 1.54439)
                .u32(152, 1)
                .f32(156, COUNTS);
        return b.text(172, "RAW ")
                .u32(176, 3)
                .f32(180, 1.5, 0.1)
                .f32(196, 40.0)
                .f32(244, 1.5406, 1.54439)
                .u32(324, 0)
                .f32(328, 1, 2, 3);
    }

    static Bytes raw2() {
        return new Bytes()
                .text(0, "RAW2")
                .u16(4, 1)
                .text(168, "01-JAN-1999 12:00")
                .text(188, "CU")
                .f32(190, 1.5406, 1.54439, 0.5)
                .u16(256, 60, 4)
                .f32(264, 1.0, 0.05, 20.0)
                .u16(302, 293)
                .f32(316, COUNTS);
    }

    static Bytes raw3() {
        return new Bytes()
                .text(0, "RAW1.01")
                .u32(8, 1)
                .u32(12, 1)
                .text(16, "01/02/2003")
                .text(26, "10:11:12")
                .text(326, "LaB6")
                .text(608, "Cu")
                .f64(616, 1.5418, 1.5406, 1.54439, 1.39222, 0.5)
                .u32(712, 304)
                .u32(716, 4)
                .f64(720, 10.0, 20.0)
                .f64(712 + 176, 0.05)
                .f32(712 + 192, 2.0)
                .f64(712 + 240, 1.5406)
                .u32(712 + 256, 40)
                .f32(712 + 304 + 40, COUNTS);
    }

    static Bytes raw4() {
        int variable = 61;
        int hardware = variable + 36 + 12;
        int range = hardware + 120;
        Bytes b = new Bytes()
                .text(0, "RAW4.00")
                .text(12, "06/07/2021")
                .text(24, "08:09:10")
                .u32(variable, 10)
                .u32(variable + 4, 48)
                .text(variable + 12, "SAMPLEID")
                .text(variable + 36, "SrTiO3 film")
                .u32(hardware, 30)
                .u32(hardware + 4, 120)
                .f64(hardware + 72, 1.5418, 1.5406, 1.54439, 1.39222, 0.5)
                .text(hardware + 116, "Cu")
                .u32(range, 0)
                .text(range + 32, "Locked Coupled")
                .f64(range + 72, 20.0, 0.05)
                .u32(range + 88, 4)
                .f32(range + 92, 0.5)
                .f64(range + 112, 1.5406)
                .u32(range + 136, 4)
                .u32(range + 140, 64);
        int drive = range + 160;
        return b.u32(drive, 50)
                .u32(drive + 4, 64)
                .text(drive + 12, "2Theta")
                .f64(drive + 56, 20.0)
                .f32(drive + 64, COUNTS);
    }

    static Bytes rd(String mark, int data) {
        return new Bytes()
                .text(0, mark)
                .u16(84, 3)
                .f64(94, 1.5406, 1.54439, 0.5)
                .text(138, "FILE1")
                .text(146, "calcite")
                .f64(214, 0.05, 20.0, 20.15)
                .u16(data, 100, 150, 200, 120);
    }

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("v1.raw", raw1()),
                Arguments.of("v2.raw", raw2()),
                Arguments.of("v3.raw", raw3()),
                Arguments.of("v4.raw", raw4()),
                Arguments.of("a.rd", rd("V3RD", 250)),
                Arguments.of("a.sd", rd("V5RD", 810)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void readsAnglesCountsAndWavelength(String name, Bytes bytes) {
        PatternFile f = new PatternFileReader().read(bytes.get(), name).get(0);
        assertArrayEquals(new double[] {20, 20.05, 20.1, 20.15}, f.twoThetaDeg(), 1e-6);
        assertArrayEquals(COUNTS, f.intensities(), 1e-9);
        assertEquals((2 * 1.5406 + 1.54439) / 3, f.wavelengthAngstrom().getAsDouble(), 1e-6);
        assertEquals(2, f.radiation().get().lines().size());
        // version 1 has no intensity ratio: that 2 : 1 was taken is said
        assertEquals(
                name.equals("v1.raw") ? List.of("2 : 1") : List.of(),
                f.diagnostics().stream()
                        .filter(d -> d.severity() == Diagnostic.Severity.WARNING
                                && d.rule().equals("wavelength"))
                        .map(Diagnostic::assumed)
                        .toList());
    }

    @ParameterizedTest(name = "K-alpha-2 {0}")
    @ValueSource(doubles = {0, 1.5406, 1.39222})
    void versionOneWithoutADoubletIsOneLine(double alpha2) {
        PatternFile f = new PatternFileReader()
                .read(raw1().f32(76, alpha2).get(), "v1.raw")
                .get(0);
        assertEquals(1.5406, f.wavelengthAngstrom().getAsDouble(), 1e-6);
        assertEquals(1, f.radiation().get().lines().size());
        assertTrue(
                f.diagnostics().stream().noneMatch(d -> d.severity() == Diagnostic.Severity.WARNING),
                f.diagnostics().toString());
    }

    @Test
    void readsEveryRangeAndTheSample() {
        List<PatternFile> scans = new PatternFileReader().read(raw1().get(), "v1.raw");
        assertEquals(2, scans.size());
        assertArrayEquals(new double[] {40, 40.1, 40.2}, scans.get(1).twoThetaDeg(), 1e-5);
        assertEquals("quartz", scans.get(0).metadata().get("sample"));
        assertEquals(
                "SrTiO3 film",
                new PatternFileReader()
                        .read(raw4().get(), "v4.raw")
                        .get(0)
                        .metadata()
                        .get("SAMPLEID"));
        assertEquals(
                "LaB6",
                new PatternFileReader()
                        .read(raw3().get(), "v3.raw")
                        .get(0)
                        .metadata()
                        .get("sample"));
        assertEquals(
                "calcite",
                new PatternFileReader()
                        .read(rd("V3RD", 250).get(), "a.rd")
                        .get(0)
                        .metadata()
                        .get("sample"));
    }

    /** Whatever the length it was cut to, a file is refused, or read up to the break with a warning: nothing is lost in silence. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void saysEveryTruncation(String name, Bytes bytes) {
        byte[] whole = bytes.get();
        int needed = new PatternFileReader()
                .read(whole, name).stream().mapToInt(PatternFile::points).sum();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                PatternFileContent content = new PatternFileReader().content(cut, name);
                int points =
                        content.scans().stream().mapToInt(PatternFile::points).sum();
                boolean said = !content.refused().isEmpty()
                        || content.scans().stream()
                                .flatMap(s -> s.diagnostics().stream())
                                .anyMatch(d -> d.rule().matches("interrupted|continuous")
                                        && d.severity() == Diagnostic.Severity.WARNING);
                assertTrue(said && points < needed, name + " cut to " + length + " gives " + points + " points");
            } catch (PatternFileException e) {
                assertTrue(e.getMessage().contains(name) && e.getMessage().contains("expected"), e.getMessage());
            }
        }
    }

    /** Damage may change numbers, but ends in a scan or in a {@link PatternFileException}, at once and in bounded memory. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void survivesDamage(String name, Bytes bytes) {
        SplittableRandom random = new SplittableRandom(7);
        for (int n = 0; n < 2000; n++) {
            byte[] damaged = bytes.get();
            for (int k = random.nextInt(1, 5); k > 0; k--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertTrue(new PatternFileReader().read(damaged, name).get(0).points() >= 2);
            } catch (PatternFileException expected) {
                assertTrue(expected.getMessage().contains("expected"));
            }
        }
    }

    @Test
    void refusesForeignBytesAndOtherScans() {
        byte[] garbage = new byte[5000];
        new java.util.Random(3).nextBytes(garbage);
        garbage[0] = 'X';
        for (String name :
                List.of("a.raw", "a.rd", "a.xy", "a.csv", "a.ras", "a.xrdml", "a.brml", "a.udf", "a.cif", "nothing")) {
            PatternFileException e =
                    assertThrows(PatternFileException.class, () -> new PatternFileReader().read(garbage, name));
            assertTrue(e.getMessage().contains(name), e.getMessage());
            assertThrows(PatternFileException.class, () -> new PatternFileReader().read(new byte[0], name));
        }
        byte[] rocking = raw4().text(61 + 48 + 120 + 32, "Rocking Curve\0").get();
        assertTrue(assertThrows(PatternFileException.class, () -> new PatternFileReader().read(rocking, "v4.raw"))
                .getMessage()
                .contains("Rocking Curve"));
    }
}
