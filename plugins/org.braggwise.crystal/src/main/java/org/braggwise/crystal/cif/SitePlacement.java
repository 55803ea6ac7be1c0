// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.Lattice;
import org.braggwise.crystal.geometry.PositionIndex;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * Puts rows of the site list on their places: rounded coordinates of special positions are made exact, rows of one position become one
 * mixed site, a row that repeats another is left out, and atoms that are nearer to each other than atoms can be are reported.
 */
final class SitePlacement {

    /** Nearer than this in angstrom is the same place. */
    private static final double SAME_PLACE = 0.05;
    /** What four digits of a coordinate leave open in a cell of some ten angstrom. */
    private static final double ROUNDING = 0.002;
    /** Two atoms that are nearer than this are an error: the shortest bond, that of H2, has 0.74. */
    private static final double CLASH = 0.5;
    /** Atoms other than hydrogen that are nearer than this are suspicious: the shortest bonds, of N2 and CO, have 1.1. */
    private static final double CLOSE = 0.95;

    private static final double FULL = 1.02;
    private static final double NEARLY_FULL = 1.1;
    private static final int MOST_ERRORS = 100;

    private final Lattice m_lattice;
    private final SpaceGroup m_group;
    private final SpecialPosition m_special;
    private final CifLog m_log;
    private final FormulaSection m_formula;
    private final PositionIndex m_index;
    private final Map<Integer, Double> m_near = new TreeMap<>();
    private final List<Site> m_sites = new ArrayList<>();
    private final List<SiteRow> m_rows = new ArrayList<>();

    private SitePlacement(UnitCell cell, SpaceGroup group, SiteSection.Rows rows, FormulaSection formula, CifLog log) {
        m_formula = formula;
        m_lattice = new Lattice(cell.metric());
        m_group = group;
        m_special = new SpecialPosition(cell, group, rows.decimals(), log);
        m_log = log;
        m_index = new PositionIndex(m_lattice, rows.rows().size());
    }

    /**
     * What came of the rows.
     *
     * @param sites the asymmetric unit
     * @param rows the first row of each site
     */
    record Placed(List<Site> sites, List<SiteRow> rows) {}

    /** @return the sites; null after an error */
    static Placed place(SiteSection.Rows rows, UnitCell cell, SpaceGroup group, FormulaSection formula, CifLog log) {
        int errors = log.errors();
        SitePlacement p = new SitePlacement(cell, group, rows, formula, log);
        for (SiteRow row : rows.rows()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("Reading was interrupted.");
            }
            p.add(row);
            if (log.errors() > errors + MOST_ERRORS) {
                break; // such a structure is none, and each further clash takes longer to find
            }
        }
        return log.errors() == errors ? new Placed(p.m_sites, p.m_rows) : null;
    }

    private void add(SiteRow row) {
        double[] x = m_special.of(row);
        findNear(x);
        for (Map.Entry<Integer, Double> near : m_near.entrySet()) {
            int i = near.getKey();
            if (near.getValue() < SAME_PLACE) {
                merge(i, row, near.getValue());
                return;
            }
            if (!row.excludes(m_rows.get(i))) {
                near(row, m_sites.get(i), near.getValue());
            }
        }
        Site site = new Site(row.label(), row.species(), x[0], x[1], x[2], row.displacement());
        double own = ownDistance(x);
        if (own < CLOSE && !row.excludesItsImages()) {
            near(row, site, own);
        }
        m_sites.add(site);
        m_rows.add(row);
        m_index.add(m_lattice.toReduced(x));
    }

    /** Finds the sites with an image that is close to a position, and how far it is. */
    private void findNear(double[] x) {
        m_near.clear();
        for (SymmetryOperation s : m_group.operations()) {
            int n = m_index.near(m_lattice.toReduced(s.apply(x)), CLOSE);
            for (int i = 0; i < n; i++) {
                m_near.merge(m_index.found(i), Math.sqrt(m_index.square(i)), Math::min);
            }
        }
    }

    private void near(SiteRow row, Site other, double d) {
        if (row.occupancy() + other.occupancy() <= FULL) {
            return; // positions that atoms share in turn
        }
        String found =
                String.format(Locale.ROOT, "sites \"%s\" and \"%s\" at %.3f angstrom", row.label(), other.label(), d);
        boolean otherHydrogen = other.species().stream().allMatch(SitePlacement::isHydrogen);
        boolean hydrogen = row.hydrogen() || other.species().stream().anyMatch(SitePlacement::isHydrogen);
        if (d < CLASH && row.hydrogen() && otherHydrogen) {
            m_log.warning(
                    row.line(),
                    "atom-clash",
                    found,
                    "occupancies that add up to 1 at most (is the hydrogen disordered?)",
                    "the occupancies given");
        } else if (d < CLASH) {
            m_log.error(
                    row.line(),
                    "atom-clash",
                    found + ", occupied by more than one atom",
                    "atoms at least " + CLASH + " angstrom apart, or occupancies that add up to 1 at most");
        } else if (!hydrogen) {
            m_log.warning(row.line(), "atoms-close", found, "at least " + CLOSE + " angstrom", "the positions given");
        }
    }

    private static boolean isHydrogen(Species s) {
        return s.element().equals("H") || s.element().equals("D");
    }

    private void merge(int i, SiteRow row, double d) {
        Site old = m_sites.get(i);
        double sum = old.occupancy() + row.occupancy();
        boolean sameElement = row.species().stream()
                .anyMatch(s -> old.species().stream().anyMatch(t -> t.element().equals(s.element())));
        String found = "site \"" + row.label() + "\" at the place of \"" + old.label() + "\"";
        if (sum > FULL && sameElement && old.species().size() == 1) {
            m_log.warning(
                    row.line(),
                    "site-duplicate",
                    found + String.format(Locale.ROOT, " (%.3f angstrom)", d),
                    "each site once",
                    "one site");
            return;
        }
        List<Species> species = new ArrayList<>(old.species());
        species.addAll(row.species());
        if (sum > FULL && !row.occupancyGiven() && !m_rows.get(i).occupancyGiven() && sharedByFormula(species)) {
            m_log.warning(
                    row.line(),
                    "disorder",
                    found + ", both without occupancies",
                    "occupancies that add up to 1",
                    species.stream()
                                    .map(s -> (float) s.occupancy() + " " + s.element())
                                    .toList() + ", in the ratio of the formula");
        } else if (sum > FULL) {
            if (sum > NEARLY_FULL) {
                m_log.error(row.line(), "occupancy-sum", found + ", occupancies add up to " + (float) sum, "at most 1");
                return;
            }
            m_log.warning(
                    row.line(),
                    "occupancy-sum",
                    found + ", occupancies add up to " + (float) sum,
                    "at most 1",
                    "occupancies scaled to add up to 1");
            species.replaceAll(s -> s.withOccupancy(s.occupancy() / sum));
        }
        if (d > ROUNDING) {
            m_log.info(
                    row.line(),
                    "site-merged",
                    found + String.format(Locale.ROOT, " (%.3f angstrom)", d),
                    "one position for atoms that share a site",
                    "the position of \"" + old.label() + "\"");
        }
        m_sites.set(i, new Site(old.label(), species, old.x(), old.y(), old.z(), displacement(old, row)));
    }

    /** Makes the occupancies of one full site those of its elements in the formula. @return false where the formula has not all of them */
    private boolean sharedByFormula(List<Species> species) {
        double sum = 0;
        for (Species s : species) {
            double n = m_formula.amounts().getOrDefault(s.element(), 0.0);
            if (n == 0) {
                return false;
            }
            sum += n;
        }
        double all = sum;
        species.replaceAll(s -> s.withOccupancy(m_formula.amounts().get(s.element()) / all));
        return true;
    }

    /** One parameter for a mixed site: the mean, weighted by occupancy, where the rows differ. */
    private Displacement displacement(Site old, SiteRow row) {
        Displacement p = old.displacement();
        Displacement q = row.displacement();
        if (p == null || q == null) {
            return p == null ? q : p;
        }
        if (Math.abs(p.bIso() - q.bIso()) < 1e-9) {
            return p;
        }
        double share = row.occupancy() / (old.occupancy() + row.occupancy());
        double value = (1 - share) * p.value() + share * (p.kind().isB() ? q.bIso() : q.uIso());
        m_log.info(
                row.line(),
                "displacement",
                "different parameters of \"" + old.label() + "\" and \"" + row.label() + "\" on one site",
                "one parameter",
                "their mean weighted by occupancy, " + (float) value);
        return new Displacement(p.kind(), value);
    }

    /** To the nearest image of the site itself that is another atom. */
    private double ownDistance(double[] x) {
        double least = m_lattice.shortest();
        for (SymmetryOperation s : m_group.operations()) {
            double d = Math.sqrt(m_lattice.distanceSquared(s.apply(x), x));
            if (d > 1e-3) {
                least = Math.min(least, d);
            }
        }
        return least;
    }
}
