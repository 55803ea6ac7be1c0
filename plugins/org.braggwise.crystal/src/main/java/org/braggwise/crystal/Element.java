// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

/**
 * A chemical element, or deuterium.
 *
 * @param symbol "Sr"
 * @param atomicNumber Z
 * @param mass standard atomic mass in u
 * @param electronegativity on Pauling's scale; NaN where none is given
 */
public record Element(String symbol, int atomicNumber, double mass, double electronegativity) {}
