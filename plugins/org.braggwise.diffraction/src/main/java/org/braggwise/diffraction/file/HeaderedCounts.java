// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Formats of a short header and the counts alone, each told by its header:
 * <ul>
 * <li>Jade .mdi: a title; then start, step, seconds, anode, wavelength, end and number of points; -1 after the counts.
 * <li>HighScore's APD text: SampleIdent, Anode and wavelengths; then start, step and end.
 * <li>Sietronics .cpi: a line each for start, end, step, anode, wavelength, date, seconds and title; SCANDATA.
 * </ul>
 */
final class HeaderedCounts {

    private static final Pattern MDI = Pattern.compile(
            "\\s*([\\d.]+)\\s+([\\d.]+)\\s+([\\d.]+)\\s+([A-Za-z]{1,2})\\s+([\\d.]+)\\s+([\\d.]+)\\s+(\\d{1,9})\\s*");
    private static final Pattern APD = Pattern.compile("\\s*(-?[\\d.]+)\\s+([\\d.]+)\\s+([\\d.]+)(\\s+[A-Za-z].*)?");
    private static final String CPI = "SIETRONICS XRD SCAN";

    private final String m_source;
    private final List<String> m_lines;

    private HeaderedCounts(String text, String source) {
        m_source = source;
        m_lines = text.lines().toList();
    }

    static boolean isMdi(String head) {
        return head.lines().skip(1).limit(1).anyMatch(l -> MDI.matcher(l).matches());
    }

    static boolean isCpi(String head) {
        return head.startsWith(CPI);
    }

    static boolean isApd(String head) {
        return head.startsWith("SampleIdent")
                && !head.contains("SampleIdent,")
                && head.lines().skip(1).limit(5).anyMatch(l -> APD.matcher(l).matches());
    }

    static PatternFileContent readMdi(String text, String source) {
        return one(new HeaderedCounts(text, source)::mdi, source);
    }

    static PatternFileContent readCpi(String text, String source) {
        return one(new HeaderedCounts(text, source)::cpi, source);
    }

    static PatternFileContent readApd(String text, String source) {
        return one(new HeaderedCounts(text, source)::apd, source);
    }

    private static PatternFileContent one(Scans.Reading reading, String source) {
        Scans scans = new Scans();
        scans.add(reading);
        return scans.content(PatternFileException.in(source, "nothing", "a scan", ""));
    }

    private PatternFile mdi(int index) {
        Matcher head = MDI.matcher(m_lines.get(1));
        if (!head.matches()) {
            throw new IllegalStateException("not told by its header");
        }
        ScanBuilder scan = new ScanBuilder(m_source, PatternFormat.MDI, index);
        scan.metadata("title", m_lines.get(0));
        scan.metadata("time per step (s)", head.group(3));
        new WavelengthClues()
                .anode(head.group(4))
                .alpha1(Numeral.orElse(head.group(5), Double.NaN))
                .giveTo(scan);
        return filled(scan, range(head.group(1), head.group(2), head.group(6), 2), 2);
    }

    private PatternFile cpi(int index) {
        int data = 0;
        while (data < m_lines.size() && !m_lines.get(data).strip().equals("SCANDATA")) {
            data++;
        }
        if (data < 4 || data == m_lines.size()) {
            throw PatternFileException.in(
                    m_source,
                    "no line SCANDATA",
                    "a header and SCANDATA, as Sietronics has them",
                    "The file is cut short.");
        }
        ScanBuilder scan = new ScanBuilder(m_source, PatternFormat.CPI, index);
        WavelengthClues clues = new WavelengthClues();
        if (data > 5) {
            clues.anode(m_lines.get(4)).alpha1(Numeral.orElse(m_lines.get(5), Double.NaN));
        }
        List<String> rest = List.of("date", "time per step (s)", "title");
        for (int i = 0; i < rest.size() && 6 + i < data; i++) {
            scan.metadata(rest.get(i), m_lines.get(6 + i));
        }
        clues.giveTo(scan);
        return filled(scan, range(m_lines.get(1), m_lines.get(3), m_lines.get(2), 2), data + 1);
    }

    private PatternFile apd(int index) {
        ScanBuilder scan = new ScanBuilder(m_source, PatternFormat.APD_TEXT, index);
        WavelengthClues clues = new WavelengthClues();
        int i = 0;
        Matcher range = APD.matcher(m_lines.get(i));
        while (!range.matches()) {
            scan.metadata("header " + (i + 1), m_lines.get(i));
            HeaderText.read(m_lines.get(i), i + 1, clues);
            range = APD.matcher(m_lines.get(++i));
        }
        clues.giveTo(scan);
        return filled(scan, range(range.group(1), range.group(2), range.group(3), i + 1), i + 1);
    }

    private StartStepEnd range(String start, String step, String end, int line) {
        double a = Numeral.orElse(start, Double.NaN);
        double b = Numeral.orElse(step, Double.NaN);
        double c = Numeral.orElse(end, Double.NaN);
        Optional<StartStepEnd> range = StartStepEnd.of(a, b, c);
        return range.orElseThrow(() -> PatternFileException.atLine(
                m_source,
                line,
                "a range from " + start + " to " + end + " in steps of " + step,
                "angles in degrees",
                ""));
    }

    private PatternFile filled(ScanBuilder scan, StartStepEnd range, int from) {
        StringBuilder text = new StringBuilder();
        for (String line : m_lines.subList(from, m_lines.size())) {
            if (!line.strip().equals(".")) {
                text.append(line).append('\n');
            }
        }
        double[] counts = NumberList.of(text.toString(), m_source, from + 1, "counts");
        int n = counts.length;
        // Jade closes its list with -1
        while (n > range.points() && counts[n - 1] == -1) {
            n--;
        }
        range.fill(scan, java.util.Arrays.copyOf(counts, n), from + 1);
        return scan.build();
    }
}
