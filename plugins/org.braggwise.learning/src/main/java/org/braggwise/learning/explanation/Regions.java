// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.TwoThetaGrid;

/**
 * Finds the contiguous two-theta windows in which a profile is large, and the reflections in them.
 */
public final class Regions {
    private final TwoThetaGrid m_grid;
    private final double m_smoothingDeg;
    private final double m_threshold;

    /**
     * @param grid of the profile
     * @param smoothingDeg width of the moving mean that joins the two flanks of one peak, in degrees; 0.3 is usual
     * @param threshold share of the smoothed profile's maximum from which on a point belongs to a region, 0 to 1; 0.1 is usual
     */
    public Regions(TwoThetaGrid grid, double smoothingDeg, double threshold) {
        if (!(smoothingDeg >= 0 && threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("Regions with a smoothing of " + smoothingDeg
                    + " deg and a threshold of " + threshold + "; expected 0 deg or more and above 0 to 1.");
        }
        m_grid = grid;
        m_smoothingDeg = smoothingDeg;
        m_threshold = threshold;
    }

    /**
     * The regions with the largest shares, largest first.
     *
     * @param meanAbsolute mean |attribution| a point, or one row's |attribution|
     * @param mean mean attribution a point
     * @param count how many at most
     * @throws IllegalArgumentException if a profile does not fit the grid
     */
    public List<Region> find(double[] meanAbsolute, double[] mean, int count) {
        if (meanAbsolute.length != m_grid.points() || mean.length != m_grid.points()) {
            throw new IllegalArgumentException("Profiles of " + meanAbsolute.length + " and " + mean.length
                    + " points on a grid of " + m_grid.points() + "; expected as many.");
        }
        double[] smooth = smoothed(meanAbsolute);
        double max = 0;
        double total = 0;
        for (int i = 0; i < smooth.length; i++) {
            max = Math.max(max, smooth[i]);
            total += meanAbsolute[i];
        }
        List<Region> regions = new ArrayList<>();
        for (int from = 0; from < smooth.length && max > 0; ) {
            int to = from;
            while (to < smooth.length && smooth[to] >= m_threshold * max) {
                to++;
            }
            if (to > from) {
                regions.add(region(meanAbsolute, mean, from, to, total));
            }
            from = to + 1;
        }
        return regions.stream()
                .sorted(Comparator.comparingDouble((Region r) -> -r.share()))
                .limit(count)
                .toList();
    }

    private Region region(double[] meanAbsolute, double[] mean, int from, int to, double total) {
        int peak = from;
        double sum = 0;
        double signed = 0;
        for (int i = from; i < to; i++) {
            peak = meanAbsolute[i] > meanAbsolute[peak] ? i : peak;
            sum += meanAbsolute[i];
            signed += mean[i] / (to - from);
        }
        return new Region(m_grid.at(from), m_grid.at(to - 1), m_grid.at(peak), sum / total, signed, List.of());
    }

    private double[] smoothed(double[] values) {
        int reach = (int) Math.round(m_smoothingDeg / m_grid.stepDeg() / 2);
        double[] cumulative = new double[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            cumulative[i + 1] = cumulative[i] + values[i];
        }
        double[] smooth = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int from = Math.max(0, i - reach);
            int to = Math.min(values.length, i + reach + 1);
            smooth[i] = (cumulative[to] - cumulative[from]) / (to - from);
        }
        return smooth;
    }

    /**
     * The same regions with the reflections that lie in them.
     *
     * @param toleranceDeg how far outside a region a reflection still counts, for shifted patterns; in degrees, 0 or more
     * @param weakest reflections below this share of the strongest intensity are left out, 0 to 1
     */
    public static List<Region> assign(
            List<Region> regions, ReflectionList reflections, double toleranceDeg, double weakest) {
        double floor = weakest * reflections.strongest();
        return regions.stream()
                .map(region -> {
                    List<Reflection> inside = reflections
                            .within(region.startDeg() - toleranceDeg, region.endDeg() + toleranceDeg)
                            .reflections()
                            .stream()
                            .filter(r -> r.intensity() >= floor)
                            .sorted(Comparator.comparingDouble(r -> -r.intensity()))
                            .toList();
                    return region.with(inside);
                })
                .toList();
    }
}
