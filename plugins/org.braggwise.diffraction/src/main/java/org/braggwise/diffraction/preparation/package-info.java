// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * From a measured scan to a pattern on the grid and wavelength that a model expects.
 *
 * <p>{@link org.braggwise.diffraction.preparation.PatternPreparation} runs the steps in a fixed order and keeps what each of them made.
 */
package org.braggwise.diffraction.preparation;
