// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.braggwise.crystal.Diagnostic.Severity.WARNING;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rigaku RAS: text with *RAS_HEADER_START .. *RAS_HEADER_END ({@code *KEY "value"}) and *RAS_INT_START .. *RAS_INT_END (angle,
 * intensity, attenuator factor), repeated for each scan. The intensity is the second column times the third.
 */
final class RasFormat {

    private static final List<String> METADATA = List.of(
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
            "MEAS_COND_XG_WAVE_TYPE");

    private final String m_source;
    private final String m_text;
    private final List<String> m_lines;

    private RasFormat(String text, String source) {
        m_source = source;
        m_text = text;
        m_lines = text.lines().toList();
    }

    static PatternFileContent read(String text, String source) {
        return new RasFormat(text, source).read();
    }

    private PatternFileContent read() {
        Scans scans = new Scans();
        Map<String, String> header = new HashMap<>();
        for (int i = 0; i < m_lines.size(); i++) {
            String line = m_lines.get(i).strip();
            if (line.equals("*RAS_INT_START")) {
                int from = i + 1;
                int to = end(from);
                Map<String, String> of = Map.copyOf(header);
                scans.add(index -> scan(of, from, to, index));
                i = to;
            } else if (line.startsWith("*")) {
                int blank = line.indexOf(' ');
                if (blank > 0) {
                    header.put(
                            line.substring(1, blank),
                            line.substring(blank + 1).strip().replaceAll("^\"|\"$", ""));
                }
            } else if (!line.isEmpty()) {
                scans.refuse(PatternFileException.atLine(
                        m_source,
                        i + 1,
                        PatternFileException.quote(line),
                        "a line that begins with *",
                        "This is no RAS file, or it is damaged."));
                break;
            }
        }
        return scans.content(PatternFileException.in(
                m_source, "no *RAS_INT_START", "measured points", "The file is cut short or holds no scan."));
    }

    private int end(int from) {
        int i = from;
        while (i < m_lines.size() && !m_lines.get(i).strip().startsWith("*")) {
            i++;
        }
        return i;
    }

    private PatternFile scan(Map<String, String> header, int from, int to, int index) {
        String axis = header.getOrDefault("MEAS_SCAN_AXIS_X", "");
        String internal = header.getOrDefault("MEAS_SCAN_AXIS_X_INTERNAL", "");
        if (!axis.isEmpty() && !RigakuProfile.isTwoTheta(axis) && !RigakuProfile.isTwoTheta(internal)) {
            throw RigakuProfile.otherAxis(m_source, from, axis);
        }
        ScanBuilder scan = new ScanBuilder(m_source, PatternFormat.RAS, index);
        RigakuProfile.read(scan, m_lines, from, to, RigakuProfile.End.of(to < m_lines.size(), m_text), m_source);
        double stated = Numeral.orElse(header.getOrDefault("MEAS_DATA_COUNT", ""), scan.points());
        if (stated != scan.points() && to < m_lines.size()) {
            scan.note(
                    WARNING,
                    to + 1,
                    "points",
                    scan.points() + " points",
                    (long) stated + " as MEAS_DATA_COUNT states",
                    "the points that are there");
        }
        new WavelengthClues()
                .anode(header.getOrDefault("HW_XG_TARGET_NAME", ""))
                .alpha1(Numeral.orElse(header.getOrDefault("HW_XG_WAVE_LENGTH_ALPHA1", ""), Double.NaN))
                .alpha2(Numeral.orElse(header.getOrDefault("HW_XG_WAVE_LENGTH_ALPHA2", ""), Double.NaN))
                .beta(Numeral.orElse(header.getOrDefault("HW_XG_WAVE_LENGTH_BETA", ""), Double.NaN))
                .measured(header.getOrDefault("MEAS_COND_XG_WAVE_TYPE", ""))
                .giveTo(scan);
        METADATA.forEach(key -> scan.metadata(key, header.getOrDefault(key, "")));
        return scan.build();
    }
}
