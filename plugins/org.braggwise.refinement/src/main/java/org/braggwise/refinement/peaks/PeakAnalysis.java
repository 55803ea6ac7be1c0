// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

/**
 * The peaks of a pattern with what they were fitted with.
 *
 * @param peaks the peaks
 * @param shape the line shape, known or refined
 * @param background intensity under the peaks at each angle of the pattern
 */
public record PeakAnalysis(PeakList peaks, LineShape shape, double[] background) {}
