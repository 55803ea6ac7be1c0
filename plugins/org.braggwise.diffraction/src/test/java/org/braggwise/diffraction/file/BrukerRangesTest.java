// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;

/** Ranges of Bruker's formats that are not all alike: other kinds of scan, parameters that vary, zips that were cut. */
class BrukerRangesTest {

    private static final int HEADER = 712;
    private static final int RANGE = 304;

    private static Bytes range(Bytes b, int at, int type, int varying, int record) {
        return b.u32(at, RANGE)
                .u32(at + 4, 3)
                .f64(at + 8, 10.0, 20.0)
                .f64(at + 176, 0.1)
                .f32(at + 192, 1.0)
                .u32(at + 196, type)
                .u32(at + 248, varying)
                .u32(at + 252, record);
    }

    private static Bytes raw3(int ranges) {
        return new Bytes()
                .text(0, "RAW1.01")
                .u32(8, 1)
                .u32(12, ranges)
                .text(608, "Cu")
                .f64(616, 1.5418, 1.5406, 1.54439, 1.39222, 0.5);
    }

    @Test
    void aRockingCurveLeavesTheOtherRanges() {
        Bytes b = range(raw3(3), HEADER, 0, 0, 4).f32(HEADER + RANGE, 1, 2, 3);
        int second = HEADER + RANGE + 12;
        range(b, second, 3, 0, 4).f32(second + RANGE, 4, 5, 6);
        int third = second + RANGE + 12;
        range(b, third, 1, 0, 4).f32(third + RANGE, 7, 8, 9);
        PatternFileContent c = new PatternFileReader().content(b.get(), "a.raw");
        assertEquals(2, c.scans().size());
        assertEquals(2, c.scans().get(1).scan());
        assertArrayEquals(new double[] {7, 8, 9}, c.scans().get(1).intensities());
        assertTrue(
                c.refused().get(0).getMessage().contains("a scan of type 3"),
                c.refused().toString());
    }

    @Test
    void anglesAndTimesThatVaryFollowEachIntensity() {
        // bits 0 and 10: two-theta and time
        Bytes b = range(raw3(1), HEADER, 0, 1 | 1 << 10, 20);
        for (int i = 0; i < 3; i++) {
            int at = HEADER + RANGE + 20 * i;
            b.f32(at, 10 * (i + 1)).f64(at + 4, 20 + 0.2 * i, i + 1);
        }
        PatternFile f = new PatternFileReader().read(b.get(), "a.raw").get(0);
        assertArrayEquals(new double[] {20, 20.2, 20.4}, f.twoThetaDeg(), 1e-12);
        assertArrayEquals(new double[] {10, 10, 10}, f.intensities(), 1e-12);
    }

    /** A brml whose second measurement is cut: the first is read, and the second up to the break or not at all, but said. */
    @Test
    void aZipThatWasCutGivesWhatItHolds() {
        byte[] whole = ScanCasesTest.bytes("11_brml_two_experiments.brml");
        for (int length = 2200; length < 3600; length += 50) {
            PatternFileContent c = new PatternFileReader().content(Arrays.copyOf(whole, length), "a.brml");
            assertEquals(11, c.scans().get(0).points());
            boolean both = c.scans().size() == 2 && c.scans().get(1).points() == 11;
            assertTrue(both || !c.refused().isEmpty(), "cut to " + length + ": " + c);
        }
    }

    @Test
    void measuredTimesThatVaryAreDividedBy() throws IOException {
        byte[] timed = edited(
                "11_brml_two_experiments.brml", "<Datum>1,1,20.4000,10.2000,900", "<Datum>10,1,20.4000,10.2000,9000");
        PatternFile f = new PatternFileReader().read(timed, "a.brml").get(0);
        assertEquals(900, f.intensities()[4], 1e-9);
        assertEquals(100, f.intensities()[0], 1e-9);
    }

    private static byte[] edited(String name, String what, String by) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(ScanCasesTest.bytes(name)));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                zip.putNextEntry(new ZipEntry(e.getName()));
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                zip.write(text.replace(what, by).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }
}
