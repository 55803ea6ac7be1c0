// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SpaceGroupFinder;

/** Makes a structure of a data block: cell, symmetry and sites, and what they say about each other. */
final class BlockReader {

    private static final int MOST_POSITIONS = 2_000_000;
    private static final int MOST_ATOMS_TO_DETERMINE = 300;

    private final CifBlock m_block;
    private final CifLog m_log;

    BlockReader(CifBlock block, CifLog log) {
        m_block = block;
        m_log = log;
    }

    /** @return the structure, null where the block has none or after an error */
    CrystalStructure read() {
        int errors = m_log.errors();
        CifLoop loop = SiteSection.loop(m_block);
        if (loop == null) {
            if (CellSection.present(m_block)) {
                m_log.warning(
                        m_block.line(),
                        "no-structure",
                        "block \"" + m_block.name() + "\" with a cell and without fractional coordinates",
                        "a list of sites",
                        "that it describes no structure");
            }
            return null;
        }
        SymmetrySection symmetry = new SymmetrySection(m_block, m_log);
        UnitCell cell = CellSection.read(m_block, symmetry.system(), symmetry.rhombohedral(), m_log);
        if (cell == null) {
            return null;
        }
        FormulaSection formula = FormulaSection.read(m_block, m_log);
        SiteSection.Rows rows = new SiteSection(m_block, cell, formula, m_log).read();
        List<SpaceGroup> groups = symmetry.groups(cell);
        if (rows == null || m_log.errors() > errors) {
            return null;
        }
        if ((long) rows.rows().size() * groups.get(0).order() > MOST_POSITIONS) {
            m_log.error(
                    loop.line(),
                    "site-list",
                    rows.rows().size() + " sites and " + groups.get(0).order() + " operations",
                    "at most " + MOST_POSITIONS + " positions");
            return null;
        }
        SpaceGroup group = chosen(groups, cell, rows, formula, symmetry.line());
        cell = CellSection.constrained(cell, group, symmetry.line(), m_log);
        SitePlacement.Placed placed = cell == null ? null : SitePlacement.place(rows, cell, group, m_log);
        if (placed == null || m_log.errors() > errors) {
            return null;
        }
        CrystalStructure structure = new CrystalStructure(m_block.name(), cell, group, placed.sites());
        compare(structure, placed, formula);
        return m_log.errors() > errors ? null : structure;
    }

    /** Of the settings that a symbol leaves open, the one that gives the formula and keeps atoms apart. */
    private SpaceGroup chosen(
            List<SpaceGroup> groups, UnitCell cell, SiteSection.Rows rows, FormulaSection formula, int line) {
        if (groups.size() == 1) {
            return groups.get(0);
        }
        List<SpaceGroup> good = new ArrayList<>();
        for (SpaceGroup g : groups) {
            CifLog trial = new CifLog("", false);
            UnitCell c = CellSection.constrained(cell, g, line, trial);
            SitePlacement.Placed placed = c == null ? null : SitePlacement.place(rows, c, g, trial);
            if (placed != null
                    && trial.all().stream()
                            .noneMatch(d ->
                                    d.rule().equals("atoms-close") || d.rule().equals("site-duplicate"))
                    && !formula.disagrees(new CrystalStructure("", c, g, placed.sites()).composition())) {
                good.add(g);
            }
        }
        SpaceGroup first = good.isEmpty() ? groups.get(0) : good.get(0);
        String found = "a symbol that leaves open which of "
                + groups.stream()
                        .map(g -> g.hermannMauguinFull() + ":" + g.setting())
                        .toList();
        String assumed = first.hermannMauguinFull() + ":" + first.setting();
        if (good.size() == 1) {
            m_log.info(
                    line,
                    "setting-open",
                    found,
                    "the setting, or symmetry operations",
                    assumed + ", the only one that fits the sites and the formula");
        } else {
            m_log.warning(line, "setting-open", found, "the setting, or symmetry operations", assumed);
        }
        return first;
    }

    private void compare(CrystalStructure s, SitePlacement.Placed placed, FormulaSection formula) {
        for (int i = 0; i < s.sites().size(); i++) {
            double stated = placed.statedMultiplicities().get(i);
            // Some programs write the order of the site symmetry under this name.
            if (!Double.isNaN(stated)
                    && stated != s.multiplicity(i)
                    && stated * s.multiplicity(i) != s.spaceGroup().order()) {
                m_log.warning(
                        placed.lines().get(i),
                        "site-multiplicity",
                        "multiplicity " + (float) stated + " of site \""
                                + s.sites().get(i).label() + "\"",
                        s.multiplicity(i) + " by the space group and the position",
                        "the space group and the position");
            }
        }
        if (formula.disagrees(s.composition())) {
            m_log.warning(
                    formula.line(),
                    "formula",
                    "formula \"" + formula + "\""
                            + (Double.isNaN(formula.units()) ? "" : " with Z = " + (float) formula.units()),
                    "that of the sites, " + s.composition(),
                    "the sites");
        }
        if (s.atoms().size() <= MOST_ATOMS_TO_DETERMINE) {
            try {
                SpaceGroup found = SpaceGroupFinder.find(s, SpaceGroupFinder.DEFAULT_SYMPREC)
                        .spaceGroup();
                if (found.number() != s.spaceGroup().number()) {
                    m_log.info(
                            m_block.line(),
                            "symmetry-determined",
                            "space group " + s.spaceGroup(),
                            found + ", which the atoms have within " + SpaceGroupFinder.DEFAULT_SYMPREC + " angstrom",
                            "the space group given");
                }
            } catch (IllegalArgumentException e) {
                m_log.info(
                        m_block.line(),
                        "symmetry-determined",
                        e.getMessage(),
                        "a structure whose symmetry can be determined",
                        "the space group given");
            }
        }
    }
}
