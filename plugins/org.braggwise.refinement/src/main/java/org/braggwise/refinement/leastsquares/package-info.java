// SPDX-License-Identifier: GPL-3.0-or-later
/** Non-linear least squares by Levenberg and Marquardt: bounds, priors, restraints, correlations and standard uncertainties. */
package org.braggwise.refinement.leastsquares;
