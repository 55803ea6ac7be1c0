// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.augmenter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What was drawn by chance for a pattern, in words for the view. */
final class DrawnParameters {

    private static final int MOST_OF_A_LIST = 6;
    private static final int DIGITS = 4;

    /** Names and units of what has others in a person's words than in the table. */
    private static final Map<String, List<String>> NAMES = Map.of(
            "marchDollase", List.of("March-Dollase coefficient", ""),
            "orientation", List.of("preferred orientation (h k l)", ""),
            "domainSizeNm", List.of("domain size", "nm"),
            "zeroShiftDeg", List.of("zero shift", "deg"),
            "displacementMm", List.of("sample displacement", "mm"),
            "shiftDeg", List.of("shift of all lines", "deg"),
            "impurityTwoThetaDeg", List.of("impurity lines at", "deg"));

    private DrawnParameters() {}

    /** Adds them to a pattern's series, as its "parameters". */
    static void put(ObjectNode series, Map<String, Object> drawn) {
        ArrayNode array = series.putArray("parameters");
        drawn.forEach((name, value) -> {
            List<String> words = NAMES.getOrDefault(name, List.of(plain(name), ""));
            ObjectNode o = array.addObject().put("name", words.get(0)).put("unit", words.get(1));
            if (value instanceof Number number) {
                o.put("value", number.doubleValue());
            } else {
                o.put("value", text(value));
            }
        });
    }

    /** @return countsAtMaximum as "counts at maximum" */
    private static String plain(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static String text(Object value) {
        if (!(value instanceof Iterable<?> items)) {
            return value instanceof Double d
                    ? String.format(Locale.ROOT, "%." + DIGITS + "g", d)
                    : String.valueOf(value);
        }
        List<String> parts = new ArrayList<>();
        items.forEach(item -> parts.add(text(item)));
        return parts.stream().limit(MOST_OF_A_LIST).collect(Collectors.joining(", "))
                + (parts.size() > MOST_OF_A_LIST ? " and " + (parts.size() - MOST_OF_A_LIST) + " more" : "");
    }
}
