// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.braggwise.crystal.Atom;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Diagnostic.Severity;
import org.braggwise.crystal.Elements;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.finder.SpaceGroupFinder;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** 55 files of COD, AMCSD, VESTA, GSAS-II, BGMN and CrystalMaker against what pymatgen reads (rss.tsv, made by make_rss.py beside it). */
class RealFilesTest {

    private static final int[][] HKL = {
        {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}, {2, 1, 1}, {0, 2, 4}, {3, 1, 2}, {4, 0, 0}
    };

    @TestFactory
    Stream<DynamicTest> filesAreReadAsPymatgenReadsThem() throws IOException {
        Path folder = Path.of(System.getProperty("braggwise.data", "../shared/data"), "structures", "rss", "cif");
        Assumptions.assumeTrue(
                Files.isDirectory(folder), () -> folder + " is not here: the comparison of real files is skipped");
        String table =
                new String(RealFilesTest.class.getResourceAsStream("rss.tsv").readAllBytes(), StandardCharsets.UTF_8);
        return table.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t"))
                .map(f -> DynamicTest.dynamicTest(f[0], () -> compare(folder.resolve(f[0]), f)));
    }

    private static void compare(Path file, String[] expected) throws IOException {
        CifReader.Result r = new CifReader(CifReader.Mode.TOLERANT).read(Files.readString(file), expected[0]);
        assertEquals(1, r.structures().size(), () -> r.diagnostics().toString());
        assertEquals(
                0,
                r.diagnostics().stream()
                        .filter(d -> d.severity() == Severity.ERROR)
                        .count());
        CrystalStructure s = r.structures().get(0);
        assertEquals(
                expected[1],
                Integer.toString(SpaceGroupFinder.find(s, 0.01).spaceGroup().number()),
                "space group by spglib at 0.01 A");
        assertEquals(expected[2], Integer.toString(s.atoms().size()), "positions");
        assertEquals(
                Double.parseDouble(expected[3]),
                s.cell().volume(),
                1e-3 * s.cell().volume(),
                "volume");
        for (int i = 0; i < HKL.length; i++) {
            assertEquals(
                    Double.parseDouble(expected[4 + i]),
                    sum(s, HKL[i]),
                    0.5,
                    "structure factor of " + java.util.Arrays.toString(HKL[i]));
        }
    }

    private static double sum(CrystalStructure s, int[] h) {
        double re = 0;
        double im = 0;
        for (Atom a : s.atoms()) {
            double z = 0;
            for (Species k : s.sites().get(a.siteIndex()).species()) {
                z += k.occupancy() * Elements.of(k.element()).atomicNumber();
            }
            double phase = 2 * Math.PI * (h[0] * a.x() + h[1] * a.y() + h[2] * a.z());
            re += z * Math.cos(phase);
            im += z * Math.sin(phase);
        }
        return Math.hypot(re, im);
    }
}
