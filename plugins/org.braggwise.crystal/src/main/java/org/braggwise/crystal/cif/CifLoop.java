// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.List;

/**
 * A loop of a block.
 *
 * @param line where it starts
 * @param tags its columns, in the form of {@link CifBlock#key}
 * @param values row by row; a last row that is not complete is there too
 */
record CifLoop(int line, List<String> tags, List<CifValue> values) {

    int rows() {
        return values.size() / tags.size();
    }

    boolean complete() {
        return values.size() % tags.size() == 0;
    }

    boolean has(String tag) {
        return tags.contains(tag);
    }

    /** @return the value of a row, null where the loop has no such column or the value is "?" or "." */
    CifValue get(int row, String tag) {
        int column = tags.indexOf(tag);
        CifValue v = column < 0 ? null : values.get(row * tags.size() + column);
        return v == null || v.isMissing() ? null : v;
    }

    /** @return the first value of a row, to have its line */
    int lineOf(int row) {
        return values.get(row * tags.size()).line();
    }
}
