// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.Arrays;

import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.refinement.peaks.BraggLaw;
import org.braggwise.refinement.phase.MetricForm;
import org.braggwise.refinement.phase.ReciprocalMetric;

/**
 * Refines a trial cell: gives each observed line the calculated one nearest to it within the tolerance, fits the free numbers of the
 * reciprocal metric (and a zero shift) to these by linear least squares, and does both again. What it found lies in its fields.
 */
final class CellFit {

    private static final int MOST_LINES = 1500;

    private final ObservedLines m_lines;
    private final LineList m_list = new LineList(MOST_LINES);
    private final SmallSystem m_system = new SmallSystem();
    private final double[] m_row = new double[7];
    private final double[] m_solution = new double[7];
    private final double[] m_form = new double[6];

    /** Free numbers of the cell. */
    final double[] g = new double[6];
    /** Zero shift in degrees two-theta: observed minus true angle. */
    double zeroShiftDeg;
    /** Calculated line of each observed one, by its place in the list; -1 for none. */
    final int[] match;
    /** Observed minus calculated Q of each line that has one. */
    final double[] misfit;

    int unindexed;
    /** Calculated lines up to the last observed one. */
    int calculated;
    /** Mean of |misfit| over the indexed lines. */
    double meanMisfit;

    CellFit(ObservedLines lines) {
        m_lines = lines;
        match = new int[lines.size()];
        misfit = new double[lines.size()];
    }

    LineList list() {
        return m_list;
    }

    SmallSystem equations() {
        return m_system;
    }

    /**
     * @param system of the cell
     * @param centring of it
     * @param start its free numbers
     * @param n how many of the observed lines take part
     * @param zeroShift whether a zero shift is refined
     * @param rounds of matching and fitting, 0 for matching alone
     * @return whether the cell has not too many lines and the fit is determined
     */
    boolean run(CrystalSystem system, char centring, double[] start, int n, boolean zeroShift, int rounds) {
        return run(system, centring, start, 0, n, zeroShift, rounds);
    }

    /** The same from a zero shift on that is known already. */
    boolean run(
            CrystalSystem system, char centring, double[] start, double zeroDeg, int n, boolean zeroShift, int rounds) {
        ReciprocalMetric metric = Metrics.of(system);
        int free = metric.size();
        System.arraycopy(start, 0, g, 0, free);
        zeroShiftDeg = zeroDeg;
        for (int round = 0; ; round++) {
            if (!assign(system, centring, metric, n)) {
                return false;
            }
            if (round == rounds) {
                return true;
            }
            if (n - unindexed < free + (zeroShift ? 1 : 0)
                    || !solve(metric, n, zeroShift && (round > 0 || zeroDeg != 0))) {
                return false;
            }
        }
    }

    private boolean assign(CrystalSystem system, char centring, ReciprocalMetric metric, int n) {
        formOf(metric);
        double limit = m_lines.q[n - 1] + 2 * m_lines.tolerance[n - 1];
        if (!m_list.fill(system, m_form, centring, limit) || m_list.size == 0) {
            return false;
        }
        Arrays.fill(match, 0, n, -1);
        calculated = m_list.distinct(m_lines.q[n - 1] + m_lines.tolerance[n - 1]);
        for (int c = 0; c < m_list.size; c++) {
            int i = nearest(m_list.q[c], n);
            double d = corrected(i) - m_list.q[c];
            if (Math.abs(d) <= m_lines.tolerance[i] && (match[i] < 0 || Math.abs(d) < Math.abs(misfit[i]))) {
                match[i] = c;
                misfit[i] = d;
            }
            // A calculated line between two observed ones may serve either of them.
            int other = corrected(i) < m_list.q[c] ? i + 1 : i - 1;
            if (other >= 0 && other < n && match[other] < 0) {
                double e = corrected(other) - m_list.q[c];
                if (Math.abs(e) <= m_lines.tolerance[other]) {
                    match[other] = c;
                    misfit[other] = e;
                }
            }
        }
        unindexed = 0;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            if (match[i] < 0) {
                unindexed++;
            } else {
                sum += Math.abs(misfit[i]);
            }
        }
        meanMisfit = sum / Math.max(1, n - unindexed);
        return true;
    }

    private int nearest(double q, int n) {
        double shifted = q;
        if (zeroShiftDeg != 0) {
            int i = Math.min(n - 1, m_lines.nearest(q));
            shifted = q + zeroShiftDeg * perDegree(i);
        }
        return Math.min(n - 1, m_lines.nearest(shifted));
    }

    private double perDegree(int i) {
        return BraggLaw.qPerDegree(m_lines.twoThetaDeg[i], m_lines.wavelengthAngstrom);
    }

    /** @return Q of an observed line without the zero shift */
    double corrected(int i) {
        return zeroShiftDeg == 0 ? m_lines.q[i] : m_lines.q[i] - zeroShiftDeg * perDegree(i);
    }

    private void formOf(ReciprocalMetric metric) {
        double[][] r = metric.tensorOf(Arrays.copyOf(g, metric.size()));
        System.arraycopy(MetricForm.of(r), 0, m_form, 0, 6);
    }

    private boolean solve(ReciprocalMetric metric, int n, boolean zeroShift) {
        int free = metric.size();
        m_system.clear(free + (zeroShift ? 1 : 0));
        for (int i = 0; i < n; i++) {
            int c = match[i];
            if (c >= 0) {
                metric.coefficients(m_list.h[c], m_list.k[c], m_list.l[c], m_row, 0);
                if (zeroShift) {
                    m_row[free] = perDegree(i);
                }
                m_system.add(m_row, m_lines.q[i], 1 / (m_lines.sigma[i] * m_lines.sigma[i]));
            }
        }
        if (!m_system.solve(m_solution)) {
            return false;
        }
        System.arraycopy(m_solution, 0, g, 0, free);
        zeroShiftDeg = zeroShift ? m_solution[free] : 0;
        return true;
    }

    /** @return the volume of the conventional cell in cubic angstrom; NaN where the numbers are those of no cell */
    double volume(CrystalSystem system) {
        ReciprocalMetric metric = Metrics.of(system);
        double[] numbers = Arrays.copyOf(g, metric.size());
        return metric.spans(numbers) ? metric.volume(numbers) : Double.NaN;
    }
}
