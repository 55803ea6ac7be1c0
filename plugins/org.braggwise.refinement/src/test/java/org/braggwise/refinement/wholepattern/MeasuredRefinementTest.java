// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.cif.CifReader;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.file.PatternFileReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Measured patterns against certificates and weighed fractions. */
class MeasuredRefinementTest {

    private static final Path DATA = Path.of(
                    Objects.requireNonNullElse(System.getProperty("braggwise.data"), "../shared/data"))
            .resolve("refinement");

    @BeforeAll
    static void data() {
        assumeTrue(Files.isDirectory(DATA), "No data in " + DATA.toAbsolutePath() + ": set -Dbraggwise.data.");
    }

    private static RefinementResult refine(String pattern, Radiation radiation, double polarisation, String... cifs)
            throws IOException {
        MeasuredPattern measured = MeasuredPattern.of(
                new PatternFileReader()
                        .read(DATA.resolve("xy/" + pattern + ".xy"))
                        .get(0),
                radiation);
        List<CrystalStructure> structures =
                Arrays.stream(cifs).map(MeasuredRefinementTest::structure).toList();
        return WholePatternRefinement.refine(
                measured,
                structures,
                RefinementSettings.builder().polarisation(polarisation).build());
    }

    private static CrystalStructure structure(String cif) {
        try {
            String text = Files.readString(DATA.resolve("cif/" + cif), StandardCharsets.ISO_8859_1);
            return new CifReader(CifReader.Mode.TOLERANT)
                    .read(text, cif)
                    .structures()
                    .get(0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** NIST SRM 674b at beamline 11-BM: a = 5.411651 angstrom, as programs at the source list it for calibration. */
    @Test
    void ceria() throws IOException {
        RefinementResult result = refine("p46", Radiation.monochromatic(0.413671), 0, "cod_9009008.cif");
        assertEquals(5.411651, result.phases().get(0).cell().get(0).value(), 2e-4);
        assertTrue(result.agreement().rwp() < 0.1, result.agreement().toString());
    }

    /**
     * NIST SRM 660c, certified as 4.156826 angstrom. The file states no wavelength, and zero shift and displacement differ by 0.0008 in a; a
     * hundredth of a per cent is what is left.
     */
    @Test
    void lanthanumHexaboride() throws IOException {
        RefinementResult result = refine("p22", Radiation.of("Cu Ka1+Ka2"), 1, "cod_1000055.cif");
        assertEquals(4.156826, result.phases().get(0).cell().get(0).value(), 5e-4);
        assertTrue(result.agreement().rwp() < 0.06, result.agreement().toString());
    }

    /** Round robin on quantitative analysis, sample 1b: weighed 4.04 % zincite, 94.81 % fluorite, 1.15 % corundum (Madsen et al. 2001). */
    @Test
    void traces() throws IOException {
        RefinementResult result =
                refine("p30", Radiation.of("Cu Ka1+Ka2"), 0.8, "cod_1000017.cif", "cod_9008877.cif", "cod_9009005.cif");
        double[] weighed = {0.0115, 0.0404, 0.9481};
        for (int p = 0; p < weighed.length; p++) {
            assertEquals(weighed[p], result.phases().get(p).weightFraction().value(), 0.008);
        }
        // Lattice parameters of pure zincite and corundum, NIST SRM 674b and 676a, to 0.05 %: traces have few lines.
        assertEquals(4.7591, result.phases().get(0).cell().get(0).value(), 0.003);
        assertEquals(3.2499, result.phases().get(1).cell().get(0).value(), 0.002);
    }

    /** Sample 2: brucite with strong texture, weighed 21.27, 19.94, 22.53 and 36.26 % (Scarlett et al. 2002). */
    @Test
    void texturedBrucite() throws IOException {
        RefinementResult result = refine(
                "p43",
                Radiation.of("Cu Ka1+Ka2"),
                0.8,
                "cod_1000017.cif",
                "cod_9008877.cif",
                "cod_9009005.cif",
                "amcsd_0007912.cif");
        double[] weighed = {0.2127, 0.1994, 0.2253, 0.3626};
        for (int p = 0; p < weighed.length; p++) {
            assertEquals(weighed[p], result.phases().get(p).weightFraction().value(), 0.035);
        }
        Texture texture = result.phases().get(3).texture().orElseThrow();
        assertEquals(new MillerIndices(0, 0, 1), texture.direction());
        assertTrue(texture.r() < 0.8, texture.toString());
    }
}
