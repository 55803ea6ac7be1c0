// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * A list of symmetry operations of a block and the group that they generate.
 *
 * @param tag the list's name in the file
 * @param line where its first operation is
 * @param listed the different operations
 * @param group what they generate; null where that is no space group, or an operation could not be read
 * @param magnetic whether time reversals were left off
 * @param superspace whether the dimensions of a modulation were left off
 */
record OperationList(
        String tag, int line, Set<SymmetryOperation> listed, SpaceGroup group, boolean magnetic, boolean superspace) {

    private static final int MOST_OPERATIONS = 4000;

    /** The names of lists, each with that of the list of centrings that goes with it. */
    private static final String[][] TAGS = {
        {"_space_group_symop_magn_ssg_operation_algebraic", "_space_group_symop_magn_ssg_centering_algebraic"},
        {"_space_group_symop_magn_operation_xyz", "_space_group_symop_magn_centering_xyz"},
        {"_space_group_symop_operation_xyz", ""},
        {"_symmetry_equiv_pos_as_xyz", ""},
        {"_symmetry_equiv_pos_operation_xyz", ""},
        {"_space_group_symop_ssg_operation_algebraic", ""},
        {"_space_group_symop_ssg_operation_xyz", ""},
        {"_space_group_symop_operation_algebraic", ""}
    };

    /** @return the lists that the block has, those that say more first; what is wrong with one is reported */
    static List<OperationList> all(CifBlock block, CifLog log) {
        List<OperationList> lists = new ArrayList<>();
        for (String[] tag : TAGS) {
            List<CifValue> values = values(block, tag[0], log);
            if (!values.isEmpty()) {
                lists.add(of(tag[0], values, tag[1].isEmpty() ? List.of() : values(block, tag[1], log), log));
            }
        }
        return lists;
    }

    private static List<CifValue> values(CifBlock block, String tag, CifLog log) {
        List<CifValue> values = new ArrayList<>();
        for (CifLoop loop : block.loopsWith(tag)) {
            for (int row = 0; row < loop.rows(); row++) {
                CifValue v = loop.get(row, tag);
                if (v != null) {
                    values.add(v);
                }
            }
            if (!loop.complete()) {
                log.error(
                        loop.line(),
                        "symmetry-operations",
                        "an incomplete last row",
                        "complete rows: an operation may be missing");
            }
        }
        CifValue item = block.items().get(tag);
        if (values.isEmpty() && item != null && !item.isMissing()) {
            // Some programs write the whole list as one text of several lines.
            for (String text : item.text().strip().split("\\R")) {
                values.add(new CifValue(text.strip(), item.line(), true));
            }
        }
        return values;
    }

    private static OperationList of(String tag, List<CifValue> values, List<CifValue> centrings, CifLog log) {
        int line = values.get(0).line();
        Set<SymmetryOperation> listed = new LinkedHashSet<>();
        boolean magnetic = tag.contains("magn");
        boolean superspace = tag.contains("ssg");
        if (values.size() + centrings.size() > MOST_OPERATIONS) {
            log.error(line, "symmetry-operations", values.size() + " operations", "at most " + MOST_OPERATIONS);
            return new OperationList(tag, line, listed, null, magnetic, superspace);
        }
        List<SymmetryText> translations = new ArrayList<>();
        try {
            for (CifValue v : centrings) {
                translations.add(read(v, log));
            }
            for (CifValue v : values) {
                SymmetryText t = read(v, log);
                magnetic |= t.magnetic();
                superspace |= t.superspace();
                if (!listed.add(t.operation()) && !magnetic && !superspace) {
                    log.info(
                            v.line(),
                            "symmetry-operations",
                            "\"" + v.text() + "\" a second time",
                            "each operation once",
                            "that it can be passed over");
                }
                translations.forEach(c -> listed.add(c.operation().times(t.operation())));
            }
        } catch (IllegalArgumentException e) {
            return new OperationList(tag, line, listed, null, magnetic, superspace);
        }
        try {
            return new OperationList(
                    tag, line, listed, SpaceGroup.ofOperations(List.copyOf(listed)), magnetic, superspace);
        } catch (IllegalArgumentException e) {
            log.warning(
                    line,
                    "symmetry-operations",
                    e.getMessage(),
                    "operations of a space group",
                    "the other symbols of the space group");
            return new OperationList(tag, line, listed, null, magnetic, superspace);
        }
    }

    private static SymmetryText read(CifValue v, CifLog log) {
        try {
            return SymmetryText.parse(v.text());
        } catch (IllegalArgumentException e) {
            log.warning(
                    v.line(),
                    "symmetry-operations",
                    CifLog.quote(v),
                    "three expressions such as \"-x, y+1/2, -z+1/2\"",
                    "the other symbols of the space group");
            throw e;
        }
    }

    /** @return whether the list is the whole group */
    boolean closed() {
        return group != null && group.order() == listed.size();
    }

    /** @return whether what the list generates has translations that the list does not have: one of its operations is wrong */
    boolean generatesCentring() {
        return group.centring().size()
                > listed.stream().filter(SymmetryOperation::isTranslation).count()
                        + (listed.contains(SymmetryOperation.IDENTITY) ? 0 : 1);
    }
}
