// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.braggwise.crystal.BundledStructuresTest;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.cif.CifReader;
import org.braggwise.crystal.finder.SpaceGroupFinder;
import org.junit.jupiter.api.Test;

/** The atoms of a virtual structure, looked at without what it claims, have the symmetry of the atoms of its template. */
class SubstitutionSymmetryTest {

    private static final int OF_EACH_TEMPLATE = 3;
    private static final double TOLERANCE_ANGSTROM = 0.01;

    @Test
    void atomsKeepTheTemplatesSpaceGroup() throws Exception {
        List<Path> files;
        try (Stream<Path> list = Files.list(BundledStructuresTest.data().resolve("templates"))) {
            files = list.filter(f -> f.toString().endsWith(".cif")).sorted().toList();
        }
        int compared = 0;
        for (Path file : files) {
            CrystalStructure template = new CifReader(CifReader.Mode.TOLERANT)
                    .read(Files.readString(file), file.toString())
                    .structures()
                    .get(0);
            if (template.sites().stream().anyMatch(s -> s.species().size() > 1)) {
                continue; // a shared site becomes a site of one ion: there the symmetry may rise
            }
            int expected = SpaceGroupFinder.find(template, TOLERANCE_ANGSTROM)
                    .spaceGroup()
                    .number();
            var substitutor = new TemplateSubstitutor(
                    SubstitutionSettings.builder().sample(OF_EACH_TEMPLATE, 7).build());
            int[] made = new int[1];
            substitutor.substitute(
                    Map.of("template", template),
                    v -> {
                        made[0]++;
                        assertEquals(
                                template.spaceGroup().number(),
                                v.structure().spaceGroup().number(),
                                file + " " + v.formula());
                        assertEquals(
                                expected,
                                SpaceGroupFinder.find(v.structure(), TOLERANCE_ANGSTROM)
                                        .spaceGroup()
                                        .number(),
                                file + " " + v.formula());
                    },
                    r -> {});
            compared += made[0];
        }
        assertTrue(compared > 60, compared + " structures compared");
    }
}
