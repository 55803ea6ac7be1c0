// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.ReflectionList;

/**
 * A structure's pattern and what it is made of.
 *
 * @param reflections the ideal reflections that lie on the grid, with what was assumed in their notes
 * @param pattern the pattern
 */
public record Simulation(ReflectionList reflections, Pattern pattern) {}
