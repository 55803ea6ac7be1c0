// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.braggwise.crystal.Diagnostic;

/**
 * Rigaku RAS: text with *RAS_HEADER_START .. *RAS_HEADER_END ({@code *KEY "value"}) and *RAS_INT_START .. *RAS_INT_END (angle,
 * intensity, attenuator factor), repeated for each scan. The intensity is the second column times the third.
 */
final class RasFormat {

    private RasFormat() {}

    static List<PatternFile> read(String text, String source) {
        List<PatternFile> scans = new ArrayList<>();
        List<String> lines = text.lines().toList();
        Map<String, String> header = new HashMap<>();
        ScanBuilder scan = null;
        boolean attenuated = false;
        int started = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.equals("*RAS_HEADER_START")) {
                header = new HashMap<>(header);
            } else if (line.equals("*RAS_INT_START")) {
                checkAxis(header, source, i + 1);
                scan = new ScanBuilder(source, PatternFormat.RAS, scans.size());
                attenuated = false;
                started = i + 1;
            } else if (line.equals("*RAS_INT_END")) {
                if (scan == null) {
                    throw PatternFileException.atLine(source, i + 1, "*RAS_INT_END", "*RAS_INT_START before it", "");
                }
                if (attenuated) {
                    scan.note(
                            Diagnostic.Severity.INFO,
                            started,
                            "attenuator",
                            "attenuator factors other than 1",
                            "corrected counts",
                            "intensities multiplied by the factors");
                }
                scans.add(finish(scan, header, source, i + 1));
                scan = null;
            } else if (scan != null) {
                if (line.isEmpty()) {
                    continue;
                }
                String[] f = line.split("[\\s,]+");
                Double x = TextLayout.BLANKS.number(f[0]);
                Double y = f.length > 1 ? TextLayout.BLANKS.number(f[1]) : null;
                Double factor = f.length > 2 ? TextLayout.BLANKS.number(f[2]) : Double.valueOf(1);
                if (x == null || y == null || factor == null) {
                    throw PatternFileException.atLine(
                            source,
                            i + 1,
                            PatternFileException.quote(line),
                            "an angle, an intensity and an attenuator factor, or *RAS_INT_END",
                            "");
                }
                attenuated |= factor != 1;
                scan.add(x, y * factor, i + 1);
            } else if (line.startsWith("*")) {
                int blank = line.indexOf(' ');
                if (blank > 0) {
                    header.put(
                            line.substring(1, blank),
                            line.substring(blank + 1).strip().replaceAll("^\"|\"$", ""));
                }
            } else if (!line.isEmpty()) {
                throw PatternFileException.atLine(
                        source,
                        i + 1,
                        PatternFileException.quote(line),
                        "a line that begins with *",
                        "This is no RAS file, or it is damaged.");
            }
        }
        if (scan != null) {
            throw PatternFileException.atLine(
                    source,
                    lines.size(),
                    "the end of the file after " + scan.points() + " points",
                    "*RAS_INT_END",
                    "The file is cut short.");
        }
        if (scans.isEmpty()) {
            throw PatternFileException.in(
                    source, "no *RAS_INT_START", "measured points", "The file is cut short or holds no scan.");
        }
        return scans;
    }

    private static void checkAxis(Map<String, String> header, String source, int line) {
        String axis = header.getOrDefault("MEAS_SCAN_AXIS_X", "");
        if (!axis.isEmpty()
                && !axis.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "").matches(".*(2theta|twotheta).*")) {
            throw PatternFileException.atLine(
                    source,
                    line,
                    "a scan along " + PatternFileException.quote(axis),
                    "2-Theta",
                    "Rocking curves and pole figures are no powder patterns.");
        }
    }

    private static PatternFile finish(ScanBuilder scan, Map<String, String> header, String source, int line) {
        Double stated = TextLayout.BLANKS.number(header.getOrDefault("MEAS_DATA_COUNT", ""));
        if (stated != null && stated.intValue() != scan.points()) {
            throw PatternFileException.atLine(
                    source,
                    line,
                    scan.points() + " points",
                    stated.intValue() + " as MEAS_DATA_COUNT states",
                    "The file was cut or edited.");
        }
        StatedRadiation.withoutShares(
                scan,
                header.getOrDefault("HW_XG_TARGET_NAME", ""),
                number(header, "HW_XG_WAVE_LENGTH_ALPHA1"),
                number(header, "HW_XG_WAVE_LENGTH_ALPHA2"),
                header.getOrDefault("MEAS_COND_XG_WAVE_TYPE", ""));
        for (String key : List.of(
                "FILE_SAMPLE",
                "FILE_COMMENT",
                "FILE_OPERATOR",
                "MEAS_SCAN_START_TIME",
                "MEAS_SCAN_AXIS_X",
                "MEAS_SCAN_MODE",
                "MEAS_SCAN_SPEED",
                "MEAS_SCAN_STEP",
                "MEAS_SCAN_UNIT_Y",
                "HW_XG_TARGET_NAME",
                "MEAS_COND_XG_WAVE_TYPE")) {
            scan.metadata(key, header.getOrDefault(key, ""));
        }
        return scan.build();
    }

    private static double number(Map<String, String> header, String key) {
        Double v = TextLayout.BLANKS.number(header.getOrDefault(key, ""));
        return v == null ? 0 : v;
    }
}
