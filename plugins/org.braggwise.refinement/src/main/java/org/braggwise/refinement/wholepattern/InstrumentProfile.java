// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/**
 * What all phases share of the lines' shape.
 *
 * @param u Caglioti U: the Gaussian's FWHM squared is U tan^2 theta + V tan theta + W, in square degrees
 * @param v Caglioti V in square degrees
 * @param w Caglioti W in square degrees
 * @param asymmetry axial divergence, S / L = H / L: half the height of sample and slit over the radius; 0 for none
 */
public record InstrumentProfile(double u, double v, double w, double asymmetry) {}
