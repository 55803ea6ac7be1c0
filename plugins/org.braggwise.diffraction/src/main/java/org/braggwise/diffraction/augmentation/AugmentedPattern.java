// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.augmentation;

import java.util.Map;

import org.braggwise.diffraction.Pattern;

/**
 * One augmented pattern and what was drawn for it.
 *
 * @param key the row key of the structure, the mode and the index: "Row7_texture_3"
 * @param mode what was varied
 * @param variant how
 * @param index 0-based number within the mode
 * @param drawn names to numbers, texts or lists of numbers, in the order of the steps; enough to make the pattern again
 * @param pattern on the simulation's grid, normalised as the settings say
 */
public record AugmentedPattern(
        String key,
        AugmentationMode mode,
        AugmentationVariant variant,
        int index,
        Map<String, Object> drawn,
        Pattern pattern) {

    /** @return {@link #drawn()} as a JSON object */
    public String drawnJson() {
        StringBuilder b = new StringBuilder("{");
        drawn.forEach((name, value) -> {
            b.append(b.length() > 1 ? "," : "");
            append(b, name);
            b.append(':');
            append(b, value);
        });
        return b.append('}').toString();
    }

    private static void append(StringBuilder b, Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            b.append(value);
        } else if (value instanceof Iterable<?> items) {
            b.append('[');
            boolean first = true;
            for (Object item : items) {
                b.append(first ? "" : ",");
                append(b, item);
                first = false;
            }
            b.append(']');
        } else {
            b.append('"');
            for (char c : String.valueOf(value).toCharArray()) {
                if (c == '"' || c == '\\') {
                    b.append('\\').append(c);
                } else if (c < 32) {
                    b.append(String.format("\\u%04x", (int) c));
                } else {
                    b.append(c);
                }
            }
            b.append('"');
        }
    }
}
