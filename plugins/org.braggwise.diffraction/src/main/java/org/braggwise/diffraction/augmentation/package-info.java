// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Patterns of one structure as many specimens and diffractometers would give them: impurities, texture, domain size, strain, shifts.
 *
 * <p>{@link org.braggwise.diffraction.augmentation.Augmenter} makes the five parallel modes of Xing et al. (2025,
 * doi:10.1038/s41524-025-01743-x), each as the paper has it or in a physical variant, and a mode that chains them all. Every pattern carries
 * what was drawn for it.
 */
package org.braggwise.diffraction.augmentation;
