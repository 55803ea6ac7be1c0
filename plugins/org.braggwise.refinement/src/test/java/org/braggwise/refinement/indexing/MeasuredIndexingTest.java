// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.file.PatternFile;
import org.braggwise.diffraction.file.PatternFileReader;
import org.braggwise.refinement.peaks.PeakFinder;
import org.braggwise.refinement.peaks.PeakList;
import org.braggwise.refinement.peaks.PeakSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measured patterns of single phases are indexed with the cells that whole-pattern fits of the known structures gave, to 0.3 % in volume. */
class MeasuredIndexingTest {

    private static final Path DATA = Path.of(
                    Objects.requireNonNullElse(System.getProperty("braggwise.data"), "../shared/data"))
            .resolve("refinement");

    @ParameterizedTest
    @CsvSource({
        "p08, Cu Ka1+Ka2, hP, 47.574",
        "p13, Cu Ka1+Ka2, hR, 254.88",
        "p22, Cu Ka1+Ka2, cP, 71.784",
        "p24, Cu Ka1+Ka2, cP, 158.74",
        "p44, Cu Ka1+Ka2, cF, 229.62",
        "p46, 0.413671, cF, 158.47",
        "p18, Cu Ka1+Ka2, oP, 307.48", // lines of 0.3 to 0.4 degrees
        "p28, Cu Ka1+Ka2, oF, 3291.1", // a large cell, three quarters of whose lines are absent
        "p45, Cu Ka1+Ka2, oP, 73.877", // with weak lines of another phase
    })
    void theKnownCellComesFirst(String pattern, String radiation, String lattice, double volume) throws IOException {
        Path file = DATA.resolve("xy/" + pattern + ".xy");
        assumeTrue(Files.isRegularFile(file), "No data in " + DATA.toAbsolutePath() + ": set -Dbraggwise.data.");
        PatternFile scan = new PatternFileReader().read(file).get(0);
        Radiation rays = Radiation.names().contains(radiation)
                ? Radiation.of(radiation)
                : Radiation.monochromatic(Double.parseDouble(radiation));
        PeakList peaks = new PeakFinder(PeakSettings.MEASURED)
                .find(scan.twoThetaDeg(), scan.intensities(), null, rays, () -> false);
        IndexedCell best = new Indexer(IndexingSettings.LABORATORY).index(peaks).get(0);
        assertEquals(lattice, best.lattice().symbol());
        assertEquals(volume, best.volume(), 0.003 * volume);
    }
}
