// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.braggwise.crystal.Diagnostic.Severity.INFO;
import static org.braggwise.crystal.Diagnostic.Severity.WARNING;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.braggwise.crystal.Diagnostic;
import org.braggwise.diffraction.Radiation;

/** Collects one scan while its file is read and checks what every format has to hold. */
final class ScanBuilder {

    /** A scan longer than this is a broken header, not a measurement: 180 deg in steps of 0.0002 deg has 900,000 points. */
    static final int MAX_POINTS = 1_000_000;

    /** Counting times that differ by less are one time that was measured. */
    private static final double SAME_TIME = 1.01;

    private static final int FEWEST_OF_RANGES = 20;
    private static final int MOST_REPEATED = 20;
    private static final int FEWEST_PEAKS = 4;
    private static final int MOST_PEAKS = 500;
    private static final double LARGEST_UNEVEN_STEP = 0.1;

    private final String m_source;
    private final PatternFormat m_format;
    private final int m_scan;
    private final Points m_points = new Points();
    private Radiation m_radiation;
    private String m_assumption;
    private final Map<String, String> m_metadata = new LinkedHashMap<>();
    private final List<Diagnostic> m_diagnostics = new ArrayList<>();

    ScanBuilder(String source, PatternFormat format, int scan) {
        m_source = source;
        m_format = format;
        m_scan = scan;
    }

    /** @param line 1-based, 0 where the file has no lines */
    void add(double twoThetaDeg, double intensity, int line) {
        if (m_points.size() == MAX_POINTS) {
            throw tooLong(m_source, line);
        }
        m_points.add(twoThetaDeg, intensity, line);
    }

    static PatternFileException tooLong(String source, int line) {
        return PatternFileException.atLine(
                source,
                line,
                "more than " + MAX_POINTS + " points",
                "a powder pattern",
                "Export the scan with a coarser step.");
    }

    /** The standard deviation of the point added last. */
    void addSigma(double sigma) {
        m_points.sigma(sigma);
    }

    /** The seconds that the point added last was counted: where they vary, intensities become those of one second. */
    void addSeconds(double seconds) {
        m_points.seconds(seconds);
    }

    int points() {
        return m_points.size();
    }

    /** @return the angle of the point added last, which there must be */
    double lastAngle() {
        return m_points.angle(m_points.size() - 1);
    }

    /** @return the mean wavelength given so far; empty where there is none */
    OptionalDouble wavelengthAngstrom() {
        return m_radiation == null ? OptionalDouble.empty() : OptionalDouble.of(m_radiation.wavelengthAngstrom());
    }

    void dropLast() {
        m_points.dropLast();
    }

    /** @param assumption what of it the file does not state, null where it states all */
    void radiation(Radiation radiation, String assumption) {
        m_radiation = radiation;
        m_assumption = assumption;
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

    /** The file ends before its scan does. */
    void interrupted(int line, String found, String expected) {
        note(WARNING, line, "interrupted", found, expected, "the " + points() + " points before the break");
    }

    /** Checks and freezes the scan; a descending scan is turned round. */
    PatternFile build() {
        int n = m_points.size();
        if (n < 2) {
            throw PatternFileException.in(
                    m_source,
                    n + " points in scan " + (m_scan + 1),
                    "at least 2 points of a " + m_format.label() + " file",
                    "The file may be cut short.");
        }
        if (m_points.angle(n - 1) < m_points.angle(0)) {
            m_points.reverse();
            note(INFO, 0, "order", "descending angles", "ascending angles", "scan turned round");
        }
        if (RoundedAngles.of(m_points.angles()).isEmpty()) {
            mergeRepeated();
        }
        double[] x = evenIfRounded(m_points.angles());
        double[] y = m_points.intensities();
        double[] sigma = m_points.sigmas();
        perSecond(y, sigma);
        check(x, y);
        refusePeaks(x);
        if (m_radiation == null) {
            note(INFO, 0, "wavelength", "no wavelength in the file", "a wavelength", "none: give it in the node");
        }
        return new PatternFile(
                m_source,
                m_scan,
                m_format,
                x,
                y,
                Optional.ofNullable(sigma),
                Optional.ofNullable(m_radiation),
                Optional.ofNullable(m_assumption),
                Collections.unmodifiableMap(m_metadata),
                List.copyOf(m_diagnostics));
    }

    /** Where the ranges of a scan were put together, the last angle of one is the first of the next. */
    private void mergeRepeated() {
        int n = m_points.size();
        int repeated = 0;
        int line = 0;
        for (int i = 1; i < n; i++) {
            if (m_points.angle(i) == m_points.angle(i - 1)) {
                repeated++;
                line = line == 0 ? m_points.line(i) : line;
            }
        }
        if (repeated == 0 || n < FEWEST_OF_RANGES || repeated * MOST_REPEATED > n) {
            return; // a few points are no scan, and many repeats have another reason, which nobody knows
        }
        m_points.mergeRepeated();
        note(
                WARNING,
                line,
                "angles",
                repeated + (repeated == 1 ? " angle that is there twice" : " angles that are there twice"),
                "each angle once",
                "the means of their intensities");
    }

    /** A scan has steps, most of them the same; peaks come as they please. */
    private void refusePeaks(double[] x) {
        if (x.length < FEWEST_PEAKS || x.length > MOST_PEAKS) {
            return;
        }
        double[] gaps = new double[x.length - 1];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = x[i + 1] - x[i];
        }
        double[] sorted = gaps.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        long alike = Arrays.stream(gaps)
                .filter(g -> Math.abs(g - median) < 0.1 * median)
                .count();
        if (median > LARGEST_UNEVEN_STEP && 2 * alike < gaps.length) {
            throw at(
                    0,
                    x.length + " angles at uneven distances, of " + (float) median
                            + " deg as a rule, as in a list of peaks",
                    "a scan in small steps",
                    "Export the measured scan itself.");
        }
    }

    private double[] evenIfRounded(double[] x) {
        Optional<RoundedAngles> rounded = RoundedAngles.of(x);
        rounded.ifPresent(r -> note(
                WARNING,
                m_points.line(0),
                "angles",
                "angles rounded so far that some repeat",
                "as many decimals as the step has",
                "even angles from " + (float) r.angles()[0] + " deg in steps of " + (float) r.stepDeg()));
        return rounded.map(RoundedAngles::angles).orElse(x);
    }

    private void perSecond(double[] y, double[] sigma) {
        double[] seconds = m_points.seconds();
        if (seconds == null) {
            return;
        }
        double least = Double.POSITIVE_INFINITY;
        double greatest = 0;
        for (double s : seconds) {
            if (!(s > 0 && s < Double.POSITIVE_INFINITY)) {
                note(
                        WARNING,
                        0,
                        "counting time",
                        "a counting time of " + s + " s",
                        "a positive one for each point",
                        "times not used");
                return;
            }
            least = Math.min(least, s);
            greatest = Math.max(greatest, s);
        }
        if (greatest < SAME_TIME * least) {
            metadata("time per step (s)", Double.toString(least));
            return;
        }
        for (int i = 0; i < y.length; i++) {
            y[i] /= seconds[i];
            if (sigma != null) {
                sigma[i] /= seconds[i];
            }
        }
        note(
                INFO,
                0,
                "counting time",
                "times from " + least + " to " + greatest + " s",
                "one time",
                "intensities per second");
    }

    private void check(double[] x, double[] y) {
        int missing = 0;
        int negative = 0;
        for (int i = 0; i < x.length; i++) {
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
        if (missing == x.length) {
            throw PatternFileException.in(m_source, "no intensity at all", "numbers", "");
        }
        if (missing > 0) {
            note(WARNING, 0, "missing", missing + " missing intensities", "numbers", "kept as missing");
        }
        if (negative > 0) {
            note(INFO, 0, "negative", negative + " negative intensities", "counts", "kept as they are");
        }
    }

    private PatternFileException at(int point, String found, String expected, String advice) {
        int line = m_points.line(point);
        return line > 0
                ? PatternFileException.atLine(m_source, line, found, expected, advice)
                : PatternFileException.in(m_source + ", point " + (point + 1), found, expected, advice);
    }
}
