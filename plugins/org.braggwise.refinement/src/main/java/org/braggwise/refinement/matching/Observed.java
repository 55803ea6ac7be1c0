// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import org.braggwise.diffraction.Pattern;

/**
 * A pattern as the fits see it: brought to a maximum of 1, with the weights of its points, and blurred over ln q for screening and lattice
 * fits, in which a change of scale of the cell is a shift. Weights are 1 / (y + 0.003): counting statistics with a floor, so that a strong
 * line does not hide the weak ones that superstructures have.
 */
final class Observed {

    private static final double WEIGHT_FLOOR = 0.003;

    private final MatchConditions m_conditions;
    private final double[] m_y;
    private final double[] m_weights;
    private final double m_total;
    private final double m_expected;

    /**
     * @param pattern with its background taken off
     * @param conditions how it was measured
     * @param countsAtMaximum counts at its highest point, infinite for a pattern without noise
     * @param backgroundShare the height of the background that was taken off, as a share of the maximum: its counts are noise, too
     * @throws IllegalArgumentException where no point is above 0, or the grid is not that of the conditions
     */
    Observed(Pattern pattern, MatchConditions conditions, double countsAtMaximum, double backgroundShare) {
        if (!pattern.grid().equals(conditions.grid())) {
            throw new IllegalArgumentException("The pattern's grid is " + pattern.grid()
                    + ": expected that of the candidates, " + conditions.grid() + ".");
        }
        double max = pattern.maximum();
        if (!(max > 0)) {
            throw new IllegalArgumentException(
                    "The pattern's highest point is " + max + ": expected reflections above 0.");
        }
        m_conditions = conditions;
        int n = pattern.intensities().length;
        m_y = new double[n];
        m_weights = new double[n];
        // With the background's own counts in it, weights are those of counting statistics.
        double floor = Math.max(WEIGHT_FLOOR, Double.isInfinite(countsAtMaximum) ? 0 : backgroundShare);
        double total = 0;
        double noise = 0;
        for (int i = 0; i < n; i++) {
            m_y[i] = pattern.intensities()[i] / max;
            double positive = Math.max(0, m_y[i]);
            m_weights[i] = 1 / (positive + floor);
            total += m_weights[i] * m_y[i] * m_y[i];
            noise += m_weights[i] * Math.max(0, m_y[i] + backgroundShare) / countsAtMaximum;
        }
        m_total = total;
        m_expected = Math.sqrt(noise / total);
    }

    MatchConditions conditions() {
        return m_conditions;
    }

    double[] y() {
        return m_y;
    }

    double[] weights() {
        return m_weights;
    }

    /** @return the sum of w y^2, what residuals are relative to */
    double total() {
        return m_total;
    }

    /** @return the residual that noise alone leaves; 0 for a pattern without noise */
    double expected() {
        return m_expected;
    }

    /** @return ln q of the grid's first angle */
    double firstLogQ() {
        return Math.log(m_conditions.qAt(m_conditions.grid().startDeg())) / 2;
    }

    /** @return ln q of the grid's last angle */
    double lastLogQ() {
        return Math.log(m_conditions.qAt(m_conditions.grid().endDeg())) / 2;
    }

    /**
     * The pattern without the Lorentz-polarisation factor, over ln q, blurred.
     *
     * @param bins how many bins from the grid's first to its last angle
     * @param sigma of the Gaussian blur, in ln q
     * @return intensity in each bin
     */
    float[] overLogQ(int bins, double sigma) {
        double first = firstLogQ();
        double width = (lastLogQ() - first) / bins;
        double[] raw = new double[bins];
        for (int i = 0; i < m_y.length; i++) {
            double twoTheta = m_conditions.grid().at(i);
            double sine = Math.sin(Math.toRadians(twoTheta / 2));
            if (sine <= 0) {
                continue;
            }
            double x = (Math.log(m_conditions.qAt(twoTheta)) / 2 - first) / width - 0.5;
            double v = m_y[i] * m_conditions.grid().stepDeg() / m_conditions.lorentzPolarisation(sine);
            int k = (int) Math.floor(x);
            double w = x - k;
            if (k >= 0 && k < bins) {
                raw[k] += v * (1 - w);
            }
            if (k + 1 >= 0 && k + 1 < bins) {
                raw[k + 1] += v * w;
            }
        }
        return blurred(raw, sigma / width);
    }

    private static float[] blurred(double[] raw, double sigma) {
        int reach = (int) Math.ceil(4 * sigma);
        double[] kernel = new double[reach + 1];
        double sum = 0;
        for (int i = 0; i <= reach; i++) {
            kernel[i] = Math.exp(-0.5 * i * i / (sigma * sigma));
            sum += i == 0 ? kernel[i] : 2 * kernel[i];
        }
        float[] out = new float[raw.length];
        for (int i = 0; i < raw.length; i++) {
            double s = 0;
            for (int j = Math.max(0, i - reach); j <= Math.min(raw.length - 1, i + reach); j++) {
                s += raw[j] * kernel[Math.abs(i - j)];
            }
            out[i] = (float) (s / sum);
        }
        return out;
    }
}
