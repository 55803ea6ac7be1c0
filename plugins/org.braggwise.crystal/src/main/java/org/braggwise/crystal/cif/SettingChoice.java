// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.braggwise.crystal.Atom;
import org.braggwise.crystal.CovalentRadii;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.Lattice;
import org.braggwise.crystal.geometry.PositionIndex;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;

/**
 * Decides between the settings that a symbol leaves open, origin choices above all. In this order: atoms that do not clash and no density
 * above any solid's, the formula, the density that is stated, charges that add up to zero, special positions (in the wrong setting atoms
 * lose their site symmetry and multiply), and distances against covalent radii.
 */
final class SettingChoice {

    private static final double REACH_ANGSTROM = 3;
    private static final double CLEARLY = 1.02;

    /** What speaks for a setting; the numbers are 0 where nothing is known, the same for all settings then. */
    private record Trial(
            SpaceGroup group,
            boolean possible,
            boolean formula,
            boolean density,
            boolean neutral,
            int atoms,
            double closest) {

        int hard() {
            return (possible ? 4 : 0) + (formula ? 2 : 0) + (density ? 1 : 0);
        }
    }

    private final UnitCell m_cell;
    private final SiteSection.Rows m_rows;
    private final FormulaSection m_formula;
    private final int m_line;

    SettingChoice(UnitCell cell, SiteSection.Rows rows, FormulaSection formula, int line) {
        m_cell = cell;
        m_rows = rows;
        m_formula = formula;
        m_line = line;
    }

    /** @return the setting with most to say for it; what decided is reported */
    SpaceGroup of(List<SpaceGroup> groups, CifLog log) {
        if (groups.size() == 1) {
            return groups.get(0);
        }
        List<Trial> trials = new ArrayList<>();
        for (SpaceGroup g : groups) {
            trials.add(trial(g));
        }
        Trial best = trials.get(0);
        for (Trial t : trials) {
            best = compare(t, best) > 0 ? t : best;
        }
        Trial first = best;
        String found = "a symbol that leaves open which of "
                + groups.stream().map(SettingChoice::name).toList();
        String expected = "the setting, or symmetry operations";
        String assumed = name(first.group());
        List<Trial> others = trials.stream().filter(t -> t != first).toList();
        if (others.stream().allMatch(t -> t.hard() < first.hard())) {
            log.info(
                    m_line,
                    "setting-open",
                    found,
                    expected,
                    assumed + ", the only one that fits the sites, the formula and the density");
        } else if (others.stream().allMatch(t -> compare(first, t) > 0)) {
            log.warning(m_line, "setting-open", found, expected, assumed + ", " + reason(first, others));
        } else {
            log.warning(
                    m_line, "setting-open", found, expected, assumed + ", the usual one: nothing in the file decides");
        }
        return first.group();
    }

    private static String name(SpaceGroup g) {
        return g.hermannMauguinFull() + ":" + g.setting();
    }

    private static String reason(Trial best, List<Trial> others) {
        Trial next = others.stream().max(Comparator.comparingInt(Trial::hard)).orElseThrow();
        if (best.neutral() != next.neutral()) {
            return "which makes the charges add up to zero";
        }
        return best.atoms() < next.atoms()
                ? "which has the atoms on special positions (" + best.atoms() + " in the cell and not " + next.atoms()
                        + ")"
                : "which has likelier distances between the atoms";
    }

    private static int compare(Trial p, Trial q) {
        if (p.hard() != q.hard()) {
            return Integer.compare(p.hard(), q.hard());
        }
        if (p.neutral() != q.neutral()) {
            return p.neutral() ? 1 : -1;
        }
        if (p.atoms() != q.atoms()) {
            return Integer.compare(q.atoms(), p.atoms());
        }
        return p.closest() > CLEARLY * q.closest() ? 1 : q.closest() > CLEARLY * p.closest() ? -1 : 0;
    }

    private Trial trial(SpaceGroup g) {
        CifLog trial = new CifLog("", false);
        UnitCell c = CellSection.constrained(m_cell, g, m_line, trial);
        SitePlacement.Placed placed = c == null ? null : SitePlacement.place(m_rows, c, g, m_formula, trial);
        if (placed == null) {
            return new Trial(g, false, false, false, false, Integer.MAX_VALUE, 0);
        }
        CrystalStructure s = new CrystalStructure("", c, g, placed.sites());
        boolean apart = trial.all().stream()
                .noneMatch(d -> d.rule().equals("atoms-close") || d.rule().equals("site-duplicate"));
        return new Trial(
                g,
                apart && s.density() < Plausibility.DENSEST,
                !m_formula.disagrees(s.composition()),
                Double.isNaN(m_formula.density())
                        || Math.abs(s.density() / m_formula.density() - 1) < Plausibility.SAME_DENSITY,
                neutral(s),
                s.atoms().size(),
                closest(s));
    }

    private static boolean neutral(CrystalStructure s) {
        double sum = 0;
        for (int i = 0; i < s.sites().size(); i++) {
            for (Species p : s.sites().get(i).species()) {
                if (p.charge() == 0) {
                    return false;
                }
                sum += p.charge() * p.occupancy() * s.multiplicity(i);
            }
        }
        return Math.abs(sum) < 0.01 * s.atoms().size();
    }

    /** @return the least ratio of a distance between two full sites to the sum of their covalent radii */
    private static double closest(CrystalStructure s) {
        Lattice lattice = new Lattice(s.cell().metric());
        PositionIndex index = new PositionIndex(lattice, s.atoms().size());
        List<double[]> x = new ArrayList<>();
        for (Atom a : s.atoms()) {
            x.add(lattice.toReduced(new double[] {a.x(), a.y(), a.z()}));
            index.add(x.get(x.size() - 1));
        }
        double least = REACH_ANGSTROM;
        int last = -1;
        for (int i = 0; i < x.size(); i++) {
            Site site = s.sites().get(s.atoms().get(i).siteIndex());
            if (s.atoms().get(i).siteIndex() == last || site.disordered()) {
                continue; // images of one site have the same surroundings
            }
            last = s.atoms().get(i).siteIndex();
            int n = index.near(x.get(i), REACH_ANGSTROM);
            for (int h = 0; h < n; h++) {
                Site other = s.sites().get(s.atoms().get(index.found(h)).siteIndex());
                if (index.square(h) > 1e-6 && !other.disordered()) {
                    least = Math.min(least, Math.sqrt(index.square(h)) / (radius(site) + radius(other)));
                }
            }
        }
        return least;
    }

    private static double radius(Site site) {
        return CovalentRadii.of(site.species().get(0).element());
    }
}
