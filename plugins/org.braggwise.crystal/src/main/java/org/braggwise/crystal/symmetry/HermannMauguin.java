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

    private static final Pattern SETTING = Pattern.compile(
            "^(.*?)\\s*(?::\\s*([-\\w]+)|[({]?\\s*(?:origin\\s*(?:choice|at)?\\s*|o\\s*)([12])\\s*[)}]?"
                    + "|[({]?\\s*(rhombohedral|hexagonal)(?:\\s+axes)?\\s*[)}]?|\\s([hrzs]))$",
            Pattern.CASE_INSENSITIVE);
    private static final Map<String, List<SpaceGroupTable.Row>> ROWS = index();

    static HermannMauguin parse(String symbol) {
        String s = symbol.replace('_', ' ')
                .replaceAll("['\"]", "")
                .trim()
                .replaceAll("^\\*", "")
                .replaceAll("\\s+", " ");
        String setting = "";
        Matcher m = s.length() > 100 ? null : SETTING.matcher(s);
        if (m != null && m.matches()) {
            s = m.group(1);
            setting = m.group(2) != null
                    ? m.group(2)
                    : m.group(3) != null
                            ? m.group(3)
                            : m.group(4) != null ? m.group(4).substring(0, 1) : m.group(5);
            setting = switch (setting.toLowerCase(Locale.ROOT)) {
                case "h", "r" -> setting.toUpperCase(Locale.ROOT);
                case "s" -> "1"; // ICSD marks origin choice 1 by S and 2 by Z
                case "z" -> "2";
                default -> setting.toLowerCase(Locale.ROOT);};
        }
        String key = s.replace(" ", "").replaceAll("\\(.*\\)$", "").toLowerCase(Locale.ROOT);
        if (key.startsWith("h")
                && !ROWS.containsKey(key)) { // the Protein Data Bank's H 3 2 is R 3 2 with hexagonal axes
            key = "r" + key.substring(1);
            setting = "H";
        }
        if (key.matches("[pabcfi]111")) {
            key = key.substring(0, 2);
        }
        if (!ROWS.containsKey(key)) {
            key = withoutFullParts(key);
        }
        if (!ROWS.containsKey(key)) {
            key = key.replaceFirst("^([pfi])([mnadc])3", "$1$2-3"); // "Pm3m", before 1983
        }
        return new HermannMauguin(key, setting);
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
        boolean mainAxis = rest.matches("[46][1-5]?/[a-emn]21?/.*");
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
