// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.augmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.finder.SpaceGroupFinder;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomShiftsTest {

    /** CaTiO3, Sasaki et al., Acta Cryst. C43, 1668 (1987): Ca and O1 on the mirror, Ti on a centre, O2 free. */
    private static final CrystalStructure CATIO3 = new CrystalStructure(
            "CaTiO3",
            new UnitCell(5.4423, 7.6401, 5.3796, 90, 90, 90),
            SpaceGroup.ofNumber(62),
            List.of(
                    Site.of("Ca", "Ca", 0.0360, 0.25, 0.9932),
                    Site.of("Ti", "Ti", 0, 0, 0.5),
                    Site.of("O1", "O", 0.4838, 0.25, 0.0711),
                    Site.of("O2", "O", 0.2889, 0.0371, 0.7111)));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theSpaceGroupStays(long seed) {
        CrystalStructure s = new AtomShifts(CATIO3).shifted(0.3, new SplittableRandom(seed));
        assertEquals(62, SpaceGroupFinder.find(s, 0.001).spaceGroup().number());
        assertEquals(20, s.atoms().size());
        assertEquals(0.25, s.sites().get(0).y(), 1e-12, "the mirror holds Ca");
        assertEquals(0.5, s.sites().get(1).z(), 1e-12, "the centre holds Ti");
    }

    @Test
    void atomsMoveByWhatIsDrawnAndNoFurther() {
        AtomShifts shifts = new AtomShifts(CATIO3);
        double furthest = 0;
        double meanAlongY = 0;
        for (int i = 0; i < 400; i++) {
            CrystalStructure s = shifts.shifted(0.2, new SplittableRandom(i));
            for (int k = 0; k < 4; k++) {
                Site a = CATIO3.sites().get(k);
                Site b = s.sites().get(k);
                furthest = Math.max(
                        furthest,
                        Math.hypot(
                                Math.hypot((b.x() - a.x()) * 5.4423, (b.y() - a.y()) * 7.6401),
                                (b.z() - a.z()) * 5.3796));
            }
            meanAlongY += (s.sites().get(3).y() - CATIO3.sites().get(3).y()) * 7.6401 / 400;
        }
        assertTrue(furthest <= 0.2 && furthest > 0.19, "the furthest: " + furthest);
        // Uniform length to 0.2, uniform direction: the component's variance is 0.2^2 / 9, the mean of 400 lies within
        // 4 standard errors.
        assertEquals(0, meanAlongY, 4 * 0.2 / 3 / 20);
    }

    @Test
    void atomsOnFixedPositionsStay() {
        CrystalStructure salt = new CrystalStructure(
                "NaCl",
                new UnitCell(5.64, 5.64, 5.64, 90, 90, 90),
                SpaceGroup.ofNumber(225),
                List.of(Site.of("Na", "Na", 0, 0, 0), Site.of("Cl", "Cl", 0.5, 0.5, 0.5)));
        CrystalStructure s = new AtomShifts(salt).shifted(0.3, new SplittableRandom(1));
        assertEquals(salt.sites(), s.sites());
    }

    @Test
    void theAxesOfARhombohedralCellAreNoObstacle() {
        // LiNbO3, R3c in hexagonal axes, Abrahams et al., J. Phys. Chem. Solids 27, 997 (1966): Li and Nb on the
        // threefold axis.
        CrystalStructure s = new AtomShifts(new CrystalStructure(
                        "LiNbO3",
                        new UnitCell(5.148, 5.148, 13.863, 90, 90, 120),
                        SpaceGroup.ofNumber(161),
                        List.of(
                                Site.of("Li", "Li", 0, 0, 0.2787),
                                Site.of("Nb", "Nb", 0, 0, 0),
                                Site.of("O", "O", 0.0492, 0.3446, 0.0647))))
                .shifted(0.3, new SplittableRandom(3));
        assertEquals(0, s.sites().get(0).x(), 1e-12);
        assertEquals(0, s.sites().get(0).y(), 1e-12);
        assertTrue(
                Math.abs(s.sites().get(0).z() - 0.2787) > 1e-4,
                "free along the axis: " + s.sites().get(0));
        assertEquals(161, SpaceGroupFinder.find(s, 0.001).spaceGroup().number());
    }

    @Test
    void atomsOfOnePositionMoveTogether() {
        Site a = new Site("Ca", List.of(new Species("Ca", 2, 0.5)), 0.0360, 0.25, 0.9932, null);
        Site b = new Site("Sr", List.of(new Species("Sr", 2, 0.5)), 0.0360, 0.25, 0.9932, null);
        CrystalStructure s = new AtomShifts(
                        CATIO3.withSites(List.of(a, b, CATIO3.sites().get(1))))
                .shifted(0.3, new SplittableRandom(2));
        assertEquals(s.sites().get(0).x(), s.sites().get(1).x());
        assertEquals(s.sites().get(0).z(), s.sites().get(1).z());
        assertSame(a.species(), s.sites().get(0).species());
    }
}
