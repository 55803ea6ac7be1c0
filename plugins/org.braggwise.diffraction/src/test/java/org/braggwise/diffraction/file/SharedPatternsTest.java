// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The measured patterns that the project keeps beside its sources. */
class SharedPatternsTest {

    /** Column tt_min; tt_max, step and n_points follow. */
    private static final int MINIMUM = 11;

    private static Path experimental() {
        Path path = Path.of(System.getProperty("braggwise.data", "../shared/data"), "experimental");
        Assumptions.assumeTrue(Files.isDirectory(path), "no measured patterns at braggwise.data: skipped");
        return path;
    }

    /** The columns tt_min, tt_max and n_points of experimental.csv were written by another program. */
    @Test
    void everyPatternHasTheRangeAndPointsOfTheList() throws IOException {
        Path root = experimental();
        int read = 0;
        for (String line : Files.readAllLines(root.resolve("experimental.csv"))) {
            String[] f = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
            if (f[1].equals("file")) {
                continue;
            }
            PatternFile p = new PatternFileReader().read(root.resolve(f[1])).get(0);
            assertEquals(Double.parseDouble(f[MINIMUM]), p.twoThetaDeg()[0], 1e-3, f[1]);
            assertEquals(Double.parseDouble(f[MINIMUM + 1]), p.twoThetaDeg()[p.points() - 1], 1e-3, f[1]);
            assertEquals(Integer.parseInt(f[MINIMUM + 3]), p.points(), f[1]);
            assertTrue(p.radiation().isEmpty(), "these files state no wavelength: " + f[1]);
            read++;
        }
        assertEquals(60, read);
    }

    @Test
    void theFileWhoseColumnsTouchReadsAsItsRepairedCopy() throws IOException {
        Path root = experimental();
        try (Stream<Path> originals = Files.list(root.resolve("xy_original"))) {
            for (Path original : originals.toList()) {
                PatternFile touching = new PatternFileReader().read(original).get(0);
                PatternFile repaired = new PatternFileReader()
                        .read(root.resolve("xy").resolve(original.getFileName()))
                        .get(0);
                assertArrayEquals(repaired.twoThetaDeg(), touching.twoThetaDeg(), 1e-9);
                assertArrayEquals(repaired.intensities(), touching.intensities(), 1e-9);
                assertEquals(
                        List.of(83, 84, 85),
                        touching.diagnostics().stream()
                                .filter(d -> d.rule().equals("touching-columns"))
                                .map(d -> d.line())
                                .limit(3)
                                .toList());
            }
        }
    }
}
