// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.UnitCell;
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
    /** Images of a full site that are nearer than this to each other are taken for one atom. */
    private static final double ONE_ATOM = 0.15;

    private static final double MOST_SNAP = 0.2;
    private static final double FULL = 1.02;
    private static final double NEARLY_FULL = 1.1;

    private final UnitCell m_cell;
    private final double[][] m_metric;
    private final SpaceGroup m_group;
    private final double m_snap;
    private final CifLog m_log;
    private final List<Site> m_sites = new ArrayList<>();
    private final List<Integer> m_lines = new ArrayList<>();
    private final List<Double> m_multiplicities = new ArrayList<>();

    private SitePlacement(UnitCell cell, SpaceGroup group, int decimals, CifLog log) {
        m_cell = cell;
        m_metric = cell.metricTensor();
        m_group = group;
        double lastDigit = Math.pow(10, -Math.max(1, decimals)) * Math.max(cell.a(), Math.max(cell.b(), cell.c()));
        m_snap = Math.min(MOST_SNAP, Math.max(0.01, 1.5 * lastDigit));
        m_log = log;
    }

    /**
     * What came of the rows.
     *
     * @param sites the asymmetric unit
     * @param lines the line of each site
     * @param statedMultiplicities what the file gives for each site, NaN for nothing
     */
    record Placed(List<Site> sites, List<Integer> lines, List<Double> statedMultiplicities) {}

    /** @return the sites; null after an error */
    static Placed place(SiteSection.Rows rows, UnitCell cell, SpaceGroup group, CifLog log) {
        SitePlacement p = new SitePlacement(cell, group, rows.decimals(), log);
        int errors = log.errors();
        for (SiteSection.Row row : rows.rows()) {
            p.add(row);
        }
        return log.errors() == errors ? new Placed(p.m_sites, p.m_lines, p.m_multiplicities) : null;
    }

    private void add(SiteSection.Row row) {
        double[] x = snapped(row);
        for (int i = 0; i < m_sites.size(); i++) {
            Site old = m_sites.get(i);
            double d = distance(x, new double[] {old.x(), old.y(), old.z()});
            if (d < SAME_PLACE) {
                merge(i, row, d);
                return;
            }
            if (d < CLOSE) {
                near(row, old, d);
            }
        }
        double own = ownDistance(x);
        Site site = new Site(row.label(), List.of(row.species()), x[0], x[1], x[2], row.displacement());
        if (own < CLOSE) {
            near(row, site, own);
        }
        m_sites.add(site);
        m_lines.add(row.line());
        m_multiplicities.add(row.multiplicity());
    }

    private void near(SiteSection.Row row, Site other, double d) {
        if (row.species().occupancy() + other.occupancy() <= FULL) {
            return; // positions that atoms share in turn
        }
        String found =
                String.format(Locale.ROOT, "sites \"%s\" and \"%s\" at %.3f angstrom", row.label(), other.label(), d);
        boolean hydrogen = isHydrogen(row.species()) || other.species().stream().anyMatch(SitePlacement::isHydrogen);
        if (d < CLASH && isHydrogen(row.species()) && other.species().stream().allMatch(SitePlacement::isHydrogen)) {
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

    private void merge(int i, SiteSection.Row row, double d) {
        Site old = m_sites.get(i);
        double sum = old.occupancy() + row.species().occupancy();
        boolean sameElement = old.species().stream()
                .anyMatch(s -> s.element().equals(row.species().element()));
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
        species.add(row.species());
        if (sum > FULL) {
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

    /** One parameter for a mixed site: the mean, weighted by occupancy, where the rows differ. */
    private Displacement displacement(Site old, SiteSection.Row row) {
        Displacement p = old.displacement();
        Displacement q = row.displacement();
        if (p == null || q == null) {
            return p == null ? q : p;
        }
        if (Math.abs(p.bIso() - q.bIso()) < 1e-9) {
            return p;
        }
        double share =
                row.species().occupancy() / (old.occupancy() + row.species().occupancy());
        double value = (1 - share) * p.value() + share * (p.kind().isB() ? q.bIso() : q.uIso());
        m_log.info(
                row.line(),
                "displacement",
                "different parameters of \"" + old.label() + "\" and \"" + row.label() + "\" on one site",
                "one parameter",
                "their mean weighted by occupancy, " + (float) value);
        return new Displacement(p.kind(), value);
    }

    /** The mean of the images that are meant to be the same atom: exactly invariant under the operations that leave the position in place. */
    private double[] snapped(SiteSection.Row row) {
        double[] x = row.x().clone();
        // Images of a full site that near to each other can only be one atom, however exact its coordinates look.
        double start = row.species().occupancy() * 2 > FULL ? Math.max(m_snap, ONE_ATOM) : m_snap;
        for (double tolerance = start; tolerance > 1e-4; tolerance /= 2) {
            double[] sum = new double[3];
            int count = 0;
            for (SymmetryOperation s : m_group.operations()) {
                double[] d = difference(s.apply(x), x);
                if (length(d) < tolerance) {
                    count++;
                    for (int k = 0; k < 3; k++) {
                        sum[k] += d[k];
                    }
                }
            }
            double[] y = {clean(x[0] + sum[0] / count), clean(x[1] + sum[1] / count), clean(x[2] + sum[2] / count)};
            if (count == 1) {
                return x;
            }
            int exact = 0;
            boolean separate = true;
            for (SymmetryOperation s : m_group.operations()) {
                double d = length(difference(s.apply(y), y));
                exact += d < 1e-6 ? 1 : 0;
                separate &= d < 1e-6 || d > tolerance / 2;
            }
            if (exact >= count && separate) {
                double moved = length(difference(x, y));
                String where = String.format(Locale.ROOT, "(%.6f, %.6f, %.6f)", y[0], y[1], y[2]);
                String found = String.format(
                        Locale.ROOT,
                        "site \"%s\" at (%s, %s, %s), %.4f angstrom from a special position",
                        row.label(),
                        (float) x[0],
                        (float) x[1],
                        (float) x[2],
                        moved);
                if (moved > m_snap) {
                    m_log.warning(
                            row.line(),
                            "special-position",
                            found,
                            "coordinates of the special position, or an occupancy below 1",
                            where);
                } else if (moved > 1e-3) {
                    m_log.info(row.line(), "special-position", found, "coordinates of the special position", where);
                }
                return y;
            }
        }
        return x;
    }

    /* A third that was computed is written 0.3333333333333333 and not ..34. */
    private static double clean(double x) {
        double exact = Math.rint(x * 24) / 24;
        return Math.abs(x - exact) < 1e-9 ? exact : x;
    }

    private double distance(double[] x, double[] y) {
        double least = Double.POSITIVE_INFINITY;
        for (SymmetryOperation s : m_group.operations()) {
            least = Math.min(least, length(difference(s.apply(x), y)));
            if (least < 1e-3) {
                break;
            }
        }
        return least;
    }

    /** To the nearest image of the site itself that is another atom. */
    private double ownDistance(double[] x) {
        double least = Math.min(m_cell.a(), Math.min(m_cell.b(), m_cell.c()));
        for (SymmetryOperation s : m_group.operations()) {
            double d = length(difference(s.apply(x), x));
            if (d > 1e-3) {
                least = Math.min(least, d);
            }
        }
        return least;
    }

    private static double[] difference(double[] x, double[] y) {
        double[] d = new double[3];
        for (int k = 0; k < 3; k++) {
            d[k] = x[k] - y[k];
            d[k] -= Math.rint(d[k]);
        }
        return d;
    }

    private double length(double[] d) {
        double[][] g = m_metric;
        return Math.sqrt(Math.max(
                0,
                d[0] * (g[0][0] * d[0] + 2 * g[0][1] * d[1] + 2 * g[0][2] * d[2])
                        + d[1] * (g[1][1] * d[1] + 2 * g[1][2] * d[2])
                        + g[2][2] * d[2] * d[2]));
    }
}
