// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifWriterTest {

    /** One structure in each of the 552 settings, with a mixed site, a partly empty one and displacement parameters of all kinds. */
    static List<CrystalStructure> structures() {
        SplittableRandom random = new SplittableRandom(11);
        List<CrystalStructure> all = new ArrayList<>();
        for (int number = 1; number <= 230; number++) {
            for (SpaceGroup g : SpaceGroup.settings(number)) {
                boolean hexagonal = g.crystalSystem().label().matches("trigonal|hexagonal")
                        && !g.setting().equals("R");
                UnitCell cell = hexagonal
                        ? new UnitCell(19, 19, 23, 90, 90, 120)
                        : g.constrained(new UnitCell(20 + random.nextDouble(), 22, 24, 83, 97, 94));
                Displacement.Kind kind = Displacement.Kind.values()[random.nextInt(4)];
                all.add(new CrystalStructure(
                        "g" + number,
                        cell,
                        g,
                        List.of(
                                new Site(
                                        "A1",
                                        List.of(new Species("La", 3, 0.75), new Species("Ca", 2, 0.25)),
                                        0.0731,
                                        0.1967,
                                        0.2683 + random.nextDouble() / 100,
                                        new Displacement(kind, 0.0123)),
                                new Site(
                                        "Mn1",
                                        List.of(new Species("Mn", 0, 1)),
                                        0,
                                        0,
                                        0,
                                        new Displacement(Displacement.Kind.U_ISO, 0.004)),
                                new Site(
                                        "O 1'",
                                        List.of(new Species("O", -2, 0.95)),
                                        0.63,
                                        0.43 + random.nextDouble() / 100,
                                        0.093,
                                        null))));
            }
        }
        return all;
    }

    @Test
    void readsBackWhatItWrote() {
        CifReader reader = new CifReader(CifReader.Mode.TOLERANT);
        for (CrystalStructure s : structures()) {
            CifReader.Result r = reader.read(CifWriter.write(s), s.name());
            assertEquals(1, r.structures().size(), () -> s + ": " + r.diagnostics());
            CrystalStructure back = r.structures().get(0);
            assertEquals(s.cell(), back.cell(), s.toString());
            assertEquals(s.spaceGroup(), back.spaceGroup());
            assertEquals(s.name(), back.name());
            for (int i = 0; i < 3; i++) {
                assertEquals(s.sites().get(i).species(), back.sites().get(i).species(), s.toString());
                assertEquals(
                        s.sites().get(i).displacement(), back.sites().get(i).displacement(), s.toString());
                assertEquals(s.multiplicity(i), back.multiplicity(i));
                assertEquals(s.sites().get(i).x(), back.sites().get(i).x(), 1e-15);
            }
            assertEquals(s.atoms(), back.atoms());
            assertEquals(
                    List.of("A1", "Mn1", "O1"),
                    back.sites().stream().map(Site::label).toList());
        }
    }

    @Test
    void writesNamesThatABlockCanHave() {
        CrystalStructure s = structures().get(0);
        assertTrue(CifWriter.write(s.withName("")).startsWith("data_structure\n"));
        assertTrue(CifWriter.write(s.withName("Größe 1\nx")).startsWith("data_Gr_e_1_x\n")
                || CifWriter.write(s.withName("Größe 1\nx")).startsWith("data_Gr_"));
    }

    /** gemmi and pymatgen, where a Python that has them is installed, read the same cell, group and atoms. */
    @Test
    void gemmiAndPymatgenReadTheSame(@TempDir Path folder) throws IOException, InterruptedException {
        String python = python();
        Assumptions.assumeTrue(
                python != null, "no Python with gemmi and pymatgen is here: the check of what they read is skipped");
        List<CrystalStructure> all = new ArrayList<>();
        List<CrystalStructure> made = structures();
        for (int i = 0; i < made.size(); i += 3) {
            all.add(made.get(i));
        }
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            CrystalStructure s = all.get(i);
            Files.writeString(folder.resolve(i + ".cif"), CifWriter.write(s));
            expected.append(String.format(
                    Locale.ROOT,
                    "%d %d %.3f %d%n",
                    i,
                    s.spaceGroup().number(),
                    s.cell().volume(),
                    s.atoms().size()));
        }
        Path script = folder.resolve("read_back.py");
        Files.write(
                script, CifWriterTest.class.getResourceAsStream("read_back.py").readAllBytes());
        Process p = new ProcessBuilder(python, script.toString(), folder.toString(), Integer.toString(all.size()), "25")
                .redirectErrorStream(true)
                .start();
        String output = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(p.waitFor(120, TimeUnit.SECONDS));
        assertEquals(expected.toString(), output);
    }

    private static String python() throws InterruptedException {
        for (String python : new String[] {System.getProperty("braggwise.python", "python3"), "/usr/bin/python3"}) {
            try {
                Process p = new ProcessBuilder(python, "-c", "import gemmi, pymatgen.io.cif")
                        .redirectErrorStream(true)
                        .start();
                p.getInputStream().readAllBytes();
                if (p.waitFor() == 0) {
                    return python;
                }
            } catch (IOException e) { // not installed: the next one
                continue;
            }
        }
        return null;
    }
}
