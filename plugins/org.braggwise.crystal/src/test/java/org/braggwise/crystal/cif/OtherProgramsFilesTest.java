// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.braggwise.crystal.CrystalStructure;
import org.junit.jupiter.api.Test;

/**
 * Files that other programs come or test themselves with, good and bad ones, in the folders that the system property braggwise.cifs names.
 * The reader throws nothing, refuses nothing in silence, and what it reads can be written and read again.
 */
class OtherProgramsFilesTest {

    private static final long LARGEST_BYTES = 5_000_000;

    private static List<Path> files() throws Exception {
        String property = System.getProperty("braggwise.cifs", "");
        List<Path> folders = Arrays.stream(property.split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::isDirectory)
                .toList();
        assumeTrue(
                !property.isBlank() && !folders.isEmpty(),
                "no folder of other programs' CIF files at braggwise.cifs, " + property);
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(f -> Files.isRegularFile(f)
                                && f.toString()
                                        .toLowerCase(Locale.ROOT)
                                        .matches(".*\\.(cif|mcif|mmcif|res|ins|inp)(\\.gz)?"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    @Test
    void areReadOrRefusedWithAReason() throws Exception {
        int read = 0;
        for (Path file : files()) {
            if (Files.size(file) > LARGEST_BYTES) {
                continue;
            }
            CifReader.Result result = new CifReader(CifReader.Mode.TOLERANT)
                    .read(StructureText.of(Files.readAllBytes(file)), file.toString());
            assertTrue(
                    result.diagnostics().stream().noneMatch(d -> d.rule().equals("internal")),
                    () -> file + ": " + result.diagnostics());
            assertFalse(
                    result.structures().isEmpty() && result.diagnostics().isEmpty(),
                    () -> file + " is refused in silence");
            for (CrystalStructure s : result.structures()) {
                CifReader.Result again = new CifReader(CifReader.Mode.TOLERANT).read(CifWriter.write(s), "written");
                assertEquals(1, again.structures().size(), () -> file + ": " + again.diagnostics());
                assertEquals(s.atoms().size(), again.structures().get(0).atoms().size(), file::toString);
                read++;
            }
        }
        assertTrue(read > 0, "none of the files has a structure");
    }
}
