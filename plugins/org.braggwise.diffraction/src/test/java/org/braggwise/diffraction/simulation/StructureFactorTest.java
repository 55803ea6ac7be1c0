// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionNote;
import org.braggwise.diffraction.scattering.AnomalousDispersion;
import org.braggwise.diffraction.scattering.CromerMann;
import org.braggwise.diffraction.scattering.WaasmaierKirfel;
import org.junit.jupiter.api.Test;

/** |F|^2 against gemmi's and against sums written out. */
class StructureFactorTest {

    /** gemmi 0.5.7 adds f' and not f'': so the comparison is with oxygen's and the others' f'' taken away. */
    @Test
    void gemmi() throws IOException {
        SimulationSettings settings = SimulationSettings.builder()
                .formFactors(CromerMann.TABLE)
                .anomalous(true)
                .radiation(Radiation.of("Cu Ka1"))
                .displacementSource(DisplacementSource.STRUCTURE)
                .build();
        Map<String, Double> worst = new HashMap<>();
        int compared = 0;
        try (var in = new BufferedReader(new InputStreamReader(
                getClass().getResourceAsStream("gemmi-structure-factors.tsv"), StandardCharsets.UTF_8))) {
            for (String line : in.lines().filter(l -> !l.startsWith("#")).toList()) {
                String[] f = line.split("\t");
                CrystalStructure s = Structures.ALL.stream()
                        .filter(x -> x.name().equals(f[0]))
                        .findFirst()
                        .orElseThrow();
                int[] hkl = {Integer.parseInt(f[1]), Integer.parseInt(f[2]), Integer.parseInt(f[3])};
                double expected = Double.parseDouble(f[4]);
                double[] real = direct(s, settings, hkl, false);
                double scale = direct(s, settings, new int[] {0, 0, 0}, false)[0];
                assertEquals(expected, real[0], 2e-4 * expected + 1e-6 * scale, line);
                double ours = ofSimulator(s, settings, hkl);
                double[] complete = direct(s, settings, hkl, true);
                double[] opposite = direct(s, settings, new int[] {-hkl[0], -hkl[1], -hkl[2]}, true);
                assertEquals((complete[0] + opposite[0]) / 2, ours, 1e-9 * scale, line);
                worst.merge(f[0], Math.abs(ours - expected), Math::max);
                compared++;
            }
        }
        assertTrue(compared > 1000);
        assertEquals(7, worst.size());
    }

    private static double ofSimulator(CrystalStructure s, SimulationSettings settings, int[] hkl) {
        PointGroup group = new PointGroup(s.spaceGroup(), s.cell());
        ReflectionSphere families = new ReflectionSphere(s.cell(), group, 0.01, 1.3);
        StructureFactors factors =
                new StructureFactors(s.atoms(), new Scatterers(s, settings, new LinkedHashSet<>()), families);
        double d = s.cell().dSpacing(hkl[0], hkl[1], hkl[2]);
        int sign = hkl[0] < 0 ? -1 : 1;
        return factors.squared(sign * hkl[0], sign * hkl[1], sign * hkl[2], 1 / (4 * d * d));
    }

    /** The definition, atom by atom. */
    private static double[] direct(CrystalStructure s, SimulationSettings settings, int[] hkl, boolean imaginary) {
        double d = s.cell().dSpacing(hkl[0], hkl[1], hkl[2]);
        double s2 = 1 / (4 * d * d);
        double re = 0;
        double im = 0;
        for (var atom : s.atoms()) {
            Site site = s.sites().get(atom.siteIndex());
            double phase = 2 * Math.PI * (hkl[0] * atom.x() + hkl[1] * atom.y() + hkl[2] * atom.z());
            for (Species species : site.species()) {
                AnomalousDispersion f = AnomalousDispersion.find(
                                species.element(), settings.radiation().wavelengthAngstrom())
                        .orElseThrow();
                double weight =
                        species.occupancy() * Math.exp(-site.displacement().bIso() * s2);
                double a = weight
                        * (settings.formFactors()
                                        .find(species.element(), 0)
                                        .orElseThrow()
                                        .at(s2)
                                + f.real());
                double b = imaginary ? weight * f.imaginary() : 0;
                re += a * Math.cos(phase) - b * Math.sin(phase);
                im += a * Math.sin(phase) + b * Math.cos(phase);
            }
        }
        return new double[] {re * re + im * im};
    }

    @Test
    void partialAndMixedOccupancy() {
        SimulationSettings settings = SimulationSettings.builder()
                .displacementSource(DisplacementSource.NONE)
                .anomalous(false)
                .build();
        PatternSimulator simulator = new PatternSimulator(settings);
        UnitCell cell = new UnitCell(4, 4, 4, 90, 90, 90);
        SpaceGroup group = SpaceGroup.ofNumber(221);
        double s2 = 1 / 64.0;
        double sr = WaasmaierKirfel.TABLE.find("Sr", 2).orElseThrow().at(s2);
        double ba = WaasmaierKirfel.TABLE.find("Ba", 2).orElseThrow().at(s2);
        Site mixed = new Site("A", List.of(new Species("Sr", 2, 0.25), new Species("Ba", 2, 0.5)), 0, 0, 0, null);
        Reflection first = simulator
                .reflections(new CrystalStructure("", cell, group, List.of(mixed)))
                .reflections()
                .get(0);
        assertEquals("1 0 0", first.hkl());
        assertEquals(Math.pow(0.25 * sr + 0.5 * ba, 2), first.structureFactorSquared(), 1e-9);
    }

    /** An ion that the table lacks is taken as neutral, and the list says so. */
    @Test
    void ionsAndNotes() {
        CrystalStructure s = new CrystalStructure(
                "",
                new UnitCell(5, 5, 5, 90, 90, 90),
                SpaceGroup.ofNumber(225),
                List.of(
                        new Site("Pb", List.of(new Species("Pb", 2, 1)), 0, 0, 0, null),
                        new Site("S", List.of(new Species("S", -2, 1)), 0.5, 0.5, 0.5, null)));
        SimulationSettings settings = SimulationSettings.builder()
                .displacementSource(DisplacementSource.NONE)
                .anomalous(false)
                .build();
        var list = new PatternSimulator(settings).reflections(s);
        assertEquals(
                List.of(ReflectionNote.ofElement(
                        "S",
                        "No scattering factor of S2- in Waasmaier & Kirfel 1995: that of the neutral atom taken.")),
                list.notes());
        Reflection r = list.reflections().stream()
                .filter(x -> x.hkl().equals("2 0 0"))
                .findFirst()
                .orElseThrow();
        double s2 = 1 / (4 * 2.5 * 2.5);
        double f = 4
                * (WaasmaierKirfel.TABLE.find("Pb", 2).orElseThrow().at(s2)
                        + WaasmaierKirfel.TABLE.find("S", 0).orElseThrow().at(s2));
        assertEquals(f * f, r.structureFactorSquared(), 1e-7 * f * f);
        double neutral = 4
                * (WaasmaierKirfel.TABLE.find("Pb", 0).orElseThrow().at(s2)
                        + WaasmaierKirfel.TABLE.find("S", 0).orElseThrow().at(s2));
        assertEquals(
                neutral * neutral,
                new PatternSimulator(settings.toBuilder().ions(false).build())
                        .reflections(s).reflections().stream()
                                .filter(x -> x.hkl().equals("2 0 0"))
                                .findFirst()
                                .orElseThrow()
                                .structureFactorSquared(),
                1e-7 * f * f);
    }
}
