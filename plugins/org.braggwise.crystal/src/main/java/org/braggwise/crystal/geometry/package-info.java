// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * The geometry of lattices, each thing once: 3 x 3 matrices, metric tensors, reduced bases, nearest images, and the search for points that
 * are near a place. Nothing here knows of atoms or of symmetry.
 */
package org.braggwise.crystal.geometry;
