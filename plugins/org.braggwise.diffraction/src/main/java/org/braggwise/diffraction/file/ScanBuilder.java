// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.braggwise.crystal.Diagnostic;
import org.braggwise.diffraction.Radiation;

/** Collects one scan while its file is read and checks what every format has to hold. */
final class ScanBuilder {

    /** A scan longer than this is a broken header, not a measurement: 180 deg in steps of 0.0002 deg has 900,000 points. */
    static final int MAX_POINTS = 5_000_000;

    private final String m_source;
    private final PatternFormat m_format;
    private final int m_scan;
    private double[] m_x = new double[4096];
    private double[] m_y = new double[4096];
    private double[] m_sigma;
    private int[] m_lines;
    private int m_points;
    private Radiation m_radiation;
    private final Map<String, String> m_metadata = new LinkedHashMap<>();
    private final List<Diagnostic> m_diagnostics = new ArrayList<>();

    ScanBuilder(String source, PatternFormat format, int scan) {
        m_source = source;
        m_format = format;
        m_scan = scan;
    }

    void add(double twoThetaDeg, double intensity, int line) {
        if (m_points == MAX_POINTS) {
            throw PatternFileException.atLine(
                    m_source, line, "more than " + MAX_POINTS + " points", "a powder pattern", "");
        }
        if (m_points == m_x.length) {
            m_x = Arrays.copyOf(m_x, 2 * m_points);
            m_y = Arrays.copyOf(m_y, 2 * m_points);
            if (m_lines != null) {
                m_lines = Arrays.copyOf(m_lines, 2 * m_points);
            }
            if (m_sigma != null) {
                m_sigma = Arrays.copyOf(m_sigma, 2 * m_points);
            }
        }
        if (line > 0) {
            if (m_lines == null) {
                m_lines = new int[m_x.length];
            }
            m_lines[m_points] = line;
        }
        m_x[m_points] = twoThetaDeg;
        m_y[m_points++] = intensity;
    }

    void addSigma(double sigma) {
        if (m_sigma == null) {
            m_sigma = new double[m_x.length];
            Arrays.fill(m_sigma, 0, Math.max(0, m_points - 1), Double.NaN);
        }
        m_sigma[m_points - 1] = sigma;
    }

    int points() {
        return m_points;
    }

    void radiation(Radiation radiation) {
        m_radiation = radiation;
    }

    boolean hasRadiation() {
        return m_radiation != null;
    }

    void metadata(String key, String value) {
        String k = key.strip();
        String v = value.strip();
        if (!k.isEmpty() && !v.isEmpty() && m_metadata.size() < 500) {
            m_metadata.putIfAbsent(k, v.length() > 1000 ? v.substring(0, 1000) : v);
        }
    }

    void note(Diagnostic.Severity severity, int line, String rule, String found, String expected, String assumed) {
        m_diagnostics.add(new Diagnostic(severity, m_source, line, rule, found, expected, assumed));
    }

    /** Checks and freezes the scan; a descending scan is turned round. */
    PatternFile build() {
        if (m_points < 2) {
            throw PatternFileException.in(
                    m_source,
                    m_points + " points in scan " + (m_scan + 1),
                    "at least 2 points of a " + m_format.label() + " file",
                    "The file may be cut short.");
        }
        double[] x = Arrays.copyOf(m_x, m_points);
        double[] y = Arrays.copyOf(m_y, m_points);
        double[] sigma = m_sigma == null ? null : Arrays.copyOf(m_sigma, m_points);
        if (x[m_points - 1] < x[0]) {
            reverse(x);
            reverse(y);
            if (sigma != null) {
                reverse(sigma);
            }
            if (m_lines != null) {
                int[] lines = Arrays.copyOf(m_lines, m_points);
                for (int i = 0; i < m_points; i++) {
                    m_lines[i] = lines[m_points - 1 - i];
                }
            }
            note(Diagnostic.Severity.INFO, 0, "order", "descending angles", "ascending angles", "scan turned round");
        }
        int missing = 0;
        int negative = 0;
        for (int i = 0; i < m_points; i++) {
            if (!(x[i] >= -20 && x[i] <= 180)) {
                throw at(
                        i,
                        "angle " + x[i],
                        "two-theta in degrees between -20 and 180",
                        "A pattern against q, d, energy or time of flight has to be converted first.");
            }
            if (i > 0 && !(x[i] > x[i - 1])) {
                throw at(
                        i,
                        "angle " + x[i] + " after " + x[i - 1],
                        "angles that increase from point to point",
                        "Several scans in one text file, or a repeated point: split or clean the file.");
            }
            if (Double.isInfinite(y[i])) {
                throw at(i, "infinite intensity", "a finite number", "");
            }
            missing += Double.isNaN(y[i]) ? 1 : 0;
            negative += y[i] < 0 ? 1 : 0;
        }
        if (missing == m_points) {
            throw PatternFileException.in(m_source, "no intensity at all", "numbers", "");
        }
        if (missing > 0) {
            note(
                    Diagnostic.Severity.WARNING,
                    0,
                    "missing",
                    missing + " missing intensities",
                    "numbers",
                    "kept as missing");
        }
        if (negative > 0) {
            note(
                    Diagnostic.Severity.INFO,
                    0,
                    "negative",
                    negative + " negative intensities",
                    "counts",
                    "kept as they are");
        }
        if (m_radiation == null) {
            note(
                    Diagnostic.Severity.INFO,
                    0,
                    "wavelength",
                    "no wavelength in the file",
                    "a wavelength",
                    "none: give it in the node");
        }
        return new PatternFile(
                m_source,
                m_scan,
                m_format,
                x,
                y,
                Optional.ofNullable(sigma),
                Optional.ofNullable(m_radiation),
                Collections.unmodifiableMap(m_metadata),
                List.copyOf(m_diagnostics));
    }

    private PatternFileException at(int point, String found, String expected, String advice) {
        if (m_lines != null && m_lines[point] > 0) {
            return PatternFileException.atLine(m_source, m_lines[point], found, expected, advice);
        }
        return PatternFileException.in(m_source + ", point " + (point + 1), found, expected, advice);
    }

    private static void reverse(double[] v) {
        for (int i = 0, j = v.length - 1; i < j; i++, j--) {
            double t = v[i];
            v[i] = v[j];
            v[j] = t;
        }
    }
}
