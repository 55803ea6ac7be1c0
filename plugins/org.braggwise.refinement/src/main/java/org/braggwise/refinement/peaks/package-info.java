// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Peaks of a powder pattern: found by their curvature, fitted together with a known or a refined profile, with areas, widths and standard
 * uncertainties. A reflection is one peak, however many lines the radiation has.
 */
package org.braggwise.refinement.peaks;
