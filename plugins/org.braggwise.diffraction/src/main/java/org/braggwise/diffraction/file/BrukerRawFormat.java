// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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

    private static final long RAW_BLANK = 'R' | 'A' << 8 | 'W' << 16 | ' ' << 24;
    /* Scan types of version 3, and how many parameters may vary from point to point. */
    private static final int ROCKING_CURVE = 3;
    private static final int RECIPROCAL_SPACE = 14;
    private static final int MAX_VARYING = 12;

    private final String m_source;
    private final ByteCursor m_in;
    private final Scans m_scans = new Scans();

    private BrukerRawFormat(byte[] bytes, String source) {
        m_source = source;
        m_in = new ByteCursor(bytes, source);
    }

    static PatternFileContent read(byte[] bytes, String source) {
        return new BrukerRawFormat(bytes, source).read();
    }

    private PatternFileContent read() {
        String head = m_in.text(Math.min(7, m_in.size()), "the file's mark");
        if (head.isEmpty()) {
            throw PatternFileException.atByte(m_source, 0, "no mark", "RAW , RAW2, RAW1.01 or RAW4.00", "");
        }
        try {
            if (head.startsWith("RAW1.01")) {
                version3();
            } else if (head.startsWith("RAW4.00")) {
                version4();
            } else if (head.startsWith("RAW2")) {
                version2();
            } else if (isVersion1()) {
                version1();
            } else {
                throw PatternFileException.atByte(
                        m_source,
                        0,
                        PatternFileException.quote(head),
                        "RAW , RAW2, RAW1.01 or RAW4.00",
                        "This is no Bruker RAW file of a known version.");
            }
        } catch (PatternFileException e) {
            m_scans.refuse(e);
        }
        return m_scans.content(
                PatternFileException.in(m_source, "no range", "at least one range", "The measurement holds no data."));
    }

    private boolean isVersion1() {
        m_in.seek(0, "the file's mark");
        return m_in.size() > 3 && m_in.u32("the file's mark") == RAW_BLANK;
    }

    private ScanBuilder builder(String version, int index) {
        ScanBuilder b = new ScanBuilder(m_source, PatternFormat.BRUKER_RAW, index);
        b.metadata("format version", version);
        return b;
    }

    /** @param header gives a scan what the range's header says beside its angles */
    private void range(BrukerRange range, Consumer<ScanBuilder> header) {
        int begin = m_in.position();
        m_scans.add(index -> {
            ScanBuilder scan = builder(range.version(), index);
            header.accept(scan);
            range.read(scan, m_in, m_source);
            return scan.build();
        });
        m_in.seek(Math.min(m_in.size(), begin + range.count() * range.bytesEach()), "the next range");
    }

    private void version1() {
        m_in.seek(4, "the first range");
        boolean more = true;
        while (more) {
            long count = m_in.u32("the number of steps");
            if (m_scans.met() > 0 && count == RAW_BLANK) {
                count = m_in.u32("the number of steps");
            }
            double time = m_in.f32("the time");
            double step = m_in.f32("the step");
            long mode = m_in.u32("the scan mode");
            m_in.skip(4, "the header");
            double start = m_in.f32("the start");
            m_in.skip(12, "the axes");
            String sample = m_in.text(32, "the sample name");
            double alpha1 = round(m_in.f32("the wavelength"));
            double alpha2 = round(m_in.f32("the wavelength"));
            m_in.skip(72, "the header");
            more = m_in.u32("the following-range mark") > 0;
            range(new BrukerRange("1", count, start, step, 4, 0), scan -> {
                scan.metadata("time per step (s)", Double.toString(time));
                scan.metadata("scan mode", Long.toString(mode));
                scan.metadata("sample", sample);
                new WavelengthClues().alpha1(alpha1).alpha2(alpha2).giveTo(scan);
            });
        }
    }

    private void version2() {
        m_in.seek(4, "the header");
        int ranges = m_in.u16("the number of ranges");
        m_in.seek(168, "the date");
        String date = m_in.text(20, "the date");
        String anode = m_in.text(2, "the anode");
        WavelengthClues clues = new WavelengthClues()
                .anode(anode)
                .alpha1(round(m_in.f32("the wavelength")))
                .alpha2(round(m_in.f32("the wavelength")))
                .ratio(round(m_in.f32("the ratio")));
        m_in.seek(256, "the first range");
        for (int r = 0; r < ranges; r++) {
            long begin = m_in.position();
            int length = m_in.u16("the range header's length");
            if (length < 48) {
                throw PatternFileException.atByte(
                        m_source, begin, "a range header of " + length + " bytes", "48 or more", "");
            }
            int count = m_in.u16("the number of steps");
            m_in.skip(4, "the header");
            double time = m_in.f32("the time");
            double step = m_in.f32("the step");
            double start = m_in.f32("the start");
            m_in.seek(begin + length, "the points");
            range(new BrukerRange("2", count, start, step, 4, 0), scan -> {
                scan.metadata("time per step (s)", Double.toString(time));
                scan.metadata("date", date);
                clues.giveTo(scan);
            });
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
        WavelengthClues clues = new WavelengthClues().anode(m_in.text(4, "the anode"));
        m_in.seek(616, "the wavelengths");
        wavelengths(clues);
        m_in.seek(712, "the first range");
        for (long r = 0; r < ranges; r++) {
            long begin = m_in.position();
            long length = m_in.u32("the range header's length");
            long count = m_in.u32("the number of steps");
            m_in.f64("the theta start");
            double start = m_in.f64("the two-theta start");
            m_in.seek(begin + 176, "the step");
            double step = m_in.f64("the step");
            m_in.seek(begin + 192, "the time");
            double time = m_in.f32("the time");
            long type = m_in.u32("the scan type");
            m_in.seek(begin + 240, "the used wavelength");
            double used = m_in.f64("the used wavelength");
            int varying = (int) m_in.u32("the varying parameters");
            long record = m_in.u32("the length of a point");
            long supplementary = m_in.u32("the supplementary headers");
            m_in.seek(begin + Math.max(304, length) + supplementary, "the points");
            int bytesEach = record > 4 && record <= 4 + 8 * MAX_VARYING ? (int) record : 4;
            boolean consistent = Integer.bitCount(varying) == (bytesEach - 4) / 8;
            range(new BrukerRange("3", count, start, step, bytesEach, consistent ? varying : 0), scan -> {
                if (type >= ROCKING_CURVE && type <= RECIPROCAL_SPACE) {
                    throw PatternFileException.atByte(
                            m_source,
                            begin + 196,
                            "a scan of type " + type,
                            "0 (locked coupled), 1 (unlocked coupled) or 2 (detector scan)",
                            "Other scans are no powder patterns.");
                }
                scan.metadata("time per step (s)", Double.toString(time));
                scan.metadata("used wavelength", Double.toString(used));
                scan.metadata("date", date);
                scan.metadata("sample", sample);
                scan.metadata("comment", comment);
                if (status != 1) {
                    scan.note(
                            Diagnostic.Severity.WARNING,
                            0,
                            "status",
                            "file status " + status,
                            "1 (done)",
                            "points read as they are");
                }
                clues.giveTo(scan);
            });
        }
    }

    /** Mean, K-alpha-1, K-alpha-2 and K-beta, and the ratio of the second to the first. */
    private void wavelengths(WavelengthClues clues) {
        clues.mean(m_in.f64("the mean wavelength"))
                .alpha1(m_in.f64("the wavelength"))
                .alpha2(m_in.f64("the wavelength"))
                .beta(m_in.f64("the beta wavelength"))
                .ratio(m_in.f64("the ratio"));
    }

    private void version4() {
        m_in.seek(12, "the date");
        String date = m_in.text(12, "the date") + " " + m_in.text(10, "the time");
        m_in.seek(61, "the header segments");
        Map<String, String> variables = new LinkedHashMap<>();
        WavelengthClues clues = new WavelengthClues();
        while (m_in.remaining() >= 4) {
            long begin = m_in.position();
            long type = m_in.u32("a segment's type");
            if (type == 0 || type == 160) {
                range4(begin, clues, date, variables);
                continue;
            }
            long length = m_in.u32("a segment's length");
            if (length < 8) {
                throw PatternFileException.atByte(
                        m_source, begin, "a segment of " + length + " bytes", "8 or more", "");
            }
            if (type == 10 && length > 36) {
                m_in.skip(4, "a variable");
                String name = m_in.text(24, "a variable's name");
                variables.put(name, m_in.text((int) Math.min(length - 36, 4096), "a variable"));
            } else if (type == 30 && length >= 120) {
                m_in.seek(begin + 72, "the wavelengths");
                wavelengths(clues);
                m_in.seek(begin + 116, "the anode");
                clues.anode(m_in.text(4, "the anode"));
            }
            m_in.seek(begin + length, "the next segment");
        }
    }

    private void range4(long begin, WavelengthClues clues, String date, Map<String, String> variables) {
        m_in.seek(begin + 32, "the scan type");
        String type = m_in.text(24, "the scan type");
        m_in.seek(begin + 72, "the start");
        double start = m_in.f64("the start");
        double step = m_in.f64("the step");
        long count = m_in.u32("the number of steps");
        double time = m_in.f32("the time");
        m_in.seek(begin + 112, "the used wavelength");
        double used = m_in.f64("the used wavelength");
        m_in.seek(begin + 136, "the point's size");
        long size = m_in.u32("the point's size");
        long headers = m_in.u32("the range's headers");
        m_in.seek(begin + 160 + headers, "the points");
        if (size < 4 || size > 4096) {
            throw PatternFileException.atByte(m_source, begin + 136, "points of " + size + " bytes", "4 or more", "");
        }
        range(new BrukerRange("4", count, start, step, (int) size, 0), scan -> {
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
            scan.metadata("time per step (s)", Double.toString(time));
            scan.metadata("used wavelength", Double.toString(used));
            scan.metadata("date", date);
            scan.metadata("scan type", type);
            variables.forEach(scan::metadata);
            clues.giveTo(scan);
        });
    }

    /** A 4-byte float carries 7 digits: the rest of its double is noise (1.5406 is stored as 1.54059994). */
    private static double round(double f32) {
        return Math.abs(f32) < 1e6 ? Math.round(f32 * 1e6) / 1e6 : f32;
    }
}
