// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.leastsquares;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Minimises a sum of squares by the method of Levenberg and Marquardt (Marquardt 1963, J. Soc. Indust. Appl. Math. 11, 431,
 * doi:10.1137/0111030) with the damping rule of Nielsen (1999, IMM-REP-1999-05). A parameter at a bound stays out of the equations as long as
 * the objective falls beyond it. Directions that the data leave open are taken out one by one, so a singular matrix is no error.
 */
public final class LevenbergMarquardt {

    private static final int MOST_TRIES = 12;
    private static final double LARGEST_DAMPING = 1e12;

    private final LeastSquaresModel m_model;
    private final List<Parameter> m_parameters;
    private final List<Restraint> m_restraints;
    private final NormalEquations m_equations;
    private final int m_n;

    private LevenbergMarquardt(LeastSquaresModel model, List<Parameter> parameters, List<Restraint> restraints) {
        m_model = model;
        m_parameters = List.copyOf(parameters);
        m_restraints = List.copyOf(restraints);
        m_n = parameters.size();
        m_equations = new NormalEquations(m_n);
    }

    /** Fits without restraints, and without a way to cancel. */
    public static FitResult fit(LeastSquaresModel model, List<Parameter> parameters, FitSettings settings) {
        return fit(model, parameters, List.of(), settings, () -> false);
    }

    /**
     * @param model what is fitted
     * @param parameters its parameters, in its order
     * @param restraints expectations of linear combinations of them
     * @param settings when to end
     * @param cancelled asked before each evaluation of the model
     * @return the end of the fit, the start itself where no step made it better
     * @throws CancellationException where that is asked for
     * @throws IllegalArgumentException where the number of parameters is not the model's, or the model does not exist at the start
     */
    public static FitResult fit(
            LeastSquaresModel model,
            List<Parameter> parameters,
            List<Restraint> restraints,
            FitSettings settings,
            BooleanSupplier cancelled) {
        if (parameters.size() != model.parameters() || parameters.isEmpty()) {
            throw new IllegalArgumentException("The model has " + model.parameters() + " parameters and "
                    + parameters.size() + " were given: expected as many, and at least one.");
        }
        return new LevenbergMarquardt(model, parameters, restraints).run(settings, cancelled);
    }

    private FitResult run(FitSettings settings, BooleanSupplier cancelled) {
        double[] x = m_parameters.stream().mapToDouble(Parameter::start).toArray();
        double[] trial = new double[m_n];
        double[] step = new double[m_n];
        boolean[] held = new boolean[m_n];
        double damping = settings.startingDamping();
        double growth = 2;
        boolean converged = false;
        double total = linearise(x, cancelled);
        if (!Double.isFinite(total)) {
            throw new IllegalArgumentException(
                    "The sum of squares is " + total + " at the start: expected a finite number.");
        }
        int iterations = 1;
        boolean fresh = true;
        while (!converged) {
            boolean accepted = false;
            for (int attempt = 0; attempt < MOST_TRIES && !accepted && damping < LARGEST_DAMPING; attempt++) {
                hold(x, held);
                double predicted = step(x, damping, held, step, trial);
                if (!(predicted > 0)) {
                    break;
                }
                check(cancelled);
                double after = m_model.objective(trial) + expectations(trial);
                double gain = (total - after) / predicted;
                if (after < total) {
                    accepted = true;
                    converged = total - after <= settings.tolerance() * total;
                    System.arraycopy(trial, 0, x, 0, m_n);
                    total = after;
                    damping *= Math.max(1 / 3.0, 1 - Math.pow(2 * gain - 1, 3));
                    damping = Math.max(damping, 1e-12);
                    growth = 2;
                } else {
                    // A step too small to be seen in the objective's last digits is the end, too.
                    if (Math.abs(after - total) <= 1e-14 * total) {
                        break;
                    }
                    damping *= growth;
                    growth *= 2;
                }
            }
            if (!accepted) {
                converged = true;
            } else {
                fresh = false;
                if (converged || iterations >= settings.mostIterations()) {
                    break;
                }
                total = linearise(x, cancelled);
                iterations++;
                fresh = true;
            }
        }
        if (!fresh) {
            linearise(x, cancelled);
        }
        return result(x, held, iterations, converged);
    }

    private static void check(BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("The fit was cancelled.");
        }
    }

    /** Normal equations at x with priors and restraints; returns the whole objective. */
    private double linearise(double[] x, BooleanSupplier cancelled) {
        check(cancelled);
        m_equations.clear();
        m_model.linearise(x, m_equations);
        for (int i = 0; i < m_n; i++) {
            Parameter p = m_parameters.get(i);
            if (p.priorSigma() < Double.POSITIVE_INFINITY) {
                m_equations.add(
                        new int[] {i}, new double[] {1}, p.priorMean() - x[i], 1 / (p.priorSigma() * p.priorSigma()));
            }
        }
        for (Restraint r : m_restraints) {
            m_equations.add(r.indices(), r.coefficients(), -r.residual(x) * r.sigma(), 1 / (r.sigma() * r.sigma()));
        }
        return m_equations.objective();
    }

    private double expectations(double[] x) {
        double sum = 0;
        for (int i = 0; i < m_n; i++) {
            Parameter p = m_parameters.get(i);
            double d = (x[i] - p.priorMean()) / p.priorSigma();
            sum += p.priorSigma() < Double.POSITIVE_INFINITY ? d * d : 0;
        }
        for (Restraint r : m_restraints) {
            double d = r.residual(x);
            sum += d * d;
        }
        return sum;
    }

    /** A parameter at a bound is held where the gradient points outwards; one without effect always. */
    private void hold(double[] x, boolean[] held) {
        for (int i = 0; i < m_n; i++) {
            Parameter p = m_parameters.get(i);
            double g = m_equations.gradient(i);
            held[i] = !(m_equations.curvature(i, i) > 0) || x[i] <= p.lower() && g <= 0 || x[i] >= p.upper() && g >= 0;
        }
    }

    /**
     * Solves (A + lambda diag A) dx = g for the parameters that are not held, clips the step to limits and bounds, and writes the trial.
     *
     * @return how much the linear model says that the objective falls, 0 where nothing can move
     */
    private double step(double[] x, double damping, boolean[] held, double[] step, double[] trial) {
        solve(damping, held, step);
        // One scale for the whole step keeps its direction; bounds then clip single parameters.
        double scale = 1;
        for (int i = 0; i < m_n; i++) {
            double limit = m_parameters.get(i).largestStep();
            scale = Math.abs(step[i]) * scale > limit ? limit / Math.abs(step[i]) : scale;
        }
        boolean moves = false;
        for (int i = 0; i < m_n; i++) {
            Parameter p = m_parameters.get(i);
            trial[i] = Math.max(p.lower(), Math.min(p.upper(), x[i] + scale * step[i]));
            step[i] = trial[i] - x[i];
            moves |= step[i] != 0;
        }
        return moves ? Math.max(predictedFall(step), Double.MIN_NORMAL) : 0;
    }

    private double predictedFall(double[] step) {
        double fall = 0;
        for (int i = 0; i < m_n; i++) {
            double row = 0;
            for (int j = 0; j < m_n; j++) {
                row += m_equations.curvature(i, j) * step[j];
            }
            fall += step[i] * (2 * m_equations.gradient(i) - row);
        }
        return fall;
    }

    private void solve(double damping, boolean[] held, double[] step) {
        java.util.Arrays.fill(step, 0);
        int[] free = free(held);
        if (free.length == 0) {
            return;
        }
        // Scaled to a unit diagonal, so that parameters of very different size are solved equally well.
        double[] scaled = scaled(free, damping);
        Cholesky factor = Cholesky.of(free.length, scaled);
        double[] b = new double[free.length];
        for (int i = 0; i < free.length; i++) {
            b[i] = m_equations.gradient(free[i]) / Math.sqrt(m_equations.curvature(free[i], free[i]));
        }
        if (factor != null) {
            factor.solve(b);
        }
        for (int i = 0; i < free.length; i++) {
            step[free[i]] = b[i] / Math.sqrt(m_equations.curvature(free[i], free[i]));
        }
    }

    private double[] scaled(int[] free, double damping) {
        int n = free.length;
        double[] scaled = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                scaled[i * n + j] = m_equations.curvature(free[i], free[j])
                        / Math.sqrt(m_equations.curvature(free[i], free[i]) * m_equations.curvature(free[j], free[j]));
            }
            scaled[i * n + i] = 1 + damping;
        }
        return scaled;
    }

    private static int[] free(boolean[] held) {
        return java.util.stream.IntStream.range(0, held.length)
                .filter(i -> !held[i])
                .toArray();
    }

    private FitResult result(double[] x, boolean[] held, int iterations, boolean converged) {
        hold(x, held);
        int[] free = free(held);
        double[] covariance = new double[m_n * m_n];
        Cholesky factor = free.length == 0 ? null : Cholesky.of(free.length, scaled(free, 0));
        while (factor == null && free.length > 0) {
            // The last parameter that depends on those before it is undetermined: it gets no uncertainty.
            held[dependent(free)] = true;
            free = free(held);
            factor = free.length == 0 ? null : Cholesky.of(free.length, scaled(free, 0));
        }
        if (factor != null) {
            double[] inverse = factor.inverse();
            for (int i = 0; i < free.length; i++) {
                for (int j = 0; j < free.length; j++) {
                    covariance[free[i] * m_n + free[j]] = inverse[i * free.length + j]
                            / Math.sqrt(
                                    m_equations.curvature(free[i], free[i]) * m_equations.curvature(free[j], free[j]));
                }
            }
        }
        double data = m_equations.objective() - expectations(x);
        return new FitResult(
                m_parameters,
                x,
                covariance,
                Math.max(0, data),
                m_model.observations(),
                free.length,
                iterations,
                converged);
    }

    /** The first parameter at which the factorisation of those before it and itself fails. */
    private int dependent(int[] free) {
        for (int n = 1; n < free.length; n++) {
            int[] some = java.util.Arrays.copyOf(free, n);
            if (Cholesky.of(n, scaled(some, 0)) == null) {
                return some[n - 1];
            }
        }
        return free[free.length - 1];
    }
}
