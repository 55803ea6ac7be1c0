// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * What is free in a crystalline phase, and what its symmetry ties together: the numbers of the reciprocal metric, the coordinates of atoms on
 * special positions, the families of equivalent reflections.
 */
package org.braggwise.refinement.phase;
