// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.braggwise.crystal.CrystalSystem;
import org.braggwise.crystal.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * Reads what a block says about its space group. The list of operations goes before the Hall symbol, that before the Hermann-Mauguin
 * symbol, that before the number: the earlier says more. Where they disagree, that is reported.
 */
final class SymmetrySection {

    private static final String[] OPERATIONS = {
        "_space_group_symop_operation_xyz", "_symmetry_equiv_pos_as_xyz", "_symmetry_equiv_pos_operation_xyz"
    };
    private static final String[] HALL = {"_space_group_name_hall", "_symmetry_space_group_name_hall"};
    private static final String[] SYMBOL = {
        "_space_group_name_h-m_alt",
        "_symmetry_space_group_name_h-m",
        "_space_group_name_h-m_ref",
        "_space_group_name_h-m",
        "_space_group_name_h-m_full",
        "_symmetry_space_group_name_h-m_full",
        "_symmetry_space_group_name_h-m_alt"
    };
    private static final String[] NUMBER = {
        "_space_group_it_number", "_symmetry_int_tables_number", "_space_group_number", "_symmetry_group_it_number"
    };
    private static final int MOST_OPERATIONS = 4000;
    private static final double CELL_FITS = 0.01;

    private final CifBlock m_block;
    private final CifLog m_log;
    private final CifValue m_symbolValue;
    private final List<SpaceGroup> m_ofSymbol;
    private final int m_number;
    private SpaceGroup m_ofOperations;
    private SpaceGroup m_ofHall;
    private int m_line;

    SymmetrySection(CifBlock block, CifLog log) {
        m_block = block;
        m_log = log;
        m_line = block.line();
        m_ofOperations = operations();
        m_ofHall = hall();
        m_symbolValue = block.first(SYMBOL);
        m_ofSymbol = symbol();
        m_number = number();
    }

    /** @return the crystal system that is claimed, null where none is */
    CrystalSystem system() {
        SpaceGroup g = m_ofOperations != null
                ? m_ofOperations
                : m_ofHall != null ? m_ofHall : m_ofSymbol.isEmpty() ? null : m_ofSymbol.get(0);
        return g != null ? g.crystalSystem() : m_number > 0 ? CrystalSystem.ofSpaceGroup(m_number) : null;
    }

    /** @return whether the setting that is claimed has rhombohedral axes */
    boolean rhombohedral() {
        SpaceGroup g = m_ofOperations != null
                ? m_ofOperations
                : m_ofHall != null ? m_ofHall : m_ofSymbol.size() == 1 ? m_ofSymbol.get(0) : null;
        return g != null && g.setting().equals("R");
    }

    int line() {
        return m_line;
    }

    /** @return the group, or the settings that the symbol leaves open and that the cell allows, the likeliest first; never empty */
    List<SpaceGroup> groups(UnitCell cell) {
        if (m_ofOperations != null) {
            compare(m_ofOperations, "the symmetry operations");
            return List.of(m_ofOperations);
        }
        if (m_ofHall != null) {
            compare(m_ofHall, "the Hall symbol");
            return List.of(m_ofHall);
        }
        if (!m_ofSymbol.isEmpty()) {
            m_line = m_symbolValue.line();
            List<SpaceGroup> fitting = fitting(m_ofSymbol, cell);
            SpaceGroup first = fitting.isEmpty() ? m_ofSymbol.get(0) : fitting.get(0);
            if (m_number > 0 && m_number != first.number()) {
                m_log.warning(
                        m_line,
                        "space-group-mismatch",
                        CifLog.quote(m_symbolValue) + " with the number " + m_number,
                        "the number " + first.number(),
                        first.toString());
            }
            return fitting.isEmpty() ? m_ofSymbol : fitting;
        }
        if (m_number > 0) {
            List<SpaceGroup> all = SpaceGroup.settings(m_number);
            List<SpaceGroup> same = all.stream()
                    .filter(g -> g == all.get(0) || g.setting().matches("[12RH]"))
                    .toList();
            List<SpaceGroup> fitting = fitting(same, cell);
            if (fitting.isEmpty()) {
                fitting = fitting(all, cell);
            }
            SpaceGroup first = fitting.isEmpty() ? all.get(0) : fitting.get(0);
            m_log.warning(
                    m_line,
                    "setting-unknown",
                    "the number " + m_number + " only",
                    "symmetry operations, a Hall or a Hermann-Mauguin symbol",
                    first.hermannMauguinFull() + (first.setting().isEmpty() ? "" : " :" + first.setting()));
            return fitting.isEmpty() ? List.of(first) : fitting;
        }
        m_log.warning(
                m_line, "symmetry-missing", "no symmetry operations and no space group", "at least one of them", "P 1");
        return List.of(SpaceGroup.ofNumber(1));
    }

    private static List<SpaceGroup> fitting(List<SpaceGroup> groups, UnitCell cell) {
        return groups.stream().filter(g -> g.cellMisfit(cell) < CELL_FITS).toList();
    }

    private SpaceGroup operations() {
        List<CifValue> values = new ArrayList<>();
        for (String tag : OPERATIONS) {
            CifLoop loop = m_block.loopWith(tag);
            for (int row = 0; loop != null && row < loop.rows(); row++) {
                CifValue v = loop.get(row, tag);
                if (v != null) {
                    values.add(v);
                }
            }
            if (loop != null && !loop.complete()) {
                m_log.error(
                        loop.line(),
                        "symmetry-operations",
                        "an incomplete last row",
                        "complete rows: an operation may be missing");
            }
            if (values.isEmpty()
                    && m_block.items().get(tag) != null
                    && !m_block.items().get(tag).isMissing()) {
                values.add(m_block.items().get(tag));
            }
            if (!values.isEmpty()) {
                break;
            }
        }
        if (values.isEmpty()) {
            return null;
        }
        m_line = values.get(0).line();
        if (values.size() > MOST_OPERATIONS) {
            m_log.error(m_line, "symmetry-operations", values.size() + " operations", "at most " + MOST_OPERATIONS);
            return null;
        }
        Set<SymmetryOperation> set = new LinkedHashSet<>();
        for (CifValue v : values) {
            try {
                if (!set.add(SymmetryOperation.parse(v.text()))) {
                    m_log.info(
                            v.line(),
                            "symmetry-operations",
                            "\"" + v.text() + "\" a second time",
                            "each operation once",
                            "that it can be passed over");
                }
            } catch (IllegalArgumentException e) {
                m_log.warning(
                        v.line(),
                        "symmetry-operations",
                        CifLog.quote(v),
                        "three expressions such as \"-x, y+1/2, -z+1/2\"",
                        "the other symbols of the space group");
                return null;
            }
        }
        try {
            SpaceGroup g = SpaceGroup.ofOperations(List.copyOf(set));
            if (g.order() != set.size()) {
                m_log.warning(
                        m_line,
                        "symmetry-operations",
                        set.size() + " operations that are no group",
                        "the " + g.order() + " that they generate",
                        g.toString());
            }
            return g;
        } catch (IllegalArgumentException e) {
            m_log.warning(
                    m_line,
                    "symmetry-operations",
                    e.getMessage(),
                    "operations of a space group",
                    "the other symbols of the space group");
            return null;
        }
    }

    private SpaceGroup hall() {
        CifValue v = m_block.first(HALL);
        if (v == null) {
            return null;
        }
        try {
            SpaceGroup g = SpaceGroup.ofHall(v.text());
            m_line = m_ofOperations == null ? v.line() : m_line;
            return g;
        } catch (IllegalArgumentException e) {
            m_log.warning(
                    v.line(),
                    "hall-symbol",
                    CifLog.quote(v),
                    "a Hall symbol such as \"-P 4 2 3\"",
                    "the other symbols of the space group");
            return null;
        }
    }

    private List<SpaceGroup> symbol() {
        if (m_symbolValue == null) {
            return List.of();
        }
        List<SpaceGroup> all = SpaceGroup.candidates(m_symbolValue.text());
        if (all.isEmpty()) {
            String expected = "a Hermann-Mauguin symbol such as \"P m -3 m\"";
            if (m_ofOperations != null || m_ofHall != null) {
                m_log.info(
                        m_symbolValue.line(),
                        "space-group-symbol",
                        CifLog.quote(m_symbolValue),
                        expected,
                        "the operations");
            } else {
                m_log.warning(
                        m_symbolValue.line(),
                        "space-group-symbol",
                        CifLog.quote(m_symbolValue),
                        expected,
                        "the number of the space group, or P 1");
            }
        }
        return all;
    }

    private int number() {
        CifValue v = m_block.first(NUMBER);
        double n = CifNumber.read(v, "the number of the space group", m_log).value();
        if (Double.isNaN(n)) {
            return 0;
        }
        if (n != Math.rint(n) || n < 1 || n > 230) {
            m_log.warning(
                    v.line(), "space-group-number", CifLog.quote(v), "1 to 230", "the symbols of the space group");
            return 0;
        }
        return (int) n;
    }

    /** The claims that were not used, against the one that was. */
    private void compare(SpaceGroup used, String by) {
        if (m_ofHall != null && m_ofHall.number() != used.number()) {
            m_log.warning(
                    m_line,
                    "space-group-mismatch",
                    "the Hall symbol of " + m_ofHall,
                    used + " by " + by,
                    used.toString());
        }
        if (!m_ofSymbol.isEmpty() && m_ofSymbol.stream().noneMatch(g -> g.number() == used.number())) {
            m_log.warning(
                    m_symbolValue.line(),
                    "space-group-mismatch",
                    CifLog.quote(m_symbolValue),
                    used + " by " + by,
                    used.toString());
        }
        if (m_number > 0 && m_number != used.number()) {
            m_log.warning(
                    m_line, "space-group-mismatch", "the number " + m_number, used + " by " + by, used.toString());
        }
    }
}
