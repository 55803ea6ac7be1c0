// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.Locale;

import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.crystal.geometry.Metric;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SiteSymmetry;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/** Makes rounded coordinates of special positions exact. */
final class SpecialPosition {

    private static final double MOST_SNAP = 0.2;

    /** Images of a full site that are nearer than this to each other are taken for one atom. */
    private static final double ONE_ATOM = 0.15;

    private static final double FULL = 1.02;

    /** How far an atom is moved, in angstrom, before the log says so. */
    private static final double WORTH_SAYING = 1e-3;

    private final Metric m_metric;
    private final SpaceGroup m_group;
    private final double m_snap;
    private final CifLog m_log;

    /** @param decimals how exact the coordinates are */
    SpecialPosition(UnitCell cell, SpaceGroup group, int decimals, CifLog log) {
        m_metric = cell.metric();
        m_group = group;
        double lastDigit = Math.pow(10, -Math.max(1, decimals)) * Math.max(cell.a(), Math.max(cell.b(), cell.c()));
        m_snap = Math.min(MOST_SNAP, Math.max(0.01, 1.5 * lastDigit));
        m_log = log;
    }

    /** The mean of the images that are meant to be the same atom: exactly invariant under the operations that leave the position in place. */
    double[] of(SiteRow row) {
        double[] x = row.x().clone();
        // Images of a full site that near to each other can only be one atom, however exact its coordinates look.
        double start = row.occupancy() * 2 > FULL ? Math.max(m_snap, ONE_ATOM) : m_snap;
        for (double tolerance = start; tolerance > 1e-4; tolerance /= 2) {
            SiteSymmetry mean = SiteSymmetry.of(m_group.operations(), m_metric, x, tolerance);
            int count = mean.images();
            double[] y = mean.position();
            for (int k = 0; k < 3; k++) {
                y[k] = clean(y[k]);
            }
            if (count == 1) {
                return x;
            }
            int exact = 0;
            boolean separate = true;
            for (SymmetryOperation s : m_group.operations()) {
                double d = length(FractionalDifference.of(s.apply(y), y));
                exact += d < 1e-6 ? 1 : 0;
                separate &= d < 1e-6 || d > tolerance / 2;
            }
            if (exact >= count && separate) {
                double moved = length(FractionalDifference.of(x, y));
                if (moved <= WORTH_SAYING) {
                    return y;
                }
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
                } else {
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

    private double length(double[] d) {
        return m_metric.length(d);
    }
}
