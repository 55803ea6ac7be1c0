// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.junit.jupiter.api.Test;

class CrystalStructureTest {

    static CrystalStructure strontiumTitanate() {
        return new CrystalStructure(
                "SrTiO3",
                new UnitCell(3.905, 3.905, 3.905, 90, 90, 90),
                SpaceGroup.ofNumber(221),
                List.of(
                        Site.of("Sr", "Sr", 0.5, 0.5, 0.5),
                        Site.of("Ti", "Ti", 0, 0, 0),
                        Site.of("O", "O", 0.5, 0, 0)));
    }

    @Test
    void expandsTheAsymmetricUnit() {
        CrystalStructure s = strontiumTitanate();
        assertEquals(5, s.atoms().size());
        assertEquals(3, s.multiplicity(2));
        assertEquals("SrTiO3", s.formula());
        assertEquals(1, s.formulaUnits());
        assertEquals(5.117, s.density(), 0.002, "X-ray density of SrTiO3, a = 3.905 (ICDD 35-734: 5.116 g/cm^3)");
        assertEquals("Pm-3m (221)", s.spaceGroup().toString());
    }

    /** Of the four images in P 2 2 2 the first is 0.019 angstrom from two and 0.025 angstrom from the third: all are the atom at the crossing of the axes. */
    @Test
    void roundedPositionAtACrossingOfAxesIsOneAtom() {
        CrystalStructure s = new CrystalStructure(
                "rounded",
                new UnitCell(5, 5, 5, 90, 90, 90),
                SpaceGroup.ofNumber(16),
                List.of(Site.of("Sr", "Sr", 0.0018, 0.0018, 0.0005)));
        assertEquals(1, s.atoms().size());
        assertEquals(0, Math.rint(s.atoms().get(0).x()) - s.atoms().get(0).x(), 1e-12);
        assertEquals(0, Math.rint(s.atoms().get(0).z()) - s.atoms().get(0).z(), 1e-12);
    }

    @Test
    void countsFormulaUnitsOfMixedSites() {
        CrystalStructure s = new CrystalStructure(
                "",
                new UnitCell(5.48, 5.467, 7.727, 90, 90, 90),
                SpaceGroup.ofHermannMauguin("P b n m", null),
                List.of(
                        new Site(
                                "La",
                                List.of(new Species("La", 3, 0.785), new Species("Ca", 2, 0.215)),
                                -0.0053,
                                0.02294,
                                0.25,
                                null),
                        Site.of("Mn", "Mn", 0.5, 0, 0),
                        Site.of("O1", "O", 0.0652, 0.4919, 0.25),
                        Site.of("O2", "O", 0.72364, 0.27509, 0.03332)));
        assertEquals("Ca0.215La0.785MnO3", s.formula());
        assertEquals(4, s.formulaUnits());
        assertEquals(20, s.atoms().size());
    }

    @Test
    void refusesCellsThatCannotBe() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new UnitCell(4, 4, 4, 120, 120, 120))
                .getMessage()
                .contains("120"));
        assertThrows(IllegalArgumentException.class, () -> new UnitCell(-4, 4, 4, 90, 90, 90));
        assertThrows(IllegalArgumentException.class, () -> new UnitCell(Double.NaN, 4, 4, 90, 90, 90));
        assertThrows(IllegalArgumentException.class, () -> new Species("Xx", 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Displacement(Displacement.Kind.B_ISO, Double.NaN));
    }

    @Test
    void cellGeometryAgreesWithItself() {
        UnitCell cell = new UnitCell(5.1, 6.2, 7.3, 81, 97, 105);
        double[][] m = cell.toCartesian();
        double[][] rows = {{m[0][0], m[1][0], m[2][0]}, {m[0][1], m[1][1], m[2][1]}, {m[0][2], m[1][2], m[2][2]}};
        UnitCell back = UnitCell.ofLattice(rows);
        assertEquals(cell.alphaDeg(), back.alphaDeg(), 1e-10);
        assertEquals(cell.betaDeg(), back.betaDeg(), 1e-10);
        assertEquals(cell.gammaDeg(), back.gammaDeg(), 1e-10);
        assertEquals(cell.volume(), m[0][0] * m[1][1] * m[2][2], 1e-9);
        assertEquals(1, cell.volume() * cell.volume() * determinant(cell.reciprocalMetricTensor()), 1e-12);
    }

    private static double determinant(double[][] g) {
        return g[0][0] * (g[1][1] * g[2][2] - g[1][2] * g[2][1])
                - g[0][1] * (g[1][0] * g[2][2] - g[1][2] * g[2][0])
                + g[0][2] * (g[1][0] * g[2][1] - g[1][1] * g[2][0]);
    }

    @Test
    void keyedRandomDependsOnEachOfItsKeys() {
        long first = KeyedRandom.of(1, "Row1", "strain", 0).nextLong();
        assertEquals(first, KeyedRandom.of(1, "Row1", "strain", 0).nextLong());
        assertEquals(
                5,
                List.of(
                                first,
                                KeyedRandom.of(2, "Row1", "strain", 0).nextLong(),
                                KeyedRandom.of(1, "Row2", "strain", 0).nextLong(),
                                KeyedRandom.of(1, "Row1", "shift", 0).nextLong(),
                                KeyedRandom.of(1, "Row1", "strain", 1).nextLong())
                        .stream()
                        .distinct()
                        .count());
    }
}
