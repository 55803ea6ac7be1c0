// SPDX-License-Identifier: GPL-3.0-or-later
/**
 * Training sets mixed from patterns of real and of virtual structures, with real compounds held out first.
 *
 * <p>{@link org.braggwise.diffraction.synthesis.Synthesizer} plans by row, {@link org.braggwise.diffraction.synthesis.PatternMixer} mixes,
 * {@link org.braggwise.diffraction.synthesis.LeakageGuard} refuses a set that has seen what it will be tested on.
 */
package org.braggwise.diffraction.synthesis;
