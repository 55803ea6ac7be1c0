// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

/**
 * The peaks of a pattern with what they were fitted with.
 *
 * @param peaks the peaks
 * @param shape the line shape, known or refined
 * @param background intensity under the peaks at each angle of the pattern
 * @param noiseFactor by how much peaks' areas scatter more than the scatter of neighbouring points says: smoothed and resampled patterns have
 *     a factor above 1
 */
public record PeakAnalysis(PeakList peaks, LineShape shape, double[] background, double noiseFactor) {}
