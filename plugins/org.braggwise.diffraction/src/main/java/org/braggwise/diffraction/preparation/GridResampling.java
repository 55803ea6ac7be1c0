// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.braggwise.diffraction.TwoThetaGrid;

/**
 * Resamples a scan to a grid by integration. A measured point stands for the mean intensity of its bin, which reaches half-way to its
 * neighbours; the value at a grid angle is the mean over the bin of one grid step around that angle. So the area under the scan is kept
 * whatever the two steps are, no narrow peak falls between two grid points, and where a grid bin is a bin of the scan its value is the
 * measured one, bit for bit: resampling onto the scan's own grid, or onto a part of it, changes nothing.
 *
 * <p>Inside a bin the intensity follows the parabola that has the bin's mean and meets the straight line between neighbouring points at the
 * borders (P. Colella, P. R. Woodward, J. Comput. Phys. 54, 174 (1984), doi:10.1016/0021-9991(84)90143-8, with linear border values), drawn
 * towards the mean where it would undershoot zero and its neighbours (X. Zhang, C.-W. Shu, J. Comput. Phys. 229, 3091 (2010),
 * doi:10.1016/j.jcp.2009.12.030). Straight lines are kept exactly, and intensities that are nowhere negative stay so.
 */
public final class GridResampling {

    /** Bins whose borders differ by less than this share of a grid step are the same bin: files round their angles. */
    private static final double SAME = 1e-3;

    /** A gap is wider than so many steps of the grid too; a point between two gaps is left out. */
    private static final double GAP_GRID_STEPS = 2;

    /** What to do with grid angles that the scan does not reach. */
    public enum Outside {
        /** Refuse the scan. */
        ERROR,
        /** Put 0 there and mark the angle as not measured. */
        ZERO
    }

    /**
     * @param intensities on the grid
     * @param measured for each grid angle whether any of its bin was measured
     */
    public record Result(double[] intensities, boolean[] measured) {}

    private final double[] m_borders;
    private final double[] m_y;

    private GridResampling(double[] x, double[] y) {
        int n = x.length;
        m_y = y;
        m_borders = new double[n + 1];
        for (int i = 1; i < n; i++) {
            m_borders[i] = (x[i - 1] + x[i]) / 2;
        }
        m_borders[0] = 2 * x[0] - m_borders[1];
        m_borders[n] = 2 * x[n - 1] - m_borders[n - 1];
    }

    /**
     * @param twoThetaDeg strictly increasing angles in degrees, at least two
     * @param intensities as many, finite
     * @param grid where to
     * @param outside what to do where the scan does not reach; gaps in the scan are never filled. A grid bin of which only a part was measured has the mean of that part.
     * @return the resampled scan
     * @throws IllegalArgumentException for {@link Outside#ERROR} and a grid that reaches more than half a step beyond the scan
     */
    public static Result resample(double[] twoThetaDeg, double[] intensities, TwoThetaGrid grid, Outside outside) {
        double half = grid.stepDeg() / 2;
        double first = twoThetaDeg[0];
        double last = twoThetaDeg[twoThetaDeg.length - 1];
        if (outside == Outside.ERROR && (grid.startDeg() < first - half - 1e-9 || grid.endDeg() > last + half + 1e-9)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "The scan covers %.4f to %.4f deg two-theta, the grid asks "
                            + "for %.4f to %.4f deg. Choose a smaller grid, or let angles outside the scan be zero.",
                    first,
                    last,
                    grid.startDeg(),
                    grid.endDeg()));
        }
        List<Result> parts = new ArrayList<>();
        double widest = Math.max(Steps.widestDeg(twoThetaDeg), GAP_GRID_STEPS * grid.stepDeg());
        int from = 0;
        for (int to = 1; to <= twoThetaDeg.length; to++) {
            if (to == twoThetaDeg.length || twoThetaDeg[to] - twoThetaDeg[to - 1] > widest) {
                if (to - from > 1) {
                    parts.add(new GridResampling(
                                    Arrays.copyOfRange(twoThetaDeg, from, to),
                                    Arrays.copyOfRange(intensities, from, to))
                            .onto(grid));
                }
                from = to;
            }
        }
        return together(parts, grid.points());
    }

    /** No grid bin is of two parts: between them is more than one. */
    private static Result together(List<Result> parts, int points) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        double[] out = new double[points];
        boolean[] measured = new boolean[points];
        for (Result part : parts) {
            for (int i = 0; i < points; i++) {
                if (part.measured[i]) {
                    out[i] = part.intensities[i];
                    measured[i] = true;
                }
            }
        }
        return new Result(out, measured);
    }

    private Result onto(TwoThetaGrid grid) {
        double half = grid.stepDeg() / 2;
        double same = SAME * grid.stepDeg();
        double[] out = new double[grid.points()];
        boolean[] measured = new boolean[grid.points()];
        int n = m_y.length;
        int bin = 0;
        for (int i = 0; i < out.length; i++) {
            double from = Math.max(m_borders[0], grid.at(i) - half);
            double to = Math.min(m_borders[n], grid.at(i) + half);
            if (!(to - from > same)) {
                continue;
            }
            measured[i] = true;
            while (bin + 1 < n && m_borders[bin + 1] <= from) {
                bin++;
            }
            int nearest = bin + 1 < n && m_borders[bin + 1] - from <= same ? bin + 1 : bin;
            if (Math.abs(m_borders[nearest] - from) <= same && Math.abs(m_borders[nearest + 1] - to) <= same) {
                out[i] = m_y[nearest];
                continue;
            }
            double area = 0;
            for (int b = bin; b < n && m_borders[b] < to; b++) {
                area += area(b, from, to);
            }
            out[i] = area / (to - from);
        }
        return new Result(out, measured);
    }

    /** @return the area of a bin between two angles, cut at the bin's borders */
    private double area(int bin, double from, double to) {
        double left = m_borders[bin];
        double width = m_borders[bin + 1] - left;
        double y = m_y[bin];
        if (from <= left && to >= m_borders[bin + 1]) {
            return y * width;
        }
        double atLeft = bin > 0 ? border(bin) : 2 * y - border(1);
        double atRight = bin + 1 < m_y.length ? border(bin + 1) : 2 * y - border(bin);
        double share = share(bin, atLeft, atRight);
        atLeft = y + share * (atLeft - y);
        atRight = y + share * (atRight - y);
        double a = Math.max(0, (from - left) / width);
        double b = Math.min(1, (to - left) / width);
        return width * (integral(atLeft, y, atRight, b) - integral(atLeft, y, atRight, a));
    }

    /** @return the intensity at the left border of a bin that has a left neighbour: on the straight line between the two points */
    private double border(int bin) {
        double before = m_borders[bin] - m_borders[bin - 1];
        double after = m_borders[bin + 1] - m_borders[bin];
        return (m_y[bin - 1] * after + m_y[bin] * before) / (before + after);
    }

    /** @return how much of the parabola's deviation from the mean is kept, 0 to 1, so that it stays above zero and its neighbours */
    private double share(int bin, double atLeft, double atRight) {
        double y = m_y[bin];
        double bend = 6 * (y - (atLeft + atRight) / 2);
        double least = Math.min(atLeft, atRight);
        if (bend < 0) {
            double t = (atRight - atLeft + bend) / (2 * bend);
            if (t > 0 && t < 1) {
                least = Math.min(least, atLeft + t * (atRight - atLeft + bend) - bend * t * t);
            }
        }
        double floor =
                Math.min(Math.min(0, y), Math.min(m_y[Math.max(0, bin - 1)], m_y[Math.min(m_y.length - 1, bin + 1)]));
        return least < floor ? (y - floor) / (y - least) : 1;
    }

    /** @return the integral from 0 to t of the parabola over a bin of width 1 with that mean and those border values */
    private static double integral(double atLeft, double mean, double atRight, double t) {
        double bend = 6 * (mean - (atLeft + atRight) / 2);
        return t * (atLeft + t * ((atRight - atLeft + bend) / 2 - bend * t / 3));
    }
}
