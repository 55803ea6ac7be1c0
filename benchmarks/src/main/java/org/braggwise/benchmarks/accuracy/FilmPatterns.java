// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.KeyedRandom;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.augmentation.AugmentationMode;
import org.braggwise.diffraction.augmentation.AugmentationSettings;
import org.braggwise.diffraction.augmentation.Augmenter;
import org.braggwise.diffraction.augmentation.DrawRange;
import org.braggwise.diffraction.file.PatternFile;
import org.braggwise.diffraction.file.PatternFileReader;
import org.braggwise.diffraction.preparation.GridResampling;
import org.braggwise.diffraction.preparation.PatternPreparation;
import org.braggwise.diffraction.preparation.PreparationSettings;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.IntensityScale;

/**
 * Makes the patterns of {@link Films}. A simulated film is a raw scan like a measured one (texture, strain, shift, broadening, humps, impurity
 * lines, noise); both go through the same preparation.
 */
final class FilmPatterns {

    private static final TwoThetaGrid SCAN = new TwoThetaGrid(5, 60, 1376);
    static final TwoThetaGrid GRID = new TwoThetaGrid(10, 59, 981);
    /** Residual strain of a film. */
    private static final double MEASURED_CELL = 0.005;
    /** A computed cell is off by a percent or two, and so is one that was scaled by radii. */
    private static final double COMPUTED_CELL = 0.02;
    /** Height over the strongest line of the film: an oriented residue of the reaction may well exceed it. */
    private static final DrawRange IMPURITIES = new DrawRange(0.01, 5);

    static final IntensityScale SCALE = IntensityScale.SQUARE_ROOT;

    static final List<String> CLASSES =
            FilmStructures.GROUPS.stream().map(String::valueOf).sorted().toList();

    private final Options m_options;

    FilmPatterns(Options options) {
        m_options = options;
    }

    /** Splits each group's structures by name: 70 % training, 15 % validation, 15 % test; a group of few structures shares them. */
    LabelledPatterns simulated(FilmStructures structures, String part, int perClass) {
        PatternPreparation preparation = preparation(Radiation.of("Cu Ka"));
        Rows rows = new Rows(CLASSES, SCALE);
        for (int group : FilmStructures.GROUPS) {
            List<Map.Entry<String, CrystalStructure>> own = structures.of(group).entrySet().stream()
                    .filter(s -> structures.of(group).size() < 20 || part.equals(part(s.getKey())))
                    .toList();
            Map<String, Augmenter> augmenters =
                    own.stream().collect(Collectors.toMap(Map.Entry::getKey, s -> augmenter(s.getValue())));
            List<double[]> patterns = IntStream.range(0, perClass)
                    .parallel()
                    .mapToObj(i -> {
                        Map.Entry<String, CrystalStructure> s = own.get(i % own.size());
                        double[] scan = augmenters
                                .get(s.getKey())
                                .augment(
                                        s.getValue(), part + " " + s.getKey(), AugmentationMode.CHAINED, i / own.size())
                                .pattern()
                                .intensities();
                        return prepared(preparation, angles(SCAN), counts(scan), Optional.of(Radiation.of("Cu Ka")));
                    })
                    .toList();
            for (int i = 0; i < patterns.size(); i++) {
                rows.add(
                        part + " " + group + " " + i,
                        Integer.toString(group),
                        own.get(i % own.size()).getValue().formula(),
                        patterns.get(i));
            }
        }
        return rows.labelled();
    }

    /** @return one film of each structure, on the network's scale */
    float[][] simulated(List<CrystalStructure> structures) {
        PatternPreparation preparation = preparation(Radiation.of("Cu Ka"));
        return structures.parallelStream()
                .map(s -> SCALE.input(prepared(
                        preparation,
                        angles(SCAN),
                        counts(augmenter(s)
                                .augment(s, "foreign " + s.name(), AugmentationMode.CHAINED, 0)
                                .pattern()
                                .intensities()),
                        Optional.of(Radiation.of("Cu Ka")))))
                .toArray(float[][]::new);
    }

    /** Films of a structure: with what they are made from and made on as impurities, strained by what its cell is uncertain by. */
    private Augmenter augmenter(CrystalStructure structure) {
        double strain = FilmStructures.hasMeasuredCell(structure) ? MEASURED_CELL : COMPUTED_CELL;
        return new Augmenter(
                AugmentationSettings.films(1)
                        .seed(m_options.seed())
                        .strain(strain)
                        .impurityPhases(FilmImpurities.of(structure))
                        .impurityAmplitude(IMPURITIES)
                        .build(),
                SimulationSettings.builder().grid(SCAN).ions(false).build());
    }

    private String part(String name) {
        double u = KeyedRandom.of(m_options.seed(), name, "film part", 0).nextDouble();
        return u < 0.7 ? "training" : u < 0.85 ? "validation" : "test";
    }

    LabelledPatterns measured() throws IOException {
        Path folder = m_options.data().resolve("experimental");
        Rows rows = new Rows(CLASSES, SCALE);
        PatternFileReader reader = new PatternFileReader();
        List<Map<String, String>> table = Csv.read(Files.readString(folder.resolve("experimental.csv")));
        for (Map<String, String> row : table) {
            if (!row.get("usable").equals("True")) {
                continue;
            }
            PatternFile scan = reader.read(folder.resolve(row.get("file"))).get(0);
            Radiation radiation = Radiation.of(row.get("wavelength").startsWith("Co") ? "Co Ka" : "Cu Ka");
            rows.add(
                    row.get("pattern_id"),
                    row.get("space_group"),
                    row.get("formula"),
                    prepared(preparation(radiation), scan.twoThetaDeg(), scan.intensities(), Optional.of(radiation)));
        }
        System.out.println("films: " + rows.size() + " measured patterns of " + table.size() + " are usable");
        return rows.labelled();
    }

    private static PatternPreparation preparation(Radiation radiation) {
        return new PatternPreparation(PreparationSettings.builder()
                .grid(GRID)
                .outside(GridResampling.Outside.ZERO)
                .assumedRadiation(radiation)
                .targetRadiation(Radiation.of("Cu Ka"))
                .background(PreparationSettings.Background.SNIP, 1.0)
                .build());
    }

    private static double[] prepared(
            PatternPreparation preparation, double[] angles, double[] scan, Optional<Radiation> radiation) {
        return preparation.prepare(angles, scan, radiation).pattern().intensities();
    }

    /** SNIP's transform is made for counts: 1 becomes 10,000. */
    static double[] counts(double[] scan) {
        return java.util.Arrays.stream(scan).map(y -> 10_000 * y).toArray();
    }

    static double[] angles(TwoThetaGrid grid) {
        return IntStream.range(0, grid.points()).mapToDouble(grid::at).toArray();
    }
}
