// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.braggwise.diffraction.file.ColumnName.Role;

/**
 * Which columns of a table are a scan: of several samples, several scans.
 *
 * @param series the scans, at least one
 * @param warning what was guessed, in words; empty where nothing was
 */
record ColumnPlan(List<Series> series, String warning) {

    private static final int ROWS_FOR_INDEX = 5;
    private static final int ROWS_FOR_LONE_INDEX = 10;
    private static final int FEWEST_SAMPLES = 3;

    /**
     * The columns of one scan, counted from 0; -1 for none.
     *
     * @param name of the intensity's column; empty where it has none
     */
    record Series(int x, Abscissa abscissa, int y, int sigma, int seconds, String name) {}

    /**
     * @throws PatternFileException where the header names an abscissa that is no scattering angle
     */
    static ColumnPlan of(ColumnHeader header, NumberRows rows, int columns, String source) {
        if (!header.names().isEmpty()) {
            return named(header, source);
        }
        Abscissa abscissa = Abscissa.TWO_THETA_DEG;
        if (header.axis().isPresent()) {
            ColumnName axis = header.axis().get();
            abscissa = axis.abscissa().orElseThrow(() -> foreign(axis, header, source));
        }
        return unnamed(abscissa, rows, columns, source);
    }

    private static ColumnPlan unnamed(Abscissa abscissa, NumberRows rows, int columns, String source) {
        boolean counted = countsPoints(rows);
        if (columns > 2 && counted && rows.rows() >= ROWS_FOR_INDEX && increases(rows, 1)) {
            int sigma = columns > 3 && source.endsWith(".xye") ? 3 : -1;
            return new ColumnPlan(List.of(new Series(1, abscissa, 2, sigma, -1, "")), "");
        }
        if (counted && columns == 2 && rows.rows() >= ROWS_FOR_LONE_INDEX && rows.at(0, 0) <= 1) {
            throw PatternFileException.atLine(
                    source,
                    rows.line(0),
                    "a first column that counts the points: " + (int) rows.at(0, 0) + ", " + (int) rows.at(1, 0)
                            + ", ...",
                    "two-theta in degrees",
                    "Write the angles into the file: nobody knows at which angle point 1 was measured.");
        }
        boolean xye = source.toLowerCase(java.util.Locale.ROOT).matches(".*\\.(xye|fxye|esg)");
        if (columns > 2 && isRoot(rows, 1, 2) && !isRoot(rows, 2, 1)) {
            String before = "3 columns, the second of which is the square root of the third";
            return new ColumnPlan(List.of(new Series(0, abscissa, 2, 1, -1, "")), before);
        }
        int sigma = columns > 2 && (xye || isRoot(rows, 2, 1)) ? 2 : -1;
        String warning = columns > 2 && sigma < 0 ? columns + " columns without names" : "";
        return new ColumnPlan(List.of(new Series(0, abscissa, 1, sigma, -1, "")), warning);
    }

    private static boolean countsPoints(NumberRows rows) {
        for (int r = 0; r < rows.rows(); r++) {
            double v = rows.at(r, 0);
            if (v != Math.rint(v) || r > 0 && v != rows.at(r - 1, 0) + 1) {
                return false;
            }
        }
        return rows.rows() > 1;
    }

    private static boolean increases(NumberRows rows, int column) {
        for (int r = 1; r < rows.rows(); r++) {
            if (!(rows.at(r, column) > rows.at(r - 1, column))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a column is the square root of the other, as the standard deviations of counts are. */
    private static boolean isRoot(NumberRows rows, int root, int counts) {
        int like = 0;
        for (int r = 0; r < rows.rows(); r++) {
            double y = Math.max(1, rows.at(r, counts));
            like += Math.abs(rows.at(r, root) - Math.sqrt(y)) <= 0.02 * Math.sqrt(y) ? 1 : 0;
        }
        return like > 0.9 * rows.rows();
    }

    private static ColumnPlan named(ColumnHeader header, String source) {
        List<ColumnName> names = ofSamples(header.names());
        List<Integer> axes = IntStream.range(0, names.size())
                .filter(i -> names.get(i).role() == Role.ABSCISSA)
                .boxed()
                .toList();
        if (axes.isEmpty()) {
            if (names.get(0).role() == Role.TIME) {
                throw foreign(names.get(0), header, source);
            }
            names.stream()
                    .filter(n -> n.role() == Role.FOREIGN_ABSCISSA)
                    .findFirst()
                    .ifPresent(n -> {
                        throw foreign(n, header, source);
                    });
        }
        int x = axes.stream()
                .min(Comparator.comparing(i -> names.get(i).abscissa().orElseThrow()))
                .orElse(names.get(0).role() == Role.INTENSITY ? 1 : 0);
        Abscissa abscissa = names.get(x).abscissa().orElse(Abscissa.TWO_THETA_DEG);
        List<Integer> same = axes.stream()
                .filter(i -> names.get(i).abscissa().equals(names.get(x).abscissa()))
                .toList();
        List<Series> series = new ArrayList<>();
        if (same.size() > 1 && eachHasIntensities(names, same)) {
            for (int k = 0; k < same.size(); k++) {
                int end = k + 1 < same.size() ? same.get(k + 1) : names.size();
                add(series, names, same.get(k), abscissa, same.get(k) + 1, end);
            }
        } else {
            add(series, names, x, abscissa, 0, names.size());
        }
        if (series.isEmpty()) {
            throw PatternFileException.atLine(
                    source,
                    header.line(),
                    "columns named " + list(names),
                    "a measured intensity",
                    "Name its column Intensity.");
        }
        List<ColumnName> unread = IntStream.range(0, names.size())
                .filter(i -> names.get(i).role() == Role.UNKNOWN || isOfSeries(names.get(i)))
                .filter(i -> series.stream().noneMatch(s -> s.x() == i || s.y() == i))
                .mapToObj(names::get)
                .toList();
        return new ColumnPlan(series, unread.isEmpty() ? "" : "columns that are not read: " + list(unread));
    }

    /** Where samples are called A, B, C, ..., letters that mean something else are samples too: 2theta, A, B, C, D, E. */
    private static List<ColumnName> ofSamples(List<ColumnName> names) {
        List<ColumnName> letters =
                names.stream().filter(n -> n.text().matches("[A-Za-z]")).toList();
        boolean samples = letters.size() >= FEWEST_SAMPLES
                && letters.size() >= names.size() - 1
                && letters.stream().filter(n -> n.role() == Role.UNKNOWN).count() >= 2;
        return !samples
                ? names
                : IntStream.range(0, names.size())
                        .mapToObj(i -> i > 0 && letters.contains(names.get(i))
                                ? new ColumnName(names.get(i).text(), Role.UNKNOWN, Optional.empty())
                                : names.get(i))
                        .toList();
    }

    /** temp_25C, temp_100C; frame_1, frame_2: measured one after the other. */
    private static boolean isOfSeries(ColumnName name) {
        return name.role() == Role.OTHER && name.text().matches("(?i).*(temp|frame|file|image|date).*\\d.*");
    }

    private static boolean eachHasIntensities(List<ColumnName> names, List<Integer> axes) {
        for (int k = 0; k < axes.size(); k++) {
            int end = k + 1 < axes.size() ? axes.get(k + 1) : names.size();
            if (measured(names, axes.get(k), axes.get(k) + 1, end).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static void add(List<Series> series, List<ColumnName> names, int x, Abscissa abscissa, int from, int to) {
        List<Integer> measured = measured(names, x, from, to);
        int times = only(names, Role.TIME, from, to);
        int sigmas = only(names, Role.UNCERTAINTY, from, to);
        for (int y : measured) {
            boolean next = y + 1 < to && names.get(y + 1).role() == Role.UNCERTAINTY;
            int sigma = next ? y + 1 : measured.size() == 1 ? sigmas : -1;
            boolean rate =
                    names.get(y).text().toLowerCase(java.util.Locale.ROOT).contains("cps");
            series.add(new Series(
                    x, abscissa, y, sigma, rate ? -1 : times, names.get(y).text()));
        }
    }

    private static List<Integer> measured(List<ColumnName> names, int x, int from, int to) {
        List<Integer> intensities = columns(names, Role.INTENSITY, x, from, to);
        List<Integer> samples = intensities.isEmpty() ? columns(names, Role.UNKNOWN, x, from, to) : intensities;
        return !samples.isEmpty()
                ? samples
                : columns(names, Role.OTHER, x, from, to).stream()
                        .filter(i -> isOfSeries(names.get(i)))
                        .toList();
    }

    private static List<Integer> columns(List<ColumnName> names, Role role, int x, int from, int to) {
        return IntStream.range(from, to)
                .filter(i -> i != x && names.get(i).role() == role)
                .boxed()
                .toList();
    }

    private static int only(List<ColumnName> names, Role role, int from, int to) {
        List<Integer> found = columns(names, role, -1, from, to);
        return found.size() == 1 ? found.get(0) : -1;
    }

    private static PatternFileException foreign(ColumnName name, ColumnHeader header, String source) {
        return PatternFileException.atLine(
                source,
                header.line(),
                "an abscissa named " + PatternFileException.quote(name.text()),
                "two-theta, or theta, Q or d with its unit",
                "Convert the pattern to two-theta, if it is one.");
    }

    private static String list(List<ColumnName> names) {
        return PatternFileException.quote(
                String.join(", ", names.stream().map(ColumnName::text).toList()));
    }
}
