// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Siemens/Bruker UXD: text with {@code _KEY=value} lines, of the file before the first {@code _DRIVE} and of a range after it, then a word
 * that says what the numbers are (_COUNTS, _CPS, _2THETACOUNTS, _2THETACPS, _COUNTSTIME, _2THETACOUNTSTIME) and the numbers.
 */
final class UxdFormat {

    private static final Set<String> METADATA = Set.of(
            "SAMPLE",
            "DATEMEASURED",
            "DRIVE",
            "STEPTIME",
            "STEPMODE",
            "USER",
            "SITE",
            "ANODE",
            "KV",
            "MA",
            "BETA_FILTER",
            "TEMP_RATE");

    private final String m_source;
    private final List<String> m_lines;
    private final Map<String, String> m_file = new HashMap<>();
    private final Scans m_scans = new Scans();

    private UxdFormat(String text, String source) {
        m_source = source;
        m_lines = text.lines().toList();
    }

    static boolean isOne(String head) {
        return head.lines().map(String::strip).anyMatch(l -> l.startsWith("_FILEVERSION") || l.startsWith("_DRIVE="));
    }

    static PatternFileContent read(String text, String source) {
        return new UxdFormat(text, source).read();
    }

    private PatternFileContent read() {
        Map<String, String> keys = m_file;
        for (int i = 0; i < m_lines.size(); i++) {
            String line = m_lines.get(i).strip();
            if (!line.startsWith("_")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals > 0) {
                String key = line.substring(1, equals).strip().toUpperCase(Locale.ROOT);
                if (key.equals("DRIVE")) {
                    keys = new HashMap<>(m_file);
                }
                keys.put(
                        key,
                        line.substring(equals + 1)
                                .strip()
                                .replaceAll("^'|'$", "")
                                .strip());
                continue;
            }
            String word = line.substring(1).toUpperCase(Locale.ROOT);
            int from = i + 1;
            int to = endOfNumbers(from);
            Map<String, String> of = Map.copyOf(keys);
            m_scans.add(index -> scan(of, word, from, to, index));
            i = to - 1;
        }
        return m_scans.content(PatternFileException.in(
                m_source, "no _COUNTS", "the counts of a Bruker UXD file", "The file is cut short."));
    }

    private int endOfNumbers(int from) {
        int i = from;
        while (i < m_lines.size() && !m_lines.get(i).strip().startsWith("_")) {
            i++;
        }
        return i;
    }

    private PatternFile scan(Map<String, String> keys, String word, int from, int to, int index) {
        boolean angles = word.startsWith("2THETA");
        String values = angles ? word.substring("2THETA".length()) : word;
        if (!values.matches("(COUNTS?|CPS)(TIME)?")) {
            throw PatternFileException.atLine(
                    m_source,
                    from,
                    "numbers of the kind _" + word,
                    "counts against two-theta",
                    "A list of peaks is no scan.");
        }
        String drive = keys.getOrDefault("DRIVE", "");
        if (!drive.isEmpty() && !drive.matches("(?i).*(COUPLED|2THETA|2-THETA|DETECTOR).*")) {
            throw PatternFileException.atLine(
                    m_source,
                    from,
                    "a scan along " + PatternFileException.quote(drive),
                    "COUPLED or 2THETA",
                    "Rocking curves and pole figures are no powder patterns.");
        }
        ScanBuilder scan = new ScanBuilder(m_source, PatternFormat.UXD, index);
        boolean times = values.endsWith("TIME");
        points(scan, keys, from, to, angles, times);
        METADATA.forEach(k -> scan.metadata(k, keys.getOrDefault(k, "")));
        double toAngstrom = keys.getOrDefault("WL_UNIT", "A").equalsIgnoreCase("nm") ? 10 : 1;
        new WavelengthClues()
                .anode(keys.getOrDefault("ANODE", ""))
                .alpha1(number(keys, "WL1") * toAngstrom)
                .alpha2(number(keys, "WL2") * toAngstrom)
                .beta(number(keys, "WL3") * toAngstrom)
                .ratio(number(keys, "WLRATIO"))
                .giveTo(scan);
        return scan.build();
    }

    private void points(ScanBuilder scan, Map<String, String> keys, int from, int to, boolean angles, boolean times) {
        int width = 1 + (angles ? 1 : 0) + (times ? 1 : 0);
        double start = number(keys, "START");
        start = Double.isNaN(start) ? number(keys, "2THETA") : start;
        double step = number(keys, "STEPSIZE");
        if (!angles && (Double.isNaN(start) || !(Math.abs(step) > 0))) {
            throw PatternFileException.atLine(
                    m_source,
                    from,
                    "counts without _START and _STEPSIZE",
                    "both before them",
                    "The range header is damaged.");
        }
        double[] row = new double[width];
        int filled = 0;
        for (int i = from; i < to; i++) {
            String line = m_lines.get(i);
            int comment = line.indexOf(';');
            for (double v : NumberList.of(comment < 0 ? line : line.substring(0, comment), m_source, i + 1, "counts")) {
                row[filled++] = v;
                if (filled == width) {
                    double angle = angles ? row[0] : start + step * scan.points();
                    scan.add(angle, row[angles ? 1 : 0], i + 1);
                    if (times) {
                        scan.addSeconds(row[width - 1]);
                    }
                    filled = 0;
                }
            }
        }
        if (filled > 0) {
            scan.interrupted(to, "the end of the range inside a point", "all its numbers");
        }
    }

    private static double number(Map<String, String> keys, String key) {
        return Numeral.orElse(keys.getOrDefault(key, ""), Double.NaN);
    }
}
