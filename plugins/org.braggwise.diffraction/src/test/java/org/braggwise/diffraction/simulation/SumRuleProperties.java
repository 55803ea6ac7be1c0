// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Elements;
import org.braggwise.crystal.Species;
import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.Pattern;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.TwoThetaGrid;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** What a pattern adds up to does not depend on how it is drawn. */
class SumRuleProperties {

    @Provide
    Arbitrary<CrystalStructure> crystals() {
        return Crystals.any();
    }

    /** Points times step is the intensity of the lines, whatever their shape and width and the grid. */
    @Property(tries = 100, seed = "1")
    void areaIsThatOfTheLines(
            @ForAll("crystals") CrystalStructure s,
            @ForAll ProfileShape shape,
            @ForAll @DoubleRange(min = 0, max = 1) double lorentzian,
            @ForAll @DoubleRange(min = 20, max = 200) double domainSizeNm,
            @ForAll @IntRange(min = 300, max = 20_000) int points) {
        PeakProfile profile = new PeakProfile(shape, lorentzian, 0, 0, 0.0025, 0, 0, domainSizeNm, 0.9, 0);
        SimulationSettings settings = SimulationSettings.builder()
                .displacementSource(DisplacementSource.STRUCTURE)
                .profile(profile)
                .grid(new TwoThetaGrid(1, 160, points))
                .normalisation(Normalisation.NONE)
                .build();
        PatternSimulator simulator = new PatternSimulator(settings);
        ReflectionList all = simulator.reflections(s);
        List<Reflection> inner = all.reflections().stream()
                .filter(r -> r.twoThetaDeg() > 30 && r.twoThetaDeg() < 60)
                .toList();
        double expected = inner.stream().mapToDouble(Reflection::intensity).sum();
        Pattern pattern = simulator.render(new ReflectionList(all.radiation(), inner), "");
        assertEquals(
                expected,
                Arrays.stream(pattern.intensities()).sum() * settings.grid().stepDeg(),
                1e-7 * expected);
    }

    /** Atoms scatter in phase in the forward direction: as the electrons of the cell, dispersion aside. */
    @Property(tries = 100, seed = "2")
    void noLineIsStrongerThanAllAtomsInPhase(@ForAll("crystals") CrystalStructure s) {
        SimulationSettings settings = SimulationSettings.builder()
                .displacementSource(DisplacementSource.STRUCTURE)
                .anomalous(false)
                .ions(false)
                .build();
        double electrons = s.atoms().stream()
                .mapToDouble(a -> s.sites().get(a.siteIndex()).species().stream()
                        .mapToDouble((Species p) ->
                                p.occupancy() * Elements.of(p.element()).atomicNumber())
                        .sum())
                .sum();
        for (Reflection r : new PatternSimulator(settings).reflections(s).reflections()) {
            assertTrue(r.structureFactorSquared() < electrons * electrons, r + " of " + electrons + " electrons");
        }
    }
}
