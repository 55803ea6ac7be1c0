// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/**
 * March-Dollase texture of a phase.
 *
 * @param direction the normal of which planes is preferred
 * @param r 1 for none, below 1 for plates that lie flat, above 1 for needles
 */
public record Texture(MillerIndices direction, double r) {}
