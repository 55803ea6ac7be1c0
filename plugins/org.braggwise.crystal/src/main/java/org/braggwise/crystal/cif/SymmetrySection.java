// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * Reads what a block says about its space group. The list of operations goes before the Hall symbol, that before the Hermann-Mauguin
 * symbol, that before the number: the earlier says more. A list that is no group gives way to a symbol. Where claims disagree, that is
 * reported; where a symmetry is stated and none of it can be read, that is an error and never P 1.
 */
final class SymmetrySection {

    private static final double CELL_FITS = 0.01;

    private final CifLog m_log;
    private final SymmetryClaims m_claims;
    private int m_line;

    SymmetrySection(CifBlock block, CifLog log) {
        m_log = log;
        m_claims = new SymmetryClaims(block, log);
        m_line = m_claims.line();
    }

    /** @return the crystal system that is claimed, null where none is */
    CrystalSystem system() {
        SpaceGroup g = claimed();
        g = g == null && !m_claims.ofSymbol().isEmpty() ? m_claims.ofSymbol().get(0) : g;
        return g != null
                ? g.crystalSystem()
                : m_claims.number() > 0 ? CrystalSystem.ofSpaceGroup(m_claims.number()) : null;
    }

    /** @return whether the setting that is claimed has rhombohedral axes */
    boolean rhombohedral() {
        SpaceGroup g = claimed();
        g = g == null && m_claims.ofSymbol().size() == 1 ? m_claims.ofSymbol().get(0) : g;
        return g != null && g.setting().equals("R");
    }

    private SpaceGroup claimed() {
        return m_claims.list() != null ? m_claims.list().group() : m_claims.ofHall();
    }

    int line() {
        return m_line;
    }

    /**
     * @return the group, or the settings that the symbol leaves open and that the cell allows, the likeliest first; empty after an error
     */
    List<SpaceGroup> groups(UnitCell cell) {
        if (m_claims.list() != null && m_claims.list().closed()) {
            average();
            compare(m_claims.list().group(), "the symmetry operations");
            return List.of(m_claims.list().group());
        }
        if (m_claims.list() != null) {
            return ofBrokenList(cell);
        }
        if (m_claims.ofHall() != null) {
            compare(m_claims.ofHall(), "the Hall symbol");
            return List.of(m_claims.ofHall());
        }
        List<SpaceGroup> bySymbols = ofSymbols(cell);
        if (!bySymbols.isEmpty()) {
            return bySymbols;
        }
        if (m_claims.stated()) {
            m_claims.reportUnreadable();
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
        if (m_claims.list() == null
                || m_claims.list().magnetic()
                || m_claims.list().superspace()) {
            return rivals;
        }
        int taken = m_claims.list().group().number();
        if (m_claims.ofHall() != null
                && m_claims.ofHall().number() != taken
                && m_claims.ofHall().cellMisfit(cell) < CELL_FITS) {
            rivals.add(List.of(m_claims.ofHall()));
        }
        List<SpaceGroup> bySymbol = fitting(m_claims.ofSymbol(), cell).stream()
                .filter(g -> g.number() != taken)
                .toList();
        if (!bySymbol.isEmpty()) {
            rivals.add(bySymbol);
        }
        for (OperationList l : m_claims.lists()) {
            if (l.closed() && l.group().number() != taken && l.group().cellMisfit(cell) < CELL_FITS) {
                rivals.add(List.of(l.group()));
            }
        }
        return rivals;
    }

    /** What a list means whose operations generate more than they are. */
    private List<SpaceGroup> ofBrokenList(UnitCell cell) {
        SpaceGroup generated = m_claims.list().group();
        String found = m_claims.list().listed().size() + " operations that are no group";
        boolean sameType = m_claims.ofHall() != null
                ? m_claims.ofHall().number() == generated.number()
                : m_claims.ofSymbol().stream().anyMatch(g -> g.number() == generated.number())
                        || m_claims.ofSymbol().isEmpty() && m_claims.number() == generated.number();
        List<SpaceGroup> other = m_claims.ofHall() != null ? List.of(m_claims.ofHall()) : ofSymbols(cell);
        if (!sameType
                && !other.isEmpty()
                && !m_claims.list().superspace()
                && !m_claims.list().magnetic()) {
            List<SpaceGroup> nearest = nearest(other);
            m_log.warning(
                    m_line,
                    "symmetry-operations",
                    found + ": together they generate " + generated + " of order " + generated.order(),
                    "the " + nearest.get(0).order() + " of " + nearest.get(0),
                    "the symbol, " + nearest.get(0));
            return nearest;
        }
        if (!sameType
                && m_claims.list().generatesCentring()
                && !m_claims.list().superspace()
                && !m_claims.list().magnetic()) {
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
        return m_claims.list().listed().stream().filter(operations::contains).count();
    }

    /** X-rays see the mean structure: without moments, and without modulation but for what blurs it. */
    private void average() {
        if (m_claims.list().superspace()) {
            m_log.warning(
                    m_line,
                    "superspace",
                    "operations of a superspace group (a modulated structure)",
                    "those of a space group",
                    "the average structure, " + m_claims.list().group() + ": satellite reflections are left out");
        } else if (m_claims.list().magnetic()) {
            m_log.info(
                    m_line,
                    "magnetic",
                    "operations of a magnetic space group",
                    "those of a space group",
                    "the atoms without their moments, as X-rays see them: "
                            + m_claims.list().group());
        }
    }

    private List<SpaceGroup> ofSymbols(UnitCell cell) {
        if (!m_claims.ofSymbol().isEmpty()) {
            m_line = m_claims.symbolValue().line();
            List<SpaceGroup> fitting = fitting(m_claims.ofSymbol(), cell);
            SpaceGroup first = fitting.isEmpty() ? m_claims.ofSymbol().get(0) : fitting.get(0);
            if (m_claims.number() > 0 && m_claims.number() != first.number()) {
                m_log.warning(
                        m_line,
                        "space-group-mismatch",
                        CifLog.quote(m_claims.symbolValue()) + " with the number " + m_claims.number(),
                        "the number " + first.number(),
                        first.toString());
            }
            return fitting.isEmpty() ? m_claims.ofSymbol() : fitting;
        }
        if (m_claims.number() == 0 || m_claims.specialOnly()) {
            return List.of();
        }
        List<SpaceGroup> all = SpaceGroup.settings(m_claims.number());
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
                "the number " + m_claims.number() + " only",
                "symmetry operations, a Hall or a Hermann-Mauguin symbol",
                first.hermannMauguinFull() + (first.setting().isEmpty() ? "" : " :" + first.setting()));
        return fitting.isEmpty() ? List.of(first) : fitting;
    }

    private static List<SpaceGroup> fitting(List<SpaceGroup> groups, UnitCell cell) {
        return groups.stream().filter(g -> g.cellMisfit(cell) < CELL_FITS).toList();
    }

    /** The claims that were not used, against the one that was. */
    private void compare(SpaceGroup used, String by) {
        if (m_claims.list() != null
                && (m_claims.list().magnetic() || m_claims.list().superspace())) {
            return; // symbols beside such a list are those of a parent or of more dimensions
        }
        if (m_claims.ofHall() != null && m_claims.ofHall().number() != used.number()) {
            m_log.warning(
                    m_line,
                    "space-group-mismatch",
                    "the Hall symbol of " + m_claims.ofHall(),
                    used + " by " + by,
                    used.toString());
        }
        if (!m_claims.ofSymbol().isEmpty()
                && m_claims.ofSymbol().stream().noneMatch(g -> g.number() == used.number())) {
            m_log.warning(
                    m_claims.symbolValue().line(),
                    "space-group-mismatch",
                    CifLog.quote(m_claims.symbolValue()),
                    used + " by " + by,
                    used.toString());
        }
        if (m_claims.number() > 0 && m_claims.number() != used.number()) {
            m_log.warning(
                    m_line,
                    "space-group-mismatch",
                    "the number " + m_claims.number(),
                    used + " by " + by,
                    used.toString());
        }
    }
}
