// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.braggwise.diffraction.file.ColumnName.Role;

/**
 * The names that the text before a block of numbers gives to its columns.
 *
 * @param names one for each column; empty where no line names them
 * @param axis what a line of its own, or a key such as "x-axis", says of the abscissa, as Fit2D's .chi does
 * @param line 1-based, where the names or the axis stand; 0 where nothing is named
 */
record ColumnHeader(List<ColumnName> names, Optional<ColumnName> axis, int line) {

    private static final int LONGEST = 2000;
    private static final Pattern AXIS_KEY = Pattern.compile(
            "(?i)[#!;*%\\s]*(x[-_ ]?(axis|unit|units|label|title|name)|abscissa|axis|scan[-_ ]?axis|unit)\\s*[:=]\\s*(.+)");
    private static final Pattern UNIT = Pattern.compile(
            "(?i)[\\[(]?(\u00b0|deg(rees?)?|rad|counts?|cts|cps|a\\.? ?u\\.?|arb.*|s|nm|\u00c5|a|angstroms?|1/(nm|\u00c5|a)|(nm|\u00c5|a)\\^?[-\u2212]1"
                    + "|(nm|\u00c5|a)\u207b\u00b9|kev|ev|cm\\^?-1|1/cm|mm|)[\\])]?");

    /**
     * @param lines of the file
     * @param block whose header is looked at
     * @param columns how many numbers its lines hold
     * @param layout how they are separated
     */
    static ColumnHeader of(List<String> lines, TextBlock block, int columns, TextLayout layout) {
        String units = "";
        for (int i = block.from() - 1; i >= block.headerFrom(); i--) {
            String line = lines.get(i).strip();
            if (line.length() > LONGEST || line.isEmpty()) {
                continue;
            }
            List<ColumnName> names = names(
                    line,
                    units,
                    columns,
                    layout,
                    units.isEmpty() && lines.get(i + 1).equals(lines.get(block.from())));
            if (!names.isEmpty()) {
                return new ColumnHeader(names, Optional.empty(), i + 1);
            }
            units = isUnits(line, columns, layout) ? line : units;
        }
        return axis(lines, block);
    }

    private static ColumnHeader axis(List<String> lines, TextBlock block) {
        for (int i = block.headerFrom(); i < block.from(); i++) {
            String line = lines.get(i).strip();
            var key = AXIS_KEY.matcher(line);
            ColumnName axis = ColumnName.of(key.matches() ? key.group(3) : line.replaceFirst("^[#!;'*%]+\\s*", ""));
            boolean named = axis.role() == Role.ABSCISSA || axis.role() == Role.FOREIGN_ABSCISSA;
            boolean beforeIntensity =
                    i + 1 < block.from() && ColumnName.of(lines.get(i + 1)).role() == Role.INTENSITY;
            if (named && (key.matches() || beforeIntensity)) {
                return new ColumnHeader(List.of(), Optional.of(axis), i + 1);
            }
        }
        return new ColumnHeader(List.of(), Optional.empty(), 0);
    }

    private static List<ColumnName> names(
            String line, String units, int columns, TextLayout layout, boolean aboveNumbers) {
        String plain = line.replaceFirst("^[#!;'*%/]+\\s*", "");
        String joined = plain.replaceAll("\\s+([\\[(])", "$1");
        boolean hard = layout.separator() != TextLayout.BLANK;
        List<List<String>> splits = new ArrayList<>();
        splits.add(layout.split(plain));
        for (char separator : new char[] {'\t', ',', ';'}) {
            if (plain.indexOf(separator) >= 0) {
                splits.add(new TextLayout(separator, TextLayout.Comma.NONE).split(plain));
            }
        }
        splits.add(Arrays.asList(joined.split("\\s{2,}|\t")));
        splits.add(Arrays.asList(joined.split("[\\s,;]+")));
        List<String> below = units.isEmpty() ? List.of() : layout.split(units);
        for (int s = 0; s < splits.size(); s++) {
            List<String> fields = new ArrayList<>(splits.get(s));
            while (fields.size() > columns && fields.get(fields.size() - 1).isBlank()) {
                fields.remove(fields.size() - 1);
            }
            if (fields.size() != columns || columns < 2 || fields.stream().anyMatch(ColumnHeader::isNoName)) {
                continue;
            }
            List<ColumnName> names = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                names.add(ColumnName.of(fields.get(i), i < below.size() ? below.get(i) : ""));
            }
            boolean separated = hard && s == 0 || s > 0 && s < splits.size() - 2;
            if (isHeader(names, separated) || separated && aboveNumbers && columns > 2) {
                return names;
            }
        }
        return List.of();
    }

    /** A number, or the key of a value: "Wavelength: 1.54 A" names no columns. */
    private static boolean isNoName(String field) {
        return Numeral.of(field.strip()) != null || field.endsWith(":") || field.endsWith("=");
    }

    /** A sentence has words that could be names too: without separators, an axis and an intensity must be among them. */
    private static boolean isHeader(List<ColumnName> names, boolean separated) {
        boolean axis = false;
        boolean intensity = false;
        for (ColumnName n : names) {
            axis |= n == names.get(0) && n.role() == Role.TIME;
            axis |= n.role() == Role.ABSCISSA
                    || n.role() == Role.FOREIGN_ABSCISSA && !n.text().isBlank();
            intensity |= n.role() == Role.INTENSITY;
        }
        Role first = names.get(0).role();
        boolean axisFirst = first == Role.ABSCISSA
                || first == Role.FOREIGN_ABSCISSA
                || first == Role.TIME
                || first == Role.INDEX && names.get(1).role() == Role.ABSCISSA;
        return axis && intensity || separated && axisFirst || axisFirst && first == Role.ABSCISSA && names.size() > 2;
    }

    private static boolean isUnits(String line, int columns, TextLayout layout) {
        List<String> fields = layout.split(line);
        return fields.size() == columns
                && fields.stream().allMatch(f -> UNIT.matcher(f).matches());
    }
}
