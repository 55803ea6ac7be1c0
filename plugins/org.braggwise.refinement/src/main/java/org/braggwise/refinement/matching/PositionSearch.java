// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.crystal.geometry.Metric;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.refinement.phase.FreePositions;

/**
 * Looks for the positions of atoms in a lattice and group that are known, with elements on the sites of a template: simulated annealing of one
 * site at a time on {@link IntegratedIntensities}, some ten microseconds a move. Atoms that come too near to each other are never accepted.
 */
final class PositionSearch {

    private static final double NEAREST = 1.25;
    private static final double HOTTEST = 0.06;
    private static final double COLDEST = 0.002;
    private static final int MOST_TRIES = 60;

    /** Half of the starts are anywhere, the other half some half an angstrom from the template. */
    private static final double NEAR_SIGMA = 0.55;

    private final IntegratedIntensities m_data;
    private final FreePositions m_free;
    private final double[] m_lengths;
    private final Metric m_metric;
    private final int[] m_moving;
    private final int m_sites;
    private final double[] m_amplitudes;
    private final double[] m_anomalous;
    private final double[][] m_re;
    private final double[][] m_im;
    private final double[] m_trialRe;
    private final double[] m_trialIm;
    private final double[] m_intensities;
    private final double[] m_xyz;
    private final double[] m_trialXyz;
    private final int[] m_distinct;
    private final int[] m_siteStart;
    private final int[] m_atomStart;
    private final int[] m_limits = new int[3];
    private final double[][] m_cos = new double[3][];
    private final double[][] m_sin = new double[3][];
    private double[] m_totalRe;
    private double[] m_totalIm;
    private double[] m_otherRe;
    private double[] m_otherIm;

    PositionSearch(Template template, Assignment assignment, double[] g, IntegratedIntensities data, int samples) {
        m_data = data;
        m_free = template.free();
        UnitCell cell = template.metric().cell(g);
        m_metric = cell.metric();
        m_lengths = new double[m_free.size()];
        for (int p = 0; p < m_lengths.length; p++) {
            m_lengths[p] = m_free.lengthAngstrom(p, cell);
        }
        m_sites = template.structure().sites().size();
        int n = data.size();
        m_amplitudes = new double[m_sites * n];
        m_anomalous = new double[m_sites * n];
        for (int s = 0; s < m_sites; s++) {
            Amplitudes.Curve c = assignment.curves()[template.roleOfSite(s)];
            for (int i = 0; i < n; i++) {
                int sample = Math.min(samples - 1, (int) Math.rint(Math.sqrt(data.q(i)) / 2 / Amplitudes.STEP));
                m_amplitudes[s * n + i] = template.centring() * c.real()[sample];
                m_anomalous[s * n + i] = template.centring() * c.imaginary()[sample];
            }
        }
        m_re = new double[m_sites][n];
        m_im = new double[m_sites][n];
        m_trialRe = new double[n];
        m_trialIm = new double[n];
        m_totalRe = new double[n];
        m_totalIm = new double[n];
        m_otherRe = new double[n];
        m_otherIm = new double[n];
        m_intensities = new double[n];
        m_xyz = new double[3 * template.atoms()];
        m_trialXyz = new double[3 * template.atoms()];
        m_distinct = template.distinctAtoms();
        m_siteStart = new int[m_sites + 1];
        for (int a : m_distinct) {
            m_siteStart[m_free.siteOfAtom(a) + 1]++;
        }
        m_atomStart = new int[m_sites + 1];
        int widest = 1;
        for (int s = 0; s < m_sites; s++) {
            widest = Math.max(widest, m_siteStart[s + 1]);
            m_siteStart[s + 1] += m_siteStart[s];
            m_atomStart[s + 1] = m_atomStart[s] + template.structure().multiplicity(s);
        }
        for (int i = 0; i < n; i++) {
            m_limits[0] = Math.max(m_limits[0], Math.abs(data.h(i)));
            m_limits[1] = Math.max(m_limits[1], Math.abs(data.k(i)));
            m_limits[2] = Math.max(m_limits[2], Math.abs(data.l(i)));
        }
        for (int axis = 0; axis < 3; axis++) {
            m_cos[axis] = new double[m_limits[axis] + 1];
            m_sin[axis] = new double[m_limits[axis] + 1];
        }
        m_moving = java.util.stream.IntStream.range(0, m_sites)
                .filter(s -> m_free.freedom(s) > 0)
                .toArray();
    }

    /** Positions and the residual of their integrated intensities. */
    record Found(double[] positions, double residual) {}

    /**
     * One annealing.
     *
     * @param moves how many moves
     * @param random where starts and moves come from
     * @param cancelled asked now and then; then what is there is given back
     * @return the best positions on the way
     */
    Found anneal(int moves, SplittableRandom random, BooleanSupplier cancelled) {
        double[] x = start(random);
        m_free.positions(x, m_xyz);
        for (int s = 0; s < m_sites; s++) {
            sum(s, m_xyz, m_re[s], m_im[s]);
        }
        double current = evaluate(-1);
        double best = current;
        double[] bestX = x.clone();
        double step = 1;
        int accepted = 0;
        for (int move = 0; move < moves; move++) {
            double temperature = HOTTEST * Math.pow(COLDEST / HOTTEST, move / (double) moves);
            int site = m_moving[random.nextInt(m_moving.length)];
            double[] next = x.clone();
            boolean anywhere = random.nextInt(10) == 0;
            for (int p = m_free.firstParameter(site); p < m_free.firstParameter(site + 1); p++) {
                next[p] += anywhere ? random.nextDouble() - 0.5 : step * gaussian(random) / m_lengths[p];
            }
            m_free.positions(next, m_trialXyz);
            if (tooNear(site, m_trialXyz)) {
                continue;
            }
            sum(site, m_trialXyz, m_trialRe, m_trialIm);
            double r = evaluate(site);
            if (r < current || random.nextDouble() < Math.exp((current - r) / temperature)) {
                current = r;
                x = next;
                System.arraycopy(m_trialRe, 0, m_re[site], 0, m_trialRe.length);
                System.arraycopy(m_trialIm, 0, m_im[site], 0, m_trialIm.length);
                accepted++;
                if (r < best) {
                    best = r;
                    bestX = x.clone();
                }
            }
            if (move % 64 == 63) {
                step = Math.max(0.02, Math.min(1.5, step * (accepted > 20 ? 1.2 : 0.8)));
                accepted = 0;
                if (cancelled.getAsBoolean()) {
                    break;
                }
            }
        }
        return new Found(bestX, best);
    }

    private double[] start(SplittableRandom random) {
        double[] x = new double[m_lengths.length];
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            boolean anywhere = random.nextBoolean();
            for (int p = 0; p < x.length; p++) {
                x[p] = anywhere ? random.nextDouble() - 0.5 : NEAR_SIGMA * gaussian(random) / m_lengths[p];
            }
            m_free.positions(x, m_xyz);
            boolean good = true;
            for (int s = 0; s < m_sites && good; s++) {
                good = !tooNear(s, m_xyz);
            }
            if (good) {
                return x;
            }
        }
        return new double[x.length];
    }

    /** Box and Muller's. */
    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private boolean tooNear(int site, double[] xyz) {
        int a = m_atomStart[site];
        for (int b = 0; b < xyz.length / 3; b++) {
            if (b == a) {
                continue;
            }
            double x = FractionalDifference.nearest(xyz[3 * a] - xyz[3 * b]);
            double y = FractionalDifference.nearest(xyz[3 * a + 1] - xyz[3 * b + 1]);
            double z = FractionalDifference.nearest(xyz[3 * a + 2] - xyz[3 * b + 2]);
            if (m_metric.square(x, y, z) < NEAREST * NEAREST) {
                return true;
            }
        }
        return false;
    }

    /** Sums exp(2 pi i h . x) over the distinct atoms of a site for all reflections. */
    private void sum(int site, double[] xyz, double[] re, double[] im) {
        Arrays.fill(re, 0);
        Arrays.fill(im, 0);
        int n = re.length;
        for (int d = m_siteStart[site]; d < m_siteStart[site + 1]; d++) {
            int a = m_distinct[d];
            for (int axis = 0; axis < 3; axis++) {
                double angle = 2 * Math.PI * xyz[3 * a + axis];
                double c1 = Math.cos(angle);
                double s1 = Math.sin(angle);
                double[] c = m_cos[axis];
                double[] s = m_sin[axis];
                c[0] = 1;
                s[0] = 0;
                for (int i = 0; i < m_limits[axis]; i++) {
                    c[i + 1] = c[i] * c1 - s[i] * s1;
                    s[i + 1] = c[i] * s1 + s[i] * c1;
                }
            }
            for (int i = 0; i < n; i++) {
                int h = m_data.h(i);
                int k = m_data.k(i);
                int l = m_data.l(i);
                double c0 = m_cos[0][h];
                double s0 = m_sin[0][h];
                double c1 = m_cos[1][Math.abs(k)];
                double s1 = k < 0 ? -m_sin[1][-k] : m_sin[1][k];
                double c2 = m_cos[2][Math.abs(l)];
                double s2 = l < 0 ? -m_sin[2][-l] : m_sin[2][l];
                double c = c0 * c1 - s0 * s1;
                double s = s0 * c1 + c0 * s1;
                re[i] += c * c2 - s * s2;
                im[i] += s * c2 + c * s2;
            }
        }
    }

    /** The residual, with the trial sums for one site; -1 for none. */
    private double evaluate(int trial) {
        int n = m_intensities.length;
        Arrays.fill(m_totalRe, 0);
        Arrays.fill(m_totalIm, 0);
        Arrays.fill(m_otherRe, 0);
        Arrays.fill(m_otherIm, 0);
        for (int s = 0; s < m_sites; s++) {
            double[] re = s == trial ? m_trialRe : m_re[s];
            double[] im = s == trial ? m_trialIm : m_im[s];
            accumulate(m_amplitudes, s * n, re, im, m_totalRe, m_totalIm);
            accumulate(m_anomalous, s * n, re, im, m_otherRe, m_otherIm);
        }
        for (int i = 0; i < n; i++) {
            m_intensities[i] = m_data.multiplicity(i)
                    * (m_totalRe[i] * m_totalRe[i]
                            + m_totalIm[i] * m_totalIm[i]
                            + m_otherRe[i] * m_otherRe[i]
                            + m_otherIm[i] * m_otherIm[i]);
        }
        return m_data.residual(m_intensities);
    }

    private static void accumulate(
            double[] f, int offset, double[] re, double[] im, double[] totalRe, double[] totalIm) {
        for (int i = 0; i < re.length; i++) {
            totalRe[i] += f[offset + i] * re[i];
            totalIm[i] += f[offset + i] * im[i];
        }
    }
}
