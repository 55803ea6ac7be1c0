// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers shortened for reading. */
public final class SignificantDigits {

    private static final MathContext SIX = new MathContext(6);

    private SignificantDigits() {}

    /** @return at most six significant digits, no trailing zeros: {@code 3.905}, {@code 1.2E-9} */
    public static String six(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(SIX).stripTrailingZeros();
        double size = Math.abs(value);
        return size >= 1e-4 && size < 1e9 ? rounded.toPlainString() : rounded.toString();
    }
}
