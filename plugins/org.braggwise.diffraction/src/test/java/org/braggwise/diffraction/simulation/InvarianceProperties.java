// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.cif.CifReader;
import org.braggwise.crystal.cif.CifWriter;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.diffraction.ReflectionList;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Lines are those of the crystal, not of its description. */
class InvarianceProperties {

    private static final PatternSimulator SIMULATOR = new PatternSimulator(SimulationSettings.builder()
            .displacementSource(DisplacementSource.STRUCTURE)
            .build());
    private static final int TRIES = 100;

    @Provide
    Arbitrary<CrystalStructure> crystals() {
        return Crystals.any();
    }

    private static void assertSame(CrystalStructure expected, CrystalStructure actual, double factor, double share) {
        ReflectionList lines = SIMULATOR.reflections(expected);
        PeakComparison.of(lines.within(5, 85), SIMULATOR.reflections(actual).within(5, 85), factor)
                .assertAgree(1e-6, share * lines.strongest(), expected.name());
    }

    @Property(tries = TRIES, seed = "1")
    void orderOfSites(@ForAll("crystals") CrystalStructure s, @ForAll long seed) {
        List<Site> shuffled = new ArrayList<>(s.sites());
        Collections.shuffle(shuffled, new Random(seed));
        assertSame(s, s.withSites(shuffled), 1, 1e-7);
    }

    @Property(tries = TRIES, seed = "2")
    void origin(
            @ForAll("crystals") CrystalStructure s,
            @ForAll @DoubleRange(min = -1, max = 1) double x,
            @ForAll @DoubleRange(min = -1, max = 1) double y,
            @ForAll @DoubleRange(min = -1, max = 1) double z) {
        CrystalStructure atoms = s.inP1();
        assertSame(
                s,
                atoms.withSites(atoms.sites().stream()
                        .map(a -> a.at(a.x() + x, a.y() + y, a.z() + z))
                        .toList()),
                1,
                1e-7);
    }

    @Property(tries = TRIES, seed = "3")
    void supercell(
            @ForAll("crystals") CrystalStructure s,
            @ForAll @IntRange(min = 1, max = 2) int na,
            @ForAll @IntRange(min = 1, max = 3) int nc) {
        assertSame(s, Structures.inP1(s, 0, na, 1, nc), na * na * nc * nc, 1e-7);
    }

    /** Two axes of the cell become their sum or their difference with a third: its volume and its lattice stay. */
    @Property(tries = TRIES, seed = "4")
    void cellSetting(
            @ForAll("crystals") CrystalStructure s,
            @ForAll @IntRange(min = 0, max = 2) int first,
            @ForAll @IntRange(min = 1, max = 2) int step,
            @ForAll boolean sum) {
        double[][] columns = s.cell().toCartesian();
        double[][] axes = new double[3][3];
        for (int i = 0; i < 9; i++) {
            axes[i / 3][i % 3] = columns[i % 3][i / 3];
        }
        int other = (first + step) % 3;
        int sign = sum ? 1 : -1;
        for (int k = 0; k < 3; k++) {
            axes[first][k] += sign * axes[other][k];
        }
        CrystalStructure atoms = s.inP1();
        // r = x_i a_i + x_j a_j = x_i (a_i + sign a_j) + (x_j - sign x_i) a_j
        List<Site> sites = atoms.sites().stream()
                .map(a -> {
                    double[] x = {a.x(), a.y(), a.z()};
                    x[other] -= sign * x[first];
                    return a.at(x[0], x[1], x[2]);
                })
                .toList();
        assertSame(s, atoms.withCell(UnitCell.ofLattice(axes)).withSites(sites), 1, 1e-7);
    }

    /** Atoms that nearly share a place are no crystal, or one mixed site: the reader says what it assumes. */
    @Property(tries = TRIES, seed = "5")
    void writtenAndRead(@ForAll("crystals") CrystalStructure s) {
        CifReader.Result read = new CifReader(CifReader.Mode.TOLERANT).read(CifWriter.write(s), "written");
        Assume.that(read.diagnostics().stream().allMatch(d -> d.rule().equals("symmetry-determined")));
        assertEquals(1, read.structures().size(), () -> read.diagnostics().toString());
        Assume.that(read.structures().get(0).sites().size() == s.sites().size());
        assertSame(s, read.structures().get(0), 1, 1e-7);
    }
}
