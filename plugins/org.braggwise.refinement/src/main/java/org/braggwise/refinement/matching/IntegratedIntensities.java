// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.simulation.ReflectionWidth;
import org.braggwise.refinement.phase.ReflectionFamilies;

/**
 * A pattern reduced to the intensities of the reflections of one lattice and group: with chi^2 = y W y - 2 b I + I M I, where I are the
 * intensities without Lorentz-polarisation factor, a structure is compared with the pattern without drawing it. b = P' W y and the band matrix
 * M = P' W P keep what overlap leaves open (W. I. F. David, K. Shankland and N. Shankland (1998), Chem. Commun., 931, doi:10.1039/a800855h).
 * Profiles that are cut at some widths make a narrow band, and change residuals by some per cent.
 */
final class IntegratedIntensities {

    /** In FWHM: for searches, which ask often and need no small residuals. */
    static final double SHORT = 12;

    /** As far as profiles are drawn. */
    static final double FULL = Double.POSITIVE_INFINITY;

    private static final double MARGIN_DEG = 1;
    private static final int MOST_FAMILIES = 1500;

    private final int[] m_h;
    private final int[] m_k;
    private final int[] m_l;
    private final double[] m_q;
    private final double[] m_multiplicity;
    private final double[] m_right;
    private final float[][] m_band;
    private final double m_total;

    private IntegratedIntensities(
            Observed observed, ProfileIntegral shape, ReflectionFamilies families, double[] q, double reach) {
        int n = q.length;
        Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Double.compare(q[a], q[b]));
        m_h = new int[n];
        m_k = new int[n];
        m_l = new int[n];
        m_q = new double[n];
        m_multiplicity = new double[n];
        m_right = new double[n];
        m_band = new float[n][];
        m_total = observed.total();
        float[][] profiles = new float[n][];
        int[] from = new int[n];
        for (int i = 0; i < n; i++) {
            int f = order[i];
            m_h[i] = families.h()[f];
            m_k[i] = families.k()[f];
            m_l[i] = families.l()[f];
            m_q[i] = q[f];
            m_multiplicity[i] = families.multiplicity()[f];
            profiles[i] = profile(observed, shape, q[f], reach, from, i);
        }
        double[] w = observed.weights();
        double[] y = observed.y();
        for (int i = 0; i < n; i++) {
            for (int p = 0; p < profiles[i].length; p++) {
                m_right[i] += w[from[i] + p] * y[from[i] + p] * profiles[i][p];
            }
            int last = i;
            while (last + 1 < n && from[last + 1] < from[i] + profiles[i].length) {
                last++;
            }
            m_band[i] = new float[last - i + 1];
            for (int j = i; j <= last; j++) {
                int end = Math.min(from[i] + profiles[i].length, from[j] + profiles[j].length);
                double sum = 0;
                for (int p = from[j]; p < end; p++) {
                    sum += w[p] * profiles[i][p - from[i]] * profiles[j][p - from[j]];
                }
                m_band[i][j - i] = (float) sum;
            }
        }
    }

    /** @return the reduction; empty where the lattice has no or too many reflections in the range */
    static Optional<IntegratedIntensities> of(
            Observed observed, ProfileIntegral shape, Template template, double[] g, double reach) {
        MatchConditions c = observed.conditions();
        double low = c.qAt(Math.max(0.5, c.grid().startDeg() - MARGIN_DEG));
        double high = c.qAt(Math.min(178, c.grid().endDeg() + MARGIN_DEG));
        return template.enumeration()
                .find(g, low, high, MOST_FAMILIES)
                .filter(f -> f.size() > 0)
                .map(families -> {
                    double[] q = new double[families.size()];
                    for (int i = 0; i < q.length; i++) {
                        q[i] = template.metric().q(g, families.h()[i], families.k()[i], families.l()[i]);
                    }
                    return new IntegratedIntensities(observed, shape, families, q, reach);
                });
    }

    /** The sum of the radiation's lines over a contiguous range of points, times their Lorentz-polarisation factors. */
    private static float[] profile(
            Observed observed, ProfileIntegral shape, double q, double reach, int[] from, int index) {
        MatchConditions c = observed.conditions();
        double start = c.grid().startDeg();
        double step = c.grid().stepDeg();
        int points = observed.y().length;
        double[] centres = new double[c.radiation().lines().size()];
        ReflectionWidth[] widths = new ReflectionWidth[centres.length];
        double[] factors = new double[centres.length];
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < centres.length; i++) {
            Radiation.Line line = c.radiation().lines().get(i);
            double sine = Math.min(0.999, line.wavelengthAngstrom() * Math.sqrt(q) / 2);
            double theta = Math.asin(sine);
            centres[i] = Math.toDegrees(2 * theta);
            widths[i] = shape.width(theta, line.wavelengthAngstrom());
            factors[i] = line.weight() * c.lorentzPolarisation(sine);
            double far = Math.min(ProfileIntegral.reachDeg(widths[i]), reach * widths[i].fwhmDeg());
            low = Math.min(low, centres[i] - far);
            high = Math.max(high, centres[i] + far);
        }
        int first = (int) Math.max(0, Math.ceil((low - start) / step));
        int last = (int) Math.min(points - 1, Math.floor((high - start) / step));
        from[index] = Math.min(first, points);
        float[] profile = new float[Math.max(0, last - first + 1)];
        for (int i = 0; i < centres.length; i++) {
            double w = widths[i].fwhmDeg();
            double share = widths[i].lorentzianShare();
            double far = Math.min(ProfileIntegral.reachDeg(widths[i]), reach * w) / w;
            double area = shape.integral(far, share) - shape.integral(-far, share);
            factors[i] /= reach == FULL ? area : 1;
            double before = shape.integral((start + (first - 0.5) * step - centres[i]) / w, share);
            for (int p = 0; p < profile.length; p++) {
                double after = shape.integral((start + (first + p + 0.5) * step - centres[i]) / w, share);
                profile[p] += (float) (factors[i] * (after - before) / step);
                before = after;
            }
        }
        return profile;
    }

    int size() {
        return m_q.length;
    }

    int h(int i) {
        return m_h[i];
    }

    int k(int i) {
        return m_k[i];
    }

    int l(int i) {
        return m_l[i];
    }

    double q(int i) {
        return m_q[i];
    }

    double multiplicity(int i) {
        return m_multiplicity[i];
    }

    /** @return b I */
    double cross(double[] intensities) {
        double sum = 0;
        for (int i = 0; i < m_right.length; i++) {
            sum += m_right[i] * intensities[i];
        }
        return sum;
    }

    double right(int i) {
        return m_right[i];
    }

    /** Writes M I. */
    void multiply(double[] intensities, double[] out) {
        Arrays.fill(out, 0, m_q.length, 0);
        for (int i = 0; i < m_q.length; i++) {
            float[] row = m_band[i];
            double x = intensities[i];
            double sum = row[0] * x;
            for (int j = 1; j < row.length; j++) {
                sum += row[j] * intensities[i + j];
                out[i + j] += row[j] * x;
            }
            out[i] += sum;
        }
    }

    /** @return I M I */
    double square(double[] intensities) {
        double total = 0;
        for (int i = 0; i < m_q.length; i++) {
            float[] row = m_band[i];
            double sum = 0;
            for (int j = 1; j < row.length; j++) {
                sum += row[j] * intensities[i + j];
            }
            total += intensities[i] * (row[0] * intensities[i] + 2 * sum);
        }
        return total;
    }

    /** @return R of a structure with these intensities at the scale that suits it best */
    double residual(double[] intensities) {
        double square = square(intensities);
        double cross = cross(intensities);
        return square > 0 && cross > 0 ? Math.sqrt(Math.max(0, 1 - cross * cross / (square * m_total))) : 1;
    }

    /**
     * The residual that free intensities leave: what no structure in this lattice and group goes below. Multiplicative steps keep intensities
     * above 0.
     */
    double freeResidual(int steps) {
        int n = m_q.length;
        double[] intensities = new double[n];
        double[] product = new double[n];
        for (int i = 0; i < n; i++) {
            intensities[i] = Math.max(0, m_right[i]) / Math.max(1e-30, m_band[i][0]);
        }
        for (int s = 0; s < steps; s++) {
            multiply(intensities, product);
            for (int i = 0; i < n; i++) {
                intensities[i] *= product[i] > 0 ? Math.max(0, m_right[i]) / product[i] : 0;
            }
        }
        return residual(intensities);
    }
}
