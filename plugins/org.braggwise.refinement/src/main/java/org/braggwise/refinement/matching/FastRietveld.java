// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.Optional;

import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.refinement.phase.FreePositions;

/**
 * Rietveld refinement for a pattern whose profile is known and whose background is off: scale, lattice and positions (and, where elements are
 * unknown, a fractional atomic number and B for each role), some milliseconds a structure. Levenberg-Marquardt with analytic derivatives. One
 * object serves one thread and any number of fits; its arrays grow and stay.
 */
final class FastRietveld {

    /** No site goes further in one step, in angstrom. */
    private static final double LARGEST_STEP = 0.25;

    /** Fits that are still this bad after so many steps are given up. */
    private static final double HOPELESS = 0.6;

    private static final int PATIENCE = 8;

    /** A fit ends where R is below this, or three steps in a row lower chi^2 by less than a share of it. */
    private static final double PERFECT = 3e-4;

    private static final double SLOW = 3e-3;

    /* What a fit is carried on with until nothing is left: R of a millionth, and hardly any pull to where it starts. */
    private static final double EXACT = 1e-5;
    private static final double WEAK_PRIOR = 1e-8;
    private static final int FURTHER_STEPS = 40;

    /** The same with noise: steps in a row that lower chi^2, in units of the noise, by less than this. */
    private static final double NOISE_SLOW = 0.1;

    /** Prior on atomic numbers and displacement parameters that are fitted. */
    private static final double POWER_WEIGHT = 1e-5;

    private static final double NUMBER_SIGMA = 30;
    private static final double B_MEAN = 0.6;
    private static final double B_SIGMA = 0.6;
    private static final double MOST_B = 5;

    private final Observed m_observed;
    private final StructurePattern m_pattern;
    private final int m_points;
    private final double[] m_y;
    private final double[] m_trialY;

    /* The fit at hand. */
    private Template m_template;
    private int m_latticeSize;
    private int m_positionSize;
    private int m_parameters;

    FastRietveld(Observed observed, Amplitudes amplitudes, ProfileIntegral shape) {
        m_observed = observed;
        m_pattern = new StructurePattern(observed, amplitudes, shape);
        m_points = observed.y().length;
        m_y = new double[m_points];
        m_trialY = new double[m_points];
    }

    /**
     * Where a fit starts and how it is held.
     *
     * @param g free lattice numbers
     * @param positions shifts of the template's coordinates; they are what the prior pulls to
     * @param powersOrNull atomic number and B of each role, to fit them; null to take the assignment's elements
     * @param positionPrior weight of the prior on shifts, a share of the pattern's weight for each square angstrom
     * @param steps how many at most
     */
    record Start(double[] g, double[] positions, double[] powersOrNull, double positionPrior, int steps) {}

    /** @return the same fit, carried on until it has converged */
    Refined converged(Refined r) {
        return refine(
                        r.template(),
                        r.assignment(),
                        new Start(r.g(), r.positions(), r.powers(), WEAK_PRIOR, FURTHER_STEPS),
                        EXACT)
                .filter(further -> further.residual() <= r.residual())
                .orElse(r);
    }

    /** @return the fit; empty where the lattice has no or too many reflections in the range */
    Optional<Refined> refine(Template template, Assignment assignment, Start start) {
        return refine(template, assignment, start, PERFECT);
    }

    private Optional<Refined> refine(Template template, Assignment assignment, Start start, double enough) {
        if (!prepare(template, assignment, start.g(), start.powersOrNull())) {
            return Optional.empty();
        }
        FreePositions free = template.free();
        UnitCell cell = template.metric().cell(start.g());
        double[] lengths = new double[m_positionSize];
        for (int p = 0; p < m_positionSize; p++) {
            lengths[p] = free.lengthAngstrom(p, cell);
        }
        double[] g = start.g().clone();
        double[] x = start.positions().clone();
        double[] powers =
                start.powersOrNull() == null ? null : start.powersOrNull().clone();
        double total = m_observed.total();
        m_pattern.calculate(g, x, 1, powers, m_y, false);
        double scale = bestScale(m_y);
        if (!(scale > 0)) {
            return Optional.empty();
        }
        m_pattern.calculate(g, x, scale, powers, m_y, true);
        double best = squares(m_y);
        double initial = Math.sqrt(best / total);
        int n = m_parameters;
        double[] matrix = new double[n * n];
        double[] normal = new double[n * n];
        double[] right = new double[n];
        double damping = 1e-2;
        int slow = 0;
        double slowShare = enough == EXACT && m_observed.expected() > 0 ? NOISE_SLOW / m_points : SLOW;
        for (int iteration = 0; iteration < start.steps(); iteration++) {
            m_pattern.rows().normalEquations(m_y, matrix, right);
            System.arraycopy(matrix, 0, normal, 0, matrix.length);
            addPriors(start, x, powers, lengths, matrix, right);
            boolean better = false;
            for (int attempt = 0; attempt < 4; attempt++) {
                double[] step = SymmetricSystem.solve(n, matrix, right, damping);
                double[] nextG = g.clone();
                double[] nextX = x.clone();
                double[] nextPowers = powers == null ? null : powers.clone();
                if (step == null || !(scale + step[0] > 0) || !apply(step, lengths, nextG, nextX, nextPowers)) {
                    damping *= 10;
                    continue;
                }
                double nextScale = scale + step[0];
                m_pattern.calculate(nextG, nextX, nextScale, nextPowers, m_trialY, false);
                double after = squares(m_trialY);
                if (after < best) {
                    slow = (best - after) / best < slowShare ? slow + 1 : 0;
                    best = after;
                    g = nextG;
                    x = nextX;
                    powers = nextPowers;
                    scale = nextScale;
                    damping = Math.max(1e-7, damping / 4);
                    better = true;
                    break;
                }
                damping *= 8;
            }
            double r = Math.sqrt(best / total);
            if (!better || slow >= 3 || r < enough || iteration == PATIENCE - 1 && r > HOPELESS) {
                break;
            }
            if (iteration < start.steps() - 1) {
                m_pattern.calculate(g, x, scale, powers, m_y, true);
            }
        }
        return Optional.of(new Refined(
                template,
                assignment,
                powers,
                g,
                x,
                scale,
                initial,
                Math.sqrt(best / total),
                n,
                m_pattern.families(),
                largestShift(start, x, lengths),
                enough == EXACT,
                occam(normal, scale, g, cell, powers)));
    }

    /** The cost of the freedom that a fit has, 0 for patterns without noise. */
    private double occam(double[] normal, double scale, double[] g, UnitCell cell, double[] powers) {
        double variance = m_observed.expected() * m_observed.expected() * m_observed.total() / m_points;
        return variance > 0
                ? OccamFactor.cost(
                        normal,
                        variance,
                        OccamFactor.widths(scale, g, m_template.free(), cell, powers == null ? 0 : powers.length))
                : 0;
    }

    /** @return the calculated curve of a fit, on the scale of the observed one */
    double[] curve(Refined refined) {
        double[] y = new double[m_points];
        if (prepare(refined.template(), refined.assignment(), refined.g(), refined.powers())) {
            m_pattern.calculate(refined.g(), refined.positions(), refined.scale(), refined.powers(), y, false);
        }
        return y;
    }

    /** @return chi^2 at a fit's parameters, and minus half its derivative by each: scale, lattice, positions, powers */
    double[] squaresAndGradient(Refined at) {
        double[] all = new double[1 + at.parameters()];
        if (prepare(at.template(), at.assignment(), at.g(), at.powers())) {
            m_pattern.calculate(at.g(), at.positions(), at.scale(), at.powers(), m_y, true);
            double[] right = new double[m_parameters];
            m_pattern.rows().normalEquations(m_y, new double[m_parameters * m_parameters], right);
            all[0] = squares(m_y);
            System.arraycopy(right, 0, all, 1, m_parameters);
        }
        return all;
    }

    private boolean prepare(Template template, Assignment assignment, double[] g, double[] powers) {
        if (!m_pattern.prepare(template, assignment, g, powers != null)) {
            return false;
        }
        m_template = template;
        m_latticeSize = g.length;
        m_positionSize = template.free().size();
        m_parameters = m_pattern.parameters();
        return true;
    }

    private double bestScale(double[] y) {
        double cross = 0;
        double square = 0;
        double[] w = m_observed.weights();
        double[] o = m_observed.y();
        for (int i = 0; i < m_points; i++) {
            cross += w[i] * o[i] * y[i];
            square += w[i] * y[i] * y[i];
        }
        return square > 0 ? cross / square : 0;
    }

    private double squares(double[] y) {
        double sum = 0;
        double[] w = m_observed.weights();
        double[] o = m_observed.y();
        for (int i = 0; i < m_points; i++) {
            double d = o[i] - y[i];
            sum += w[i] * d * d;
        }
        return sum;
    }

    /** Moves the parameters by a step, sites by at most {@link #LARGEST_STEP}; tells whether the lattice is one. */
    private boolean apply(double[] step, double[] lengths, double[] g, double[] x, double[] powers) {
        for (int i = 0; i < m_latticeSize; i++) {
            g[i] += step[1 + i];
        }
        FreePositions free = m_template.free();
        int o = 1 + m_latticeSize;
        for (int site = 0; site < m_template.structure().sites().size(); site++) {
            double move = 0;
            for (int p = free.firstParameter(site); p < free.firstParameter(site + 1); p++) {
                move = Math.max(move, Math.abs(step[o + p]) * lengths[p]);
            }
            double factor = move > LARGEST_STEP ? LARGEST_STEP / move : 1;
            for (int p = free.firstParameter(site); p < free.firstParameter(site + 1); p++) {
                x[p] += factor * step[o + p];
            }
        }
        if (powers != null) {
            o += m_positionSize;
            for (int r = 0; r < powers.length; r += 2) {
                powers[r] = Math.max(1, Math.min(Amplitudes.LAST - 1, powers[r] + step[o + r]));
                powers[r + 1] = Math.max(0, Math.min(MOST_B, powers[r + 1] + step[o + r + 1]));
            }
        }
        return m_template.metric().spans(g);
    }

    private void addPriors(
            Start start, double[] x, double[] powers, double[] lengths, double[] matrix, double[] right) {
        int n = m_parameters;
        int o = 1 + m_latticeSize;
        double weight = start.positionPrior() * m_observed.total();
        for (int p = 0; p < m_positionSize; p++, o++) {
            double l2 = weight * lengths[p] * lengths[p];
            matrix[o * n + o] += l2;
            right[o] -= l2 * (x[p] - start.positions()[p]);
        }
        if (powers != null) {
            for (int r = 0; r < powers.length; r++, o++) {
                double sigma = r % 2 == 0 ? NUMBER_SIGMA : B_SIGMA;
                double mean = r % 2 == 0 ? start.powersOrNull()[r] : B_MEAN;
                double w = POWER_WEIGHT * m_observed.total() / (sigma * sigma);
                matrix[o * n + o] += w;
                right[o] -= w * (powers[r] - mean);
            }
        }
    }

    private double largestShift(Start start, double[] x, double[] lengths) {
        FreePositions free = m_template.free();
        double largest = 0;
        for (int site = 0; site < m_template.structure().sites().size(); site++) {
            double sum = 0;
            for (int p = free.firstParameter(site); p < free.firstParameter(site + 1); p++) {
                double d = (x[p] - start.positions()[p]) * lengths[p];
                sum += d * d;
            }
            largest = Math.max(largest, Math.sqrt(sum));
        }
        return largest;
    }
}
