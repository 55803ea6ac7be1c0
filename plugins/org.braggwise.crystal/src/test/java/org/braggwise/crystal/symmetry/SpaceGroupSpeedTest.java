// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

import org.braggwise.crystal.CpuTime;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.finder.SpaceGroupFinder;
import org.braggwise.crystal.geometry.UnitCell;
import org.junit.jupiter.api.Test;

/** Cells of thousands of atoms in P 1: what took minutes takes a fraction of a second.  */
class SpaceGroupSpeedTest {

    private static final double LIMIT = 2;
    private static final double[][] DIAMOND = {
        {0, 0, 0},
        {.5, .5, 0},
        {.5, 0, .5},
        {0, .5, .5},
        {.25, .25, .25},
        {.75, .75, .25},
        {.75, .25, .75},
        {.25, .75, .75}
    };

    @Test
    void supercell() {
        CrystalStructure s = silicon(11, 0);
        assertEquals(10_648, s.atoms().size());
        SpaceGroupFinder.Result found = CpuTime.within(LIMIT, () -> SpaceGroupFinder.find(s, 0.01));
        assertEquals(227, found.spaceGroup().number());
        assertEquals(2, found.primitiveAtoms());
        assertEquals(5.43, found.standardised().cell().a(), 1e-6);
    }

    @Test
    void supercellWithAVacancy() {
        CrystalStructure whole = silicon(10, 0);
        CrystalStructure s =
                whole.withSites(whole.sites().subList(1, whole.sites().size()));
        SpaceGroupFinder.Result found = CpuTime.within(LIMIT, () -> SpaceGroupFinder.find(s, 0.01));
        assertEquals(215, found.spaceGroup().number());
        assertEquals(7_999, found.primitiveAtoms());
    }

    @Test
    void atomsOfASimulatedMelt() {
        CrystalStructure s = silicon(11, 0.1);
        assertEquals(
                1,
                CpuTime.within(LIMIT, () -> SpaceGroupFinder.find(s, 0.01))
                        .spaceGroup()
                        .number());
    }

    @Test
    void isInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThrows(CancellationException.class, () -> SpaceGroupFinder.find(silicon(2, 0), 0.01));
        } finally {
            Thread.interrupted();
        }
    }

    private static CrystalStructure silicon(int cells, double noiseAngstrom) {
        SplittableRandom random = new SplittableRandom(3);
        double a = 5.43 * cells;
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < cells * cells * cells; i++) {
            for (double[] x : DIAMOND) {
                double[] y = new double[3];
                int[] cell = {i % cells, i / cells % cells, i / cells / cells};
                for (int k = 0; k < 3; k++) {
                    y[k] = (cell[k] + x[k]) / cells + noiseAngstrom * (random.nextDouble() - 0.5) / a;
                }
                sites.add(Site.of("Si" + sites.size(), "Si", y[0], y[1], y[2]));
            }
        }
        return new CrystalStructure("silicon", new UnitCell(a, a, a, 90, 90, 90), SpaceGroup.ofNumber(1), sites);
    }
}
