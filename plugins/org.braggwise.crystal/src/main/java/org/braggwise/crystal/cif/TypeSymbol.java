// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.crystal.Elements;
import org.braggwise.crystal.symmetry.PlainSymbol;

/**
 * The element and the charge in a type symbol, or in a site's label, as the databases write them: "Sr2+", "SR2+", "Fe+3", "O-2", "D", "Wat",
 * "Ca1", "OW2", "Cval".
 *
 * @param element a symbol of {@link Elements}, null where none was recognised
 * @param charge the charge, 0 where none is given
 * @param remark what had to be assumed, null where nothing had
 */
record TypeSymbol(String element, int charge, String remark) {

    /** A group that databases give one type: "NH4", "OH", "H2O", "CH3". */
    private static final Pattern HYDRIDE = Pattern.compile("(?:([CNOS])[HD]\\d?|[HD]\\d?([CNOS]))[+-]?");

    /** A mass number in front of the element: "2H", "11B3+". */
    private static final Pattern ISOTOPE = Pattern.compile("(\\d{1,3})([A-Z][a-z]?)(\\d?[+-]|[+-]\\d)?");

    private static final Set<String> WATER =
            Set.of("wat", "ow", "oh", "o-h", "h2o", "hoh", "oa", "ob", "oc", "od", "oe", "ohh", "owat");
    private static final Set<String> VACANCY = Set.of("vac", "vacancy", "va", "vc", "dum", "dummy");

    /** @return whether the symbol stands for an empty position */
    static boolean isVacancy(String text) {
        return VACANCY.contains(text.toLowerCase(Locale.ROOT));
    }

    /**
     * @param text a type symbol
     * @return its element and charge
     */
    static TypeSymbol ofType(String text) {
        String s = PlainSymbol.of(text.trim());
        Matcher isotope = ISOTOPE.matcher(s);
        if (isotope.matches()) {
            boolean deuterium = isotope.group(1).equals("2") && isotope.group(2).equals("H");
            return ofType((deuterium ? "D" : isotope.group(2)) + (isotope.group(3) == null ? "" : isotope.group(3)));
        }
        if (s.matches("T([+-]?|\\d[+-])")) {
            return new TypeSymbol("H", s.length() > 1 ? 1 : 0, "tritium, which scatters X-rays as hydrogen does");
        }
        String letters = letters(s);
        String rest = s.substring(letters.length());
        if (Elements.find(letters).isPresent()) {
            return withCharge(letters, rest, null);
        }
        String cased = cased(letters);
        if (letters.length() <= 2 && Elements.find(cased).isPresent()) {
            return withCharge(cased, rest, null); // "SR2+": case is the only difference
        }
        if (isWater(letters)) {
            return new TypeSymbol("O", 0, "the oxygen of water or hydroxyl; its hydrogen is not in the list");
        }
        Matcher hydride = HYDRIDE.matcher(s);
        if (hydride.matches()) {
            String heavy = hydride.group(1) != null ? hydride.group(1) : hydride.group(2);
            return new TypeSymbol(heavy, 0, "the " + heavy + " of " + s + "; its hydrogen is not in the list");
        }
        if (letters.length() > 2) {
            for (int n = 2; n >= 1; n--) {
                String start = cased(letters.substring(0, n));
                if (Elements.find(start).isPresent()
                        && Set.of("val", "va", "ani", "iso", "ion")
                                .contains(letters.substring(n).toLowerCase(Locale.ROOT))) {
                    return withCharge(start, rest, start);
                }
            }
        }
        return new TypeSymbol(null, 0, null);
    }

    /**
     * @param label a site's label where no type symbol is given
     * @param formula the elements of the formula, empty where none is given: they decide between "CO1" cobalt and carbon
     * @return its element
     */
    static TypeSymbol ofLabel(String label, Set<String> formula) {
        String name = label.trim()
                .replaceFirst("^\\d{1,3}(?=[A-Za-z])", ""); // "11B", "1HG": a mass number, or a number in front
        String letters = letters(name);
        String rest = name.substring(letters.length());
        String charge = rest.matches("([1-9]?[+-]|[+-][1-9]?)") ? rest : "";
        String two = letters.length() >= 2 ? cased(letters.substring(0, 2)) : "";
        String one = letters.isEmpty() ? "" : letters.substring(0, 1).toUpperCase(Locale.ROOT);
        boolean isTwo = Elements.find(two).isPresent();
        boolean isOne = Elements.find(one).isPresent();
        if (isTwo && isOne && formula.contains(two) != formula.contains(one)) {
            String element = formula.contains(two) ? two : one;
            return withCharge(element, charge, null);
        }
        if (letters.equals("W") && formula.contains("O") && !formula.contains("W") || isWater(letters)) {
            return new TypeSymbol("O", 0, "the oxygen of water or hydroxyl, or one of several oxygens");
        }
        boolean asWritten = isTwo && letters.startsWith(two);
        if (isTwo && (asWritten || !isOne)) {
            return withCharge(two, charge, null);
        }
        if (isTwo) {
            return withCharge(two, charge, two + " and not " + one);
        }
        return isOne ? withCharge(one, charge, letters.length() > 1 ? one : null) : new TypeSymbol(null, 0, null);
    }

    private static TypeSymbol withCharge(String element, String rest, String remark) {
        String s = rest.trim();
        if (s.matches("[0-9]?\\d?[+-]") || s.matches("[+-]\\d?\\d?")) {
            int sign = s.indexOf('-') >= 0 ? -1 : 1;
            String digits = s.replaceAll("[+-]", "");
            int charge = sign * (digits.isEmpty() ? 1 : Integer.parseInt(digits));
            return Math.abs(charge) <= 9
                    ? new TypeSymbol(element, charge, remark)
                    : new TypeSymbol(element, 0, "charge 0");
        }
        if (s.isEmpty() || s.matches("\\d{1,4}[A-Za-z]{0,3}['*]?") || s.equals("0+") || s.equals("0")) {
            return new TypeSymbol(element, 0, remark); // "Fe1": a label's number and no charge
        }
        return new TypeSymbol(element, 0, "charge 0");
    }

    private static boolean isWater(String letters) {
        String s = letters.toLowerCase(Locale.ROOT);
        return WATER.contains(s) || s.startsWith("wat");
    }

    private static String letters(String s) {
        int n = 0;
        while (n < s.length()
                && (s.charAt(n) >= 'A' && s.charAt(n) <= 'Z' || s.charAt(n) >= 'a' && s.charAt(n) <= 'z')) {
            n++;
        }
        return s.substring(0, n);
    }

    private static String cased(String letters) {
        return letters.isEmpty()
                ? ""
                : letters.substring(0, 1).toUpperCase(Locale.ROOT)
                        + letters.substring(1).toLowerCase(Locale.ROOT);
    }
}
