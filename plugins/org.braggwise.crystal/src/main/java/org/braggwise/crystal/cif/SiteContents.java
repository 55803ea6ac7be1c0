// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.crystal.Elements;

/**
 * What a type symbol or a label says that a site holds where it is more than one element: "0.8Nb + 0.2Zr", "Nb0.8Zr0.2", "Fe/Mn",
 * "(Al,Si)".
 *
 * @param shares each element's type with its share; they add up to 1 at most
 * @param remark what had to be assumed, null where nothing had
 */
record SiteContents(Map<String, Double> shares, String remark) {

    private static final Pattern PART = Pattern.compile(
            "\\s*(\\d*\\.?\\d+(?=\\s*\\*?\\s*[A-Z]))?\\s*\\*?\\s*([A-Z][a-z]?|[A-Z]{2})((?:\\d?[+-](?![\\s]*[\\d.A-Z])|[+-]\\d(?!\\.))?)\\s*(\\d*\\.\\d+|\\d+(?!\\.))?\\s*");
    private static final Pattern SEPARATOR = Pattern.compile("^[,;/+&|]");
    private static final Pattern TWO_NAMES = Pattern.compile("^([A-Z][a-z])([A-Z][a-z])\\d*[A-Za-z]?$");

    /**
     * @param text a type symbol or a label
     * @param isLabel whether numbers behind an element are the label's and no shares
     * @param formula the elements of the formula and their numbers, empty where none is given
     * @return the elements, null where the text names one or none
     */
    static SiteContents of(String text, boolean isLabel, Map<String, Double> formula) {
        String s = text.trim().replaceAll("\\(\\d+\\)", ""); // uncertainties of shares
        Matcher two = TWO_NAMES.matcher(s);
        if (isLabel && two.matches() && known(two.group(1), formula) && known(two.group(2), formula)) {
            return equal(List.of(two.group(1), two.group(2)), formula);
        }
        boolean bracketed =
                s.length() > 2 && (s.startsWith("(") && s.endsWith(")") || s.startsWith("{") && s.endsWith("}"));
        if (bracketed) {
            s = s.substring(1, s.length() - 1);
        }
        boolean separated = s.chars().anyMatch(c -> ",;/&|".indexOf(c) >= 0)
                || s.matches(".*[A-Za-z\\d]\\s*\\+\\s*[\\d.]*\\s*\\*?\\s*[A-Z].*");
        boolean fractions = s.matches(".*\\d*\\.\\d+.*");
        if (!separated && !fractions || s.length() > 100) {
            return null;
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        int given = 0;
        while (!s.isEmpty()) {
            Matcher m = PART.matcher(s);
            if (!m.lookingAt()) {
                return null;
            }
            String element = cased(m.group(2));
            if (Elements.find(element).isEmpty()) {
                return null;
            }
            String number = m.group(1) != null ? m.group(1) : m.group(4);
            boolean share = number != null && (number.contains(".") || !isLabel && m.group(1) != null);
            shares.merge(element + m.group(3), share ? Double.parseDouble(number) : 0, Double::sum);
            given += share ? 1 : 0;
            s = s.substring(m.end());
            Matcher separator = SEPARATOR.matcher(s);
            s = separator.find() ? s.substring(1).trim() : s;
        }
        if (shares.size() < 2) {
            return null;
        }
        if (given == 0) {
            return equal(new ArrayList<>(shares.keySet()), formula);
        }
        return rest(shares, given);
    }

    /** One element may be without a share: it has the rest. */
    private static SiteContents rest(Map<String, Double> shares, int given) {
        double sum = shares.values().stream().mapToDouble(d -> d).sum();
        if (given < shares.size() - 1 || sum > 1.02 || given == shares.size() - 1 && sum >= 1) {
            return null;
        }
        Double left = 1 - sum;
        shares.replaceAll((e, n) -> n.doubleValue() == 0 ? left : n);
        return new SiteContents(shares, null);
    }

    private static SiteContents equal(List<String> elements, Map<String, Double> formula) {
        Map<String, Double> shares = new LinkedHashMap<>();
        double sum = 0;
        for (String e : elements) {
            sum += formula.getOrDefault(e.replaceAll("[^A-Za-z]", ""), 0.0);
        }
        boolean byFormula =
                sum > 0 && elements.stream().allMatch(e -> formula.containsKey(e.replaceAll("[^A-Za-z]", "")));
        for (String e : elements) {
            shares.put(e, byFormula ? formula.get(e.replaceAll("[^A-Za-z]", "")) / sum : 1.0 / elements.size());
        }
        return new SiteContents(shares, byFormula ? "in the ratio of the formula" : "in equal shares");
    }

    private static boolean known(String element, Map<String, Double> formula) {
        return Elements.find(element).isPresent() && (formula.isEmpty() || formula.containsKey(element));
    }

    private static String cased(String letters) {
        return letters.length() < 2
                ? letters
                : letters.charAt(0) + letters.substring(1).toLowerCase(Locale.ROOT);
    }
}
