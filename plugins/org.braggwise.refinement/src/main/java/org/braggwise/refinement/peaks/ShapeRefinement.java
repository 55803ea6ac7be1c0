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
 * Refines the line shape from a pattern: the strongest peaks that stand alone are fitted one by one, and their widths and shares give smooth
 * functions of the angle by least squares, lines that lie far from them left out.
 */
final class ShapeRefinement {

    private static final int MOST_LINES = 24;
    private static final double ALONE = 2.5;
    private static final double WINDOW = 2.5;
    private static final FitSettings FIT = new FitSettings(30, 1e-5, 1e-2);

    private record Width(double twoThetaDeg, double fwhmDeg, double share) {}

    private ShapeRefinement() {}

    /** @return the median width at half height of the highest maxima: where the refinement starts, with a share of one half */
    static LineShape guess(Scan scan, double[] y) {
        double max = Arrays.stream(y).max().orElse(0);
        List<Double> widths = new ArrayList<>();
        List<Integer> tops = new ArrayList<>();
        for (int i = 2; i < y.length - 2; i++) {
            if (y[i] > 0.1 * max && y[i] >= y[i - 1] && y[i] > y[i + 1] && y[i] >= y[i - 2] && y[i] > y[i + 2]) {
                tops.add(i);
            }
        }
        tops.sort(Comparator.comparingDouble(i -> -y[i]));
        for (int top : tops.subList(0, Math.min(15, tops.size()))) {
            int low = top;
            int high = top;
            while (low > 0 && y[low] > y[top] / 2 && y[low] <= y[top]) {
                low--;
            }
            while (high < y.length - 1 && y[high] > y[top] / 2 && y[high] <= y[top]) {
                high++;
            }
            if (y[low] <= y[top] / 2 && y[high] <= y[top] / 2) {
                widths.add(crossing(scan.x(), y, high - 1, y[top] / 2) - crossing(scan.x(), y, low, y[top] / 2));
            }
        }
        widths.sort(null);
        double width = widths.isEmpty() ? 5 * scan.stepDeg() : widths.get(widths.size() / 2);
        return SmoothLineShape.constant(Math.max(width, 2 * scan.stepDeg()), 0.5);
    }

    private static double crossing(double[] x, double[] y, int i, double level) {
        double d = y[i + 1] - y[i];
        return d == 0 ? x[i] : x[i] + (level - y[i]) / d * (x[i + 1] - x[i]);
    }

    /**
     * @param scan the points
     * @param y intensities above the background
     * @param found peaks by angle
     * @param start the shape that they were found with
     * @return the refined shape; the start where no peak stands alone
     */
    static LineShape refine(
            Scan scan, double[] y, List<CurvatureSearch.Candidate> found, LineShape start, BooleanSupplier cancelled) {
        List<CurvatureSearch.Candidate> alone = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            CurvatureSearch.Candidate c = found.get(i);
            double gap = ALONE * start.fwhmDeg(c.centreDeg());
            boolean free = true;
            for (CurvatureSearch.Candidate o : found) {
                double d = Math.abs(o.centreDeg() - c.centreDeg());
                free &= o == c || d > gap || o.height() < 0.05 * c.height();
            }
            if (free) {
                alone.add(c);
            }
        }
        alone.sort(Comparator.comparingDouble(c -> -c.height()));
        List<Width> widths = new ArrayList<>();
        for (CurvatureSearch.Candidate c : alone.subList(0, Math.min(MOST_LINES, alone.size()))) {
            Width w = single(scan, y, c, start, cancelled);
            if (w != null) {
                widths.add(w);
            }
        }
        return widths.isEmpty() ? start : smooth(widths);
    }

    private static Width single(
            Scan scan, double[] y, CurvatureSearch.Candidate c, LineShape start, BooleanSupplier cancelled) {
        double w = start.fwhmDeg(c.centreDeg());
        LineProfile profile = new LineProfile(scan, start);
        int from = scan.at(profile.end(c.centreDeg(), WINDOW, 0));
        int to = scan.at(profile.end(c.centreDeg(), WINDOW, 1));
        if (to - from < 7) {
            return null;
        }
        double[] weights = new double[to - from];
        for (int i = from; i < to; i++) {
            weights[i - from] = 1 / scan.variance()[i];
        }
        double largest = Math.max(c.height(), scan.maximum()) * 10;
        FitResult fit = LevenbergMarquardt.fit(
                new SingleLineModel(scan, from, Arrays.copyOfRange(y, from, to), weights),
                List.of(
                        Parameter.bounded("angle", c.centreDeg(), c.centreDeg() - w, c.centreDeg() + w),
                        Parameter.bounded("area", c.height() * w, 0, largest * w),
                        Parameter.bounded("width", w, w / 4, w * 4),
                        Parameter.bounded("share", 0.5, 0, 1),
                        Parameter.free("background", 0)),
                List.of(),
                FIT,
                cancelled);
        boolean inside = fit.value(2) > w / 3.9 && fit.value(2) < w * 3.9 && fit.value(1) > 0;
        return inside ? new Width(fit.value(0), fit.value(2), fit.value(3)) : null;
    }

    private static LineShape smooth(List<Width> widths) {
        List<Width> kept = new ArrayList<>(widths);
        SmoothLineShape shape = null;
        for (int round = 0; round < 4 && !kept.isEmpty(); round++) {
            shape = fit(kept);
            SmoothLineShape current = shape;
            double[] misfits = kept.stream()
                    .mapToDouble(w -> Math.abs(excess(current, w)))
                    .sorted()
                    .toArray();
            double limit = Math.max(0.05, 3 * misfits[misfits.length / 2]);
            // Two lines that look like one are too broad, and nothing makes a line too narrow.
            kept.removeIf(w -> excess(current, w) > limit / 2 || excess(current, w) < -limit);
        }
        return shape;
    }

    private static double excess(SmoothLineShape shape, Width w) {
        return Math.log(w.fwhmDeg() / shape.fwhmDeg(w.twoThetaDeg()));
    }

    /** A parabola of tan(theta) from six lines on, a straight line from three, else the mean. */
    private static SmoothLineShape fit(List<Width> widths) {
        int n = widths.size();
        double[] t = widths.stream()
                .mapToDouble(w -> Math.tan(Math.toRadians(w.twoThetaDeg() / 2)))
                .toArray();
        double[] angle = widths.stream().mapToDouble(Width::twoThetaDeg).toArray();
        double[] square =
                widths.stream().mapToDouble(w -> w.fwhmDeg() * w.fwhmDeg()).toArray();
        double[] share = widths.stream().mapToDouble(Width::share).toArray();
        double[] c = Polynomial.fit(t, square, n >= 6 ? 2 : n >= 3 ? 1 : 0);
        double[] s = Polynomial.fit(angle, share, n >= 6 ? 1 : 0);
        double least = widths.stream().mapToDouble(Width::fwhmDeg).min().orElseThrow();
        double most = widths.stream().mapToDouble(Width::fwhmDeg).max().orElseThrow();
        return new SmoothLineShape(
                c.length > 2 ? c[2] : 0,
                c.length > 1 ? c[1] : 0,
                c[0],
                s[0],
                s.length > 1 ? s[1] : 0,
                Arrays.stream(angle).min().orElseThrow(),
                Arrays.stream(angle).max().orElseThrow(),
                0.7 * least,
                1.5 * most);
    }
}
