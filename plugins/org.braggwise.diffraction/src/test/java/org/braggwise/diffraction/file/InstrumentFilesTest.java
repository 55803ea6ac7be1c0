// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Files that instruments and other programs wrote, which are no part of this project: those below the folders of the system property
 * {@code braggwise.scans}. Each is read, or refused with a reason; what came of it is written to target/instrument-files.tsv.
 */
class InstrumentFilesTest {

    @Test
    void readsOrSaysWhyNot() throws IOException {
        String folders = System.getProperty("braggwise.scans", "");
        Assumptions.assumeTrue(!folders.isEmpty(), "no files of instruments at braggwise.scans: skipped");
        List<String> report = new ArrayList<>();
        for (String folder : folders.split(":")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    report(file, report);
                }
            }
        }
        Files.write(Path.of("target", "instrument-files.tsv"), report);
        assertTrue(report.size() > 0);
    }

    private static void report(Path file, List<String> report) throws IOException {
        String name = file.getFileName().toString();
        try {
            PatternFileContent content = new PatternFileReader().content(Files.readAllBytes(file), name);
            for (PatternFile s : content.scans()) {
                double[] x = s.twoThetaDeg();
                report.add(String.format(
                        Locale.ROOT,
                        "%s\t%s\t%d\t%.5f\t%.5f\t%.1f\t%s\t%s\t%s",
                        name,
                        s.format().label(),
                        s.points(),
                        x[0],
                        x[x.length - 1],
                        Arrays.stream(s.intensities()).max().orElse(0),
                        s.radiation()
                                .map(r -> r.name() + " " + (float) r.wavelengthAngstrom())
                                .orElse("-"),
                        s.assumption().orElse("-"),
                        s.diagnostics().stream()
                                .filter(d -> d.severity() == org.braggwise.crystal.Diagnostic.Severity.WARNING)
                                .map(d -> d.rule() + ": " + d.found())
                                .toList()));
            }
            content.refused().forEach(e -> report.add(name + "\tSCAN REFUSED\t" + e.getMessage()));
        } catch (PatternFileException e) {
            assertTrue(e.getMessage().contains("expected"), e.getMessage());
            report.add(name + "\tREFUSED\t" + e.getMessage());
        }
    }
}
