// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.braggwise.crystal.CrystalSystem;
import org.braggwise.crystal.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * Reads what a block says about its space group. The list of operations goes before the Hall symbol, that before the Hermann-Mauguin
 * symbol, that before the number: the earlier says more. A list that is no group gives way to a symbol. Where claims disagree, that is
 * reported; where a symmetry is stated and none of it can be read, that is an error and never P 1.
 */
final class SymmetrySection {

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
    private static final double CELL_FITS = 0.01;

    private final CifLog m_log;
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
    private int m_line;

    SymmetrySection(CifBlock block, CifLog log) {
        m_log = log;
        m_line = block.line();
        m_lists = OperationList.all(block, log);
        m_hallValue = block.first(HALL);
        m_ofHall = hall();
        m_symbolValue = symbolValue(block);
        m_ofSymbol = m_symbolValue == null ? List.of() : SpaceGroup.candidates(m_symbolValue.text());
        m_numberValue = block.first(NUMBER);
        m_number = number();
        m_magnetic = block.first(MAGNETIC);
        m_superspace = block.first(SUPERSPACE);
        m_list = list();
        if (m_list != null) {
            m_line = m_list.line();
        }
        unreadSymbol();
    }

    /** @return the first symbol that is one, else the first that is there */
    private static CifValue symbolValue(CifBlock block) {
        for (String tag : SYMBOL) {
            CifValue v = block.first(tag);
            if (v != null && !SpaceGroup.candidates(v.text()).isEmpty()) {
                return v;
            }
        }
        return block.first(SYMBOL);
    }

    /** @return the crystal system that is claimed, null where none is */
    CrystalSystem system() {
        SpaceGroup g = claimed();
        g = g == null && !m_ofSymbol.isEmpty() ? m_ofSymbol.get(0) : g;
        return g != null ? g.crystalSystem() : m_number > 0 ? CrystalSystem.ofSpaceGroup(m_number) : null;
    }

    /** @return whether the setting that is claimed has rhombohedral axes */
    boolean rhombohedral() {
        SpaceGroup g = claimed();
        g = g == null && m_ofSymbol.size() == 1 ? m_ofSymbol.get(0) : g;
        return g != null && g.setting().equals("R");
    }

    private SpaceGroup claimed() {
        return m_list != null ? m_list.group() : m_ofHall;
    }

    int line() {
        return m_line;
    }

    /**
     * @return the group, or the settings that the symbol leaves open and that the cell allows, the likeliest first; empty after an error
     */
    List<SpaceGroup> groups(UnitCell cell) {
        if (m_list != null && m_list.closed()) {
            average();
            compare(m_list.group(), "the symmetry operations");
            return List.of(m_list.group());
        }
        if (m_list != null) {
            return ofBrokenList(cell);
        }
        if (m_ofHall != null) {
            compare(m_ofHall, "the Hall symbol");
            return List.of(m_ofHall);
        }
        List<SpaceGroup> bySymbols = ofSymbols(cell);
        if (!bySymbols.isEmpty()) {
            return bySymbols;
        }
        if (stated()) {
            unreadable();
            return List.of();
        }
        m_log.warning(
                m_line, "symmetry-missing", "no symmetry operations and no space group", "at least one of them", "P 1");
        return List.of(SpaceGroup.ofNumber(1));
    }

    /**
     * What else the block claims, where it claims several types: for the case that the first contradicts the formula or the density.
     *
     * @return groups of other types, for each claim the settings that it leaves open and that the cell allows
     */
    List<List<SpaceGroup>> rivals(UnitCell cell) {
        List<List<SpaceGroup>> rivals = new ArrayList<>();
        if (m_list == null || m_list.magnetic() || m_list.superspace()) {
            return rivals;
        }
        int taken = m_list.group().number();
        if (m_ofHall != null && m_ofHall.number() != taken && m_ofHall.cellMisfit(cell) < CELL_FITS) {
            rivals.add(List.of(m_ofHall));
        }
        List<SpaceGroup> bySymbol = fitting(m_ofSymbol, cell).stream()
                .filter(g -> g.number() != taken)
                .toList();
        if (!bySymbol.isEmpty()) {
            rivals.add(bySymbol);
        }
        for (OperationList l : m_lists) {
            if (l.closed() && l.group().number() != taken && l.group().cellMisfit(cell) < CELL_FITS) {
                rivals.add(List.of(l.group()));
            }
        }
        return rivals;
    }

    /** What a list means whose operations generate more than they are. */
    private List<SpaceGroup> ofBrokenList(UnitCell cell) {
        SpaceGroup generated = m_list.group();
        String found = m_list.listed().size() + " operations that are no group";
        boolean sameType = m_ofHall != null
                ? m_ofHall.number() == generated.number()
                : m_ofSymbol.stream().anyMatch(g -> g.number() == generated.number())
                        || m_ofSymbol.isEmpty() && m_number == generated.number();
        List<SpaceGroup> other = m_ofHall != null ? List.of(m_ofHall) : ofSymbols(cell);
        if (!sameType && !other.isEmpty() && !m_list.superspace() && !m_list.magnetic()) {
            List<SpaceGroup> nearest = nearest(other);
            m_log.warning(
                    m_line,
                    "symmetry-operations",
                    found + ": together they generate " + generated + " of order " + generated.order(),
                    "the " + nearest.get(0).order() + " of " + nearest.get(0),
                    "the symbol, " + nearest.get(0));
            return nearest;
        }
        if (!sameType && m_list.generatesCentring() && !m_list.superspace() && !m_list.magnetic()) {
            m_log.error(
                    m_line,
                    "symmetry-operations",
                    found + ": together they generate " + generated + " with translations that none of them is",
                    "all operations of one space group: is there a wrong sign or letter?");
            return List.of();
        }
        average();
        m_log.warning(
                m_line,
                "symmetry-operations",
                found,
                "the " + generated.order() + " that they generate",
                generated.toString());
        compare(generated, "the symmetry operations");
        return List.of(generated);
    }

    /** @return the settings that have the most of the listed operations */
    private List<SpaceGroup> nearest(List<SpaceGroup> settings) {
        long most = settings.stream().mapToLong(this::shared).max().orElse(0);
        return settings.stream().filter(g -> shared(g) == most).toList();
    }

    private long shared(SpaceGroup g) {
        Set<SymmetryOperation> operations = new HashSet<>(g.operations());
        return m_list.listed().stream().filter(operations::contains).count();
    }

    /** X-rays see the mean structure: without moments, and without modulation but for what blurs it. */
    private void average() {
        if (m_list.superspace()) {
            m_log.warning(
                    m_line,
                    "superspace",
                    "operations of a superspace group (a modulated structure)",
                    "those of a space group",
                    "the average structure, " + m_list.group() + ": satellite reflections are left out");
        } else if (m_list.magnetic()) {
            m_log.info(
                    m_line,
                    "magnetic",
                    "operations of a magnetic space group",
                    "those of a space group",
                    "the atoms without their moments, as X-rays see them: " + m_list.group());
        }
    }

    private List<SpaceGroup> ofSymbols(UnitCell cell) {
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
        if (m_number == 0 || m_magnetic != null || m_superspace != null) {
            return List.of();
        }
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

    private static List<SpaceGroup> fitting(List<SpaceGroup> groups, UnitCell cell) {
        return groups.stream().filter(g -> g.cellMisfit(cell) < CELL_FITS).toList();
    }

    /** @return the list to go by: of several that contradict each other the one that a symbol confirms, else the largest */
    private OperationList list() {
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

    private SpaceGroup hall() {
        if (m_hallValue == null) {
            return null;
        }
        try {
            SpaceGroup g = SpaceGroup.ofHall(m_hallValue.text());
            m_line = m_hallValue.line();
            return g;
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

    private int number() {
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

    private boolean stated() {
        return !m_lists.isEmpty()
                || m_hallValue != null
                || m_symbolValue != null
                || m_numberValue != null
                || m_magnetic != null
                || m_superspace != null;
    }

    private void unreadable() {
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
            int line = claim != null
                    ? claim.line()
                    : m_lists.isEmpty() ? m_line : m_lists.get(0).line();
            m_log.error(
                    line,
                    "symmetry-unreadable",
                    claim == null
                            ? "a list of symmetry operations that can't be used"
                            : "a symmetry that can't be read, " + CifLog.quote(claim),
                    "symmetry operations such as \"-x, y+1/2, -z\", or a symbol such as \"P 21/c\"");
        }
    }

    /** The claims that were not used, against the one that was. */
    private void compare(SpaceGroup used, String by) {
        if (m_list != null && (m_list.magnetic() || m_list.superspace())) {
            return; // symbols beside such a list are those of a parent or of more dimensions
        }
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
