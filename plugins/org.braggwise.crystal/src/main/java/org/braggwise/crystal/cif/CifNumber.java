// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.regex.Pattern;

/**
 * A number of a CIF: with a standard uncertainty in brackets, which is left off, "3.905(10)"; as a fraction, "1/3"; with a decimal comma.
 *
 * @param value the number, NaN where the text is none
 * @param decimals how many digits follow the point, 12 for a fraction
 * @param remark what had to be forgiven, null where nothing had
 */
record CifNumber(double value, int decimals, String remark) {

    private static final int LONGEST = 80;
    private static final Pattern UNCERTAINTY = Pattern.compile("\\d*\\.?\\d*\\)");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eEdD][+-]?\\d{1,3})?");

    static CifNumber parse(String text) {
        String s = text.trim();
        String remark = null;
        if (s.length() > LONGEST) {
            return new CifNumber(Double.NaN, 0, null);
        }
        int open = s.indexOf('(');
        if (open > 0) {
            String su = s.substring(open + 1);
            if (!UNCERTAINTY.matcher(su).matches() || su.length() < 2) {
                remark = "a standard uncertainty that is not closed or no number";
                if (su.length() > su.replaceAll("[^0-9).,]", "").length()) {
                    return new CifNumber(Double.NaN, 0, null);
                }
            }
            s = s.substring(0, open);
        }
        int slash = s.indexOf('/');
        if (slash > 0) {
            CifNumber p = parse(s.substring(0, slash));
            CifNumber q = parse(s.substring(slash + 1));
            double value = p.value / q.value;
            return new CifNumber(Double.isFinite(value) ? value : Double.NaN, 12, "a fraction");
        }
        if (s.indexOf(',') >= 0 && s.indexOf('.') < 0) {
            s = s.replace(',', '.');
            remark = "a decimal comma";
        }
        if (s.indexOf('\u2212') >= 0) {
            s = s.replace('\u2212', '-');
            remark = "a typographic minus sign";
        }
        if (!NUMBER.matcher(s).matches()) {
            return new CifNumber(Double.NaN, 0, null);
        }
        double value = Double.parseDouble(s.replace('d', 'e').replace('D', 'e'));
        int point = s.indexOf('.');
        int end = point;
        while (end >= 0 && end + 1 < s.length() && Character.isDigit(s.charAt(end + 1))) {
            end++;
        }
        return new CifNumber(Double.isFinite(value) ? value : Double.NaN, point < 0 ? 0 : end - point, remark);
    }

    boolean isNumber() {
        return !Double.isNaN(value);
    }

    /** Reads the number of a value and reports what is wrong with it; NaN for null and for what is no number. */
    static CifNumber read(CifValue v, String what, CifLog log) {
        if (v == null) {
            return new CifNumber(Double.NaN, 0, null);
        }
        CifNumber n = parse(v.text());
        if (!n.isNumber()) {
            log.warning(
                    v.line(),
                    "number",
                    what + " is " + CifLog.quote(v),
                    "a number such as 3.905(10)",
                    "that it is not given");
        } else if (n.remark != null) {
            log.info(
                    v.line(),
                    "number",
                    what + " is " + CifLog.quote(v) + ", " + n.remark,
                    "a number such as 3.905(10)",
                    Double.toString(n.value));
        }
        return n;
    }
}
