// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.braggwise.crystal.Diagnostic.Severity.WARNING;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rigaku's older text (.asc, .dat): {@code *KEY = value} lines of the file, then for each group *BEGIN, its lines, *COUNT, the counts, *END. */
final class RigakuAscFormat {

    private static final Map<String, String> ANODES =
            Map.of("24", "Cr", "26", "Fe", "27", "Co", "29", "Cu", "42", "Mo", "47", "Ag");

    private final String m_source;
    private final List<String> m_lines;

    private RigakuAscFormat(String text, String source) {
        m_source = source;
        m_lines = text.lines().toList();
    }

    static boolean isOne(String head) {
        return head.startsWith("*TYPE") && head.contains("=");
    }

    static PatternFileContent read(String text, String source) {
        return new RigakuAscFormat(text, source).read();
    }

    private PatternFileContent read() {
        Scans scans = new Scans();
        Map<String, String> file = new HashMap<>();
        Map<String, String> keys = file;
        for (int i = 0; i < m_lines.size(); i++) {
            String line = m_lines.get(i).strip();
            if (!line.startsWith("*")) {
                continue;
            }
            int equals = line.indexOf('=');
            String key = (equals < 0 ? line.substring(1) : line.substring(1, equals))
                    .strip()
                    .toUpperCase(Locale.ROOT);
            if (key.equals("BEGIN")) {
                keys = new HashMap<>(file);
            } else if (equals > 0) {
                keys.putIfAbsent(key, line.substring(equals + 1).strip());
            }
            if (key.equals("COUNT")) {
                int from = i + 1;
                Map<String, String> of = Map.copyOf(keys);
                scans.add(index -> scan(of, from, index));
            }
        }
        return scans.content(PatternFileException.in(
                m_source, "no *COUNT", "the counts of a Rigaku text", "The file is cut short."));
    }

    private PatternFile scan(Map<String, String> keys, int from, int index) {
        String axis = keys.getOrDefault("SCAN_AXIS", "");
        if (!axis.isEmpty() && !RigakuProfile.isTwoTheta(axis)) {
            throw RigakuProfile.otherAxis(m_source, from, axis);
        }
        double start = required(keys, "START", from);
        double step = required(keys, "STEP", from);
        ScanBuilder scan = new ScanBuilder(m_source, PatternFormat.RIGAKU_ASC, index);
        int i = from;
        for (; i < m_lines.size() && !m_lines.get(i).strip().startsWith("*"); i++) {
            for (double y : NumberList.of(m_lines.get(i), m_source, i + 1, "counts")) {
                scan.add(start + step * scan.points(), y, i + 1);
            }
        }
        double count = required(keys, "COUNT", from);
        if (scan.points() < count) {
            scan.interrupted(i, scan.points() + " counts", (long) count + " as *COUNT states");
        } else if (scan.points() > count) {
            scan.note(
                    WARNING,
                    i,
                    "points",
                    scan.points() + " counts",
                    (long) count + " as *COUNT states",
                    "the counts that are there");
        }
        for (String key : List.of(
                "SAMPLE", "COMMENT", "DATE", "SCAN_AXIS", "MEAS_MODE", "FILTER", "YUNIT", "XRAY_CHAR", "SPEED")) {
            scan.metadata(key, keys.getOrDefault(key, ""));
        }
        String target = keys.getOrDefault("TARGET", "");
        new WavelengthClues()
                .anode(ANODES.getOrDefault(target, target))
                .alpha1(Numeral.orElse(keys.getOrDefault("WAVE_LENGTH1", ""), Double.NaN))
                .alpha2(Numeral.orElse(keys.getOrDefault("WAVE_LENGTH2", ""), Double.NaN))
                .giveTo(scan);
        return scan.build();
    }

    private double required(Map<String, String> keys, String key, int line) {
        double v = Numeral.orElse(keys.getOrDefault(key, ""), Double.NaN);
        if (Double.isNaN(v)) {
            throw PatternFileException.atLine(
                    m_source, line, "a group without *" + key, "a number", "The header is damaged.");
        }
        return v;
    }
}
