// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.regex.Pattern;

/**
 * STOE WinXPOW binary ("RAW_1.06Powdat"). Little-endian, in blocks of 512 bytes; a range has a block that begins with the dates of its
 * start and end, and the counts as 32-bit integers from the next block on.
 *
 * <p>The offsets are facts as the public reader of ComPlat/chemotion-converter-app documents them (count of points, first and last angle)
 * and as a real file shows them (aimat-lab/xrdpattern: where the range's block stands, and its step).
 */
final class StoeRawFormat {

    private static final String MARK = "RAW_1.";
    private static final int BLOCK = 512;
    private static final int WAVELENGTHS = 0x142;
    private static final Pattern DATE = Pattern.compile("\\d\\d-[A-Za-z]{3}-\\d\\d \\d\\d:\\d\\d");

    private StoeRawFormat() {}

    static boolean isOne(String head) {
        return head.startsWith(MARK) && head.contains("Powdat");
    }

    static PatternFileContent read(byte[] bytes, String source) {
        ByteCursor in = new ByteCursor(bytes, source);
        Scans scans = new Scans();
        for (int block = BLOCK; block + 2 * BLOCK <= bytes.length; block += BLOCK) {
            int at = block;
            if (isRange(in, at)) {
                scans.add(index -> scan(in, at, source, index));
            }
        }
        return scans.content(PatternFileException.in(
                source,
                "a STOE file without a range that is known",
                "a block with the dates, the number of points and the angles of a range",
                "Export the scan from WinXPOW as text (.xyd)."));
    }

    private static boolean isRange(ByteCursor in, int at) {
        in.seek(at, "a block");
        String begin = in.text(16, "the date of the beginning");
        String end = in.text(16, "the date of the end");
        return DATE.matcher(begin).matches() && DATE.matcher(end).matches();
    }

    private static PatternFile scan(ByteCursor in, int at, String source, int index) {
        ScanBuilder scan = new ScanBuilder(source, PatternFormat.STOE_RAW, index);
        in.seek(0x20, "the title");
        scan.metadata("title", in.text(80, "the title"));
        in.seek(at, "the dates");
        scan.metadata("date", in.text(16, "the date"));
        in.seek(at + 0x22, "the number of points");
        int points = in.u16("the number of points");
        in.seek(at + 0x2c, "the angles");
        double start = round(in.f32("the first angle"));
        in.skip(4, "theta");
        double end = round(in.f32("the last angle"));
        if (points < 2 || !(end > start) || !(start > -180) || !(end < 180)) {
            throw PatternFileException.atByte(
                    source, at + 0x22, points + " points from " + start + " to " + end, "a range in degrees", "");
        }
        in.seek(at + BLOCK, "the points");
        int n = in.countUpToEnd(points, 4, "points");
        for (int i = 0; i < n; i++) {
            scan.add(start + (end - start) * i / (points - 1), (int) in.u32("a count"), 0);
        }
        if (n < points) {
            scan.interrupted(0, n + " points up to the end of the file", points + " by the header");
        }
        in.seek(WAVELENGTHS, "the wavelengths");
        new WavelengthClues()
                .alpha1(round(in.f32("a wavelength")))
                .alpha2(round(in.f32("a wavelength")))
                .giveTo(scan);
        return scan.build();
    }

    /** A 4-byte float carries 7 digits: the rest of its double is noise. */
    private static double round(double f32) {
        double scale = Math.abs(f32) < 10 ? 1e6 : 1e5;
        return Math.abs(f32) < 1e6 ? Math.rint(f32 * scale) / scale : f32;
    }
}
