// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.braggwise.crystal.Diagnostic.Severity.INFO;
import static org.braggwise.crystal.Diagnostic.Severity.WARNING;

import java.util.List;
import java.util.Map;

import org.braggwise.diffraction.Radiation;

/**
 * Philips PC-APD binary RD (V3) and SD (V5), whose 16-bit words hold 10 times the square root of the counts. The field offsets are facts as
 * public readers (xylib, DASH, PyXRD) document them.
 *
 * <p>A step scan has a point at both ends of its range. A continuous scan counts while it moves from one angle of the header to the next: it
 * has a point less, in the middle of the step. The length of the file tells both apart; in a file that was cut, a byte of the header does.
 */
final class PhilipsRdFormat {

    private static final int CONTINUOUS = 126;
    private static final int RANGE = 214;
    private static final Map<String, Integer> FIRST_POINT = Map.of("V3RD", 250, "V5RD", 810);
    private static final Map<String, String> NO_SCANS =
            Map.of("DI", "peak positions", "BK", "a background", "2D", "a second derivative");
    /** The codes on which the readers agree. */
    private static final List<String> ANODES = List.of("Cu", "Mo");

    private PhilipsRdFormat() {}

    static PatternFileContent read(byte[] bytes, String source) {
        Scans scans = new Scans();
        scans.add(index -> scan(new ByteCursor(bytes, source), source, index));
        return scans.content(PatternFileException.in(source, "nothing", "a scan", ""));
    }

    static boolean isOne(byte[] bytes) {
        return bytes.length > 4
                && bytes[0] == 'V'
                && (bytes[1] == '3' || bytes[1] == '5')
                && bytes[2] >= '2'
                && bytes[3] >= 'A';
    }

    private static PatternFile scan(ByteCursor in, String source, int index) {
        String mark = in.text(4, "the file's mark");
        if (!FIRST_POINT.containsKey(mark)) {
            String other = mark.length() == 4 ? NO_SCANS.get(mark.substring(2)) : null;
            throw PatternFileException.atByte(
                    source,
                    0,
                    other == null ? PatternFileException.quote(mark) : "a Philips file of " + other,
                    "V3RD or V5RD, a scan",
                    other == null ? "This is no Philips RD or SD file of a known version." : "Export the scan itself.");
        }
        ScanBuilder scan = new ScanBuilder(source, PatternFormat.PHILIPS_RD, index);
        in.seek(85, "the anode");
        int anode = in.u8("the anode");
        in.seek(94, "the wavelengths");
        double alpha1 = in.f64("a wavelength");
        double alpha2 = in.f64("a wavelength");
        double ratio = in.f64("the ratio");
        in.seek(CONTINUOUS, "the kind of scan");
        boolean saysContinuous = in.u8("the kind of scan") > 0;
        in.seek(138, "the file's name");
        scan.metadata("file", in.text(8, "the file's name"));
        scan.metadata("sample", in.text(20, "the sample"));
        points(scan, in, FIRST_POINT.get(mark), saysContinuous, source);
        new WavelengthClues()
                .anode(tube(anode, alpha1))
                .alpha1(alpha1)
                .alpha2(alpha2)
                .ratio(alpha2 > 0 && ratio == 0 ? Double.NaN : ratio)
                .giveTo(scan);
        return scan.build();
    }

    private static void points(ScanBuilder scan, ByteCursor in, int first, boolean saysContinuous, String source) {
        in.seek(RANGE, "the range");
        double step = in.f64("the step");
        double start = in.f64("the start");
        double end = in.f64("the end");
        if (!(step > 1e-6) || !(end > start) || !(Math.abs(start) < 360) || !(end < 360)) {
            throw PatternFileException.atByte(
                    source,
                    RANGE,
                    start + " to " + end + " in steps of " + step,
                    "a range in degrees",
                    "The header is damaged.");
        }
        in.seek(first, "the points");
        long steps = Math.round((end - start) / step);
        long stored = in.remaining() / 2;
        boolean continuous = stored == steps || stored < steps && saysContinuous;
        long expected = continuous ? steps : steps + 1;
        int n = in.countUpToEnd(expected, 2, "points");
        for (int i = 0; i < n; i++) {
            double root = in.u16("a point");
            scan.add(start + step * (continuous ? i + 0.5 : i), root * root / 100, 0);
        }
        if (continuous) {
            scan.note(
                    saysContinuous ? INFO : WARNING,
                    0,
                    "continuous",
                    saysContinuous ? "a continuous scan" : "a point less than a step scan of the range has",
                    "",
                    "a continuous scan: angles in the middle of the steps");
        }
        if (n < expected) {
            scan.interrupted(0, n + " points up to the end of the file", expected + " by the header");
        }
    }

    private static String tube(int code, double alpha1) {
        for (String anode : List.of("Cu", "Co", "Mo", "Cr", "Fe", "Ag")) {
            if (Math.abs(Radiation.of(anode + " Ka1").wavelengthAngstrom() - alpha1) < 1e-3) {
                return anode;
            }
        }
        return code < ANODES.size() && !(alpha1 > 0) ? ANODES.get(code) : "";
    }
}
