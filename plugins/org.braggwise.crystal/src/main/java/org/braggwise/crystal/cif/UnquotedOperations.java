// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Puts together what a list of symmetry operations without quotes, "x, y, z" or "1 -x, y, -z", fell into: the pieces of one line are one operation. */
final class UnquotedOperations {

    private static final Pattern OPERATIONS =
            Pattern.compile("_(?:symmetry_equiv_pos|space_group_symop).*_(?:xyz|algebraic)");

    private UnquotedOperations() {}

    /** @return the values, with one for each operation where the columns are a number and an operation, or an operation alone */
    static List<CifValue> joined(List<String> tags, List<CifValue> values) {
        if (tags.size() > 2 || values.isEmpty() || values.stream().anyMatch(CifValue::quoted)) {
            return values;
        }
        int column = -1;
        for (int i = 0; i < tags.size(); i++) {
            column = OPERATIONS.matcher(tags.get(i)).matches() ? i : column;
        }
        return column < 0 || whole(values, tags.size(), column) ? values : lines(values, tags.size(), column);
    }

    private static boolean whole(List<CifValue> values, int columns, int column) {
        for (int i = column; i < values.size(); i += columns) {
            if (values.get(i).text().chars().filter(c -> c == ',' || c == ';').count() < 2) {
                return false;
            }
        }
        return values.size() % columns == 0;
    }

    private static List<CifValue> lines(List<CifValue> values, int columns, int column) {
        List<CifValue> rows = new ArrayList<>();
        for (int i = 0; i < values.size(); ) {
            int line = values.get(i).line();
            List<String> pieces = new ArrayList<>();
            for (; i < values.size() && values.get(i).line() == line; i++) {
                pieces.add(values.get(i).text());
            }
            if (pieces.size() < columns) {
                return values; // no line has one row: not what this is for
            }
            int from = column == 0 ? 0 : 1;
            int to = pieces.size() - (columns == 2 && column == 0 ? 1 : 0);
            if (column == 1) {
                rows.add(new CifValue(pieces.get(0), line, false));
            }
            rows.add(new CifValue(String.join(" ", pieces.subList(from, to)), line, false));
            if (columns == 2 && column == 0) {
                rows.add(new CifValue(pieces.get(pieces.size() - 1), line, false));
            }
        }
        return rows;
    }
}
