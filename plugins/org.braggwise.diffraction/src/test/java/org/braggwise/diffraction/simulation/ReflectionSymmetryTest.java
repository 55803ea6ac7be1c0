// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.TwoThetaGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Families, multiplicities and absences; what must not change when a crystal is described otherwise. */
class ReflectionSymmetryTest {

    private static final PatternSimulator SIMULATOR = new PatternSimulator(SimulationSettings.builder()
            .displacementSource(DisplacementSource.STRUCTURE)
            .build());

    private static void assertSame(ReflectionList expected, ReflectionList actual, double factor, String what) {
        PeakComparison.of(expected.within(5, 85), actual.within(5, 85), factor)
                .assertAgree(1e-6, 1e-7 * expected.strongest(), what);
    }

    /** An atom in a general position of each of the 230 types, against the same atoms without symmetry. */
    @Test
    void allSpaceGroups() {
        SplittableRandom random = new SplittableRandom(7);
        for (int number = 1; number <= 230; number++) {
            SpaceGroup group = SpaceGroup.ofNumber(number);
            UnitCell cell = group.constrained(new UnitCell(5.1, 5.9, 6.7, 84, 97, 101));
            CrystalStructure s;
            do {
                s = new CrystalStructure(
                        "group " + number,
                        cell,
                        group,
                        List.of(
                                Site.of("Fe", "Fe", random.nextDouble(), random.nextDouble(), random.nextDouble()),
                                Site.of("O", "O", random.nextDouble(), random.nextDouble(), random.nextDouble())));
                // Again where an image fell on its atom: unless both lie exactly on the symmetry element, that atom is
                // then not symmetric.
            } while (s.multiplicity(0) < group.order() || s.multiplicity(1) < group.order());
            ReflectionList symmetric = SIMULATOR.reflections(s);
            assertSame(SIMULATOR.reflections(Structures.inP1(s, 0, 1, 1, 1)), symmetric, 1, s.name());
            PointGroup points = new PointGroup(group, cell);
            assertTrue(points.complete(), s.name());
            assertEquals(group.laueClass().order(), points.order(), s.name());
            for (Reflection r : symmetric.reflections()) {
                assertFalse(group.absent(r.h(), r.k(), r.l()), s.name() + ": " + r);
                assertEquals(0, group.laueClass().order() % r.multiplicity(), s.name() + ": " + r);
            }
        }
    }

    /** Every lattice point of the sphere belongs to one family. */
    @Test
    void familiesFillTheSphere() {
        for (CrystalStructure s : Structures.ALL) {
            PointGroup group = new PointGroup(s.spaceGroup(), s.cell());
            ReflectionSphere families = new ReflectionSphere(s.cell(), group, 0.02, 0.83);
            int sum = 0;
            for (int i = 0; i < families.size(); i++) {
                sum += families.multiplicity(i);
            }
            int points = 0;
            for (int h = -20; h <= 20; h++) {
                for (int k = -20; k <= 20; k++) {
                    for (int l = -20; l <= 20; l++) {
                        double d = h == 0 && k == 0 && l == 0 ? 0 : s.cell().dSpacing(h, k, l);
                        points += 1 / d >= 0.02 && 1 / d <= 0.83 ? 1 : 0;
                    }
                }
            }
            assertEquals(points, sum, s.name());
        }
    }

    @Test
    void originAndSupercell() {
        for (CrystalStructure s : Structures.ALL) {
            ReflectionList list = SIMULATOR.reflections(s);
            assertSame(list, SIMULATOR.reflections(Structures.inP1(s, 0.137, 1, 1, 1)), 1, s.name());
            // F of a cell of six times the atoms is six times as large, its square 36 times.
            assertSame(list, SIMULATOR.reflections(Structures.inP1(s, 0.05, 1, 2, 3)), 36, s.name());
        }
    }

    /** A strained cell keeps the operations that its lengths allow, and is then as right as without any. */
    @Test
    void strainedCell() {
        CrystalStructure s = Structures.SRTIO3;
        CrystalStructure strained = new CrystalStructure(
                "strained", new UnitCell(3.905, 3.905, 3.95, 90, 90, 90), s.spaceGroup(), s.sites());
        PointGroup group = new PointGroup(strained.spaceGroup(), strained.cell());
        assertEquals(16, group.order());
        assertFalse(group.complete());
        ReflectionList list = SIMULATOR.reflections(strained);
        assertSame(SIMULATOR.reflections(Structures.inP1(strained, 0, 1, 1, 1)), list, 1, "strained");
        assertEquals(1, list.notes().size(), list.notes().toString());
    }

    /** International Tables A, table 10.1.2.2 (forms): multiplicities of families, and their labels. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
        # group, h, k, l, label, multiplicity
        2,   1, 2, 3,  1 2 3,  2
        2,   -1, 2, -3,  1 -2 3,  2
        14,  1, 2, 3,  1 2 3,  4
        14,  1, 0, -3,  1 0 -3,  2
        14,  0, 2, 0,  0 2 0,  2
        62,  1, 2, 3,  1 2 3,  8
        62,  0, 2, 3,  0 2 3,  4
        87,  2, 1, 3,  2 1 3,  8
        87,  1, 2, 3,  1 2 3,  8
        139, 1, 2, 3,  2 1 3,  16
        148, 1, 1, 3,  1 1 3,  6
        167, 0, 1, 2,  0 1 2,  6
        167, 1, 0, 4,  1 0 4,  6
        167, 1, 1, 3,  1 1 3,  12
        167, 0, 0, 6,  0 0 6,  2
        176, 2, 1, 1,  2 1 1,  12
        176, 1, 2, 1,  1 2 1,  12
        194, 1, 2, 1,  2 1 1,  24
        205, 2, 1, 0,  2 1 0,  12
        205, 1, 2, 0,  2 0 1,  12
        221, 1, 2, 3,  3 2 1,  48
        221, 1, 1, 1,  1 1 1,  8
        """,
            useHeadersInDisplayName = false)
    void multiplicities(int number, int h, int k, int l, String label, int multiplicity) {
        SpaceGroup spaceGroup = SpaceGroup.ofNumber(number);
        UnitCell cell = spaceGroup.constrained(new UnitCell(5.1, 5.9, 6.7, 84, 97, 101));
        PointGroup group = new PointGroup(spaceGroup, cell);
        ReflectionSphere families = new ReflectionSphere(cell, group, 0.01, 0.95);
        int[] images = new int[3 * group.order()];
        for (int i = 0; i < families.size(); i++) {
            group.images(families.index(i, 0), families.index(i, 1), families.index(i, 2), images);
            for (int j = 0; j < images.length; j += 3) {
                if (images[j] == h && images[j + 1] == k && images[j + 2] == l) {
                    assertEquals(label, families.label(i, 0) + " " + families.label(i, 1) + " " + families.label(i, 2));
                    assertEquals(multiplicity, families.multiplicity(i));
                    return;
                }
            }
        }
        throw new AssertionError("no family has " + h + " " + k + " " + l);
    }

    /** Calcite's lines as in any table of powder data (PDF 5-586): 012 and not 102, 104 and not 014. */
    @Test
    void calcite() {
        List<String> strong =
                SIMULATOR.reflections(Structures.CALCITE).within(20, 50).scaledTo(100).reflections().stream()
                        .filter(r -> r.intensity() > 1)
                        .map(Reflection::hkl)
                        .toList();
        assertEquals(List.of("0 1 2", "1 0 4", "0 0 6", "1 1 0", "1 1 3", "2 0 2", "0 2 4", "0 1 8", "1 1 6"), strong);
    }

    @Test
    void tooManyReflections() {
        UnitCell huge = new UnitCell(300, 300, 300, 90, 90, 90);
        CrystalStructure s =
                new CrystalStructure("", huge, SpaceGroup.ofNumber(1), List.of(Site.of("C", "C", 0, 0, 0)));
        ReflectionLimitException e = assertThrows(ReflectionLimitException.class, () -> SIMULATOR.reflections(s));
        assertTrue(e.getMessage().contains("expected at most 2000000"), e.getMessage());
        PatternSimulator gamma = new PatternSimulator(SimulationSettings.builder()
                .radiation(Radiation.monochromatic(0.01))
                .build());
        assertThrows(ReflectionLimitException.class, () -> gamma.reflections(Structures.PBNM));
        // A cell almost flat has few reflections in an enormous box.
        CrystalStructure flat = new CrystalStructure(
                "",
                new UnitCell(900, 900, 900, 119.9999, 119.9999, 119.9999),
                SpaceGroup.ofNumber(1),
                List.of(Site.of("C", "C", 0, 0, 0)));
        assertThrows(ReflectionLimitException.class, () -> SIMULATOR.reflections(flat));
    }

    /** Short wavelengths and the full range of angles are no special case. */
    @Test
    void synchrotronAndBackscattering() {
        PatternSimulator hard = new PatternSimulator(SimulationSettings.builder()
                .radiation(Radiation.monochromatic(0.2073))
                .grid(new TwoThetaGrid(1, 20, 2001))
                .displacementSource(DisplacementSource.STRUCTURE)
                .build());
        Reflection first = hard.reflections(Structures.SRTIO3).reflections().get(0);
        assertEquals(2 * Math.toDegrees(Math.asin(0.2073 / 2 / 3.905)), first.twoThetaDeg(), 1e-12);
        PatternSimulator wide = new PatternSimulator(SimulationSettings.builder()
                .grid(new TwoThetaGrid(0, 179, 1001))
                .build());
        ReflectionList all = wide.reflections(Structures.SRTIO3);
        assertTrue(all.reflections().get(all.size() - 1).twoThetaDeg() <= 179.5);
        assertEquals(1, wide.pattern(Structures.SRTIO3, "").maximum(), 1e-12);
    }
}
