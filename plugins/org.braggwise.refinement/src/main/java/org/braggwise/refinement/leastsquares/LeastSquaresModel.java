// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.leastsquares;

/** What is fitted: a sum of squared, weighted residuals that depends on parameters. */
public interface LeastSquaresModel {

    /** @return how many parameters there are */
    int parameters();

    /** @return how many observations there are */
    int observations();

    /**
     * @param x the parameters
     * @return the sum of w (y_obs - y_calc)^2; NaN or infinite where the model does not exist, which makes the fit take a shorter step
     */
    double objective(double[] x);

    /**
     * Adds every observation's residual and derivatives.
     *
     * @param x the parameters
     * @param equations cleared; what is added makes its {@link NormalEquations#objective()} that of {@link #objective(double[])}
     */
    void linearise(double[] x, NormalEquations equations);
}
