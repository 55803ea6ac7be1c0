// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.Arrays;

/**
 * Fits the lattice of a template to the pattern with the intensities of its atoms where they are. The pattern is over ln q and blurred, from
 * 0.012 down to 0.0015: from a blur in which a lattice far off still feels which way to go to one that is hardly wider than the lines.
 */
final class LatticeFit {

    /** The blurs, in ln q, from stage to stage. */
    static final double[] BLURS = {0.012, 0.006, 0.003, 0.0015};

    private static final int BINS = 1024;
    private static final double LINE_REACH = 3.2;
    private static final double NEGLIGIBLE = 3e-4;

    /** The prior on the lattice: 4 % of a length, 8 % of the metric, with the weight of 0.2 % of the pattern. */
    private static final double PRIOR_SIGMA = 0.08;

    private static final double PRIOR_WEIGHT = 0.002;

    /** Lines are at least this wide in two-theta, in radians. */
    private static final double LINE_WIDTH = 0.00075;

    private static final int FINE = 256;
    private static final float[] GAUSSIAN = new float[(int) (4 * FINE) + 2];

    static {
        for (int i = 0; i < GAUSSIAN.length; i++) {
            double d = i / (double) FINE;
            GAUSSIAN[i] = (float) Math.exp(-0.5 * d * d);
        }
    }

    private final Observed m_observed;
    private final double m_first;
    private final double m_width;
    private final double m_qLow;
    private final double m_qHigh;
    private final float[][] m_patterns = new float[BLURS.length][];
    private final float[][] m_weights = new float[BLURS.length][];
    private final double[] m_totals = new double[BLURS.length];
    private final float[] m_y = new float[BINS];
    private final float[] m_jacobian = new float[6 * BINS];
    private double[] m_coefficients = new double[0];
    private float[] m_intensities = new float[0];
    private int m_lines;
    private double m_scale;

    LatticeFit(Observed observed) {
        m_observed = observed;
        m_first = observed.firstLogQ();
        m_width = (observed.lastLogQ() - m_first) / BINS;
        MatchConditions c = observed.conditions();
        m_qLow = 0.7 * c.qAt(c.grid().startDeg());
        m_qHigh = 1.15 * c.qAt(c.grid().endDeg());
        for (int s = 0; s < BLURS.length; s++) {
            m_patterns[s] = observed.overLogQ(BINS, BLURS[s]);
            float max = 0;
            for (float v : m_patterns[s]) {
                max = Math.max(max, v);
            }
            m_weights[s] = new float[BINS];
            for (int k = 0; k < BINS; k++) {
                m_weights[s][k] = 1 / (Math.max(0, m_patterns[s][k]) + 0.02f * max);
                m_totals[s] += m_weights[s][k] * m_patterns[s][k] * m_patterns[s][k];
            }
        }
    }

    /**
     * @param trial a template with a lattice
     * @param stage which blur
     * @param iterations how many at most; 0 tells only how well the lattice fits
     * @return the trial with the fitted lattice; its score is the residual, 0 for a perfect fit to 1
     */
    Trial fit(Trial trial, int stage, int iterations) {
        Template t = trial.template;
        int n = trial.g.length;
        collect(t, trial);
        double[] g = trial.g.clone();
        double damping = 1e-3;
        evaluate(g, n, stage);
        double best = residual(stage);
        double[] matrix = new double[(n + 1) * (n + 1)];
        double[] right = new double[n + 1];
        double[] next = new double[n];
        for (int iteration = 0; iteration < iterations; iteration++) {
            normalEquations(n, stage, matrix, right);
            addPrior(trial.g, g, n, stage, matrix, right);
            boolean better = false;
            double improvement = 0;
            for (int attempt = 0; attempt < 3 && !better; attempt++) {
                double[] step = SymmetricSystem.solve(n + 1, matrix, right, damping);
                if (step != null) {
                    for (int i = 0; i < n; i++) {
                        next[i] = g[i] + step[i];
                    }
                }
                if (step == null || !t.metric().spans(next)) {
                    damping *= 10;
                    continue;
                }
                evaluate(next, n, stage);
                double r = residual(stage);
                if (r < best) {
                    improvement = best - r;
                    best = r;
                    System.arraycopy(next, 0, g, 0, n);
                    damping = Math.max(1e-5, damping / 5);
                    better = true;
                } else {
                    damping *= 10;
                }
            }
            if (!better || improvement < 1e-4) {
                break;
            }
        }
        return trial.with(g, best);
    }

    private void collect(Template t, Trial trial) {
        int n = trial.g.length;
        int families = t.families();
        if (m_intensities.length < families) {
            m_intensities = new float[families];
            m_coefficients = new double[6 * families];
        }
        Amplitudes.Curve[] curves = trial.assignment.curves();
        int samples = curves[0].real().length - 1;
        double[] b = t.coefficients();
        m_lines = 0;
        float strongest = 0;
        for (int i = 0; i < families; i++) {
            double q = 0;
            for (int j = 0; j < n; j++) {
                q += trial.g[j] * b[n * i + j];
            }
            if (q > m_qHigh || q < m_qLow) {
                continue;
            }
            float intensity =
                    t.intensity(i, curves, Math.min(samples, (int) Math.rint(Math.sqrt(q) / 2 / Amplitudes.STEP)));
            strongest = Math.max(strongest, intensity);
            System.arraycopy(b, n * i, m_coefficients, n * m_lines, n);
            m_intensities[m_lines++] = intensity;
        }
        int kept = 0;
        for (int i = 0; i < m_lines; i++) {
            if (m_intensities[i] >= NEGLIGIBLE * strongest) {
                System.arraycopy(m_coefficients, n * i, m_coefficients, n * kept, n);
                m_intensities[kept++] = m_intensities[i];
            }
        }
        m_lines = kept;
    }

    private void evaluate(double[] g, int n, int stage) {
        Arrays.fill(m_y, 0);
        Arrays.fill(m_jacobian, 0, n * BINS, 0);
        double wavelength = m_observed.conditions().wavelength();
        double blur = BLURS[stage] * BLURS[stage];
        for (int i = 0; i < m_lines; i++) {
            double q = 0;
            for (int j = 0; j < n; j++) {
                q += g[j] * m_coefficients[n * i + j];
            }
            double sine = q > 0 ? wavelength * Math.sqrt(q) / 2 : 0;
            if (sine > 0.98 || sine < 0.01) {
                continue;
            }
            double own = LINE_WIDTH * Math.sqrt(1 - sine * sine) / (2 * sine);
            double w = Math.sqrt(blur + own * own) / m_width;
            double x = (Math.log(q) / 2 - m_first) / m_width - 0.5;
            int from = Math.max(0, (int) Math.ceil(x - LINE_REACH * w));
            int to = Math.min(BINS - 1, (int) Math.floor(x + LINE_REACH * w));
            float height = (float) (m_intensities[i] / (w * 2.5066));
            double slope = 0.5 / (q * w * m_width);
            for (int k = from; k <= to; k++) {
                double d = (k - x) / w;
                float e = height * GAUSSIAN[(int) (Math.abs(d) * FINE + 0.5)];
                m_y[k] += e;
                double s = e * d * slope;
                int o = n * k;
                for (int j = 0; j < n; j++) {
                    m_jacobian[o + j] += (float) (s * m_coefficients[n * i + j]);
                }
            }
        }
    }

    private double residual(int stage) {
        float[] o = m_patterns[stage];
        float[] w = m_weights[stage];
        double cross = 0;
        double square = 0;
        for (int k = 0; k < BINS; k++) {
            double wy = w[k] * m_y[k];
            cross += wy * o[k];
            square += wy * m_y[k];
        }
        m_scale = square > 0 ? cross / square : 0;
        return Math.sqrt(Math.max(0, 1 - m_scale * cross / m_totals[stage]));
    }

    private void normalEquations(int n, int stage, double[] matrix, double[] right) {
        Arrays.fill(matrix, 0);
        Arrays.fill(right, 0);
        float[] o = m_patterns[stage];
        float[] w = m_weights[stage];
        int size = n + 1;
        double[] row = new double[size];
        for (int k = 0; k < BINS; k++) {
            if (m_y[k] == 0) {
                continue;
            }
            for (int i = 0; i < n; i++) {
                row[i] = m_scale * m_jacobian[n * k + i];
            }
            row[n] = m_y[k];
            double d = o[k] - m_scale * m_y[k];
            for (int i = 0; i < size; i++) {
                double wi = w[k] * row[i];
                right[i] += wi * d;
                for (int j = 0; j <= i; j++) {
                    matrix[size * i + j] += wi * row[j];
                }
            }
        }
    }

    private void addPrior(double[] start, double[] g, int n, int stage, double[] matrix, double[] right) {
        double size = 0;
        for (int i = 0; i < Math.min(3, n); i++) {
            size = Math.max(size, Math.abs(start[i]));
        }
        for (int i = 0; i < n; i++) {
            double sigma = PRIOR_SIGMA * (i < 3 ? Math.max(Math.abs(start[i]), 0.02 * size) : 0.5 * size);
            double weight = PRIOR_WEIGHT * m_totals[stage] / (sigma * sigma);
            matrix[(n + 1) * i + i] += weight;
            right[i] -= weight * (g[i] - start[i]);
        }
    }
}
