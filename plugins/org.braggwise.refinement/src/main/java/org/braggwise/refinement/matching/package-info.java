// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Finds the structure behind a pattern among candidates: screening of all, a fit of the lattice to the best, Rietveld refinement of the best of
 * those; where that explains nothing, indexing of the pattern and the candidates that fit the lattices; then the symmetry that the refined
 * atoms have. Candidates are prepared once and serve any number of patterns and threads.
 */
package org.braggwise.refinement.matching;
