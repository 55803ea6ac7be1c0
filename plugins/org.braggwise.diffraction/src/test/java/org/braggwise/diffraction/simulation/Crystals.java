// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.DoubleArbitrary;

/** Crystals of all groups with up to three sites: general and special positions, any occupancies and displacements. */
public final class Crystals {

    private Crystals() {}

    public static Arbitrary<CrystalStructure> any() {
        Arbitrary<UnitCell> cells = Combinators.combine(
                        between(4, 6).list().ofSize(3), between(80, 100).list().ofSize(3))
                .as((l, a) -> new UnitCell(l.get(0), l.get(1), l.get(2), a.get(0), a.get(1), a.get(2)));
        Arbitrary<Double> position = Arbitraries.frequencyOf(
                Tuple.of(4, between(0, 0.999)), Tuple.of(1, Arbitraries.of(0.0, 0.25, 0.5, 1 / 3.0, 2 / 3.0)));
        Arbitrary<Site> sites = Combinators.combine(
                        Arbitraries.of("Sr", "Ti", "O", "F", "Pb", "Cs"),
                        position,
                        position,
                        position,
                        between(0.2, 1),
                        between(0, 2))
                .as(Structures::site);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 230),
                        cells,
                        sites.list().ofMinSize(1).ofMaxSize(3))
                .as(Crystals::crystal)
                .withoutEdgeCases();
    }

    static DoubleArbitrary between(double least, double most) {
        return Arbitraries.doubles().between(least, most).ofScale(6);
    }

    private static CrystalStructure crystal(int number, UnitCell cell, List<Site> sites) {
        SpaceGroup group = SpaceGroup.ofNumber(number);
        return new CrystalStructure("group " + number, group.constrained(cell), group, sites);
    }
}
