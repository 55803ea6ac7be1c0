// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.finder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.crystal.geometry.Matrix3;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;
import org.braggwise.crystal.symmetry.TypeSearch;

/** Writes a primitive cell whose type is known in the standard setting, with cell and positions exactly as the group demands. */
final class Standardisation {

    private Standardisation() {}

    /** @return the structure; empty where the operations do not map the atoms one to one onto each other */
    static Optional<CrystalStructure> of(
            CrystalStructure original, AtomicCell primitive, TypeSearch.Match match, double tolerance) {
        SpaceGroup group = SpaceGroup.ofNumber(match.number());
        int[] p = match.basis();
        UnitCell cell = UnitCell.ofMetric(group.averaged(primitive.metric().transformed(p)));
        double[][] inverse = Matrix3.inverse(Matrix3.of(p));
        List<SymmetryOperation> operations = group.primitiveOperations();
        List<SymmetryOperation> inverses =
                operations.stream().map(SymmetryOperation::inverse).toList();
        int n = primitive.size();
        double[][] standard = new double[n][];
        for (int i = 0; i < n; i++) {
            double[] x = primitive.position(i);
            double[] o = match.origin();
            standard[i] = Matrix3.apply(inverse, new double[] {x[0] - o[0], x[1] - o[1], x[2] - o[2]});
        }
        boolean[] done = new boolean[n];
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (done[i]) {
                continue;
            }
            double[] sum = new double[3];
            int[] orbit = new int[operations.size()];
            for (int m = 0; m < operations.size(); m++) {
                SymmetryOperation s = operations.get(m);
                int j = primitive.nearest(primitive.kind(i), inPrimitive(s.apply(standard[i]), match), 4 * tolerance);
                if (done[j]) {
                    return Optional.empty();
                }
                orbit[m] = j;
                // The image of atom i, carried back from where atom j is: an estimate of the position of i that is as
                // good as its own.
                double[] back = inverses.get(m).apply(standard[j]);
                double[] offset = offset(back, standard[i], match, inverse);
                for (int k = 0; k < 3; k++) {
                    sum[k] += offset[k] / operations.size();
                }
            }
            int images = 0;
            for (int j : orbit) {
                images += done[j] ? 0 : 1;
                done[j] = true;
            }
            if (operations.size() % images != 0) {
                return Optional.empty();
            }
            Site site = original.sites().get(primitive.site(i));
            double[] x = new double[3];
            for (int k = 0; k < 3; k++) {
                x[k] = clean(standard[i][k] + sum[k]);
            }
            sites.add(site.at(x[0], x[1], x[2]));
        }
        CrystalStructure s = new CrystalStructure(original.name(), cell, group, sites);
        return s.atoms().size() == n * group.centring().size() ? Optional.of(s) : Optional.empty();
    }

    private static double[] inPrimitive(double[] x, TypeSearch.Match match) {
        int[] p = match.basis();
        double[] y = new double[3];
        for (int k = 0; k < 3; k++) {
            y[k] = p[3 * k] * x[0] + p[3 * k + 1] * x[1] + p[3 * k + 2] * x[2] + match.origin()[k];
        }
        return y;
    }

    /** x - y in the standard setting, to the nearest translation of the primitive lattice. */
    private static double[] offset(double[] x, double[] y, TypeSearch.Match match, double[][] inverse) {
        double[] p = inPrimitive(x, match);
        double[] q = inPrimitive(y, match);
        return Matrix3.apply(inverse, FractionalDifference.of(p, q));
    }

    /* Sums of thirds and quarters come out as 0.33333333333333337 and 1 - 1e-16. */
    private static double clean(double x) {
        double w = x - Math.floor(x);
        double exact = Math.rint(w * 24) / 24;
        double v = Math.abs(w - exact) < 1e-9 ? exact : w;
        return v >= 1 ? 0 : v;
    }
}
