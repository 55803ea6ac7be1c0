// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.crystal.Diagnostic;

/**
 * Philips: the text format UDF ({@code Key, value, /} lines, then RawScan and the counts) and the binary RD (V3) and SD (V5), whose
 * 16-bit words hold 10 times the square root of the counts. The field offsets are facts as public readers (xylib, PyXRD) document them; no real file
 * of these formats was at hand to try them on.
 */
final class PhilipsFormat {

    private static final String[] ANODES = {"Cu", "Mo", "Fe", "Cr"};

    private PhilipsFormat() {}

    static List<PatternFile> readUdf(String text, String source) {
        ScanBuilder scan = new ScanBuilder(source, PatternFormat.UDF, 0);
        Map<String, String[]> keys = new HashMap<>();
        List<String> lines = text.lines().toList();
        int i = 0;
        for (; i < lines.size() && !lines.get(i).strip().equals("RawScan"); i++) {
            String[] f = lines.get(i).strip().replaceAll(",?\\s*/\\s*$", "").split(",", -1);
            keys.put(f[0].strip(), f);
            if (f.length > 1) {
                scan.metadata(f[0], String.join(",", List.of(f).subList(1, f.length)));
            }
        }
        if (i == lines.size()) {
            throw PatternFileException.in(
                    source, "no line RawScan", "RawScan and the counts after it", "The file is cut short.");
        }
        double start = number(keys, "DataAngleRange", 1, source);
        double end = number(keys, "DataAngleRange", 2, source);
        double step = number(keys, "ScanStepSize", 1, source);
        if (!(step > 0) || !(end > start)) {
            throw PatternFileException.in(
                    source,
                    "DataAngleRange " + start + " to " + end + " in steps of " + step,
                    "a range in positive steps",
                    "");
        }
        boolean ended = false;
        for (i++; i < lines.size() && !ended; i++) {
            String line = lines.get(i);
            if (line.indexOf('/') >= 0) {
                line = line.substring(0, line.indexOf('/'));
                ended = true;
            }
            for (String word : line.strip().split("[\\s,]+")) {
                if (word.isEmpty()) {
                    continue;
                }
                Double y = TextLayout.BLANKS.number(word);
                if (y == null) {
                    throw PatternFileException.atLine(source, i + 1, PatternFileException.quote(word), "a count", "");
                }
                scan.add(start + step * scan.points(), y, i + 1);
            }
        }
        long expected = Math.round((end - start) / step) + 1;
        if (scan.points() != expected) {
            if (!ended || Math.abs(scan.points() - expected) > 1) {
                throw PatternFileException.atLine(
                        source,
                        lines.size(),
                        scan.points() + " counts" + (ended ? "" : " and no closing /"),
                        expected + " for " + start + " to " + end + " in steps of " + step,
                        "The file is cut short or its header is wrong.");
            }
            scan.note(
                    Diagnostic.Severity.WARNING,
                    0,
                    "points",
                    scan.points() + " counts",
                    expected + " by the header",
                    "the counts there");
        }
        String[] anode = keys.get("Anode");
        scan.radiation(StatedRadiation.of(
                anode == null || anode.length < 2 ? "" : anode[1],
                optional(keys, "LabdaAlpha1", "LambdaAlpha1"),
                optional(keys, "LabdaAlpha2", "LambdaAlpha2"),
                optional(keys, "RatioAlpha21", "RatioAlpha21"),
                0));
        return List.of(scan.build());
    }

    private static double number(Map<String, String[]> keys, String key, int place, String source) {
        String[] f = keys.get(key);
        Double v = f == null || f.length <= place ? null : TextLayout.BLANKS.number(f[place].strip());
        if (v == null) {
            throw PatternFileException.in(
                    source,
                    f == null ? "no line " + key : PatternFileException.quote(String.join(",", f)),
                    key + " with a number in place " + place,
                    "");
        }
        return v;
    }

    /** The vendor's own spelling is "Labda". */
    private static double optional(Map<String, String[]> keys, String key, String otherSpelling) {
        String[] f = keys.containsKey(key) ? keys.get(key) : keys.get(otherSpelling);
        Double v = f == null || f.length < 2 ? null : TextLayout.BLANKS.number(f[1].strip());
        return v == null ? 0 : v;
    }

    static List<PatternFile> readRd(byte[] bytes, String source) {
        ByteCursor in = new ByteCursor(bytes, source);
        String mark = in.text(4, "the file's mark");
        if (!mark.equals("V3RD") && !mark.equals("V5RD")) {
            throw PatternFileException.atByte(
                    source,
                    0,
                    PatternFileException.quote(mark),
                    "V3RD or V5RD",
                    "This is no Philips RD or SD file of a known version.");
        }
        ScanBuilder scan = new ScanBuilder(source, PatternFormat.PHILIPS_RD, 0);
        in.seek(85, "the anode");
        int anode = in.u8("the anode");
        in.seek(94, "the wavelengths");
        double alpha1 = in.f64("a wavelength");
        double alpha2 = in.f64("a wavelength");
        double ratio = in.f64("the ratio");
        in.seek(138, "the file's name");
        scan.metadata("file", in.text(8, "the file's name"));
        scan.metadata("sample", in.text(20, "the sample"));
        in.seek(214, "the range");
        double step = in.f64("the step");
        double start = in.f64("the start");
        double end = in.f64("the end");
        if (!(step > 1e-6) || !(end > start) || !(Math.abs(start) < 360) || !(end < 360)) {
            throw PatternFileException.atByte(
                    source,
                    214,
                    start + " to " + end + " in steps of " + step,
                    "a range in degrees",
                    "The header is damaged.");
        }
        in.seek(mark.equals("V3RD") ? 250 : 810, "the points");
        int n = in.count(Math.round((end - start) / step) + 1, 2, "points");
        for (int i = 0; i < n; i++) {
            double root = in.u16("a point");
            scan.add(start + step * i, root * root / 100, 0);
        }
        String tube = anode < ANODES.length ? ANODES[anode] : "";
        scan.metadata("anode", tube);
        scan.radiation(StatedRadiation.of(tube, alpha1, alpha2, ratio, 0));
        return List.of(scan.build());
    }
}
