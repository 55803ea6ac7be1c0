// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.Comparator;
import java.util.List;

import org.braggwise.crystal.symmetry.SpaceGroup;

/** What a block states of its space group, each statement for itself: lists of operations, Hall and Hermann-Mauguin symbols, the number. */
final class SymmetryClaims {

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
        "_space_group_it_number",
        "_symmetry_int_tables_number",
        "_space_group_number",
        "_symmetry_group_it_number",
        "_symmetry_space_group_it_number"
    };
    private static final String[] MAGNETIC = {
        "_space_group_magn_name_bns",
        "_space_group_magn_number_bns",
        "_space_group_magn_name_og",
        "_space_group_magn_number_og",
        "_magnetic_space_group_name",
        "_space_group_magn_ssg_name",
        "_space_group_magn_ssg_number"
    };
    private static final String[] SUPERSPACE = {
        "_space_group_ssg_name", "_space_group_ssg_name_it", "_space_group_ssg_name_wjj", "_space_group_ssg_it_number"
    };
    private final CifLog m_log;
    private final int m_blockLine;
    private final List<OperationList> m_lists;
    private final OperationList m_list;
    private final CifValue m_hallValue;
    private final SpaceGroup m_ofHall;
    private final CifValue m_symbolValue;
    private final List<SpaceGroup> m_ofSymbol;
    private final CifValue m_numberValue;
    private final int m_number;
    private final CifValue m_magnetic;
    private final CifValue m_superspace;

    SymmetryClaims(CifBlock block, CifLog log) {
        m_log = log;
        m_blockLine = block.line();
        m_lists = OperationList.all(block, log);
        m_hallValue = stated(block.first(HALL));
        m_ofHall = readHall();
        m_symbolValue = symbolValue(block);
        m_ofSymbol = m_symbolValue == null ? List.of() : SpaceGroup.candidates(m_symbolValue.text());
        m_numberValue = block.first(NUMBER);
        m_number = readNumber();
        m_magnetic = block.first(MAGNETIC);
        m_superspace = block.first(SUPERSPACE);
        m_list = chosenList();
        unreadSymbol();
    }

    /** @return all lists, those that could not be read too */
    List<OperationList> lists() {
        return m_lists;
    }

    /** @return the list to go by, null where none can be used */
    OperationList list() {
        return m_list;
    }

    /** @return the group of the Hall symbol, null for none */
    SpaceGroup ofHall() {
        return m_ofHall;
    }

    /** @return the Hermann-Mauguin symbol, null for none */
    CifValue symbolValue() {
        return m_symbolValue;
    }

    /** @return the settings that the symbol can mean, empty where it means none */
    List<SpaceGroup> ofSymbol() {
        return m_ofSymbol;
    }

    /** @return the number of International Tables, 0 for none */
    int number() {
        return m_number;
    }

    /** @return whether the group is stated as a magnetic or a superspace group, whose number is not that of the average structure */
    boolean specialOnly() {
        return m_magnetic != null || m_superspace != null;
    }

    /** @return the line of the claim that is gone by */
    int line() {
        if (m_list != null) {
            return m_list.line();
        }
        if (m_ofHall != null) {
            return m_hallValue.line();
        }
        return m_lists.isEmpty() ? m_blockLine : m_lists.get(0).line();
    }

    /** Some files put the marks of a value that is not known in quotes. */
    private static CifValue stated(CifValue v) {
        return v == null || v.text().matches("[\\s?.-]*") ? null : v;
    }

    /** @return the first symbol that is one, else the first that is there */
    private static CifValue symbolValue(CifBlock block) {
        for (String tag : SYMBOL) {
            CifValue v = block.first(tag);
            if (v != null && !SpaceGroup.candidates(v.text()).isEmpty()) {
                return v;
            }
        }
        return stated(block.first(SYMBOL));
    }

    /** @return the list to go by: of several that contradict each other the one that a symbol confirms, else the largest */
    private OperationList chosenList() {
        List<OperationList> good =
                m_lists.stream().filter(l -> l.group() != null).toList();
        if (good.isEmpty()) {
            return null;
        }
        OperationList first = good.get(0);
        if (first.magnetic() || good.stream().allMatch(l -> l.group().equals(first.group()))) {
            return first;
        }
        List<OperationList> plain = good.stream().filter(l -> !l.superspace()).toList();
        List<OperationList> choice = plain.isEmpty() ? good : plain;
        if (choice.stream().allMatch(l -> l.group().equals(choice.get(0).group()))) {
            return choice.get(0); // the average structure beside the superspace group
        }
        OperationList taken = choice.stream()
                .filter(l -> confirmed(l.group()))
                .findFirst()
                .orElseGet(() -> choice.stream()
                        .max(Comparator.comparingInt(l -> l.group().order()))
                        .orElseThrow());
        m_log.warning(
                taken.line(),
                "space-group-mismatch",
                "lists of operations that contradict each other: "
                        + choice.stream()
                                .map(l -> l.tag() + " is " + l.group() + " with "
                                        + l.listed().size())
                                .toList(),
                "one list",
                taken.group().toString());
        return taken;
    }

    private boolean confirmed(SpaceGroup g) {
        return m_ofHall != null && m_ofHall.number() == g.number()
                || m_ofSymbol.stream().anyMatch(s -> s.number() == g.number())
                || m_number == g.number();
    }

    private SpaceGroup readHall() {
        if (m_hallValue == null) {
            return null;
        }
        try {
            return SpaceGroup.ofHall(m_hallValue.text());
        } catch (IllegalArgumentException e) {
            m_log.warning(
                    m_hallValue.line(),
                    "hall-symbol",
                    CifLog.quote(m_hallValue),
                    "a Hall symbol such as \"-P 4 2 3\"",
                    "the other symbols of the space group");
            return null;
        }
    }

    private void unreadSymbol() {
        if (m_symbolValue != null && m_ofSymbol.isEmpty()) {
            String expected = "a Hermann-Mauguin symbol such as \"P m -3 m\"";
            if (m_list != null || m_ofHall != null) {
                m_log.info(
                        m_symbolValue.line(),
                        "space-group-symbol",
                        CifLog.quote(m_symbolValue),
                        expected,
                        "the operations");
            } else if (m_number > 0) {
                m_log.warning(
                        m_symbolValue.line(),
                        "space-group-symbol",
                        CifLog.quote(m_symbolValue),
                        expected,
                        "the number of the space group");
            }
        }
    }

    private int readNumber() {
        double n = CifNumber.read(m_numberValue, "the number of the space group", m_log)
                .value();
        if (Double.isNaN(n)) {
            return 0;
        }
        if (n != Math.rint(n) || n < 1 || n > 230) {
            m_log.warning(
                    m_numberValue.line(),
                    "space-group-number",
                    CifLog.quote(m_numberValue),
                    "1 to 230",
                    "the symbols of the space group");
            return 0;
        }
        return (int) n;
    }

    /** @return whether the block states a symmetry at all */
    boolean stated() {
        return !m_lists.isEmpty()
                || m_hallValue != null
                || m_symbolValue != null
                || m_numberValue != null
                || m_magnetic != null
                || m_superspace != null;
    }

    /** Says why nothing of what is stated can be used. */
    void reportUnreadable() {
        if (m_superspace != null && m_lists.isEmpty()) {
            m_log.error(
                    m_superspace.line(),
                    "superspace",
                    "a superspace group by its name only, " + CifLog.quote(m_superspace),
                    "the list of its operations, or the space group of the average structure");
        } else if (m_magnetic != null && m_lists.isEmpty()) {
            m_log.error(
                    m_magnetic.line(),
                    "magnetic",
                    "a magnetic space group by its name only, " + CifLog.quote(m_magnetic),
                    "the list of its operations, or the space group of the atoms without moments");
        } else {
            CifValue claim = m_symbolValue != null ? m_symbolValue : m_hallValue != null ? m_hallValue : m_numberValue;
            int line = claim != null ? claim.line() : line();
            m_log.error(
                    line,
                    "symmetry-unreadable",
                    claim == null
                            ? "a list of symmetry operations that can't be used"
                            : "a symmetry that can't be read, " + CifLog.quote(claim),
                    "symmetry operations such as \"-x, y+1/2, -z\", or a symbol such as \"P 21/c\"");
        }
    }
}
