// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.braggwise.crystal.Diagnostic.Severity.INFO;
import static org.braggwise.crystal.Diagnostic.Severity.WARNING;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with lines of numbers (.xy, .xye, .csv, .dat, .txt, .asc, .prn, .chi, .xdd), with or without a header: a line a point in columns
 * that are named or not, one angle and several intensities a line, or a "start step end" header and the intensities alone. Several
 * ranges, and several samples in one table, are several scans.
 */
final class TextFormat {

    /** A "start step end" stands among the first lines. */
    private static final int HEADER_LINES = 40;

    private static final Pattern COUNT = Pattern.compile(
            "(?i)[#;!*\\s\"]*(?:no\\.?|number|count)\\s*(?:of)?\\s*(?:data\\s*)?points[\\s:=,;\"]+(\\d{1,7})[\"\\s]*");
    /** A scan whose angles end below is likely to be against Q, s or radians. */
    private static final double SMALL_ANGLE_DEG = 8;

    private final String m_source;
    private final boolean m_splitTouching;
    private final List<String> m_lines;
    private final TextLayout m_layout;
    private final Scans m_scans = new Scans();

    private TextFormat(String text, String source, boolean splitTouching) {
        m_source = source;
        m_splitTouching = splitTouching;
        m_lines = text.lines().toList();
        m_layout = TextLayout.of(m_lines);
    }

    static PatternFileContent read(String text, String source, boolean splitTouching) {
        return new TextFormat(text, source, splitTouching).read();
    }

    private PatternFileContent read() {
        if (readRangeOfFile()) {
            return m_scans.content(null);
        }
        SidewaysTable.refuse(m_lines, m_layout, m_source);
        List<TextBlock> blocks = TextBlock.of(m_lines, m_layout, m_source);
        WavelengthClues file = new WavelengthClues();
        for (TextBlock block : blocks) {
            try {
                WavelengthClues clues = clues(block, block == blocks.get(0) ? file : file.copy());
                if (block.damage() != null) {
                    throw block.damage();
                }
                read(block, clues);
            } catch (PatternFileException e) {
                m_scans.refuse(e);
            }
        }
        return m_scans.content(PatternFileException.in(
                m_source,
                m_lines.isEmpty()
                        ? "an empty file"
                        : "no line with an angle and an intensity; the first is "
                                + PatternFileException.quote(m_lines.get(0)),
                "columns of two-theta and intensity",
                ""));
    }

    private void read(TextBlock block, WavelengthClues clues) {
        NumberRows rows = NumberRows.of(m_lines, block, m_layout, m_source);
        int alonePoints = statedCount(rows);
        double alone = alonePoints < 0 ? loneWavelength(rows) : Double.NaN;
        int stated = alonePoints < 0 ? countInHeader(block) : alonePoints;
        if (!Double.isNaN(alone)) {
            clues.mean(alone);
            clues.assume(
                    rows.line(0),
                    "the lone number " + alone,
                    "a wavelength with its name",
                    alone + " Å, as DASH writes it");
        }
        NumberRows points = alonePoints < 0 && Double.isNaN(alone)
                ? rows
                : NumberRows.of(m_lines, after(block, rows.line(0)), m_layout, m_source);
        int columns = points.usualWidth();
        ColumnHeader header = ColumnHeader.of(m_lines, block, columns, m_layout);
        Optional<SeveralALine> several = header.names().isEmpty() ? SeveralALine.of(points) : Optional.empty();
        if (several.isPresent()) {
            m_scans.add(index -> {
                ScanBuilder scan = builder(block, clues, index);
                several.get().fill(scan, points);
                scan.note(
                        INFO,
                        points.line(0),
                        "columns",
                        several.get().perLine() + " intensities a line",
                        "",
                        "steps of " + (float) several.get().stepDeg() + " deg");
                return scan.build();
            });
            return;
        }
        ColumnPlan plan = ColumnPlan.of(header, points, columns, m_source);
        for (ColumnPlan.Series series : plan.series()) {
            m_scans.add(index -> {
                ScanBuilder scan = builder(block, clues, index);
                if (plan.series().size() > 1) {
                    scan.metadata("column", series.name());
                }
                if (!plan.warning().isEmpty()) {
                    scan.note(
                            WARNING,
                            points.line(0),
                            "columns",
                            plan.warning(),
                            header.names().isEmpty()
                                    ? "names above them"
                                    : "a name such as Intensity above each that is measured, or above none",
                            "columns " + (series.x() + 1) + " and " + (series.y() + 1) + " used");
                }
                new TextScan(m_lines, block, m_layout, m_source, m_splitTouching)
                        .fill(scan, points, series, header.line());
                if (stated >= 0 && stated != scan.points()) {
                    scan.interrupted(rows.line(0), scan.points() + " points", stated + " as the header states");
                }
                boolean named = header.line() > 0;
                if (!named && scan.points() > 0 && scan.lastAngle() < SMALL_ANGLE_DEG) {
                    scan.note(
                            WARNING,
                            0,
                            "abscissa",
                            "angles that end at " + (float) scan.lastAngle(),
                            "a header that names them",
                            "two-theta in degrees");
                }
                return scan.build();
            });
        }
    }

    private int countInHeader(TextBlock block) {
        for (int i = block.headerFrom(); i < block.from(); i++) {
            Matcher m = COUNT.matcher(m_lines.get(i));
            if (m.matches()) {
                return Integer.parseInt(m.group(1));
            }
        }
        return -1;
    }

    private static TextBlock after(TextBlock block, int line) {
        return new TextBlock(block.headerFrom(), line, block.to());
    }

    /** @return the count of points in a line of its own before them, which a count of data sets may follow; -1 where there is none */
    private static int statedCount(NumberRows rows) {
        double v = rows.at(0, 0);
        boolean alone = rows.rows() > 2 && rows.width(0) == 1 && rows.width(1) > 1 && rows.width(2) > 1;
        boolean withSets = rows.rows() > 2 && rows.width(0) == 2 && v == rows.rows() - 1 && rows.at(0, 1) == 1;
        boolean count = v == Math.rint(v) && v >= 2 && v <= ScanBuilder.MAX_POINTS;
        return count && (alone || withSets) ? (int) v : -1;
    }

    /** DASH's .xye begin with a line that holds the wavelength alone. */
    private static double loneWavelength(NumberRows rows) {
        boolean alone = rows.rows() > 2 && rows.width(0) == 1 && rows.width(1) > 1 && rows.width(2) > 1;
        double v = rows.at(0, 0);
        boolean angle = Math.abs(v - rows.at(1, 0)) < 2 * Math.abs(rows.at(2, 0) - rows.at(1, 0));
        return alone && !angle && v != Math.rint(v) && WavelengthClues.usable(v) ? v : Double.NaN;
    }

    private WavelengthClues clues(TextBlock block, WavelengthClues clues) {
        for (int i = block.headerFrom(); i < block.from(); i++) {
            OtherScan.refuse(m_lines.get(i), i + 1, m_source);
            HeaderText.read(m_lines.get(i), i + 1, clues);
        }
        return clues;
    }

    private ScanBuilder builder(TextBlock block, WavelengthClues clues, int index) {
        ScanBuilder scan = new ScanBuilder(m_source, PatternFormat.TEXT, index);
        for (int i = block.headerFrom(); i < block.from(); i++) {
            List<String> pair = HeaderText.keyAndValue(m_lines.get(i));
            if (!pair.isEmpty()) {
                scan.metadata(pair.get(0), pair.get(1).replaceAll("^\"|\"$", ""));
            }
        }
        clues.giveTo(scan);
        return scan;
    }

    /** "start step end" and then as many intensities as fit: unlike columns, where the counts can't agree. */
    private boolean readRangeOfFile() {
        for (int i = 0; i < Math.min(HEADER_LINES, m_lines.size()); i++) {
            double[] head = leadingNumbers(i);
            Optional<StartStepEnd> range =
                    head.length < 3 ? Optional.empty() : StartStepEnd.of(head[0], head[1], head[2]);
            if (range.isPresent()) {
                int from = i + (m_lines.get(i).strip().matches("\\S+") ? 3 : 1);
                int to = from;
                while (to < m_lines.size()
                        && (m_lines.get(to).isBlank()
                                || TextLayout.isNumeric(m_lines.get(to).strip()))) {
                    to++;
                }
                boolean follows = i > 0
                        && TextLayout.isNumeric(m_lines.get(i).strip())
                        && TextLayout.isNumeric(m_lines.get(i - 1).strip());
                if (addRange(range.get(), new TextBlock(0, from, to), follows)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** @param follows whether the range is a row of numbers behind another one: a row of a table, where the next are as wide */
    private boolean addRange(StartStepEnd range, TextBlock block, boolean follows) {
        if (block.to() == block.from()) {
            return false;
        }
        NumberRows rows = NumberRows.of(m_lines, block, m_layout, m_source);
        int head = m_layout.split(m_lines.get(block.from() - 1).strip()).size();
        if (rows.rows() == 0 || follows && head == rows.usualWidth()) {
            return false;
        }
        double[] y = rows.flat(0);
        int expected = range.points();
        int n = y.length;
        while (n > expected && y[n - 1] == 0) {
            n--;
        }
        int width = rows.usualWidth();
        // fewer than announced: an interrupted scan, if the lines can't be columns
        boolean broken = n > 1
                && n < expected
                && (width == 1 || width > 4)
                && !(increases(rows) && Math.abs(rows.at(0, 0) - range.startDeg()) < 1);
        // the standard deviations may follow
        boolean twice = n == 2 * expected;
        if (n != expected && !broken && !twice) {
            return false;
        }
        m_scans.add(index -> {
            ScanBuilder scan = builder(block, clues(block, new WavelengthClues()), index);
            range.fill(scan, twice ? Arrays.copyOf(y, expected) : y, block.from() + 1);
            return scan.build();
        });
        return true;
    }

    private static boolean increases(NumberRows rows) {
        for (int r = 1; r < rows.rows(); r++) {
            if (!(rows.at(r, 0) > rows.at(r - 1, 0))) {
                return false;
            }
        }
        return true;
    }

    /** @return the three numbers that a line begins with, or that it and the next two hold alone; else none */
    private double[] leadingNumbers(int line) {
        String[] words = m_lines.get(line).strip().split("[\\s,;]+", 4);
        if (words.length == 1 && line + 2 < m_lines.size()) {
            words = new String[] {
                words[0], m_lines.get(line + 1).strip(), m_lines.get(line + 2).strip()
            };
        }
        double[] numbers = new double[3];
        for (int i = 0; i < 3; i++) {
            Double v = i < words.length ? m_layout.number(words[i]) : null;
            if (v == null || v.isNaN()) {
                return new double[0];
            }
            numbers[i] = v;
        }
        return numbers;
    }
}
