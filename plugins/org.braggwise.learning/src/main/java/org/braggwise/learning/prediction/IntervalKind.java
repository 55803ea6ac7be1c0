// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

/** How the 95 % interval of a probability follows from its samples. */
public enum IntervalKind {
    /** Mean plus and minus 1.960 standard deviations, cut to 0 to 1. */
    NORMAL,
    /** The 2.5 % and 97.5 % quantiles of the samples, interpolated linearly. */
    QUANTILE
}
