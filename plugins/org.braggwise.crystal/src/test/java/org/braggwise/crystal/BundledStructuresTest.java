// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.braggwise.crystal.cif.CifReader;
import org.braggwise.crystal.substitution.SubstitutionSettings;
import org.braggwise.crystal.substitution.TemplateSubstitutor;
import org.braggwise.crystal.substitution.VirtualStructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The structures that ship with the main workflow, read with our reader and compared with what gemmi and spglib found in the same files
 * (the columns of manifest.csv).
 */
public class BundledStructuresTest {

    private static final double SHELL = 1.35; // the manifest's rule for neighbours

    /** A row of the manifest, by column name. */
    record Row(Map<String, String> cells) {

        String get(String column) {
            return cells.get(column);
        }

        int number(String column) {
            return Integer.parseInt(cells.get(column));
        }

        double value(String column) {
            return Double.parseDouble(cells.get(column));
        }

        @Override
        public String toString() {
            return get("file");
        }
    }

    /** @return the folder of the main workflow's data */
    public static Path data() {
        String given = System.getProperty("braggwise.root");
        for (Path p = Path.of(given != null ? given : System.getProperty("user.dir"))
                        .toAbsolutePath();
                p != null;
                p = p.getParent()) {
            Path data = p.resolve("test-workflows/perovskite-symmetry/data");
            if (Files.isDirectory(data)) {
                return data;
            }
        }
        throw new IllegalStateException(
                "test-workflows/perovskite-symmetry/data is in no folder above the working directory: set -Dbraggwise.root to the checkout.");
    }

    static List<Row> rows() throws IOException {
        List<String> lines = Files.readAllLines(data().resolve("manifest.csv"));
        List<String> head = fields(lines.get(0));
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> f = fields(line);
            assertEquals(head.size(), f.size(), line);
            Map<String, String> cells = new HashMap<>();
            for (int i = 0; i < f.size(); i++) {
                cells.put(head.get(i), f.get(i));
            }
            rows.add(new Row(cells));
        }
        return rows;
    }

    private static List<String> fields(String line) {
        List<String> out = new ArrayList<>();
        StringBuilder s = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                s.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                out.add(s.toString());
                s.setLength(0);
            } else {
                s.append(c);
            }
        }
        out.add(s.toString());
        return out;
    }

    static CrystalStructure read(String file) throws IOException {
        CifReader.Result result =
                new CifReader(CifReader.Mode.STRICT).read(Files.readString(data().resolve(file)), file);
        assertEquals(1, result.structures().size(), file + ": " + result.diagnostics());
        assertTrue(
                result.diagnostics().stream().noneMatch(d -> d.severity() == Diagnostic.Severity.ERROR),
                file + ": " + result.diagnostics());
        return result.structures().get(0);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void agreesWithGemmiAndSpglib(Row row) throws IOException {
        CrystalStructure s = read(row.get("file"));
        assertEquals(row.value("cell_volume"), s.cell().volume(), 1e-3 * 1.01, "volume");
        assertEquals(row.number("space_group_number"), s.spaceGroup().number());
        assertEquals(row.get("crystal_system"), s.spaceGroup().crystalSystem().label());
        assertEquals(row.number("atoms_in_cell"), s.atoms().size(), "multiplicities");
        assertEquals(row.number("formula_units"), s.formulaUnits(), 1e-9);
        Map<String, Integer> amounts = new HashMap<>();
        s.atoms().forEach(a -> amounts.merge(element(s, a), 1, Integer::sum));
        int z = row.number("formula_units");
        assertEquals(Map.of(row.get("A"), z, row.get("B"), z, row.get("X"), 3 * z), amounts);
        assertTrue(s.ordered());
        assertEquals(0, s.spaceGroup().cellMisfit(s.cell()), 1e-3, "the cell obeys the crystal system");

        double shortest = Double.POSITIVE_INFINITY;
        int fewest = Integer.MAX_VALUE;
        int most = 0;
        double sum = 0;
        int b = 0;
        for (Atom a : s.atoms()) {
            double[] all = distances(s, a, null);
            shortest = Math.min(shortest, all[0]);
            if (element(s, a).equals(row.get("B"))) {
                double[] x = distances(s, a, row.get("X"));
                int n = 0;
                double own = 0;
                while (n < x.length && x[n] <= SHELL * x[0]) {
                    own += x[n++];
                }
                fewest = Math.min(fewest, n);
                most = Math.max(most, n);
                sum += own / n;
                b++;
            }
        }
        assertEquals(row.value("shortest_distance"), shortest, 1e-4 * 1.01, "shortest distance");
        assertTrue(
                shortest
                        > Set.of("C", "N").stream()
                                .filter(row.get("B")::equals)
                                .map(e -> 1.15)
                                .findFirst()
                                .orElse(1.3),
                "no atoms on top of each other: " + shortest);
        assertEquals(row.number("b_coordination_min"), fewest);
        assertEquals(row.number("b_coordination_max"), most);
        assertEquals(row.value("mean_b_x_distance"), sum / b, 1e-4 * 1.01, "mean B-X distance");
    }

    /* Formal charges, where a file gives them, add up to nothing; each file names its paper and its database entry. */
    @ParameterizedTest
    @MethodSource("rows")
    void isNeutralAndCited(Row row) throws IOException {
        CrystalStructure s = read(row.get("file"));
        int charge = s.atoms().stream()
                .mapToInt(a -> s.sites().get(a.siteIndex()).species().get(0).charge())
                .sum();
        assertEquals(0, charge, "charges");
        String text = Files.readString(data().resolve(row.get("file")));
        assertTrue(text.startsWith("# SPDX-License-Identifier: CC0-1.0\n"));
        assertFalse(row.get("citation").isBlank());
        assertFalse(row.get("source_of_numbers").isBlank());
        assertTrue(row.get("doi").isEmpty() || text.contains("_journal_paper_doi " + row.get("doi")));
        assertTrue(
                text.replaceAll("\\s+", " ").contains(row.get("citation")), "the file's reference is the manifest's");
    }

    @Test
    void theSetIsWhatTheWorkflowNeeds() throws IOException {
        Map<String, Set<String>> compounds = new TreeMap<>();
        Map<String, Set<String>> systems = new TreeMap<>();
        Set<String> listed = new TreeSet<>();
        for (Row r : rows()) {
            compounds.computeIfAbsent(r.get("role"), k -> new HashSet<>()).add(r.get("compound"));
            systems.computeIfAbsent(r.get("role"), k -> new HashSet<>()).add(r.get("crystal_system"));
            listed.add(r.get("file"));
        }
        assertEquals(Set.of("template", "structure", "validation", "held-out"), compounds.keySet());
        assertEquals(7, systems.get("template").size());
        Set<String> seen = new TreeSet<>();
        compounds.forEach(
                (role, own) -> own.forEach(c -> assertTrue(seen.add(c), c + " is " + role + " and something else")));
        Set<String> files = new TreeSet<>();
        for (String folder : List.of("templates", "structures", "validation", "held-out")) {
            try (Stream<Path> all = Files.list(data().resolve(folder))) {
                all.forEach(p -> files.add(folder + "/" + p.getFileName()));
            }
        }
        assertEquals(listed, files, "the manifest lists each file, and no other");
    }

    /* H. Xing et al. (2025) reach 4,929 from 53 templates; the workflow's own have fewer types, since whole compounds are held out. */
    @Test
    void asTemplatesTheyReachThePapersNumber() throws IOException {
        Map<String, CrystalStructure> templates = new LinkedHashMap<>();
        for (Row r : rows()) {
            templates.put(r.get("file"), read(r.get("file")));
        }
        List<VirtualStructure> out = new ArrayList<>();
        new TemplateSubstitutor(SubstitutionSettings.defaults())
                .substitute(templates, out::add, r -> assertFalse(r.reason().ofTemplate(), r.toString()));
        assertTrue(out.size() >= 4929, out.size() + " virtual structures");
        assertEquals(
                7,
                out.stream()
                        .map(v -> v.structure().spaceGroup().crystalSystem())
                        .collect(Collectors.toSet())
                        .size());
        for (Row r : rows()) {
            out.stream()
                    .filter(v -> v.templateKey().equals(r.get("file")))
                    .findFirst()
                    .ifPresent(v -> {
                        assertEquals(
                                templates.get(r.get("file")).spaceGroup(),
                                v.structure().spaceGroup());
                        assertEquals(r.number("formula_units"), v.structure().formulaUnits(), 1e-9);
                    });
        }
    }

    private static String element(CrystalStructure s, Atom a) {
        return s.sites().get(a.siteIndex()).species().get(0).element();
    }

    /** Sorted distances in angstrom to the atoms of an element (null: of any), up to 6 angstrom. */
    private static double[] distances(CrystalStructure s, Atom from, String element) {
        double[][] m = s.cell().toCartesian();
        List<Double> out = new ArrayList<>();
        int[] n = new int[3];
        for (int i = 0; i < 3; i++) {
            n[i] = (int) Math.ceil(6 / s.cell().dSpacing(i == 0 ? 1 : 0, i == 1 ? 1 : 0, i == 2 ? 1 : 0)) + 1;
        }
        for (Atom to : s.atoms()) {
            if (element != null && !element.equals(element(s, to))) {
                continue;
            }
            double[] d = {to.x() - from.x(), to.y() - from.y(), to.z() - from.z()};
            for (int i = 0; i < 3; i++) {
                d[i] -= Math.rint(d[i]);
            }
            for (int i = -n[0]; i <= n[0]; i++) {
                for (int j = -n[1]; j <= n[1]; j++) {
                    for (int k = -n[2]; k <= n[2]; k++) {
                        double sum = 0;
                        for (double[] r : m) {
                            double c = r[0] * (d[0] + i) + r[1] * (d[1] + j) + r[2] * (d[2] + k);
                            sum += c * c;
                        }
                        if (sum > 1e-4 && sum < 36) {
                            out.add(Math.sqrt(sum));
                        }
                    }
                }
            }
        }
        return out.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }
}
