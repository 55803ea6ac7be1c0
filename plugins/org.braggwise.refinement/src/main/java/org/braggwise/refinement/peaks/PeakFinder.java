// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.preparation.SnipBackground;

/**
 * Finds the peaks of a pattern by their curvature, fits angles and areas of all of them together, and adds those that show in what is left.
 * A reflection is one peak: the lines of the radiation (K-alpha-1 and K-alpha-2) are in its model. Immutable; one finder serves any number of
 * threads, and the same pattern always gives the same peaks.
 */
public final class PeakFinder {

    private static final int ROUNDS = 3;
    /** And this many standard uncertainties that the misfit of the line shape has enlarged. */
    private static final double INFLATED = 2.5;

    /** A peak whose angle is less sure than this share of its width is none: what a line beyond the pattern's end leaves, or a bent background. */
    private static final double UNPLACED = 0.1;

    private static final double UNPLACED_NOISY = 0.15;

    private static final int MOST_ADDED = 12;
    /** Peaks nearer to each other than this share of their width are one. */
    private static final double SAME = 0.12;
    /** A remainder counts as a peak where it is this share of what the peaks there explain. */
    private static final double OF_CALCULATED = 0.02;

    /** The same where the line shape is refined or noise is in the pattern: no shape is right to less than that. */
    private static final double OF_CALCULATED_NOISY = 0.1;

    private static final double SAME_NOISY = 0.5;

    /** A remainder nearer to a peak than this share of the width is none of its own. */
    private static final double NEAR = 0.35;

    private static final double NEAR_NOISY = 0.75;
    /** The background bends within so many widths of a line. */
    private static final double WINDOW = 5;

    private final PeakSettings m_settings;

    /** @param settings how */
    public PeakFinder(PeakSettings settings) {
        m_settings = Objects.requireNonNull(settings);
    }

    /** @return the peaks of a pattern whose intensities have no stated uncertainties; {@link #find(double[], double[], double[], Radiation, BooleanSupplier)} */
    public PeakList find(Pattern pattern) {
        double[] x = new double[pattern.grid().points()];
        for (int i = 0; i < x.length; i++) {
            x[i] = pattern.grid().at(i);
        }
        return find(x, pattern.intensities(), null, pattern.radiation(), () -> false);
    }

    /**
     * @param twoThetaDeg ascending angles in degrees, evenly spaced or not, at least seven
     * @param intensities one finite number for each
     * @param sigmasOrNull standard uncertainty of each; null to take them from the pattern's own noise
     * @param radiation the X-rays
     * @param cancelled asked many times a second
     * @return the peaks, none where nothing stands out; where a measured pattern shows both lines of a tube though one is stated, they are counted,
     *     and the list's radiation says so
     * @throws java.util.concurrent.CancellationException where that is asked for
     * @throws IllegalArgumentException for arrays of different lengths, too few points, or angles that do not ascend
     */
    public PeakList find(
            double[] twoThetaDeg,
            double[] intensities,
            double[] sigmasOrNull,
            Radiation radiation,
            BooleanSupplier cancelled) {
        return analyse(twoThetaDeg, intensities, sigmasOrNull, radiation, cancelled)
                .peaks();
    }

    /** Does the same and gives the line shape and the background as well; arguments and errors as there. */
    public PeakAnalysis analyse(
            double[] twoThetaDeg,
            double[] intensities,
            double[] sigmasOrNull,
            Radiation radiation,
            BooleanSupplier cancelled) {
        PeakAnalysis stated = analyseAs(twoThetaDeg, intensities, sigmasOrNull, radiation, cancelled);
        return m_settings.noise()
                ? TubeDoublet.seenIn(stated.peaks(), twoThetaDeg[twoThetaDeg.length - 1])
                        .map(both -> analyseAs(twoThetaDeg, intensities, sigmasOrNull, both, cancelled))
                        .orElse(stated)
                : stated;
    }

    private PeakAnalysis analyseAs(
            double[] twoThetaDeg,
            double[] intensities,
            double[] sigmasOrNull,
            Radiation radiation,
            BooleanSupplier cancelled) {
        Scan scan = Scan.of(twoThetaDeg, intensities, sigmasOrNull, m_settings.noise(), radiation);
        boolean estimated = m_settings.background() == PeakSettings.Background.ESTIMATED;
        LineShape shape = m_settings.shape().orElse(null);
        double[] background = new double[scan.points()];
        if (shape == null) {
            if (estimated) {
                background = background(scan, intensities, 12 * scan.stepDeg());
            }
            shape = ShapeRefinement.guess(scan, minus(intensities, background));
        }
        if (estimated) {
            background = background(scan, intensities, shape.fwhmDeg(scan.x()[scan.points() / 2]));
        }
        if (m_settings.shape().isEmpty()) {
            for (int i = 0; i < 2; i++) {
                double[] y = minus(intensities, background);
                List<CurvatureSearch.Candidate> strong = CurvatureSearch.find(
                        scan, y, shape, Math.max(0.02, m_settings.leastHeight()) * max(y), m_settings.significance());
                shape = ShapeRefinement.refine(scan, y, strong, shape, cancelled);
            }
        }
        double noiseFactor =
                m_settings.noise() ? CurvatureSearch.noiseFactor(scan, minus(intensities, background), shape) : 1;
        scan = scan.withNoise(noiseFactor);
        PeakFit fit = fit(scan, minus(intensities, background), shape, estimated ? 1 : ROUNDS, cancelled);
        if (estimated) {
            background = MedianBackground.estimate(
                    scan, minus(intensities, fit.calculated()), WINDOW * shape.fwhmDeg(scan.x()[scan.points() / 2]));
            fit = fit(scan, minus(intensities, background), shape, ROUNDS, cancelled);
        }
        return new PeakAnalysis(peaks(fit, shape, radiation), shape, background, noiseFactor);
    }

    private PeakFit fit(Scan scan, double[] y, LineShape shape, int rounds, BooleanSupplier cancelled) {
        PeakFit fit = new PeakFit(scan, y, shape, cancelled);
        double least = m_settings.leastHeight() * max(y);
        double to = m_settings.toDeg();
        List<CurvatureSearch.Candidate> found =
                CurvatureSearch.find(scan, y, shape, least, m_settings.significance()).stream()
                        .filter(c -> c.centreDeg() <= to)
                        .limit(m_settings.mostPeaks())
                        .toList();
        for (CurvatureSearch.Candidate c : found) {
            fit.add(c.centreDeg(), c.height() * shape.fwhmDeg(c.centreDeg()));
        }
        for (int round = 0; round < rounds; round++) {
            fit.run();
            if (round == rounds - 1 || !addFromRest(scan, y, shape, least, fit)) {
                break;
            }
        }
        merge(fit, shape);
        return fit;
    }

    /** Adds the highest of what stands out of the remainder, away from peaks that are there. */
    private boolean addFromRest(Scan scan, double[] y, LineShape shape, double least, PeakFit fit) {
        double[] rest = minus(y, fit.calculated());
        int last = scan.points() - 2;
        if (fit.lines().size() >= m_settings.mostPeaks()) {
            double highest = fit.lines().get(fit.lines().size() - 1).centre;
            last = Math.min(last, scan.at(highest) - 1);
        }
        last = Math.min(last, scan.at(m_settings.toDeg()) - 1);
        List<Integer> tops = new ArrayList<>();
        for (int i = 2; i < last; i++) {
            boolean top = rest[i] > 0 && rest[i] >= rest[i - 1] && rest[i] > rest[i + 1];
            if (top
                    && standsOut(
                            scan,
                            rest,
                            i,
                            shape.fwhmDeg(scan.x()[i]),
                            Math.max(
                                    least,
                                    (m_settings.noise() ? OF_CALCULATED_NOISY : OF_CALCULATED)
                                            * fit.calculated()[i]))) {
                tops.add(i);
            }
        }
        tops.sort(Comparator.comparingDouble(i -> -rest[i]));
        int added = 0;
        for (int i : tops) {
            double centre = scan.x()[i];
            double near = (m_settings.noise() ? NEAR_NOISY : NEAR) * shape.fwhmDeg(centre);
            if (added < MOST_ADDED && fit.lines().stream().noneMatch(l -> Math.abs(l.centre - centre) < near)) {
                fit.add(centre, rest[i] * shape.fwhmDeg(centre));
                added++;
            }
        }
        return added > 0;
    }

    /** Whether the mean over a line's width is above a height and above the noise. */
    private boolean standsOut(Scan scan, double[] rest, int i, double fwhmDeg, double least) {
        int half = Math.max(1, (int) Math.rint(NEAR * fwhmDeg / scan.stepDeg()));
        int from = Math.max(0, i - half);
        int to = Math.min(scan.points() - 1, i + half);
        double sum = 0;
        double variance = 0;
        for (int j = from; j <= to; j++) {
            sum += rest[j];
            variance += scan.variance()[j];
        }
        return sum > m_settings.significance() * Math.sqrt(variance) && sum > least * (to - from + 1);
    }

    private void merge(PeakFit fit, LineShape shape) {
        List<PeakFit.Line> lines = fit.lines();
        boolean merged = false;
        double same = m_settings.noise() ? SAME_NOISY : SAME;
        for (int i = 1; i < lines.size(); i++) {
            PeakFit.Line a = lines.get(i - 1);
            PeakFit.Line b = lines.get(i);
            if (b.centre - a.centre < same * shape.fwhmDeg(a.centre)) {
                a.centre = (a.centre * a.area + b.centre * b.area) / (a.area + b.area);
                a.area += b.area;
                lines.remove(i--);
                merged = true;
            }
        }
        if (merged) {
            fit.run();
        }
    }

    private PeakList peaks(PeakFit fit, LineShape shape, Radiation radiation) {
        double wavelength = radiation.strongestLine().wavelengthAngstrom();
        double highest = 0;
        for (PeakFit.Line l : fit.lines()) {
            highest = Math.max(highest, l.area / shape.fwhmDeg(l.centre));
        }
        List<Peak> peaks = new ArrayList<>();
        for (PeakFit.Line l : fit.lines()) {
            double fwhm = shape.fwhmDeg(l.centre);
            if (m_settings.noise() && isSatellite(l, fit.lines(), fwhm)) {
                continue;
            }
            boolean placed = l.centreSigma < (m_settings.noise() ? UNPLACED_NOISY : UNPLACED) * fwhm;
            boolean significant = placed
                    && l.area > m_settings.significance() * l.areaNoise
                    && l.area > (m_settings.noise() ? INFLATED : m_settings.significance()) * l.areaSigma
                    && l.area / fwhm >= m_settings.leastHeight() * highest;
            if (significant && l.centre > 0 && l.centre < 180 && peaks.size() < m_settings.mostPeaks()) {
                double q = BraggLaw.q(l.centre, wavelength);
                peaks.add(new Peak(l.centre, l.centreSigma, l.area, l.areaSigma, fwhm, q));
            }
        }
        return new PeakList(radiation, peaks);
    }

    /** Whether a line is what a real line's shape, asymmetric as it may be, leaves beside a much stronger one. */
    private static boolean isSatellite(PeakFit.Line line, List<PeakFit.Line> lines, double fwhmDeg) {
        for (PeakFit.Line strong : lines) {
            double distance = Math.abs(strong.centre - line.centre) / fwhmDeg;
            double share = distance < 1.5 ? 0.15 : distance < 3 ? 0.06 : 0;
            if (strong != line && line.area < share * strong.area) {
                return true;
            }
        }
        return false;
    }

    /** Peak clipping with a window of five widths. */
    private static double[] background(Scan scan, double[] y, double fwhmDeg) {
        int window = Math.max(3, Math.min(scan.points() / 4, (int) Math.rint(WINDOW * fwhmDeg / scan.stepDeg())));
        int smoothing = 2 * Math.max(0, (int) Math.rint(0.4 * fwhmDeg / scan.stepDeg())) + 1;
        return SnipBackground.estimate(y, window, smoothing, false);
    }

    private static double[] minus(double[] y, double[] other) {
        double[] d = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            d[i] = y[i] - other[i];
        }
        return d;
    }

    private static double max(double[] y) {
        double max = 0;
        for (double v : y) {
            max = Math.max(max, v);
        }
        return max;
    }
}
