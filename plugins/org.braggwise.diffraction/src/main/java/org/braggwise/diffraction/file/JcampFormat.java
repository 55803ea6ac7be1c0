// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.braggwise.crystal.Diagnostic.Severity.WARNING;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * JCAMP-DX: records {@code ##LABEL= value}; the points as X++(Y..Y), one abscissa and several ordinates a line, or as XY..XY pairs. Each
 * block from ##TITLE to ##END is a scan.
 */
final class JcampFormat {

    private final String m_source;
    private final List<String> m_lines;

    private JcampFormat(String text, String source) {
        m_source = source;
        m_lines = text.lines().toList();
    }

    static boolean isOne(String head) {
        return head.matches("(?s)\\s*##\\s*(?i:title|jcamp).*");
    }

    static PatternFileContent read(String text, String source) {
        return new JcampFormat(text, source).read();
    }

    private PatternFileContent read() {
        Scans scans = new Scans();
        Map<String, String> records = new HashMap<>();
        WavelengthClues clues = new WavelengthClues();
        for (int i = 0; i < m_lines.size(); i++) {
            String line = m_lines.get(i).strip();
            int equals = line.indexOf('=');
            if (!line.startsWith("##") || equals < 0) {
                continue;
            }
            String label = line.substring(2, equals).toUpperCase(Locale.ROOT).replaceAll("[\\s\\-/_]", "");
            String value = line.substring(equals + 1).replaceAll("\\$\\$.*", "").strip();
            if (label.equals("TITLE")) {
                records = new HashMap<>();
                clues = new WavelengthClues();
            }
            records.put(label, value);
            HeaderText.read(line, i + 1, clues);
            if (label.matches("XYDATA|XYPOINTS|PEAKTABLE|PEAKASSIGNMENTS|NTUPLES")) {
                int from = i + 1;
                Map<String, String> of = Map.copyOf(records);
                WavelengthClues told = clues;
                scans.add(index -> scan(of, told, label, from, index));
            }
        }
        return scans.content(PatternFileException.in(m_source, "no ##XYDATA", "the points of a JCAMP-DX file", ""));
    }

    private PatternFile scan(Map<String, String> records, WavelengthClues clues, String label, int from, int index) {
        if (!label.startsWith("XY")) {
            throw PatternFileException.atLine(
                    m_source, from, "a JCAMP-DX " + label, "XYDATA or XYPOINTS", "A list of peaks is no scan.");
        }
        ScanBuilder scan = new ScanBuilder(m_source, PatternFormat.JCAMP_DX, index);
        for (String key : List.of("TITLE", "ORIGIN", "OWNER", "DATE", "DATATYPE", "XUNITS", "YUNITS")) {
            scan.metadata(key, records.getOrDefault(key, ""));
        }
        clues.giveTo(scan);
        Abscissa abscissa = abscissa(records, scan, from);
        OptionalDouble wavelength = scan.wavelengthAngstrom();
        if (abscissa.needsWavelength() && wavelength.isEmpty()) {
            throw PatternFileException.atLine(
                    m_source, from, abscissa.label() + ", and no wavelength", "two-theta in degrees", "");
        }
        boolean pairs =
                label.equals("XYPOINTS") || records.get(label).replace(" ", "").contains("XY..XY");
        if (pairs) {
            pairs(scan, records, abscissa, wavelength.orElse(1), from);
        } else {
            ordinates(scan, records, abscissa, wavelength.orElse(1), from);
        }
        return scan.build();
    }

    private Abscissa abscissa(Map<String, String> records, ScanBuilder scan, int line) {
        String units = records.getOrDefault("XUNITS", records.getOrDefault("XLABEL", ""));
        if (units.isEmpty()) {
            scan.note(WARNING, line, "abscissa", "no ##XUNITS", "two-theta", "two-theta in degrees");
            return Abscissa.TWO_THETA_DEG;
        }
        return ColumnName.of(units)
                .abscissa()
                .orElseThrow(() -> PatternFileException.atLine(
                        m_source,
                        line,
                        "a JCAMP-DX file with the abscissa " + PatternFileException.quote(units),
                        "two-theta, or theta, Q or d with its unit",
                        "This is no diffraction pattern, or it has to be converted first."));
    }

    private void pairs(ScanBuilder scan, Map<String, String> records, Abscissa abscissa, double wavelength, int from) {
        double xFactor = number(records, "XFACTOR", 1);
        double yFactor = number(records, "YFACTOR", 1);
        for (int i = from; i < m_lines.size() && !m_lines.get(i).strip().startsWith("##"); i++) {
            double[] v = NumberList.of(uncommented(i), m_source, i + 1, "pairs of numbers");
            for (int k = 0; k + 1 < v.length; k += 2) {
                scan.add(abscissa.twoThetaDeg(v[k] * xFactor, wavelength), v[k + 1] * yFactor, i + 1);
            }
        }
    }

    private void ordinates(
            ScanBuilder scan, Map<String, String> records, Abscissa abscissa, double wavelength, int from) {
        JcampNumbers numbers = new JcampNumbers(m_source);
        int i = from;
        for (; i < m_lines.size() && !m_lines.get(i).strip().startsWith("##"); i++) {
            numbers.line(uncommented(i), i + 1);
        }
        double[] y = numbers.values();
        double first = number(records, "FIRSTX", Double.NaN);
        double last = number(records, "LASTX", Double.NaN);
        double points = number(records, "NPOINTS", y.length);
        double step = (last - first) / (points - 1);
        step = Double.isNaN(step) ? number(records, "DELTAX", Double.NaN) : step;
        if (Double.isNaN(first) || Double.isNaN(step)) {
            throw PatternFileException.atLine(
                    m_source, from, "no ##FIRSTX and ##LASTX or ##DELTAX", "the range of the angles", "");
        }
        double yFactor = number(records, "YFACTOR", 1);
        for (int k = 0; k < y.length; k++) {
            scan.add(abscissa.twoThetaDeg(first + step * k, wavelength), y[k] * yFactor, 0);
        }
        if (y.length < points) {
            scan.interrupted(i, y.length + " ordinates", (long) points + " as ##NPOINTS states");
        } else if (y.length > points) {
            scan.note(
                    WARNING,
                    i,
                    "points",
                    y.length + " ordinates",
                    (long) points + " as ##NPOINTS states",
                    "those that are there");
        }
    }

    private String uncommented(int line) {
        return m_lines.get(line).replaceAll("\\$\\$.*", "");
    }

    private static double number(Map<String, String> records, String label, double other) {
        return Numeral.orElse(records.getOrDefault(label, ""), other);
    }
}
