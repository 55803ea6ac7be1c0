// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.Locale;

/**
 * A number of a CIF with its standard uncertainty in units of the last digit: "143.91(26)" has 0.26.
 *
 * @param value NaN for "?" and "."
 * @param uncertainty NaN where none is stated
 */
record NumberWithUncertainty(double value, double uncertainty) {

    /** @return null where the text is no number */
    static NumberWithUncertainty of(String text) {
        if (text.equals("?") || text.equals(".")) {
            return new NumberWithUncertainty(Double.NaN, Double.NaN);
        }
        int open = text.indexOf('(');
        String digits = open > 0 ? text.substring(0, open) : text;
        Double value = Numeral.of(digits);
        if (value == null) {
            return null;
        }
        if (open < 0) {
            return new NumberWithUncertainty(value, Double.NaN);
        }
        if (!text.substring(open).matches("\\(\\d{1,9}\\)")) {
            return null;
        }
        double su = Double.parseDouble(text.substring(open + 1, text.length() - 1));
        int exponentAt = digits.toLowerCase(Locale.ROOT).indexOf('e');
        String mantissa = exponentAt < 0 ? digits : digits.substring(0, exponentAt);
        int point = mantissa.indexOf('.');
        double exponent = exponentAt < 0 ? 0 : Double.parseDouble(digits.substring(exponentAt + 1));
        double scale = Math.pow(10, (point < 0 ? 0 : point + 1 - mantissa.length()) + exponent);
        return new NumberWithUncertainty(value, su * scale);
    }
}
