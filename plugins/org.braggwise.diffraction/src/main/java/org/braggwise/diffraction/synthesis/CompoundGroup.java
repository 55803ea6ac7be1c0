// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.synthesis;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.crystal.Elements;

/**
 * The name under which rows of one compound go together, however its formula is written: "SrTiO3", "TiSrO3", "Sr Ti O3" and "Sr2Ti2O6" are
 * one. What is no formula ("MAPbI3": MA is no element) stays as it is.
 */
public final class CompoundGroup {

    private static final Pattern PART = Pattern.compile("([A-Z][a-z]?)([0-9]{1,6}(?:\\.[0-9]{1,6})?)?");

    private CompoundGroup() {}

    /**
     * @param name a formula without brackets, or any other name of a compound
     * @return elements in alphabetical order with the smallest whole numbers ("O3SrTi"), or {@code name} without blanks around it
     */
    public static String of(String name) {
        String formula = name.replaceAll("[\\s_]+", "");
        Map<String, BigDecimal> counts = new TreeMap<>();
        Matcher part = PART.matcher(formula);
        int at = 0;
        while (at < formula.length()
                && part.find(at)
                && part.start() == at
                && Elements.find(part.group(1)).isPresent()) {
            counts.merge(
                    part.group(1),
                    part.group(2) == null ? BigDecimal.ONE : new BigDecimal(part.group(2)),
                    BigDecimal::add);
            at = part.end();
        }
        if (at < formula.length() || counts.isEmpty()) {
            return name.strip();
        }
        int scale = 0;
        for (BigDecimal c : counts.values()) {
            scale = Math.max(scale, c.stripTrailingZeros().scale());
        }
        int shift = scale;
        BigInteger divisor = BigInteger.ZERO;
        for (BigDecimal c : counts.values()) {
            divisor = divisor.gcd(c.movePointRight(shift).toBigInteger());
        }
        if (divisor.signum() == 0) {
            return name.strip();
        }
        StringBuilder b = new StringBuilder();
        for (Map.Entry<String, BigDecimal> e : counts.entrySet()) {
            BigInteger n = e.getValue().movePointRight(shift).toBigInteger().divide(divisor);
            if (n.signum() > 0) {
                b.append(e.getKey()).append(n.equals(BigInteger.ONE) ? "" : n.toString());
            }
        }
        return b.toString();
    }
}
