// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.finder.SpaceGroupFinder;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;

/** Makes a structure of a data block: cell, symmetry and sites, and what they say about each other. */
final class BlockReader {

    private static final int MOST_POSITIONS = 2_000_000;
    private static final int MOST_ATOMS_TO_DETERMINE = 300;

    private final CifBlock m_block;
    private final CifLog m_log;
    private final boolean m_search;

    /**
     * @param block to read
     * @param log where diagnostics go
     * @param search whether to compare the space group with the symmetry that the atoms have
     */
    BlockReader(CifBlock block, CifLog log, boolean search) {
        m_block = block;
        m_log = log;
        m_search = search;
    }

    /** @return the structure, null where the block has none or after an error */
    CrystalStructure read() {
        int errors = m_log.errors();
        SiteTable sites = SiteTable.of(m_block);
        if (sites == null) {
            if (CellSection.present(m_block)) {
                m_log.warning(
                        m_block.line(),
                        "no-structure",
                        "block \"" + m_block.name() + "\" with a cell and without coordinates of atoms",
                        "a list of sites",
                        "that it describes no structure");
            }
            return null;
        }
        if (composite()) {
            return null;
        }
        SymmetrySection symmetry = new SymmetrySection(m_block, m_log);
        UnitCell cell = CellSection.read(m_block, symmetry.system(), symmetry.rhombohedral(), m_log);
        if (cell == null) {
            return null;
        }
        FormulaSection formula = FormulaSection.read(m_block, m_log);
        SiteSection.Rows rows = new SiteSection(m_block, sites, cell, formula, m_log).read();
        List<SpaceGroup> groups = symmetry.groups(cell);
        if (rows == null || groups.isEmpty() || m_log.errors() > errors) {
            return null;
        }
        if ((long) rows.rows().size() * groups.get(0).order() > MOST_POSITIONS) {
            m_log.error(
                    sites.line(0),
                    "site-list",
                    rows.rows().size() + " sites and " + groups.get(0).order() + " operations",
                    "at most " + MOST_POSITIONS + " positions");
            return null;
        }
        CifLog first = m_log.trial();
        Built built = build(groups, cell, rows, formula, symmetry.line(), first);
        if (Plausibility.canTell(formula) && (built == null || !Plausibility.fits(built.structure, formula))) {
            for (List<SpaceGroup> rival : symmetry.rivals(cell)) {
                CifLog other = m_log.trial();
                Built better = build(rival, cell, rows, formula, symmetry.line(), other);
                if (better != null && Plausibility.fits(better.structure, formula)) {
                    m_log.warning(
                            symmetry.line(),
                            "space-group-mismatch",
                            groups.get(0) + ", which contradicts the formula or the density",
                            "what the formula and the density confirm, " + better.structure.spaceGroup(),
                            better.structure.spaceGroup().toString());
                    built = better;
                    first = other;
                    break;
                }
            }
        }
        m_log.add(first);
        if (built == null || m_log.errors() > errors) {
            return null;
        }
        compare(built.structure, built.placed, formula);
        return m_log.errors() > errors ? null : built.structure;
    }

    private record Built(CrystalStructure structure, SitePlacement.Placed placed) {}

    /** @return null after an error */
    private Built build(
            List<SpaceGroup> groups,
            UnitCell given,
            SiteSection.Rows rows,
            FormulaSection formula,
            int line,
            CifLog log) {
        SpaceGroup group = new SettingChoice(given, rows, formula, line).of(groups, log);
        UnitCell cell = CellSection.constrained(given, group, line, log);
        SitePlacement.Placed placed = cell == null ? null : SitePlacement.place(rows, cell, group, formula, log);
        if (placed == null || log.errors() > 0) {
            return null;
        }
        CrystalStructure s = new CrystalStructure(m_block.name(), cell, group, placed.sites());
        return new Built(
                RelativeOccupancies.told(s, formula, placed.rows().get(0).line(), log), placed);
    }

    /** Two or more lattices that do not fit each other have no cell in three dimensions that holds all atoms. */
    private boolean composite() {
        CifLoop subsystems = m_block.loopWith("_cell_subsystem_code");
        if (subsystems == null || subsystems.rows() < 2) {
            return false;
        }
        m_log.error(
                subsystems.line(),
                "superspace",
                "a composite crystal of " + subsystems.rows() + " subsystems with lattices of their own",
                "one lattice: read the subsystems as separate structures");
        return true;
    }

    private void compare(CrystalStructure s, SitePlacement.Placed placed, FormulaSection formula) {
        for (int i = 0; i < s.sites().size(); i++) {
            double stated = placed.rows().get(i).multiplicity();
            // Some programs write the order of the site symmetry under this name.
            if (!Double.isNaN(stated)
                    && stated != s.multiplicity(i)
                    && stated * s.multiplicity(i) != s.spaceGroup().order()) {
                m_log.warning(
                        placed.rows().get(i).line(),
                        "site-multiplicity",
                        "multiplicity " + (float) stated + " of site \""
                                + s.sites().get(i).label() + "\"",
                        s.multiplicity(i) + " by the space group and the position",
                        "the space group and the position");
            }
        }
        Plausibility.check(s, formula, m_log);
        if (m_search && s.atoms().size() <= MOST_ATOMS_TO_DETERMINE) {
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
