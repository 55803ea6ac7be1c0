// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.BravaisLattice;
import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.refinement.peaks.BraggLaw;
import org.braggwise.refinement.peaks.Peak;
import org.braggwise.refinement.peaks.PeakList;
import org.braggwise.refinement.phase.MetricForm;
import org.braggwise.refinement.phase.ReciprocalMetric;

/** Says all about a lattice that was found: figures of merit, uncertainties, indices of the peaks. */
final class CellReport {

    private final IndexingSettings m_settings;
    private final PeakList m_peaks;
    private final ObservedLines m_lines;
    private final CellFit m_fit;
    private final double m_shiftDeg;

    /**
     * @param peaks as they were measured
     * @param lines what was searched with: peaks with the shift taken off
     * @param shiftDeg the shift in degrees two-theta
     */
    CellReport(IndexingSettings settings, PeakList peaks, ObservedLines lines, double shiftDeg) {
        m_settings = settings;
        m_peaks = peaks;
        m_lines = lines;
        m_fit = new CellFit(m_lines);
        m_shiftDeg = shiftDeg;
    }

    /** @return the cell with all that is known of it */
    IndexedCell of(LatticeRanking.Ranked r) {
        CrystalSystem system = r.lattice().system();
        ReciprocalMetric metric = Metrics.of(system);
        char centring = r.lattice().centring();
        boolean zero = m_settings.refineZeroShift();
        int free = metric.size() + (zero ? 1 : 0);
        int twenty = Math.min(20, m_lines.size());
        m_fit.run(system, centring, r.g(), r.zeroShiftDeg(), m_lines.searched, zero, zero ? 3 : 1);
        double m = CandidatePool.merit(m_fit, m_lines, m_lines.searched) * Math.pow(0.5, m_fit.unindexed);
        int searchUnindexed = m_fit.unindexed;
        m_fit.run(system, centring, r.g(), r.zeroShiftDeg(), twenty, zero, zero ? 3 : 1);
        double m20 = CandidatePool.merit(m_fit, m_lines, twenty);
        double f20 = f20(twenty);
        m_fit.run(system, centring, r.g(), r.zeroShiftDeg(), m_lines.size(), zero, zero ? 3 : 1);
        FiguresOfMerit figures = new FiguresOfMerit(m20, f20, m, r.score(), searchUnindexed, m_fit.unindexed);
        double chi = 0;
        for (int i = 0; i < m_lines.size(); i++) {
            if (m_fit.match[i] >= 0) {
                chi += Math.pow(m_fit.misfit[i] / m_lines.sigma[i], 2);
            }
        }
        double inflation = Math.max(1, chi / Math.max(1, m_lines.size() - m_fit.unindexed - free));
        double[] sigmas = sigmas(m_fit.equations(), metric, m_fit.g, inflation);
        double zeroSigma = zero ? Math.sqrt(inflation * m_fit.equations().covariance(metric.size(), metric.size())) : 0;
        BravaisLattice exact = r.lattice().withConventional(metric.cell(Arrays.copyOf(m_fit.g, metric.size())));
        return new IndexedCell(
                exact, sigmas, figures, m_shiftDeg + m_fit.zeroShiftDeg, zeroSigma, indexed(system, centring, metric));
    }

    private double f20(int n) {
        double sum = 0;
        double floor = 0;
        for (int i = 0; i < n; i++) {
            double perDegree = BraggLaw.qPerDegree(m_lines.twoThetaDeg[i], m_lines.wavelengthAngstrom);
            sum += m_fit.match[i] >= 0 ? Math.abs(m_fit.misfit[i]) / perDegree : 0;
            floor += m_lines.sigma[i] / perDegree / n;
        }
        return n / (Math.max(floor, sum / Math.max(1, n - m_fit.unindexed)) * m_fit.calculated);
    }

    /** By the covariance of the free numbers and the derivatives of the cell by them, taken numerically. */
    private static double[] sigmas(SmallSystem equations, ReciprocalMetric metric, double[] g, double inflation) {
        int n = metric.size();
        double[] numbers = Arrays.copyOf(g, n);
        double[] centre = parameters(metric.cell(numbers));
        double[][] slopes = new double[n][];
        for (int p = 0; p < n; p++) {
            double[] moved = numbers.clone();
            double step = 1e-6 * Math.max(Math.abs(g[p]), 1e-3 * g[0]);
            moved[p] += step;
            slopes[p] = parameters(metric.cell(moved));
            for (int i = 0; i < 6; i++) {
                slopes[p][i] = (slopes[p][i] - centre[i]) / step;
            }
        }
        double[] sigmas = new double[6];
        for (int i = 0; i < 6; i++) {
            double variance = 0;
            for (int p = 0; p < n; p++) {
                for (int q = 0; q < n; q++) {
                    variance += slopes[p][i] * equations.covariance(p, q) * slopes[q][i];
                }
            }
            sigmas[i] = Math.sqrt(Math.max(0, inflation * variance));
        }
        return sigmas;
    }

    private static double[] parameters(UnitCell c) {
        return new double[] {c.a(), c.b(), c.c(), c.alphaDeg(), c.betaDeg(), c.gammaDeg()};
    }

    /** Every peak of the list with the nearest line of the lattice. */
    private List<IndexedCell.IndexedLine> indexed(CrystalSystem system, char centring, ReciprocalMetric metric) {
        double wavelength = m_peaks.wavelengthAngstrom();
        double last = m_peaks.peaks().get(m_peaks.size() - 1).q();
        double zero = m_shiftDeg + m_fit.zeroShiftDeg;
        LineList list = new LineList(20_000);
        list.fill(system, MetricForm.of(metric.tensorOf(Arrays.copyOf(m_fit.g, metric.size()))), centring, 1.05 * last);
        List<IndexedCell.IndexedLine> indexed = new ArrayList<>();
        for (int i = 0; i < m_peaks.size(); i++) {
            Peak p = m_peaks.peaks().get(i);
            double best = m_settings.overlapToleranceDeg();
            IndexedCell.IndexedLine line = new IndexedCell.IndexedLine(i, 0, 0, 0, Double.NaN);
            for (int c = 0; c < list.size; c++) {
                double angle = BraggLaw.twoThetaDeg(list.q[c], wavelength) + zero;
                double d = Math.abs(angle - p.twoThetaDeg());
                if (d <= best) {
                    best = d;
                    line = new IndexedCell.IndexedLine(i, list.h[c], list.k[c], list.l[c], angle);
                }
            }
            indexed.add(line);
        }
        return indexed;
    }
}
