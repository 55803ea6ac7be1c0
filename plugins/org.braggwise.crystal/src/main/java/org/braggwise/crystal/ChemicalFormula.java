// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.braggwise.crystal.symmetry.PlainSymbol;

/**
 * A chemical formula as it is written: "CsPbI3", "Cs2AgBiBr6", "La0.785Ca0.215MnO3", "La2/3Sr1/3MnO3", "(CH3NH3)PbI3", "Cs3 Sb2 I9",
 * "SrTiO₃", "CaSO4·2H2O", "CaSO4.2H2O".
 *
 * @param amounts of each element, above 0, in the order of the symbols
 */
public record ChemicalFormula(Map<String, Double> amounts) {

    private static final String NUMBER = "(?:\\d+(?:[.,]\\d+)?|\\.\\d+)(?:/\\d+)?";
    private static final Pattern PART = Pattern.compile("(?:([A-Z][a-z]?)|([(\\[{])|([)\\]}]))(" + NUMBER + ")?");
    /** How the parts of a hydrate or a double salt are joined where it is done by another sign than a full stop. */
    private static final Pattern JOINT = Pattern.compile("[\u00b7\u2022\u2219\u22c5\u2027\u30fb*]");
    /** A full stop before water is no decimal point, unless "0" is before it: CuSO4.5H2O has 9 oxygen atoms. */
    private static final Pattern STOP_BEFORE_WATER =
            Pattern.compile("(?<!(?:^|\\D)0)\\.(?=(?:" + NUMBER + ")?(?:[HD]2O|\\([HD]2O\\)|\\[[HD]2O\\])(?![\\d.]))");
    /** A full stop between two symbols, as in CaO.SiO2, can't be a decimal point. */
    private static final Pattern STOP_BEFORE_SYMBOL = Pattern.compile("\\.(?=[A-Z(\\[])");
    /** Which of the two a full stop is, nobody knows where others are joints. */
    private static final Pattern DOUBTFUL = Pattern.compile("(?<!(?:^|\\D)0)\\.");

    private static final Pattern FACTOR = Pattern.compile("^" + NUMBER);
    private static final Pattern MARKUP = Pattern.compile("_?\\{(" + NUMBER + ")\\}|_(?=\\d)");
    private static final Pattern VARIABLE =
            Pattern.compile("^[(\\[{]?(?:" + NUMBER + ")?[-+\u00b1]|^(?:[nxyz]|delta|\u03b4|\u0394)");
    private static final int LONGEST = 500;
    /** Amounts that differ less are the same. */
    private static final double INTEGER = 1e-3;

    /** Copies the amounts. */
    public ChemicalFormula {
        amounts = Collections.unmodifiableMap(new TreeMap<>(amounts));
    }

    /**
     * @param text element symbols with amounts, which may be decimal numbers or fractions; brackets group; parts of a hydrate or a double
     *     salt are joined by a dot, and may have a factor. Subscripts may be those of Unicode, of TeX or of HTML.
     * @throws IllegalArgumentException where the text is something else, naming it
     */
    public static ChemicalFormula parse(String text) {
        return new ChemicalFormula(amountsAsWritten(text));
    }

    /**
     * @param text a formula as for {@link #parse}
     * @return the amount of each element, above 0, in the order in which the formula names them
     * @throws IllegalArgumentException where the text is something else, naming it
     */
    public static Map<String, Double> amountsAsWritten(String text) {
        if (text.length() > LONGEST) {
            throw unreadable(text.substring(0, 40) + "..", "");
        }
        String plain = PlainSymbol.of(text).replaceAll("\\s+", "");
        plain = MARKUP.matcher(plain).replaceAll("$1");
        String dotted = JOINT.matcher(plain).replaceAll("\u00b7");
        String joined = STOP_BEFORE_WATER.matcher(dotted).replaceAll("\u00b7");
        joined = STOP_BEFORE_SYMBOL.matcher(joined).replaceAll("\u00b7");
        boolean guessed = !joined.equals(dotted) && dotted.indexOf('\u00b7') < 0;
        String[] parts = joined.split("\u00b7", -1);
        Map<String, Double> amounts = new LinkedHashMap<>();
        for (String part : parts) {
            Matcher factor = FACTOR.matcher(part);
            boolean multiplied = parts.length > 1 && factor.find();
            String unit = multiplied ? part.substring(factor.end()) : part;
            if (guessed && DOUBTFUL.matcher(unit).find()) {
                throw unreadable(
                        text, " Is the full stop in \"" + unit + "\" a decimal point? Write \u00b7 between the parts.");
            }
            double times = multiplied ? number(factor.group()) : 1;
            amountsOf(unit, text).forEach((e, n) -> amounts.merge(e, n * times, Double::sum));
        }
        if (amounts.containsValue(0.0)) {
            throw unreadable(text, "");
        }
        return amounts;
    }

    private static Map<String, Double> amountsOf(String formula, String text) {
        Deque<Map<String, Double>> open = new ArrayDeque<>();
        open.push(new LinkedHashMap<>());
        Matcher part = PART.matcher(formula);
        int at = 0;
        while (at < formula.length() && part.find(at) && part.start() == at) {
            double times = part.group(4) == null ? 1 : number(part.group(4));
            if (part.group(1) != null) {
                if (Elements.find(part.group(1)).isEmpty()) {
                    throw unreadable(text, " \"" + part.group(1) + "\" is no element." + abbreviation(formula));
                }
                open.peek().merge(part.group(1), times, Double::sum);
            } else if (part.group(2) != null && part.group(4) == null) {
                open.push(new LinkedHashMap<>());
            } else if (part.group(3) != null && open.size() > 1) {
                Map<String, Double> group = open.pop();
                Map<String, Double> outer = open.peek();
                group.forEach((e, n) -> outer.merge(e, n * times, Double::sum));
            } else {
                break;
            }
            at = part.end();
        }
        if (at != formula.length() || open.size() > 1 || open.peek().isEmpty()) {
            String rest = formula.substring(at);
            throw unreadable(
                    text,
                    VARIABLE.matcher(rest).find() && at > 0
                            ? " \"" + rest + "\" is no amount: write a number."
                            : abbreviation(formula));
        }
        return open.peek();
    }

    private static double number(String text) {
        String[] fraction = text.replace(',', '.').split("/");
        double value = Double.parseDouble(fraction[0]) / (fraction.length > 1 ? Double.parseDouble(fraction[1]) : 1);
        return value < Double.POSITIVE_INFINITY ? value : 0; // NaN too, of 0/0: no amount
    }

    private static String abbreviation(String formula) {
        return formula.matches(".*(MA|FA).*") ? " Write MA as CH3NH3 and FA as CH(NH2)2." : "";
    }

    private static IllegalArgumentException unreadable(String text, String why) {
        return new IllegalArgumentException("The formula \"" + text
                + "\" can't be read; expected element symbols with amounts above 0, such as CsPbI3 or (CH3NH3)PbI3."
                + why);
    }

    /** @return the symbols, in their order */
    public SortedSet<String> elements() {
        return new TreeSet<>(amounts.keySet());
    }

    /**
     * @return what is left of the formula without its elements: the amounts by size in whole numbers without a common divisor, "1:1:3" for
     *     CsPbI3 and Cs2Pb2I6; the amounts as they are where one is no whole number
     */
    public String stoichiometry() {
        double divisor = 0;
        for (double n : amounts.values()) {
            if (Math.abs(n - Math.rint(n)) > INTEGER) {
                return joined(1);
            }
            divisor = commonDivisor(divisor, Math.rint(n));
        }
        return joined(divisor);
    }

    private String joined(double divisor) {
        return amounts.values().stream()
                .sorted()
                .map(n -> BigDecimal.valueOf(Math.rint(n / divisor / INTEGER) * INTEGER)
                        .setScale(3, java.math.RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString())
                .collect(Collectors.joining(":"));
    }

    private static double commonDivisor(double a, double b) {
        return b == 0 ? a : commonDivisor(b, a % b);
    }
}
