// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import org.braggwise.diffraction.Radiation;

/**
 * What was measured, shared out among reflections by what the model has them contribute at each point: Rietveld's "observed" intensities
 * (Rietveld 1969, section 5), and what Le Bail's method puts in the place of the model's.
 *
 * @param calculated y_calc
 * @param background its background
 * @param factors for each phase and reflection the measured over the calculated area; 1 where the reflection is outside the pattern
 */
record IntensityPartition(double[] calculated, double[] background, double[][] factors) {

    /** @return the partition at the present values of a model's parameters */
    static IntensityPartition of(PatternModel model) {
        double[] x = model.table().values().clone();
        int n = model.observations();
        double[] calculated = new double[n];
        double[] background = new double[n];
        model.calculate(x, calculated, false);
        model.background().evaluate(x, background);
        double[] ratios = new double[n];
        for (int j = 0; j < n; j++) {
            double net = calculated[j] - background[j];
            ratios[j] = net > 0 ? Math.max(0, model.pattern().intensities()[j] - background[j]) / net : 1;
        }
        double[][] factors = new double[model.phases().size()][];
        for (int p = 0; p < factors.length; p++) {
            factors[p] = factors(model, model.phases().get(p), x, ratios);
        }
        return new IntensityPartition(calculated, background, factors);
    }

    private static double[] factors(PatternModel model, PhaseModel phase, double[] x, double[] ratios) {
        phase.evaluate(x, false);
        ReflectionLine at = model.line();
        double[] factors = new double[phase.q.length];
        for (int i = 0; i < factors.length; i++) {
            double observed = 0;
            double sum = 0;
            for (Radiation.Line line : model.pattern().radiation().lines()) {
                if (at.place(phase, i, line, x) && at.render(phase.importance(i), x, false)) {
                    for (int o = 0, j = at.shape.from; j < at.shape.to; o++, j++) {
                        double value = at.geometry * at.shape.value[o];
                        sum += value;
                        observed += value * ratios[j];
                    }
                }
            }
            factors[i] = sum > 0 ? observed / sum : 1;
        }
        return factors;
    }
}
