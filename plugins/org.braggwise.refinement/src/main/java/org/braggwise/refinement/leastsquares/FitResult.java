// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.leastsquares;

import java.util.List;

/** The end of a fit: values, standard uncertainties and correlations. Immutable. */
public final class FitResult {

    private final List<Parameter> m_parameters;
    private final double[] m_values;
    private final double[] m_covariance;
    private final double m_objective;
    private final int m_observations;
    private final int m_free;
    private final int m_iterations;
    private final boolean m_converged;

    FitResult(
            List<Parameter> parameters,
            double[] values,
            double[] covariance,
            double objective,
            int observations,
            int free,
            int iterations,
            boolean converged) {
        m_parameters = parameters;
        m_values = values;
        m_covariance = covariance;
        m_objective = objective;
        m_observations = observations;
        m_free = free;
        m_iterations = iterations;
        m_converged = converged;
    }

    /** @return what was refined, with its starts */
    public List<Parameter> parameters() {
        return m_parameters;
    }

    /** @return a copy of the refined values */
    public double[] values() {
        return m_values.clone();
    }

    /** @return the refined value of a parameter */
    public double value(int parameter) {
        return m_values[parameter];
    }

    /** @return the sum of w r^2 of the observations, priors and restraints left out */
    public double objective() {
        return m_objective;
    }

    /** @return how many parameters were not held by a bound at the end, and not undetermined by the data */
    public int freeParameters() {
        return m_free;
    }

    /** @return linearisations that were made */
    public int iterations() {
        return m_iterations;
    }

    /** @return whether the fit ended because no step lowered the objective any more, and not because of its limit of iterations */
    public boolean converged() {
        return m_converged;
    }

    /** @return the objective over (observations - free parameters); 1 for a perfect model and true weights; NaN without a degree of freedom */
    public double reducedChiSquared() {
        int freedom = m_observations - m_free;
        return freedom > 0 ? m_objective / freedom : Double.NaN;
    }

    /**
     * @return the standard uncertainty of a parameter by the weights alone: the root of the inverse normal matrix's diagonal; 0 where a bound
     *     holds the parameter or the data say nothing of it
     */
    public double statisticalUncertainty(int parameter) {
        return Math.sqrt(Math.max(0, covariance(parameter, parameter)));
    }

    /**
     * @return the standard uncertainty multiplied by the root of the reduced chi squared where that is above 1, as Rietveld programs state it
     *     (Young 1993, The Rietveld Method, section 1.9)
     */
    public double standardUncertainty(int parameter) {
        return statisticalUncertainty(parameter) * Math.sqrt(inflation());
    }

    /** @return the covariance of two parameters by the weights alone */
    public double covariance(int i, int j) {
        return m_covariance[i * m_values.length + j];
    }

    /** @return max(1, reduced chi squared), by which a stated variance exceeds the statistical one */
    public double inflation() {
        double reduced = reducedChiSquared();
        return reduced > 1 ? reduced : 1;
    }

    /** @return the correlation of two parameters, -1 to 1; 0 where one of them has no uncertainty */
    public double correlation(int i, int j) {
        double product = covariance(i, i) * covariance(j, j);
        return product > 0 ? covariance(i, j) / Math.sqrt(product) : 0;
    }
}
