// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.geometry.Metric;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.refinement.peaks.Peak;
import org.braggwise.refinement.peaks.PeakList;

/**
 * Compares a candidate with the positions of peaks alone, for specimens whose texture makes intensities unsure. The likelihood of a peak is a
 * mixture over the candidate's lines, each the likelier the stronger it is, and a share of impurities anywhere. Scale, a change of the c axis
 * and a shift of all angles are tried on a grid and weighed by what they may be; the best counts. Immutable.
 */
public final class PositionMatcher {

    private static final int MOST_LINES = 70;
    private static final int MOST_PEAKS = 30;
    private static final double WEAKEST = 2e-3;
    private static final double MARGIN_DEG = 0.5;
    private static final int SCALES = 41;
    private static final int ANISOTROPIES = 7;
    private static final int SHIFTS = 5;

    /** Limits are so many standard deviations. */
    private static final double STRAIN_LIMIT = 2.3;

    private static final double OTHER_LIMIT = 1.67;

    /** A peak of a thousandth of the highest counts a tenth of one that counts fully, which a tenth of the highest does. */
    private static final double LEAST_HEIGHT = 0.001;

    private final double[] m_q;
    private final double[] m_axial;
    private final double[] m_weights;
    private final boolean m_anisotropic;
    private final double m_wavelength;
    private final PositionSettings m_settings;
    private final UnitCell m_cell;

    /**
     * Where a candidate's lines come nearest to the peaks.
     *
     * @param logLikelihood up to a constant that is the same for all candidates; the greater the better
     * @param strain of all lengths, a share
     * @param anisotropy of the c axis besides
     * @param shiftDeg of all angles
     * @param peaks how many were compared
     * @param gain ln of how much likelier the peaks are by the candidate than anywhere, prior of the placement included
     */
    public record Placement(
            double logLikelihood, double strain, double anisotropy, double shiftDeg, int peaks, double gain) {}

    /**
     * @param candidate the structure
     * @param radiation the X-rays
     * @param settings what may be off
     */
    public PositionMatcher(CrystalStructure candidate, Radiation radiation, PositionSettings settings) {
        m_settings = settings;
        m_cell = candidate.cell();
        m_wavelength = radiation.strongestLine().wavelengthAngstrom();
        m_anisotropic = CrystalSystem.ofSpaceGroup(candidate.spaceGroup().number()) != CrystalSystem.CUBIC;
        double from = Math.max(1, settings.fromDeg() - MARGIN_DEG);
        TwoThetaGrid grid = new TwoThetaGrid(from, settings.toDeg() + MARGIN_DEG, 101);
        List<Reflection> lines = new PatternSimulator(SimulationSettings.builder()
                        .grid(grid)
                        .radiation(radiation)
                        .ions(false)
                        .build())
                .reflections(candidate).within(grid).reflections().stream()
                        .sorted(Comparator.comparingDouble(r -> -r.intensity()))
                        .limit(MOST_LINES)
                        .toList();
        int n = lines.size();
        m_q = new double[n];
        m_axial = new double[n];
        m_weights = new double[n];
        double[][] g = candidate.cell().reciprocalMetricTensor();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            Reflection r = lines.get(i);
            m_q[i] = 1 / (r.dAngstrom() * r.dAngstrom());
            m_axial[i] = Math.min(1, r.l() * r.l() * g[2][2] / m_q[i]);
            m_weights[i] =
                    Math.pow(Math.max(WEAKEST, r.intensity() / lines.get(0).intensity()), settings.intensityPower());
            sum += m_weights[i];
        }
        for (int i = 0; i < n; i++) {
            m_weights[i] /= sum;
        }
    }

    /**
     * @param peaks with areas and widths or areas alone
     * @return ln of the likelihood, up to a constant that is the same for all candidates; the greater the better
     */
    public double logLikelihood(PeakList peaks) {
        return place(peaks).logLikelihood();
    }

    /**
     * @param placement of this candidate
     * @return its cell so strained; lines of it, shifted, are those that were compared with the peaks
     */
    public UnitCell cell(Placement placement) {
        double[][] g = m_cell.reciprocalMetricTensor();
        g[2][2] *= 1 - 2 * placement.anisotropy();
        for (double[] row : g) {
            for (int j = 0; j < row.length; j++) {
                row[j] *= 1 - 2 * placement.strain();
            }
        }
        return UnitCell.ofMetric(new Metric(g).reciprocal());
    }

    /** @return the best of the tried strains, anisotropies and shifts; of peaks with areas and widths or areas alone */
    public Placement place(PeakList peaks) {
        List<Peak> strongest = peaks.peaks().stream()
                .filter(p -> p.twoThetaDeg() >= m_settings.fromDeg() && p.twoThetaDeg() <= m_settings.toDeg())
                .sorted(Comparator.comparingDouble(p -> -height(p)))
                .limit(MOST_PEAKS)
                .toList();
        double[] angles = strongest.stream().mapToDouble(Peak::twoThetaDeg).toArray();
        double[] weights = strongest.stream()
                .mapToDouble(p -> Math.log10(height(p) / height(strongest.get(0)) / LEAST_HEIGHT) / 2)
                .map(w -> Math.max(0.1, Math.min(1, w)))
                .toArray();
        Placement best = new Placement(Double.NEGATIVE_INFINITY, 0, 0, 0, strongest.size(), Double.NEGATIVE_INFINITY);
        double anywhere = -Arrays.stream(weights).sum() * Math.log(m_settings.toDeg() - m_settings.fromDeg());
        double[] x = new double[m_q.length];
        int anisotropies = m_anisotropic ? ANISOTROPIES : 1;
        for (int a = 0; a < anisotropies; a++) {
            double anisotropy = anisotropies == 1 ? 0 : step(a, anisotropies, m_settings.anisotropy());
            for (int s = 0; s < SCALES; s++) {
                double scale = step(s, SCALES, m_settings.strain());
                lines(scale, anisotropy, x);
                for (int t = 0; t < SHIFTS; t++) {
                    double shift = step(t, SHIFTS, m_settings.shiftDeg());
                    double value = prior(scale, m_settings.strain(), STRAIN_LIMIT)
                            + prior(shift, m_settings.shiftDeg(), OTHER_LIMIT)
                            + (anisotropies == 1 ? 0 : prior(anisotropy, m_settings.anisotropy(), OTHER_LIMIT))
                            + likelihood(angles, weights, x, shift);
                    if (value > best.logLikelihood()) {
                        best = new Placement(value, scale, anisotropy, shift, strongest.size(), value - anywhere);
                    }
                }
            }
        }
        return best;
    }

    private static double height(Peak p) {
        return p.fwhmDeg() > 0 ? p.height() : p.area();
    }

    private static double step(int i, int n, double limit) {
        return limit * (2.0 * i / (n - 1) - 1);
    }

    private static double prior(double value, double limit, double sigmas) {
        double u = limit == 0 ? 0 : value * sigmas / limit;
        return -0.5 * u * u;
    }

    private void lines(double scale, double anisotropy, double[] x) {
        for (int i = 0; i < x.length; i++) {
            double q = m_q[i] * (1 - 2 * scale) * (1 - 2 * anisotropy * m_axial[i]);
            x[i] = 2 * Math.toDegrees(Math.asin(Math.min(0.999, m_wavelength * Math.sqrt(q) / 2)));
        }
    }

    private double likelihood(double[] angles, double[] weights, double[] x, double shift) {
        double sigma = m_settings.sigmaDeg();
        double height = 1 / (sigma * Math.sqrt(2 * Math.PI));
        double anywhere = m_settings.impurityShare() / (m_settings.toDeg() - m_settings.fromDeg());
        double sum = 0;
        for (int p = 0; p < angles.length; p++) {
            double density = 0;
            for (int i = 0; i < x.length; i++) {
                double d = (angles[p] - shift - x[i]) / sigma;
                if (d * d < 20) {
                    density += m_weights[i] * height * Math.exp(-0.5 * d * d);
                }
            }
            sum += weights[p] * Math.log((1 - m_settings.impurityShare()) * density + anywhere);
        }
        return sum;
    }

    /** @return ln of the mean of likelihoods given by their logarithms: what a class of candidates is worth, however many it has */
    public static double logMean(double[] logs) {
        double most = Arrays.stream(logs).max().orElse(Double.NEGATIVE_INFINITY);
        return most
                + Math.log(Arrays.stream(logs)
                        .map(v -> Math.exp(v - most))
                        .average()
                        .orElse(0));
    }
}
