// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.Diagnostic;

/**
 * Siemens/Bruker binary RAW: version 1 ("RAW ", DIFFRAC-AT), 2 ("RAW2"), 3 ("RAW1.01", DIFFRACplus; layout in its XCH manual, appendix A)
 * and 4 ("RAW4.00", DIFFRAC.MEASUREMENT). Little-endian; a file holds one or more ranges, each a scan here.
 *
 * <p>The field offsets are facts as public readers (xylib, GSAS-II) document them. Real files of all four versions were read with it (in the
 * public repositories PyXRD/PyXRD, AdvancedPhotonSource/GSAS-II-tutorials, aimat-lab/xrdpattern and datalab-org/datalab); one of version 4
 * (FAIRmat-NFDI/nomad-measurements) has 8 bytes a point: the intensity and a 32-bit integer of no use here.
 */
final class BrukerRawFormat {

    private final String m_source;
    private final ByteCursor m_in;
    private final List<PatternFile> m_scans = new ArrayList<>();

    private BrukerRawFormat(byte[] bytes, String source) {
        m_source = source;
        m_in = new ByteCursor(bytes, source);
    }

    static List<PatternFile> read(byte[] bytes, String source) {
        BrukerRawFormat format = new BrukerRawFormat(bytes, source);
        String head = format.m_in.text(Math.min(7, bytes.length), "the file's mark");
        if (head.startsWith("RAW1.01")) {
            format.version3();
        } else if (head.startsWith("RAW4.00")) {
            format.version4();
        } else if (head.startsWith("RAW2")) {
            format.version2();
        } else if (bytes.length > 3 && bytes[0] == 'R' && bytes[1] == 'A' && bytes[2] == 'W' && bytes[3] == ' ') {
            format.version1();
        } else {
            throw PatternFileException.atByte(
                    source,
                    0,
                    PatternFileException.quote(head),
                    "RAW , RAW2, RAW1.01 or RAW4.00",
                    "This is no Bruker RAW file of a known version.");
        }
        if (format.m_scans.isEmpty()) {
            throw PatternFileException.in(source, "no range", "at least one range", "The measurement holds no data.");
        }
        return format.m_scans;
    }

    private ScanBuilder builder(String version) {
        ScanBuilder b = new ScanBuilder(m_source, PatternFormat.BRUKER_RAW, m_scans.size());
        b.metadata("format version", version);
        return b;
    }

    private void steps(ScanBuilder scan, long count, double start, double step, int bytesEach) {
        if (!(Math.abs(step) > 1e-6) || Math.abs(step) > 90 || !(Math.abs(start) < 360)) {
            throw PatternFileException.atByte(
                    m_source,
                    m_in.position(),
                    "start " + start + " and step " + step,
                    "angles in degrees",
                    "The range header is damaged.");
        }
        int n = m_in.count(count, bytesEach, "points");
        for (int i = 0; i < n; i++) {
            scan.add(start + step * i, m_in.f32("an intensity"), 0);
            if (bytesEach > 4) {
                m_in.skip(bytesEach - 4, "the rest of a point");
            }
        }
    }

    private void version1() {
        m_in.seek(4, "the first range");
        boolean more = true;
        while (more) {
            ScanBuilder scan = builder("1");
            long count = m_in.u32("the number of steps");
            if (!m_scans.isEmpty() && count == ('R' | 'A' << 8 | 'W' << 16 | ' ' << 24)) {
                count = m_in.u32("the number of steps");
            }
            scan.metadata("time per step (s)", Double.toString(m_in.f32("the time")));
            double step = m_in.f32("the step");
            scan.metadata("scan mode", Long.toString(m_in.u32("the scan mode")));
            m_in.skip(4, "the header");
            double start = m_in.f32("the start");
            m_in.skip(12, "the axes");
            scan.metadata("sample", m_in.text(32, "the sample name"));
            double alpha1 = round(m_in.f32("the wavelength"));
            double alpha2 = round(m_in.f32("the wavelength"));
            StatedRadiation.withoutShares(scan, "", alpha1, alpha2, "");
            m_in.skip(72, "the header");
            more = m_in.u32("the following-range mark") > 0;
            steps(scan, count, start, step, 4);
            m_scans.add(scan.build());
        }
    }

    private void version2() {
        m_in.seek(4, "the header");
        int ranges = m_in.u16("the number of ranges");
        m_in.seek(168, "the date");
        String date = m_in.text(20, "the date");
        String anode = m_in.text(2, "the anode");
        double alpha1 = round(m_in.f32("the wavelength"));
        double alpha2 = round(m_in.f32("the wavelength"));
        double ratio = round(m_in.f32("the ratio"));
        m_in.seek(256, "the first range");
        for (int r = 0; r < ranges; r++) {
            ScanBuilder scan = builder("2");
            long begin = m_in.position();
            int length = m_in.u16("the range header's length");
            if (length < 48) {
                throw PatternFileException.atByte(
                        m_source, begin, "a range header of " + length + " bytes", "48 or more", "");
            }
            int count = m_in.u16("the number of steps");
            m_in.skip(4, "the header");
            scan.metadata("time per step (s)", Double.toString(m_in.f32("the time")));
            double step = m_in.f32("the step");
            double start = m_in.f32("the start");
            m_in.seek(begin + length, "the points");
            scan.metadata("date", date);
            scan.metadata("anode", anode);
            scan.radiation(StatedRadiation.of(anode, alpha1, alpha2, ratio, 0));
            steps(scan, count, start, step, 4);
            m_scans.add(scan.build());
        }
    }

    private void version3() {
        m_in.seek(8, "the header");
        long status = m_in.u32("the file status");
        long ranges = m_in.u32("the number of ranges");
        String date = m_in.text(10, "the date") + " " + m_in.text(10, "the time");
        m_in.seek(326, "the sample");
        String sample = m_in.text(60, "the sample");
        String comment = m_in.text(160, "the comment");
        m_in.seek(608, "the anode");
        String anode = m_in.text(4, "the anode");
        m_in.seek(616, "the wavelengths");
        double mean = m_in.f64("the mean wavelength");
        double alpha1 = m_in.f64("the wavelength");
        double alpha2 = m_in.f64("the wavelength");
        m_in.f64("the beta wavelength");
        double ratio = m_in.f64("the ratio");
        m_in.seek(712, "the first range");
        for (long r = 0; r < ranges; r++) {
            ScanBuilder scan = builder("3");
            long begin = m_in.position();
            long length = m_in.u32("the range header's length");
            if (length != 304) {
                throw PatternFileException.atByte(m_source, begin, "a range header of " + length + " bytes", "304", "");
            }
            long count = m_in.u32("the number of steps");
            m_in.f64("the theta start");
            double start = m_in.f64("the two-theta start");
            m_in.seek(begin + 176, "the step");
            double step = m_in.f64("the step");
            m_in.seek(begin + 192, "the time");
            scan.metadata("time per step (s)", Double.toString(m_in.f32("the time")));
            m_in.seek(begin + 240, "the used wavelength");
            scan.metadata("used wavelength", Double.toString(m_in.f64("the used wavelength")));
            m_in.seek(begin + 256, "the supplementary headers");
            long supplementary = m_in.u32("the supplementary headers");
            m_in.seek(begin + 304 + supplementary, "the points");
            scan.metadata("date", date);
            scan.metadata("sample", sample);
            scan.metadata("comment", comment);
            scan.metadata("anode", anode);
            if (status != 1) {
                scan.note(
                        Diagnostic.Severity.WARNING,
                        0,
                        "status",
                        "file status " + status,
                        "1 (done)",
                        "points read as they are");
            }
            scan.radiation(StatedRadiation.of(anode, alpha1, alpha2, ratio, mean));
            steps(scan, count, start, step, 4);
            m_scans.add(scan.build());
        }
    }

    private void version4() {
        m_in.seek(12, "the date");
        String date = m_in.text(12, "the date") + " " + m_in.text(10, "the time");
        m_in.seek(61, "the header segments");
        List<String[]> variables = new ArrayList<>();
        String anode = "";
        double[] source = new double[5];
        while (m_in.remaining() >= 4) {
            long begin = m_in.position();
            long type = m_in.u32("a segment's type");
            if (type == 0 || type == 160) {
                range(begin, anode, source, date, variables);
                continue;
            }
            long length = m_in.u32("a segment's length");
            if (length < 8) {
                throw PatternFileException.atByte(
                        m_source, begin, "a segment of " + length + " bytes", "8 or more", "");
            }
            if (type == 10 && length > 36) {
                m_in.skip(4, "a variable");
                variables.add(new String[] {
                    m_in.text(24, "a variable's name"), m_in.text((int) Math.min(length - 36, 4096), "a variable")
                });
            } else if (type == 30 && length >= 120) {
                m_in.seek(begin + 72, "the wavelengths");
                source = new double[] {
                    m_in.f64("a wavelength"),
                    m_in.f64("a wavelength"),
                    m_in.f64("a wavelength"),
                    m_in.f64("a wavelength"),
                    m_in.f64("the ratio")
                };
                m_in.seek(begin + 116, "the anode");
                anode = m_in.text(4, "the anode");
            }
            m_in.seek(begin + length, "the next segment");
        }
    }

    private void range(long begin, String anode, double[] source, String date, List<String[]> variables) {
        ScanBuilder scan = builder("4");
        m_in.seek(begin + 32, "the scan type");
        String type = m_in.text(24, "the scan type");
        m_in.seek(begin + 72, "the start");
        double start = m_in.f64("the start");
        double step = m_in.f64("the step");
        long count = m_in.u32("the number of steps");
        scan.metadata("time per step (s)", Double.toString(m_in.f32("the time")));
        m_in.seek(begin + 112, "the used wavelength");
        scan.metadata("used wavelength", Double.toString(m_in.f64("the used wavelength")));
        m_in.seek(begin + 136, "the point's size");
        long size = m_in.u32("the point's size");
        long headers = m_in.u32("the range's headers");
        m_in.seek(begin + 160 + headers, "the points");
        if (size < 4 || size > 4096) {
            throw PatternFileException.atByte(m_source, begin + 136, "points of " + size + " bytes", "4 or more", "");
        }
        if (!List.of("Locked Coupled", "Unlocked Coupled", "Detector Scan").contains(type)) {
            throw PatternFileException.atByte(
                    m_source,
                    begin + 32,
                    "a scan of type " + PatternFileException.quote(type),
                    "Locked Coupled, Unlocked Coupled or Detector Scan",
                    "Other scans are no powder patterns.");
        }
        if (size != 4) {
            scan.note(
                    Diagnostic.Severity.WARNING,
                    0,
                    "point-size",
                    size + " bytes a point",
                    "4",
                    "the first number of each point");
        }
        scan.radiation(StatedRadiation.of(anode, source[1], source[2], source[4], source[0]));
        scan.metadata("date", date);
        scan.metadata("scan type", type);
        scan.metadata("anode", anode);
        variables.forEach(v -> scan.metadata(v[0], v[1]));
        steps(scan, count, start, step, (int) size);
        m_scans.add(scan.build());
    }

    /** A 4-byte float carries 7 digits: the rest of its double is noise (1.5406 is stored as 1.54059994). */
    private static double round(double f32) {
        return Math.abs(f32) < 1e6 ? Math.round(f32 * 1e6) / 1e6 : f32;
    }
}
