// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.braggwise.refinement.leastsquares.FitResult;
import org.braggwise.refinement.leastsquares.FitSettings;
import org.braggwise.refinement.leastsquares.LevenbergMarquardt;
import org.braggwise.refinement.leastsquares.Parameter;

/**
 * Fits angles and areas of all peaks of a pattern together, with a fixed line shape: block by block of neighbouring peaks, the others'
 * tails being held, in sweeps whose blocks begin elsewhere each time, until nothing moves any more. The cost grows with the number of peaks
 * and not with its cube.
 */
final class PeakFit {

    private static final int MOST_SWEEPS = 8;
    private static final int BLOCK = 10;
    /** Points this many widths beyond a block's peaks take part. */
    private static final double MARGIN = 4;
    /** A gap of so many widths ends a block. */
    private static final double GAP = 6;

    private static final double SETTLED = 1e-3;
    private static final FitSettings FIT = new FitSettings(6, 1e-5, 1e-3);

    /** A peak on its way. */
    static final class Line {
        double centre;
        double area;
        double centreSigma;
        double areaSigma;
        /** The uncertainty of the area by the noise alone, however badly the line shape fits. */
        double areaNoise;

        Line(double centreDeg, double area) {
            centre = centreDeg;
            this.area = area;
        }
    }

    private final Scan m_scan;
    private final LineProfile m_profile;
    private final double[] m_target;
    private final BooleanSupplier m_cancelled;
    private final List<Line> m_lines = new ArrayList<>();
    private final double[] m_calculated;

    /**
     * @param scan the points
     * @param target intensities above the background
     * @param shape width of a line
     */
    PeakFit(Scan scan, double[] target, LineShape shape, BooleanSupplier cancelled) {
        m_scan = scan;
        m_target = target;
        m_profile = new LineProfile(scan, shape);
        m_cancelled = cancelled;
        m_calculated = new double[scan.points()];
    }

    List<Line> lines() {
        return m_lines;
    }

    /** @return what the peaks add up to at each point */
    double[] calculated() {
        return m_calculated;
    }

    void add(double centreDeg, double area) {
        m_lines.add(new Line(centreDeg, area));
    }

    /** Fits the peaks; those that vanish are taken out. */
    void run() {
        m_lines.sort(Comparator.comparingDouble(l -> l.centre));
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            render();
            double moved = 0;
            for (int from = 0, size = sweep % 2 == 0 ? BLOCK : BLOCK / 2; from < m_lines.size(); size = BLOCK) {
                int to = end(from, size);
                moved = Math.max(moved, block(m_lines.subList(from, to)));
                from = to;
            }
            m_lines.removeIf(l -> l.area <= 0);
            m_lines.sort(Comparator.comparingDouble(l -> l.centre));
            if (moved < SETTLED) {
                break;
            }
        }
        render();
    }

    private int end(int from, int most) {
        int to = from + 1;
        while (to < m_lines.size()
                && to - from < most
                && m_lines.get(to).centre - m_lines.get(to - 1).centre < GAP * fwhm(to)) {
            to++;
        }
        return to;
    }

    private double fwhm(int line) {
        return m_profile.shape().fwhmDeg(m_lines.get(line).centre);
    }

    private void render() {
        Arrays.fill(m_calculated, 0);
        for (Line l : m_lines) {
            m_profile.add(l.centre, l.area, 0, m_scan.points(), m_calculated, null, 0);
        }
    }

    /** @return the longest way that one of the peaks went, in widths */
    private double block(List<Line> block) {
        double first = block.get(0).centre;
        double last = block.get(block.size() - 1).centre;
        int from = m_scan.at(m_profile.end(first, MARGIN, 0));
        int to = Math.max(from, m_scan.at(m_profile.end(last, MARGIN, 1)));
        if (to - from < 2 * block.size()) {
            return 0;
        }
        double[] target = new double[to - from];
        double[] weights = new double[to - from];
        for (Line l : block) {
            m_profile.add(l.centre, -l.area, 0, m_scan.points(), m_calculated, null, 0);
        }
        for (int i = from; i < to; i++) {
            target[i - from] = m_target[i] - m_calculated[i];
            weights[i - from] = 1 / m_scan.variance()[i];
        }
        List<Parameter> parameters = new ArrayList<>();
        for (Line l : block) {
            double w = m_profile.shape().fwhmDeg(l.centre);
            parameters.add(Parameter.bounded("angle", l.centre, l.centre - w, l.centre + w)
                    .withLargestStep(w / 4));
            parameters.add(Parameter.bounded("area", Math.max(0, l.area), 0, Double.POSITIVE_INFINITY));
        }
        BlockModel model = new BlockModel(m_profile, from, target, weights, block.size());
        FitResult fit = LevenbergMarquardt.fit(model, parameters, List.of(), FIT, m_cancelled);
        double moved = 0;
        for (int p = 0; p < block.size(); p++) {
            Line l = block.get(p);
            moved = Math.max(
                    moved,
                    Math.abs(fit.value(2 * p) - l.centre) / m_profile.shape().fwhmDeg(l.centre));
            l.centre = fit.value(2 * p);
            l.area = fit.value(2 * p + 1);
            l.centreSigma = fit.standardUncertainty(2 * p);
            l.areaSigma = fit.standardUncertainty(2 * p + 1);
            l.areaNoise = fit.statisticalUncertainty(2 * p + 1);
            m_profile.add(l.centre, l.area, 0, m_scan.points(), m_calculated, null, 0);
        }
        return moved;
    }
}
