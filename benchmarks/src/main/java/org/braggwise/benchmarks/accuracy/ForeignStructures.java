// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.KeyedRandom;
import org.braggwise.crystal.cif.CifReader;

/**
 * Structures of types that a model does not learn. Half of them, by name, are shown to its out-of-distribution score; the other half
 * measures that score.
 */
final class ForeignStructures {

    private final Map<String, List<CrystalStructure>> m_byKind = new LinkedHashMap<>();

    /** @param folder of the data: halides A3B2X9 and A2BB'X6, minerals and simple oxides */
    static ForeignStructures halidesAndMinerals(Path folder) throws IOException {
        ForeignStructures foreign = new ForeignStructures();
        for (StructureSet.Entry e : StructureSet.read(folder.resolve("structures/mp_extra_A3B2X9_A2BBX6.jsonl.gz"))
                .entries()) {
            foreign.add(e.kind(), e.structure());
        }
        foreign.addMinerals(folder);
        return foreign;
    }

    /** @param wanted which ABX3 structures are foreign */
    static ForeignStructures abx3AndMinerals(Path folder, Predicate<StructureSet.Entry> wanted) throws IOException {
        ForeignStructures foreign = new ForeignStructures();
        for (StructureSet.Entry e :
                StructureSet.read(folder.resolve("structures/mp_abx3.jsonl.gz")).entries()) {
            if (wanted.test(e)) {
                foreign.add("ABX3", e.structure());
            }
        }
        foreign.addMinerals(folder);
        return foreign;
    }

    private void add(String kind, CrystalStructure structure) {
        m_byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(structure);
    }

    private void addMinerals(Path folder) throws IOException {
        CifReader reader = new CifReader(CifReader.Mode.TOLERANT);
        try (Stream<Path> files = Files.list(folder.resolve("refinement/cif"))) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                reader.read(Files.readString(file), name).structures().forEach(s -> add("minerals", s.withName(name)));
            }
        }
    }

    /**
     * @param shown those that the score is shown, or the others
     * @param most of a kind
     */
    Map<String, List<CrystalStructure>> of(boolean shown, int most) {
        Map<String, List<CrystalStructure>> some = new LinkedHashMap<>();
        m_byKind.forEach((kind, all) -> some.put(
                kind,
                all.stream()
                        .filter(s -> KeyedRandom.of(1, s.name(), "foreign", 0).nextDouble() < 0.5 == shown)
                        .limit(most)
                        .toList()));
        return some;
    }
}
