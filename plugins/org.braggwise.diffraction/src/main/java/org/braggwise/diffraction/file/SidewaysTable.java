// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.List;

/** A table whose long first line is the angles, and each other line a sample. */
final class SidewaysTable {

    private static final int WIDE = 50;

    private SidewaysTable() {}

    /** @throws PatternFileException where the lines of numbers are such a table */
    static void refuse(List<String> lines, TextLayout layout, String source) {
        double[] firsts = new double[3];
        int seen = 0;
        for (int i = 0; i < lines.size() && seen < firsts.length; i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || !TextLayout.isNumeric(line)) {
                continue;
            }
            List<String> fields = layout.split(line);
            if (seen == 0 && (fields.size() < WIDE || !increase(fields, layout))) {
                return;
            }
            Double first = layout.number(fields.get(0));
            firsts[seen++] = first == null ? Double.NaN : first;
        }
        if (seen > 1 && !(firsts[0] < firsts[1] && (seen == 2 || firsts[1] < firsts[2]))) {
            throw PatternFileException.in(
                    source,
                    "a table that lies on its side: its first line is the angles, and the others the intensities",
                    "a line for each angle",
                    "Transpose the table.");
        }
    }

    private static boolean increase(List<String> fields, TextLayout layout) {
        double last = Double.NEGATIVE_INFINITY;
        for (String field : fields) {
            Double v = field.isEmpty() ? null : layout.number(field);
            if (v != null && !(v > last)) {
                return false;
            }
            last = v == null ? last : v;
        }
        return true;
    }
}
