// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/**
 * A reflection of a refined phase: a tick below the pattern.
 *
 * @param h first Miller index
 * @param k second
 * @param l third
 * @param dAngstrom spacing of the planes
 * @param twoThetaDeg where the pattern has its strongest spectral line, with the refined shifts
 * @param calculated area under it in the model, in intensity times degrees
 * @param observed what the pattern has there, shared out among overlapping reflections as the model has it
 */
public record RefinedReflection(
        int h, int k, int l, double dAngstrom, double twoThetaDeg, double calculated, double observed) {}
