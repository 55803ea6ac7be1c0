// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Refinement of a model against a whole measured pattern: Rietveld (intensities from structures) and Le Bail (intensities from the pattern).
 * Start at {@link org.braggwise.refinement.wholepattern.WholePatternRefinement}.
 */
package org.braggwise.refinement.wholepattern;
