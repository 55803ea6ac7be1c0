// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Compares the pattern with all templates at once over the logarithm of q, in which a larger or smaller cell is a shift: the normalised
 * correlation of the roots of the blurred intensities, over all shifts that a volume may ask for. A shift away from the volume that the
 * elements want costs a little.
 */
final class Screening {

    private static final int BINS = 256;
    private static final int SHIFTS = 40;
    private static final int REACH = 5;
    private static final double BLUR = 0.012;

    /** Cost of one such deviation of ln a from what the volume model says. */
    private static final double VOLUME_COST = 0.004;

    private static final double VOLUME_UNIT = 0.05;

    /** A second scale is kept where its correlation is this near to the best. */
    private static final double SECOND_BEST = 0.03;

    private static final int FINE = 64;
    private static final float[] GAUSSIAN = new float[FINE * (REACH + 2) + 2];

    private final double m_first;
    private final double m_width;
    private final float[] m_observed;
    private final float m_norm;
    private final float[] m_calculated = new float[BINS + 2 * SHIFTS];
    private final float[] m_dots = new float[2 * SHIFTS + 1];
    private final double[] m_sums = new double[BINS + 2 * SHIFTS + 1];
    private final double[] m_scores = new double[2 * SHIFTS + 1];
    private final float[] m_kernel;

    Screening(Observed observed) {
        m_first = observed.firstLogQ();
        m_width = (observed.lastLogQ() - m_first) / BINS;
        m_observed = observed.overLogQ(BINS, BLUR);
        float norm = 0;
        for (int i = 0; i < BINS; i++) {
            m_observed[i] = (float) Math.sqrt(Math.max(0, m_observed[i]));
            norm += m_observed[i] * m_observed[i];
        }
        m_norm = norm;
        m_kernel = GAUSSIAN.clone();
        for (int i = 0; i < m_kernel.length; i++) {
            double d = i / (double) FINE * m_width / BLUR;
            m_kernel[i] = (float) Math.exp(-0.5 * d * d);
        }
    }

    /**
     * Adds the best scale, and a second that is as good, of one template.
     *
     * @param template the candidate
     * @param assignment what is on its roles
     * @param logScale ln of the factor on its lengths that the elements ask for
     * @param sigma standard deviation of that; infinite where nothing is known of it
     * @param trials where they go
     */
    void add(Template template, Assignment assignment, double logScale, double sigma, List<Trial> trials) {
        calculate(template, assignment);
        correlate();
        for (int s = 0; s < m_scores.length; s++) {
            double normal = m_sums[s + BINS] - m_sums[s];
            double correlation = normal > 0 ? m_dots[s] / Math.sqrt(normal * m_norm) : 0;
            double unit = (scale(s) - logScale) / VOLUME_UNIT;
            m_scores[s] = correlation - (Double.isInfinite(sigma) ? 0 : VOLUME_COST * unit * unit);
        }
        int best = 0;
        for (int s = 1; s < m_scores.length; s++) {
            best = m_scores[s] > m_scores[best] ? s : best;
        }
        int second = -1;
        for (int s = 0; s < m_scores.length; s++) {
            boolean peak = (s == 0 || m_scores[s] >= m_scores[s - 1])
                    && (s == m_scores.length - 1 || m_scores[s] >= m_scores[s + 1]);
            if (Math.abs(s - best) >= 3 && peak && (second < 0 || m_scores[s] > m_scores[second])) {
                second = s;
            }
        }
        trials.add(trial(template, assignment, best));
        if (second >= 0 && m_scores[second] > m_scores[best] - SECOND_BEST) {
            trials.add(trial(template, assignment, second));
        }
    }

    /** @return ln of the factor on the cell's lengths at a shift of the pattern */
    private double scale(int shift) {
        return (shift - SHIFTS) * m_width;
    }

    private Trial trial(Template template, Assignment assignment, int shift) {
        double factor = Math.exp(-2 * scale(shift));
        double[] g = template.g().clone();
        for (int i = 0; i < g.length; i++) {
            g[i] *= factor;
        }
        return new Trial(template, assignment, g, m_scores[shift]);
    }

    private void calculate(Template template, Assignment assignment) {
        java.util.Arrays.fill(m_calculated, 0);
        int samples = assignment.curves()[0].real().length - 1;
        double[] q = template.q();
        for (int i = 0; i < q.length; i++) {
            double x = (Math.log(q[i]) / 2 - m_first) / m_width - 0.5 + SHIFTS;
            if (x < -REACH || x > m_calculated.length + REACH) {
                continue;
            }
            int sample = Math.min(samples, (int) Math.rint(Math.sqrt(q[i]) / 2 / Amplitudes.STEP));
            float intensity = template.intensity(i, assignment.curves(), sample);
            int k = (int) Math.rint(x);
            int from = Math.max(0, k - REACH);
            int to = Math.min(m_calculated.length - 1, k + REACH);
            for (int p = from; p <= to; p++) {
                m_calculated[p] += intensity * m_kernel[(int) (Math.abs(p - x) * FINE + 0.5)];
            }
        }
        for (int i = 0; i < m_calculated.length; i++) {
            m_sums[i + 1] = m_sums[i] + m_calculated[i];
            m_calculated[i] = (float) Math.sqrt(m_calculated[i]);
        }
    }

    /* For each point of the pattern all shifts at once: a loop that the JIT vectorises. */
    private void correlate() {
        java.util.Arrays.fill(m_dots, 0);
        for (int i = 0; i < BINS; i++) {
            axpy(m_dots, m_observed[i], m_calculated, i);
        }
    }

    private static void axpy(float[] y, float a, float[] x, int offset) {
        for (int s = 0; s < y.length; s++) {
            y[s] += a * x[offset + s];
        }
    }

    /** @return the trials in the order of their scores, the greatest first */
    static List<Trial> sorted(List<Trial> trials) {
        List<Trial> sorted = new ArrayList<>(trials);
        sorted.sort(Comparator.comparingDouble(t -> -t.score));
        return sorted;
    }
}
