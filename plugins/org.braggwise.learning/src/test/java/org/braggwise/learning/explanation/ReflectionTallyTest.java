// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.junit.jupiter.api.Test;

class ReflectionTallyTest {
    private static final List<Region> REGION = List.of(new Region(45.9, 47, 46.4, 0.3, 0.01, List.of()));

    /** @param lines h, two-theta and intensity of each (h 0 0) */
    private static ReflectionList structure(double... lines) {
        List<Reflection> list = new java.util.ArrayList<>();
        for (int i = 0; i < lines.length; i += 3) {
            list.add(new Reflection((int) lines[i], 0, 0, 1, lines[i + 1], 6, 1, lines[i + 2]));
        }
        return new ReflectionList(Radiation.of("Cu Ka"), list);
    }

    private static List<String> named(ReflectionTally tally, double tolerance, double weakest) {
        return tally.assign(REGION, tolerance, weakest).get(0).reflections().stream()
                .map(Reflection::hkl)
                .toList();
    }

    /** Intensities count relative to each structure's strongest line: a heavy atom's structure does not drown the others. */
    @Test
    void namesWhatIsStrongestInTheMean() {
        ReflectionTally tally = new ReflectionTally();
        tally.add(structure(1, 32, 1000, 2, 46.2, 400, 3, 46.6, 100), 0.005);
        tally.add(structure(1, 32, 10, 2, 46.9, 1, 3, 46.5, 5), 0.005);
        assertEquals(List.of("3 0 0", "2 0 0"), named(tally, 0, 0.005));
    }

    @Test
    void leavesOutWhatLiesElsewhereOrIsWeak() {
        ReflectionTally tally = new ReflectionTally();
        tally.add(structure(1, 32, 100, 2, 46.4, 50, 3, 47.2, 50, 4, 46.5, 0.4), 0.005);
        assertEquals(List.of("2 0 0"), named(tally, 0, 0));
        assertEquals(List.of("2 0 0", "3 0 0"), named(tally, 0.2, 0));
        tally.add(structure(1, 32, 100), 0.005);
        assertEquals(List.of(), named(tally, 0, 0.26)); // 0.5 in one of two
    }

    @Test
    void withoutStructuresNothingIsNamed() {
        assertEquals(List.of(), named(new ReflectionTally(), 0, 0));
    }
}
