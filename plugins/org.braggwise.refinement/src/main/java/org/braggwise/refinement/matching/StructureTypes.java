// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.Arrays;

import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.crystal.geometry.UnitCell;

/** Whether two candidates are one structure type up to scale, so that one of them stands for both. */
final class StructureTypes {

    private static final double LENGTHS = 0.004;
    private static final double ANGLES_DEG = 0.4;
    private static final double POSITIONS = 0.012;

    private StructureTypes() {}

    /** @return whether groups, sites and roles are alike, ratios of lengths within 0.4 %, angles within 0.4 degrees, positions within 0.012 */
    static boolean alike(Template p, Template q) {
        if (!p.signature().equals(q.signature()) || !Arrays.equals(p.rolesOfSites(), q.rolesOfSites())) {
            return false;
        }
        UnitCell a = p.structure().cell();
        UnitCell b = q.structure().cell().scaled(Math.cbrt(p.volume() / q.volume()));
        if (far(a.a() / b.a(), 1, LENGTHS)
                || far(a.b() / b.b(), 1, LENGTHS)
                || far(a.c() / b.c(), 1, LENGTHS)
                || far(a.alphaDeg(), b.alphaDeg(), ANGLES_DEG)
                || far(a.betaDeg(), b.betaDeg(), ANGLES_DEG)
                || far(a.gammaDeg(), b.gammaDeg(), ANGLES_DEG)) {
            return false;
        }
        for (int s = 0; s < p.rolesOfSites().length; s++) {
            Site x = p.structure().sites().get(s);
            Site y = q.structure().sites().get(s);
            if (p.structure().multiplicity(s) != q.structure().multiplicity(s)
                    || apart(x.x(), y.x())
                    || apart(x.y(), y.y())
                    || apart(x.z(), y.z())) {
                return false;
            }
        }
        return true;
    }

    private static boolean far(double x, double y, double tolerance) {
        return Math.abs(x - y) > tolerance;
    }

    private static boolean apart(double x, double y) {
        return Math.abs(FractionalDifference.nearest(x - y)) > POSITIONS;
    }
}
