// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Hermann-Mauguin symbol as people and databases write it, taken apart into the symbol and its setting.
 *
 * @param key the symbol in lower case without spaces
 * @param setting the code after the colon, "" where there is none
 */
record HermannMauguin(String key, String setting) {

    private static final int LONGEST = 100;

    /** What may follow the symbol and names the setting: ":2", "(origin choice 2)", "O1", "hexagonal axes", the databases' letters. */
    private static final Pattern SETTING = Pattern.compile(
            "^(.*?)\\s*(?::\\s*([-\\w]+)|[({\\[]?\\s*(?:origin\\s*(?:choice|at|no\\.?)?\\s*|o\\s*)([12])\\s*[)}\\]]?"
                    + "|[({\\[]?\\s*(rhombohedral|hexagonal|rhomb|hex)\\.?(?:\\s+(?:axes|setting))?\\s*[)}\\]]?"
                    + "|[({\\[]\\s*([hr])\\s*[)}\\]]|\\s(hr|hs|hz|rh|rs|rz|[hrzs]))$",
            Pattern.CASE_INSENSITIVE);

    /** ICSD's letters where nothing parts them from the symbol, as in "R-3mH" or "Fd-3mS". */
    private static final Pattern TOUCHING = Pattern.compile("^(.{2,}?)(hr|hs|hz|rh|rs|rz|[hrzs])$");

    /** The number of the group behind its symbol: "(225)", "No. 225", "#225". */
    private static final Pattern NUMBER = Pattern.compile(
            "[,;]?\\s*(?:[(\\[]?\\s*(?:no\\.?|nr\\.?|#)\\s*\\d{1,3}\\s*[)\\]]?|[(\\[]\\s*\\d{1,3}\\s*[)\\]])$");

    /** A screw axis whose index stands in brackets or between signs, as SHELX and the journals write it: "2(1)", "6[3]", "2~1~". */
    private static final Pattern SCREW =
            Pattern.compile("([2346])\\s*(?:\\(\\s*([1-5])\\s*\\)|\\[\\s*([1-5])\\s*\\]|~\\s*([1-5])\\s*~?)");

    private static final Pattern BAR = Pattern.compile("(\\d)\\s*bar|bar\\s*(\\d)");
    private static final Map<String, List<SpaceGroupTable.Row>> ROWS = index();

    static HermannMauguin parse(String symbol) {
        String s = PlainSymbol.of(symbol)
                .replace('_', ' ')
                .replaceAll("['\"]", "")
                .trim()
                .replaceAll("^\\*", "")
                .replaceAll("\\s+", " ");
        if (s.length() > LONGEST) {
            return new HermannMauguin("", "");
        }
        s = withScrews(s);
        s = NUMBER.matcher(s.toLowerCase(Locale.ROOT)).replaceFirst("").trim();
        String setting = "";
        Matcher m = SETTING.matcher(s);
        if (m.matches()) {
            s = m.group(1);
            for (int g = 2; g <= m.groupCount(); g++) {
                setting = m.group(g) != null ? m.group(g) : setting;
            }
            setting = m.group(4) != null ? setting.substring(0, 1) : setting;
        }
        // "P 31 2" lacks a part: it is P 31 1 2 or P 31 2 1, and not P 3 1 2
        String key = s.equals("p 31 2") ? "" : known(s.replace(" ", ""));
        Matcher letters = TOUCHING.matcher(key);
        if (key.startsWith("h") && !ROWS.containsKey(key)) {
            // the Protein Data Bank's H 3 2 is R 3 2 with hexagonal axes
            key = known("r" + key.substring(1));
            setting = "h";
        } else if (setting.isEmpty()
                && !ROWS.containsKey(key)
                && letters.matches()
                && ROWS.containsKey(known(letters.group(1)))) {
            key = known(letters.group(1));
            setting = letters.group(2);
        }
        return new HermannMauguin(key, code(setting.toLowerCase(Locale.ROOT), key));
    }

    /** ICSD marks origin choice 1 by S and 2 by Z, and axes by H and R; of both H and R the cell decides. */
    private static String code(String letters, String key) {
        if (!letters.matches("[hrsz]{1,2}")) {
            return letters;
        }
        if (letters.contains("h") && letters.contains("r")) {
            return "";
        }
        boolean axes = letters.contains("h") || letters.contains("r");
        if (axes && (key.startsWith("r") || letters.length() == 1)) {
            return letters.contains("h") ? "H" : "R";
        }
        return letters.contains("s") ? "1" : "2";
    }

    private static String withScrews(String s) {
        Matcher m = SCREW.matcher(s);
        StringBuilder plain = new StringBuilder();
        while (m.find()) {
            String index = m.group(2) != null ? m.group(2) : m.group(3) != null ? m.group(3) : m.group(4);
            boolean screw = index.charAt(0) < m.group(1).charAt(0);
            m.appendReplacement(plain, screw ? m.group(1) + index : Matcher.quoteReplacement(m.group()));
        }
        return m.appendTail(plain).toString();
    }

    /** @return the way of writing that the table has, the key itself where it has none */
    private static String known(String key) {
        String k = BAR.matcher(key).replaceAll(b -> "-" + (b.group(1) != null ? b.group(1) : b.group(2)));
        if (!ROWS.containsKey(k)) {
            // CCP4 marks its own origins by a letter: "P21212(a)", "C2221a)", "I23a"
            String base = k.replaceAll("\\(?a\\)?$", "");
            for (String mark : k.equals(base) ? new String[0] : new String[] {"(a)", "a)", "a"}) {
                k = ROWS.containsKey(base + mark) ? base + mark : k;
            }
        }
        if (!ROWS.containsKey(k)) {
            k = k.replaceAll("[(\\[{].*$", "");
        }
        if (k.matches("[pabcfi]111")) {
            k = k.substring(0, 2);
        }
        if (!ROWS.containsKey(k)) {
            k = withoutFullParts(k);
        }
        if (!ROWS.containsKey(k)) {
            String turned = k.replaceAll("([1346])-(?!\\d)", "-$1"); // "Fm3-m", an overbar that came behind its number
            k = ROWS.containsKey(turned) ? turned : k;
        }
        if (!ROWS.containsKey(k)) {
            k = k.replaceFirst("^([pfi])([mnadc])3", "$1$2-3"); // "Pm3m", before 1983
        }
        return k;
    }

    List<SpaceGroup> groups() {
        return ROWS.getOrDefault(key, List.of()).stream()
                .map(SpaceGroupTable::group)
                .toList();
    }

    /** "p21/n21/m21/a" to "pnma", "p4/m2/m2/m" to "p4/mmm", "f41/d-32/m" to "fd-3m". */
    private static String withoutFullParts(String key) {
        if (key.indexOf('/') < 0) {
            return key;
        }
        String lattice = key.substring(0, 1);
        String rest = key.substring(1).replace("-32/", "-3");
        // but for the cubic "4/m-32/m" a four- or sixfold axis stays: C4/mmm is not Cmmm
        boolean mainAxis = rest.matches("[46][1-5]?/[a-emn](?!-?3).*");
        int end = mainAxis ? rest.indexOf('/') + 2 : 0;
        return lattice + rest.substring(0, end) + rest.substring(end).replaceAll("[2-6][1-5]?/", "");
    }

    /** Every way to write a setting's symbol, with its rows: standard settings and unique axis b before c before a. */
    private static Map<String, List<SpaceGroupTable.Row>> index() {
        Map<String, List<SpaceGroupTable.Row>> map = new LinkedHashMap<>();
        for (boolean standard : new boolean[] {true, false}) {
            for (SpaceGroupTable.Row r : SpaceGroupTable.rows()) {
                if (r.standard() == standard) {
                    add(map, compact(r.symbol()), r);
                }
            }
        }
        for (String order : new String[] {"\\S+ 1 \\S+ 1", "\\S+ 1 1 \\S+", "\\S+ \\S+ 1 1"}) {
            for (SpaceGroupTable.Row r : SpaceGroupTable.rows()) {
                if (r.number() >= 3
                        && r.number() <= 15
                        && !r.extra()
                        && r.symbol().matches(order)) {
                    String[] f = r.symbol().split(" ");
                    add(map, compact(f[0] + (f[1].equals("1") ? f[2].equals("1") ? f[3] : f[2] : f[1])), r);
                }
            }
        }
        for (SpaceGroupTable.Row r : SpaceGroupTable.rows()) {
            if (List.of(39, 41, 64, 67, 68)
                    .contains(r.number())) { // since 1992: e where the glides along both axes are one plane
                String[] f = r.symbol().split(" ");
                f["ABC".indexOf(f[0]) + 1] = "e";
                add(map, compact(String.join("", f)), r);
            }
        }
        return map;
    }

    private static void add(Map<String, List<SpaceGroupTable.Row>> map, String key, SpaceGroupTable.Row row) {
        List<SpaceGroupTable.Row> rows = map.computeIfAbsent(key, k -> new ArrayList<>());
        if (!rows.contains(row)) {
            rows.add(row);
        }
    }

    private static String compact(String symbol) {
        return symbol.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
