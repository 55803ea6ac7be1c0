// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

/**
 * One position of the full cell; its species and its displacement are those of its site.
 *
 * @param siteIndex the index of its site in {@link CrystalStructure#sites()}
 * @param x fractional coordinate, 0 &lt;= x &lt; 1
 * @param y fractional coordinate, 0 &lt;= y &lt; 1
 * @param z fractional coordinate, 0 &lt;= z &lt; 1
 */
public record Atom(int siteIndex, double x, double y, double z) {}
