// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.cif.CifReader;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.simulation.PymatgenPeers.Line;
import org.braggwise.diffraction.simulation.PymatgenPeers.Peer;
import org.junit.jupiter.api.Test;

/** Positions and intensities agree with pymatgen 2022.11.7 where its scattering factors and conventions are selected. */
class PymatgenAgreementTest {

    private static final double POSITION_TOLERANCE = 1e-4;

    /** In units of the strongest line, 100. */
    private static final double INTENSITY_TOLERANCE = 1e-4 * 100;

    @Test
    void everyStructureWithoutDisplacements() throws IOException {
        PatternSimulator simulator =
                new PatternSimulator(PymatgenPeers.settings().build());
        List<Peer> peers = PymatgenPeers.all();
        for (Peer peer : peers) {
            assertAgree(peer.id(), simulator.reflections(peer.structure()), peer.withoutB());
        }
        assertEquals(34, peers.size());
    }

    @Test
    void everyStructureWithDisplacements() throws IOException {
        for (Peer peer : PymatgenPeers.all()) {
            PatternSimulator simulator = new PatternSimulator(PymatgenPeers.settings()
                    .displacementSource(DisplacementSource.INPUT)
                    .inputDisplacements(peer.b())
                    .build());
            assertAgree(peer.id(), simulator.reflections(peer.structure()), peer.withB());
        }
    }

    /** The same structures from their CIF files, with the symmetry that those state. */
    @Test
    void everyPeerWithACifFile() throws IOException {
        PatternSimulator simulator =
                new PatternSimulator(PymatgenPeers.settings().build());
        int compared = 0;
        for (Peer peer : PymatgenPeers.all()) {
            Path file = PymatgenPeers.data().resolve("structures/rss/cif/" + peer.id() + ".cif");
            if (Files.exists(file)) {
                CrystalStructure s = new CifReader(CifReader.Mode.TOLERANT)
                        .read(Files.readString(file, StandardCharsets.ISO_8859_1), peer.id())
                        .structures()
                        .get(0);
                assertTrue(s.spaceGroup().order() > 1, peer.id());
                assertAgree(peer.id(), simulator.reflections(s), peer.withoutB());
                compared++;
            }
        }
        assertTrue(compared > 10, "compared " + compared);
    }

    /** Lines nearer than the tolerance are compared by their sums: pymatgen joins lines within 1e-5 degrees, and rounding decides which. */
    private static void assertAgree(String id, ReflectionList reflections, List<Line> expected) {
        ReflectionList ours = reflections.within(10, 80);
        double strongest = ours.merged(1e-5).stream()
                .mapToDouble(ReflectionList.Peak::intensity)
                .max()
                .orElseThrow();
        PeakComparison comparison = new PeakComparison();
        for (Reflection r : ours.reflections()) {
            comparison.first(r.twoThetaDeg(), 100 * r.intensity() / strongest);
        }
        for (Line line : expected) {
            comparison.second(line.twoThetaDeg(), line.intensity());
        }
        comparison.assertAgree(POSITION_TOLERANCE, INTENSITY_TOLERANCE, id);
        assertEquals(expected.stream().mapToDouble(Line::raw).max().orElseThrow(), strongest, 1e-5 * strongest, id);
    }

    @Test
    void caesiumChloride() throws IOException {
        CrystalStructure cscl = new CrystalStructure(
                "CsCl",
                new UnitCell(4.209, 4.209, 4.209, 90, 90, 90),
                SpaceGroup.ofNumber(221),
                List.of(Site.of("Cs", "Cs", 0, 0, 0), Site.of("Cl", "Cl", 0.5, 0.5, 0.5)));
        ReflectionList list = new PatternSimulator(PymatgenPeers.settings().build())
                .reflections(cscl)
                .within(10, 80)
                .scaledTo(100);
        Reflection first = list.reflections().get(0);
        assertEquals("1 0 0", first.hkl());
        assertEquals(6, first.multiplicity());
        assertEquals(21.107738329639844, first.twoThetaDeg(), 1e-10);
        assertEquals(36.483184, first.intensity(), 1e-5);
        Reflection second = list.reflections().get(1);
        assertEquals("1 1 0", second.hkl());
        assertEquals(12, second.multiplicity());
        assertEquals(30.024695921112777, second.twoThetaDeg(), 1e-10);
        assertEquals(100, second.intensity(), 1e-12);
        assertEquals(2.976212442, second.dAngstrom(), 1e-9);
    }

    @Test
    void tungstenUnscaled() throws IOException {
        CrystalStructure w = new CrystalStructure(
                "W",
                new UnitCell(3.1653, 3.1653, 3.1653, 90, 90, 90),
                SpaceGroup.ofNumber(229),
                List.of(Site.of("W", "W", 0, 0, 0)));
        Reflection still = new PatternSimulator(PymatgenPeers.settings().build())
                .reflections(w)
                .within(10, 80)
                .reflections()
                .get(0);
        assertEquals(40.294828554672264, still.twoThetaDeg(), 1e-10);
        assertEquals(2414237.5633093244, still.intensity(), 1e-6 * 2414237);
        Reflection moving = new PatternSimulator(PymatgenPeers.settings()
                        .displacementSource(DisplacementSource.INPUT)
                        .inputDisplacements(Map.of("W", new Displacement(Displacement.Kind.B_ISO, 0.1526)))
                        .build())
                .reflections(w)
                .within(10, 80)
                .reflections()
                .get(0);
        assertEquals(2377745.229668602, moving.intensity(), 1e-6 * 2377745);
    }
}
