// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

/** exp(-x) for 0 to 34 from a table and the first terms of its series: good to 3e-9 of the value, several times as fast as the library's. */
final class DecayTable {

    /** The largest argument. */
    static final double END = 34;

    private static final int PER_UNIT = 64;
    private static final double[] VALUES = new double[((int) END) * PER_UNIT + 2];

    static {
        for (int i = 0; i < VALUES.length; i++) {
            VALUES[i] = Math.exp(-i / (double) PER_UNIT);
        }
    }

    private DecayTable() {}

    /** @return exp(-x), x from 0 to {@link #END} */
    static double of(double x) {
        double t = x * PER_UNIT;
        int i = (int) t;
        double d = (t - i) * (1.0 / PER_UNIT);
        return VALUES[i] * (1 - d * (1 - d * (0.5 - d * (1 / 6.0))));
    }
}
