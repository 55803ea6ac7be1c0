// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * From the positions of lines to a unit cell: trial cells of all systems, tested against the lines, refined and ranked; from intensities at
 * a cell's lines to extinction symbols and space groups.
 */
package org.braggwise.refinement.indexing;
