// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.cif.CifReader;
import org.braggwise.crystal.cif.CifWriter;
import org.braggwise.crystal.substitution.SubstitutionSettings;
import org.braggwise.crystal.substitution.TemplateSubstitutor;

/**
 * Writes as many CIF files as asked for: the virtual structures of the templates, and, where these are too few, the same with the cell
 * enlarged by a thousandth for each further round. Arguments: folder of templates, folder to write to, number of files.
 */
public final class MakeStructures {

    private static final int FILES_A_FOLDER = 1000;

    private final Path m_folder;
    private final int m_count;
    private int m_written;

    private MakeStructures(Path folder, int count) {
        m_folder = folder;
        m_count = count;
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, CrystalStructure> templates = new LinkedHashMap<>();
        List<Path> files;
        try (Stream<Path> list = Files.list(Path.of(arguments[0]))) {
            files = list.filter(f -> f.toString().endsWith(".cif")).sorted().toList();
        }
        for (Path file : files) {
            for (CrystalStructure s : new CifReader(CifReader.Mode.TOLERANT)
                    .read(Files.readString(file), file.toString())
                    .structures()) {
                templates.put(file.getFileName().toString(), s);
            }
        }
        var maker = new MakeStructures(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
        var substitutor = new TemplateSubstitutor(SubstitutionSettings.builder()
                .replaceX(true)
                .dropDuplicates(false)
                .build());
        for (int round = 0; maker.m_written < maker.m_count; round++) {
            double factor = 1 + 0.001 * round;
            int before = maker.m_written;
            substitutor.substitute(
                    templates,
                    v -> maker.write(v.structure().withCell(v.structure().cell().scaled(factor))),
                    r -> {});
            if (maker.m_written == before) {
                throw new IllegalStateException(
                        "The " + templates.size() + " templates in " + arguments[0] + " give no virtual structure.");
            }
        }
    }

    private void write(CrystalStructure structure) {
        if (m_written == m_count) {
            return;
        }
        try {
            Path folder = m_folder.resolve(String.format("%04d", m_written / FILES_A_FOLDER));
            if (m_written % FILES_A_FOLDER == 0) {
                Files.createDirectories(folder);
            }
            Files.writeString(folder.resolve(String.format("%06d.cif", m_written)), CifWriter.write(structure));
            m_written++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
