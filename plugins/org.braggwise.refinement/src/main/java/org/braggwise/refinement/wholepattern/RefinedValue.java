// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/**
 * A number with its standard uncertainty.
 *
 * @param name what it is, "zero shift", "phase 1 B"
 * @param value in the unit of its kind
 * @param uncertainty standard uncertainty in the same unit, with the goodness of fit as a factor where that is above 1; 0 where the number was
 *     not refined, a bound held it, or the data say nothing of it
 */
public record RefinedValue(String name, double value, double uncertainty) {}
