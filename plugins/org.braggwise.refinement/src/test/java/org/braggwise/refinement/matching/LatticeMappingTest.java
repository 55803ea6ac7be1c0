// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.Matrix3;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.BravaisLattice;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.junit.jupiter.api.Test;

class LatticeMappingTest {

    /** The reduced cell of any group's lattice, whatever its centring, leads back to the lattice of a slightly strained template. */
    @Test
    void everyGroupFindsItsLattice() {
        for (int number = 1; number <= 230; number++) {
            SpaceGroup group = SpaceGroup.ofNumber(number);
            UnitCell cell = group.constrained(new UnitCell(5.1, 6.3, 7.7, 84, 97, 92));
            UnitCell strained = group.constrained(new UnitCell(5.25, 6.2, 7.9, 85, 98, 91));
            Template template = new Template(
                    new CrystalStructure("", strained, group, List.of(Site.of("A", "Sr", 0.12, 0.23, 0.34))),
                    Examples.CONDITIONS.qMax());
            CrystalStructure own = template.structure().withCell(cell);
            PrimitiveBasis primitive = PrimitiveBasis.of(cell, group);
            UnitCell reduced = cell(cell.metric()
                    .transformed(Matrix3.transposed(primitive.rows()))
                    .toArray());
            assertEquals(own.cell().volume() / group.centring().size(), reduced.volume(), 1e-6, group.toString());
            List<LatticeMapping.Mapping> found =
                    new LatticeMapping(BravaisLattice.of(reduced, 1e-4).reduced()).of(template);
            double[] expected = template.metric().of(cell);
            double nearest = found.stream()
                    .mapToDouble(m -> difference(expected, m.g()))
                    .min()
                    .orElse(1);
            assertTrue(nearest < 1e-6, group + ": " + nearest);
        }
    }

    private static UnitCell cell(double[][] g) {
        double a = Math.sqrt(g[0][0]);
        double b = Math.sqrt(g[1][1]);
        double c = Math.sqrt(g[2][2]);
        return new UnitCell(
                a,
                b,
                c,
                Math.toDegrees(Math.acos(g[1][2] / b / c)),
                Math.toDegrees(Math.acos(g[0][2] / a / c)),
                Math.toDegrees(Math.acos(g[0][1] / a / b)));
    }

    private static double difference(double[] a, double[] b) {
        double d = 0;
        for (int i = 0; i < a.length; i++) {
            d = Math.max(d, Math.abs(a[i] - b[i]));
        }
        return d;
    }
}
