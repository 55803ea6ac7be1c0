// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.view;

import java.util.List;
import java.util.Locale;

import org.braggwise.crystal.symmetry.SpaceGroup;

/** What views call classes: tables have numbers of space groups, which few people know by heart. */
public final class ClassLabels {

    private static final int GROUPS = 230;

    private ClassLabels() {}

    /**
     * @param column of the classes
     * @param classes their names
     * @return as many: symbols with numbers where the column's name says that these are space groups, "Pm-3m (221)"; else the names
     */
    public static List<String> of(String column, List<String> classes) {
        boolean groups = column.toLowerCase(Locale.ROOT).matches(".*space.?group.*")
                && classes.stream().allMatch(c -> c.matches("[1-9][0-9]{0,2}") && Integer.parseInt(c) <= GROUPS);
        return groups
                ? classes.stream()
                        .map(c -> SpaceGroup.ofNumber(Integer.parseInt(c)).hermannMauguin() + " (" + c + ")")
                        .toList()
                : classes;
    }
}
