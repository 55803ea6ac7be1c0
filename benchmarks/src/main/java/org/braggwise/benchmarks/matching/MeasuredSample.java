// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.braggwise.benchmarks.accuracy.Csv;
import org.braggwise.crystal.cif.CifReader;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.file.PatternFileReader;
import org.braggwise.refinement.mixture.PhaseCandidate;
import org.braggwise.refinement.wholepattern.MeasuredPattern;
import org.braggwise.refinement.wholepattern.RefinementSettings;

/**
 * A measured pattern with known phases.
 *
 * @param name "p07"
 * @param number 7
 * @param pattern the scan
 * @param cifs ids of its phases
 * @param weights weighed fractions of these, their sum 1; empty where nothing was weighed
 * @param monochromator whether the instrument has one of graphite behind the sample: what a user knows
 */
record MeasuredSample(
        String name, int number, MeasuredPattern pattern, List<String> cifs, double[] weights, boolean monochromator) {

    /** cos^2 of 26.6 degrees, graphite and copper. */
    private static final double GRAPHITE = 0.8;

    /** Reads answers.csv and the patterns beside it, by name. */
    static List<MeasuredSample> readAll(Path folder) throws IOException {
        List<MeasuredSample> samples = new ArrayList<>();
        for (Map<String, String> row : Csv.read(Files.readString(folder.resolve("answers.csv")))) {
            samples.add(read(folder, row));
        }
        samples.sort(Comparator.comparing(MeasuredSample::name));
        return samples;
    }

    private static MeasuredSample read(Path folder, Map<String, String> row) {
        String wavelengths = row.get("wavelengths_A").strip();
        Radiation radiation = wavelengths.contains("+")
                ? Radiation.of("Cu Ka1+Ka2")
                : Radiation.monochromatic(Double.parseDouble(wavelengths));
        MeasuredPattern pattern = MeasuredPattern.of(
                new PatternFileReader().read(folder.resolve(row.get("file"))).get(0), radiation);
        String[] parts = row.get("weight_percent").isBlank()
                ? new String[0]
                : row.get("weight_percent").split("\\|");
        double[] weights = Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray();
        double sum = Arrays.stream(weights).sum();
        return new MeasuredSample(
                row.get("pattern"),
                Integer.parseInt(row.get("pattern").substring(1)),
                pattern,
                Arrays.stream(row.get("cifs").split("\\|")).map(String::strip).toList(),
                Arrays.stream(weights).map(w -> w / sum).toArray(),
                row.get("instrument").contains("graphite"));
    }

    /** All structures of the folder, by name. */
    static List<PhaseCandidate> pool(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cif"))) {
            return files.sorted().map(MeasuredSample::candidate).toList();
        }
    }

    private static PhaseCandidate candidate(Path file) {
        try {
            String name = file.getFileName().toString();
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return new PhaseCandidate(
                    name,
                    new CifReader(CifReader.Mode.TOLERANT)
                            .read(text, name)
                            .structures()
                            .get(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads them as if a radiation stood beside all that a tube measured, where the options say "--stated" and a name, which are taken out. */
    static List<MeasuredSample> readAll(Path folder, List<String> options) throws IOException {
        List<MeasuredSample> samples = readAll(folder);
        int stated = options.indexOf("--stated");
        if (stated < 0) {
            return samples;
        }
        options.remove(stated);
        Radiation radiation = Radiation.of(options.remove(stated));
        return samples.stream().map(s -> s.stated(radiation)).toList();
    }

    private MeasuredSample stated(Radiation radiation) {
        return pattern.radiation().otherTubeLines().isEmpty()
                ? this
                : new MeasuredSample(name, number, pattern.with(radiation), cifs, weights, monochromator);
    }

    boolean single() {
        return cifs.size() == 1;
    }

    RefinementSettings settings() {
        RefinementSettings.Builder builder = RefinementSettings.builder();
        return monochromator ? builder.polarisation(GRAPHITE).build() : builder.build();
    }
}
