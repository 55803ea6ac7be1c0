// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.phase;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;

import org.braggwise.crystal.Atom;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreePositionsTest {

    /** Wyckoff positions as International Tables A prints them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        P m -3 m    | 0    0    0    | 1  |
        P m -3 m    | 0.3  0    0    | 6  | 1 0 0
        P m -3 m    | 0.3  0.3  0.3  | 8  | 1 1 1
        P m -3 m    | 0.3  0.3  0.2  | 24 | 1 1 0, 0 0 1
        P 63/m m c  | 0.17 0.34 0.25 | 6  | 1 2 0
        P 63/m m c  | 0.17 0.34 0.1  | 12 | 1 2 0, 0 0 1
        P n m a     | 0.1  0.25 0.3  | 4  | 1 0 0, 0 0 1
        P n m a     | 0.1  0.2  0.3  | 8  | 1 0 0, 0 1 0, 0 0 1
        P 1 21/c 1  | 0    0    0    | 2  |
        P 41 21 2   | 0.3  0.3  0    | 4  | 1 1 0
        I -4 3 d    | 0.1  0    0.25 | 24 | 1 0 0
        """)
    void directionsAreThoseOfInternationalTables(String symbol, String position, int multiplicity, String expected) {
        double[] x = numbers(position);
        SpaceGroup group = SpaceGroup.ofHermannMauguin(symbol, null);
        UnitCell cell = group.constrained(new UnitCell(6, 7, 8, 90, 100, 90));
        FreePositions free =
                new FreePositions(new CrystalStructure("", cell, group, List.of(Site.of("A", "Sr", x[0], x[1], x[2]))));
        assertEquals(multiplicity, free.atoms());
        String[] directions = expected == null ? new String[0] : expected.split(",");
        assertEquals(directions.length, free.size());
        for (int i = 0; i < directions.length; i++) {
            assertArrayEquals(numbers(directions[i].trim()), free.direction(i), 1e-12);
        }
    }

    private static double[] numbers(String text) {
        return java.util.Arrays.stream(text.trim().split(" +"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** Moving parameters and expanding the moved site by the group are the same. */
    @Test
    void atomsFollowTheirSite() {
        SplittableRandom random = new SplittableRandom(3);
        for (int number = 1; number <= 230; number++) {
            SpaceGroup group = SpaceGroup.ofNumber(number);
            UnitCell cell = group.constrained(new UnitCell(7, 8, 9, 85, 95, 100));
            CrystalStructure s = new CrystalStructure(
                    "",
                    cell,
                    group,
                    List.of(
                            Site.of("A", "Sr", 0.137, 0.224, 0.391),
                            Site.of("B", "Ti", 0, 0, 0),
                            Site.of("C", "O", 0.5, 0, 0),
                            Site.of("D", "O", 0, 0.5, 0.25)));
            FreePositions free = new FreePositions(s);
            double[] p = new double[free.size()];
            for (int i = 0; i < p.length; i++) {
                p[i] = random.nextDouble(-0.01, 0.01);
            }
            double[] xyz = new double[3 * free.atoms()];
            free.positions(p, xyz);
            CrystalStructure moved = free.moved(p, cell);
            assertEquals(free.atoms(), moved.atoms().size(), group.toString());
            for (int atom = 0; atom < free.atoms(); atom++) {
                double nearest = 1;
                for (Atom a : moved.atoms()) {
                    if (a.siteIndex() == free.siteOfAtom(atom)) {
                        nearest = Math.min(
                                nearest,
                                apart(a.x(), xyz[3 * atom])
                                        + apart(a.y(), xyz[3 * atom + 1])
                                        + apart(a.z(), xyz[3 * atom + 2]));
                    }
                }
                assertEquals(0, nearest, 1e-9, group + ", atom " + atom);
            }
        }
    }

    private static double apart(double x, double y) {
        return Math.abs(x - y - Math.rint(x - y));
    }
}
