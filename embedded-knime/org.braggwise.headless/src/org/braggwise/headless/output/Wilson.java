// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.util.Locale;

/** A share with its 95 % interval (Wilson 1927, J. Am. Stat. Assoc. 22, 209). */
record Wilson(long hits, long count) {

    private static final double Z = 1.959963984540054;

    double low() {
        return Math.max(0, middle() - half());
    }

    double high() {
        return Math.min(1, middle() + half());
    }

    private double share() {
        return (double) hits / count;
    }

    private double middle() {
        return (share() + Z * Z / (2.0 * count)) / (1 + Z * Z / count);
    }

    private double half() {
        double p = share();
        return Z / (1 + Z * Z / count) * Math.sqrt(p * (1 - p) / count + Z * Z / (4.0 * count * count));
    }

    /** @return {@code 16 of 28, which is 57 % (95 % interval 39 to 74 %)} */
    String words() {
        return String.format(
                Locale.ROOT,
                "%d of %d, which is %.0f %% (95 %% interval %.0f to %.0f %%)",
                hits,
                count,
                100 * share(),
                100 * low(),
                100 * high());
    }
}
