// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Brings a symbol of symmetry, or a formula, to plain ASCII: typographic signs, subscripts, overbars and fractions of Unicode, and the markup
 * of TeX, HTML and CIF.
 */
public final class PlainSymbol {

    private static final String SUBSCRIPTS = "\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089";
    private static final String MINUS = "\u2212\u2010\u2011\u2012\u2013\u2014\u2015\uFE63\u207B\u208B\u02C9\u00AF";
    private static final Map<Character, String> FRACTIONS = Map.ofEntries(
            Map.entry('\u00BD', "1/2"),
            Map.entry('\u00BC', "1/4"),
            Map.entry('\u00BE', "3/4"),
            Map.entry('\u2153', "1/3"),
            Map.entry('\u2154', "2/3"),
            Map.entry('\u2155', "1/5"),
            Map.entry('\u2159', "1/6"),
            Map.entry('\u215A', "5/6"),
            Map.entry('\u215B', "1/8"),
            Map.entry('\u215C', "3/8"),
            Map.entry('\u215D', "5/8"),
            Map.entry('\u215E', "7/8"));

    private static final Pattern ENTITY_MINUS =
            Pattern.compile("&(?:minus|#8722|#x2212|ndash);", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile("</?[A-Za-z]{1,6}>");
    private static final Pattern TEX_BAR = Pattern.compile("\\\\(?:bar|overline|=)\\s*\\{?\\s*(\\d)\\s*\\}?");
    private static final Pattern TEX_SUBSCRIPT = Pattern.compile("_?\\{\\s*(\\d)\\s*\\}");
    private static final Pattern OVERBAR_AFTER = Pattern.compile("(\\d)[\u0304\u0305]");

    private PlainSymbol() {}

    /** @return the same text in ASCII as far as its characters are known, spaces of all kinds as one kind */
    public static String of(String text) {
        if (text.length() > 1000
                || text.chars().noneMatch(c -> c > 126 || c == '\\' || c == '&' || c == '<' || c == '{' || c == '$')) {
            return text;
        }
        String s = ENTITY_MINUS.matcher(text).replaceAll("-");
        s = TAG.matcher(s).replaceAll("");
        s = s.replace("$", "");
        s = TEX_BAR.matcher(s).replaceAll("-$1");
        s = TEX_SUBSCRIPT.matcher(s).replaceAll("$1");
        s = OVERBAR_AFTER.matcher(s).replaceAll("-$1");
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < s.length(); i++) {
            plain.append(of(s.charAt(i)));
        }
        return plain.toString();
    }

    private static String of(char c) {
        if (MINUS.indexOf(c) >= 0) {
            return "-";
        }
        if (SUBSCRIPTS.indexOf(c) >= 0) {
            return Integer.toString(SUBSCRIPTS.indexOf(c));
        }
        if (FRACTIONS.containsKey(c)) {
            return FRACTIONS.get(c);
        }
        if (c == '\u2044' || c == '\u2215') {
            return "/";
        }
        if (c >= '\uFF01' && c <= '\uFF5E') {
            return String.valueOf((char) (c - 0xFEE0)); // the wide forms of ASCII
        }
        if (c == '\u00A0' || c >= '\u2000' && c <= '\u200B' || c == '\u202F' || c == '\u3000') {
            return " ";
        }
        return String.valueOf(c);
    }
}
