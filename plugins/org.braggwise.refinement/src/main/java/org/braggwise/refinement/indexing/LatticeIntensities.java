// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.braggwise.diffraction.Radiation;
import org.braggwise.refinement.peaks.BraggLaw;
import org.braggwise.refinement.peaks.LineAreas;
import org.braggwise.refinement.peaks.PeakAnalysis;
import org.braggwise.refinement.phase.MetricForm;

/**
 * Measured intensities at the lines of a lattice. Lines that overlap so much that only their sum is measured are one clump.
 *
 * @param clumps by angle
 */
public record LatticeIntensities(List<Clump> clumps) {

    /** Lines nearer than this share of a width are one clump. */
    private static final double CLUMP = 0.6;

    private static final int MOST_LINES = 160;
    private static final int WINDOW = 8;

    /**
     * Some reflections that are measured as one.
     *
     * @param twoThetaDeg their mean angle
     * @param hkl one of each set that the lattice makes equivalent
     * @param intensity their area together
     * @param sigma its standard uncertainty
     */
    public record Clump(double twoThetaDeg, List<int[]> hkl, double intensity, double sigma) {}

    /** Keeps a copy. */
    public LatticeIntensities {
        clumps = List.copyOf(clumps);
    }

    /**
     * Fits the areas at the lines of a cell.
     *
     * @param twoThetaDeg ascending angles in degrees
     * @param intensities of the pattern
     * @param sigmasOrNull standard uncertainties; null to estimate them
     * @param noise whether the pattern has noise
     * @param radiation the X-rays
     * @param analysis line shape and background of the pattern
     * @param cell what the lines are of
     * @param cancelled asked many times a second
     * @return the intensities of the first lines of the lattice that lie in the pattern, at most some 160
     */
    public static LatticeIntensities of(
            double[] twoThetaDeg,
            double[] intensities,
            double[] sigmasOrNull,
            boolean noise,
            Radiation radiation,
            PeakAnalysis analysis,
            IndexedCell cell,
            BooleanSupplier cancelled) {
        double wavelength = radiation.strongestLine().wavelengthAngstrom();
        double first = twoThetaDeg[0];
        double last = twoThetaDeg[twoThetaDeg.length - 1];
        LineList list = new LineList(20_000);
        double[] form = MetricForm.of(cell.cell().reciprocalMetricTensor());
        list.fill(cell.system(), form, cell.lattice().centring(), BraggLaw.q(Math.min(179, last), wavelength));
        List<double[]> lines = new ArrayList<>();
        for (int i = 0; i < list.size; i++) {
            double angle = BraggLaw.twoThetaDeg(list.q[i], wavelength) + cell.zeroShiftDeg();
            if (angle > first && angle < last) {
                lines.add(new double[] {angle, list.h[i], list.k[i], list.l[i]});
            }
        }
        lines.sort(Comparator.comparingDouble(l -> l[0]));
        List<List<double[]>> groups = new ArrayList<>();
        int used = 0;
        for (double[] l : lines) {
            List<double[]> group = groups.isEmpty() ? null : groups.get(groups.size() - 1);
            double[] before = group == null ? null : group.get(group.size() - 1);
            if (before != null && l[0] - before[0] < CLUMP * analysis.shape().fwhmDeg(l[0])) {
                group.add(l);
            } else if (used < MOST_LINES) {
                groups.add(new ArrayList<>(List.of(l)));
            } else {
                break;
            }
            used++;
        }
        if (groups.isEmpty()) {
            return new LatticeIntensities(List.of());
        }
        double[] centres = groups.stream()
                .mapToDouble(g -> g.stream().mapToDouble(l -> l[0]).average().orElseThrow())
                .toArray();
        LineAreas.Areas areas =
                LineAreas.fit(twoThetaDeg, intensities, sigmasOrNull, noise, radiation, analysis, centres, cancelled);
        List<Clump> clumps = new ArrayList<>();
        for (int i = 0; i < centres.length; i++) {
            List<int[]> hkl = groups.get(i).stream()
                    .map(l -> new int[] {(int) l[1], (int) l[2], (int) l[3]})
                    .toList();
            clumps.add(new Clump(centres[i], hkl, areas.areas()[i], areas.sigmas()[i]));
        }
        return new LatticeIntensities(clumps);
    }

    /** @return the mean intensity of the clumps near each one, which says what a line that is there has */
    double[] localMeans() {
        int n = clumps.size();
        double[] means = new double[n];
        double all = Math.max(
                1e-300,
                clumps.stream()
                        .mapToDouble(c -> Math.max(0, c.intensity()))
                        .average()
                        .orElse(0));
        for (int i = 0; i < n; i++) {
            double sum = 0;
            int count = 0;
            for (int j = Math.max(0, i - WINDOW); j <= Math.min(n - 1, i + WINDOW); j++) {
                sum += Math.max(0, clumps.get(j).intensity());
                count++;
            }
            means[i] = Math.max(0.1 * all, sum / count);
        }
        return means;
    }
}
