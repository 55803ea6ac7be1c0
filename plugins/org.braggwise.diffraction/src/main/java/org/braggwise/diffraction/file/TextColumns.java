// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.crystal.Diagnostic;

/**
 * Text files with a line a point (.xy, .xye, .csv, .dat, .txt), with or without a header, and the "start step end" form of FullProf
 * (INSTRM = 0) and DBWS where the intensities alone follow.
 *
 * <p>Fixed-width columns that touch ("14.06881993" for 14.0688 and 1993) are split where the width of the angle column in the other
 * lines and the constant step both agree, with a diagnostic a line; else the file is refused with that line.
 */
final class TextColumns {

    private static final Pattern WAVELENGTH = Pattern.compile(
            "(?i)(?:wave\\s*-?_?length|lambda|\u03bb)[^0-9\\-]{0,24}([0-9]+[.,][0-9]+)\\s*(nm|a\\b|\u00c5|angstroms?)?");
    private static final Pattern KEY_VALUE =
            Pattern.compile("\\s*[#!;'*%/_\"]*\\s*([^:=,;\\t]{1,60}?)\\s*[:=,;\\t]\\s*(.+)");

    private final String m_source;
    private final boolean m_splitTouching;
    private final List<String> m_lines;
    private final TextLayout m_layout;
    private final ScanBuilder m_scan;
    private int m_xColumn;
    private int m_yColumn = 1;
    private int m_sigmaColumn = -1;
    private boolean m_ignoredColumnNoted;

    private TextColumns(String text, String source, boolean splitTouching) {
        m_source = source;
        m_splitTouching = splitTouching;
        m_lines = text.lines().toList();
        m_layout = TextLayout.of(m_lines);
        m_scan = new ScanBuilder(source, PatternFormat.TEXT, 0);
        if (source.toLowerCase(Locale.ROOT).endsWith(".xye")) {
            m_sigmaColumn = 2;
        }
    }

    static PatternFile read(String text, String source, boolean splitTouching) {
        return new TextColumns(text, source, splitTouching).read();
    }

    private PatternFile read() {
        int first = firstDataLine();
        int columns = m_layout.split(m_lines.get(first).strip()).size();
        for (int i = 0; i <= first; i++) {
            if (readStartStepEnd(i)) {
                return m_scan.build();
            }
            if (i < first) {
                header(m_lines.get(i), i + 1, columns);
            }
        }
        readPoints(first);
        return m_scan.build();
    }

    private static boolean isComment(String line) {
        return line.isEmpty() || "#!'*%/_;".indexOf(line.charAt(0)) >= 0;
    }

    /** The first line of at least two numbers, or the first of numbers that no text follows. */
    private int firstDataLine() {
        int lone = -1;
        for (int i = 0; i < m_lines.size(); i++) {
            String line = m_lines.get(i).strip();
            if (line.isEmpty() || !TextLayout.isNumeric(line)) {
                lone = isComment(line) ? lone : -1;
                continue;
            }
            List<String> fields = m_layout.split(line);
            if (fields.size() > 1 && fields.stream().limit(2).allMatch(f -> m_layout.number(f) != null)) {
                return lone >= 0 ? lone : i;
            }
            lone = lone < 0 ? i : lone;
        }
        throw PatternFileException.in(
                m_source,
                m_lines.isEmpty()
                        ? "an empty file"
                        : "no line with an angle and an intensity; the first is "
                                + PatternFileException.quote(m_lines.get(0)),
                "columns of two-theta and intensity",
                "");
    }

    private void header(String raw, int number, int columns) {
        String line = raw.strip();
        Matcher wavelength = WAVELENGTH.matcher(line);
        if (!m_scan.hasRadiation() && wavelength.find()) {
            double value = Double.parseDouble(wavelength.group(1).replace(',', '.'));
            value *= "nm".equalsIgnoreCase(wavelength.group(2)) ? 10 : 1;
            if (StatedRadiation.usable(value)) {
                m_scan.radiation(StatedRadiation.of("", 0, 0, 0, value));
            } else {
                m_scan.note(
                        Diagnostic.Severity.WARNING,
                        number,
                        "wavelength",
                        PatternFileException.quote(line),
                        "a wavelength between 0.05 and 5 angstrom",
                        "not used");
            }
        }
        Matcher keyValue = KEY_VALUE.matcher(line);
        if (keyValue.matches()) {
            m_scan.metadata(keyValue.group(1), keyValue.group(2));
        }
        columnNames(line, number, columns);
    }

    /**
     * A header line that names both an angle and an intensity says which columns they are. The words of a sentence ("Scantype: Coupled
     * TwoTheta/Theta" in what DIFFRAC.EVA exports) are more than the points have columns.
     */
    private void columnNames(String line, int number, int columns) {
        TextLayout layout = m_layout == TextLayout.BLANKS || m_layout == TextLayout.BLANKS_DECIMAL_COMMA
                ? (line.indexOf(',') >= 0 ? TextLayout.COMMA : line.indexOf(';') >= 0 ? TextLayout.SEMICOLON : m_layout)
                : m_layout;
        List<String> names = layout.split(line.replaceFirst("^[#!;'*%/]+", ""));
        int x = -1;
        int y = -1;
        int sigma = -1;
        String other = null;
        for (int i = 0; i < names.size() && names.size() <= 64; i++) {
            String n = names.get(i).toLowerCase(Locale.ROOT).replaceAll("[\\s_\\-*\u00b7]", "");
            if (n.length() > 40) {
                continue;
            }
            if (x < 0
                    && (n.matches("(2|two|tt|x).{0,3}(th|\u03b8|\u0398).*")
                            || n.matches("(angle|pos|position|tth|2t).{0,12}")
                            || n.equals("x"))) {
                x = i;
            } else if (y < 0 && (n.matches("(i|int|intensity|counts?|cps|y|yobs|iobs|signal).{0,16}"))) {
                y = i;
            } else if (sigma < 0 && n.matches("(sigma|error|err|esd|e|u|uncertainty|std).{0,8}")) {
                sigma = i;
            } else if (other == null && n.matches("(q|d|dspacing|s|energy|tof)(\\(.{0,12}|\\[.{0,12}|/.{0,12})?")) {
                other = names.get(i);
            }
        }
        if (x < 0 && y > 0 && other != null) {
            throw PatternFileException.atLine(
                    m_source,
                    number,
                    "an abscissa named " + PatternFileException.quote(other),
                    "two-theta in degrees",
                    "Convert the pattern with its wavelength first.");
        }
        if (x >= 0 && y >= 0 && Math.max(x, y) < columns) {
            m_xColumn = x;
            m_yColumn = y;
            m_sigmaColumn = sigma;
        }
    }

    /** "start step end" and then exactly as many intensities as fit: unlike columns, where the counts cannot agree. */
    private boolean readStartStepEnd(int first) {
        List<String> head = m_layout.split(m_lines.get(first));
        if (head.size() < 3) {
            return false;
        }
        Double start = m_layout.number(head.get(0));
        Double step = m_layout.number(head.get(1));
        Double end = m_layout.number(head.get(2));
        if (start == null || step == null || end == null || !(step > 0) || !(step <= 1) || !(end > start)) {
            return false;
        }
        long count = Math.round((end - start) / step) + 1;
        if (count < 2 || count > ScanBuilder.MAX_POINTS) {
            return false;
        }
        List<double[]> values = new ArrayList<>();
        long total = 0;
        for (int i = first + 1; i < m_lines.size(); i++) {
            String line = m_lines.get(i).strip();
            if (line.isEmpty()) {
                continue;
            }
            List<String> fields = m_layout.split(line);
            double[] v = new double[fields.size()];
            for (int k = 0; k < v.length; k++) {
                Double number = m_layout.number(fields.get(k));
                if (number == null) {
                    return false;
                }
                v[k] = number;
            }
            values.add(v);
            total += v.length;
        }
        if (total != count) {
            return false;
        }
        int i = 0;
        for (double[] row : values) {
            for (double v : row) {
                m_scan.add(start + step * i++, v, 0);
            }
        }
        if (head.size() > 3) {
            m_scan.metadata("title", String.join(" ", head.subList(3, head.size())));
        }
        return true;
    }

    private void readPoints(int first) {
        TouchingColumns touching = new TouchingColumns(m_lines, m_layout, m_source);
        boolean ended = false;
        for (int i = first; i < m_lines.size(); i++) {
            String line = m_lines.get(i).strip();
            if (line.isEmpty() || isComment(line)) {
                continue;
            }
            if (ended) {
                throw PatternFileException.atLine(
                        m_source, i + 1, "more data after text", "one scan", "Split the file: one scan a file.");
            }
            List<String> fields = m_layout.split(line);
            while (fields.size() > m_yColumn + 1
                    && fields.get(fields.size() - 1).isEmpty()) {
                fields.remove(fields.size() - 1);
            }
            if (fields.size() == 1 && TextLayout.isNumeric(line)) {
                if (!m_splitTouching) {
                    throw PatternFileException.atLine(
                            m_source,
                            i + 1,
                            PatternFileException.quote(line),
                            "two numbers",
                            "Columns that touch are not split, as chosen.");
                }
                double[] split = touching.split(i);
                m_scan.add(split[0], split[1], i + 1);
                m_scan.note(
                        Diagnostic.Severity.WARNING,
                        i + 1,
                        "touching-columns",
                        line,
                        "two numbers with a separator",
                        split[0] + " and " + split[1]);
                continue;
            }
            Double x = fields.size() > m_xColumn ? m_layout.number(fields.get(m_xColumn)) : null;
            Double y = fields.size() > m_yColumn ? m_layout.number(fields.get(m_yColumn)) : null;
            if (x == null || y == null || x.isNaN()) {
                if (m_scan.points() > 1 && !TextLayout.isNumeric(line) && onlyTextFollows(i)) {
                    ended = true;
                    continue;
                }
                throw PatternFileException.atLine(
                        m_source,
                        i + 1,
                        PatternFileException.quote(line),
                        "an angle in column " + (m_xColumn + 1) + " and an intensity in column " + (m_yColumn + 1),
                        "");
            }
            m_scan.add(x, y, i + 1);
            if (m_sigmaColumn >= 0 && fields.size() > m_sigmaColumn) {
                Double sigma = m_layout.number(fields.get(m_sigmaColumn));
                if (sigma == null) {
                    throw PatternFileException.atLine(
                            m_source,
                            i + 1,
                            PatternFileException.quote(fields.get(m_sigmaColumn)),
                            "a standard deviation in column " + (m_sigmaColumn + 1),
                            "");
                }
                m_scan.addSigma(sigma);
            } else if (fields.size() > 2 && !m_ignoredColumnNoted) {
                m_ignoredColumnNoted = true;
                m_scan.note(
                        Diagnostic.Severity.INFO,
                        i + 1,
                        "columns",
                        fields.size() + " columns",
                        "2 columns",
                        "columns " + (m_xColumn + 1) + " and " + (m_yColumn + 1) + " used");
            }
        }
    }

    private boolean onlyTextFollows(int from) {
        for (int i = from; i < m_lines.size(); i++) {
            if (TextLayout.isNumeric(m_lines.get(i).strip())) {
                return false;
            }
        }
        return true;
    }
}
