// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Elements;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.diffraction.scattering.FormFactor;
import org.braggwise.diffraction.scattering.FormFactors;
import org.junit.jupiter.api.Assumptions;

/** What pymatgen computed, from the shared data: structures in P1, their peaks, and pymatgen's scattering factors. */
final class PymatgenPeers {

    /** One line of pymatgen: two-theta, and its intensity relative to the strongest, 100. */
    record Line(double twoThetaDeg, double intensity, double raw) {}

    record Peer(
            String id, CrystalStructure structure, Map<String, Displacement> b, List<Line> withoutB, List<Line> withB) {
        @Override
        public String toString() {
            return id;
        }
    }

    private PymatgenPeers() {}

    /** The folder of the shared data; the test is skipped where it is absent. */
    static Path data() {
        String data = System.getProperty("braggwise.data", "");
        Assumptions.assumeTrue(
                !data.isEmpty() && Files.isDirectory(Path.of(data)),
                "the shared data (property braggwise.data) is absent");
        return Path.of(data);
    }

    static List<Peer> all() throws IOException {
        List<Peer> peers = new ArrayList<>();
        try (var files = Files.list(data().resolve("peer-pymatgen"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                peers.add(read(Files.readString(file)));
            }
        }
        return peers;
    }

    @SuppressWarnings("unchecked")
    private static Peer read(String text) {
        Map<String, Object> json = (Map<String, Object>) Json.read(text);
        List<Double> m = (List<Double>) json.get("lattice");
        double[][] rows = {
            {m.get(0), m.get(1), m.get(2)}, {m.get(3), m.get(4), m.get(5)}, {m.get(6), m.get(7), m.get(8)}
        };
        List<Site> sites = new ArrayList<>();
        for (Map<String, Object> site : (List<Map<String, Object>>) json.get("sites")) {
            List<Species> species = new ArrayList<>();
            ((Map<String, Double>) site.get("species"))
                    .forEach((s, occupancy) -> species.add(new Species(s.replaceAll("[^A-Za-z].*", ""), 0, occupancy)));
            List<Double> x = (List<Double>) site.get("frac");
            sites.add(new Site("s" + sites.size(), species, x.get(0), x.get(1), x.get(2), null));
        }
        Map<String, Displacement> b = new HashMap<>();
        ((Map<String, Double>) json.get("debye_waller_B"))
                .forEach((e, value) -> b.put(e, new Displacement(Displacement.Kind.B_ISO, value)));
        return new Peer(
                (String) json.get("id"),
                new CrystalStructure((String) json.get("id"), UnitCell.ofLattice(rows), SpaceGroup.ofNumber(1), sites),
                b,
                lines(json.get("peaks_no_dw")),
                lines(json.get("peaks_dw")));
    }

    @SuppressWarnings("unchecked")
    private static List<Line> lines(Object peaks) {
        return ((List<Map<String, Object>>) peaks)
                .stream()
                        .map(p -> new Line((Double) p.get("two_theta"), (Double) p.get("intensity"), (Double)
                                p.get("intensity_raw")))
                        .toList();
    }

    /** f = Z - 41.78214 s^2 sum of a exp(-b s^2), whatever the charge. */
    @SuppressWarnings("unchecked")
    static FormFactors factors() throws IOException {
        Map<String, List<List<Double>>> table = (Map<String, List<List<Double>>>)
                Json.read(Files.readString(data().resolve("tables/pymatgen_atomic_scattering_params.json")));
        return new FormFactors() {
            @Override
            public String name() {
                return "pymatgen";
            }

            @Override
            public Optional<FormFactor> find(String element, int charge) {
                return Optional.ofNullable(table.get(element)).map(rows -> s2 -> {
                    double sum = 0;
                    for (List<Double> row : rows) {
                        sum += row.get(0) * Math.exp(-row.get(1) * s2);
                    }
                    return Elements.of(element).atomicNumber() - 41.78214 * s2 * sum;
                });
            }
        };
    }

    /** pymatgen's settings: its factors and wavelength, no dispersion, no displacement. */
    static SimulationSettings.Builder settings() throws IOException {
        return SimulationSettings.builder()
                .formFactors(factors())
                .anomalous(false)
                .displacementSource(DisplacementSource.NONE);
    }
}
