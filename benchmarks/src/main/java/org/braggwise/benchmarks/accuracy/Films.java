// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.prediction.Prediction;
import org.braggwise.learning.training.TrainingSettings.Method;

/**
 * Task 2: space groups of measured films by networks that saw simulated patterns only. A simulated film is a raw scan like a measured one
 * (texture, strain, shift, broadening, humps, impurity lines, noise); both go through the same preparation. Held-out structures, simulated,
 * choose the epoch and the temperature; the measured films are scored once a network.
 */
final class Films {

    private static final TwoThetaGrid SCAN = new TwoThetaGrid(5, 60, 1376);
    static final TwoThetaGrid GRID = new TwoThetaGrid(10, 59, 981);
    private static final double KEPT = 0.8;
    /** Residual strain of a film. */
    private static final double MEASURED_CELL = 0.005;
    /** A computed cell is off by a percent or two, and so is one that was scaled by radii. */
    private static final double COMPUTED_CELL = 0.02;
    /** Height over the strongest line of the film: an oriented residue of the reaction may well exceed it. */
    private static final DrawRange IMPURITIES = new DrawRange(0.01, 5);
    /** One convolution a block: twice the steps in the same time taught more than the second convolution did. */
    static final int[][] BLOCKS = {{16}, {32}, {64}, {96}, {128}};

    static final IntensityScale SCALE = IntensityScale.SQUARE_ROOT;

    private final Options m_options;
    private final Networks m_networks;
    private final List<String> m_classes =
            FilmStructures.GROUPS.stream().map(String::valueOf).sorted().toList();
    private int m_evaluations;

    Films(Options options) {
        m_options = options;
        m_networks = new Networks(options, BLOCKS, SCALE);
    }

    void run(Report report) throws IOException {
        FilmStructures structures = new FilmStructures(
                StructureSet.read(m_options.data().resolve("structures/mp_abx3.jsonl.gz"))
                        .entries(),
                StructureSet.read(m_options.data().resolve("structures/mp_extra_A3B2X9_A2BBX6.jsonl.gz"))
                        .entries(),
                m_options.seed());
        System.out.println();
        FilmStructures.GROUPS.forEach(g ->
                System.out.println("films: group " + g + ", " + structures.of(g).size() + " structures"));
        LabelledPatterns training = simulated(structures, "training", m_options.filmRows());
        LabelledPatterns validation = simulated(structures, "validation", Math.max(60, m_options.filmRows() / 8));
        LabelledPatterns test = simulated(structures, "test", Math.max(60, m_options.filmRows() / 8));
        LabelledPatterns measured = m_options.measured() ? measured() : null;
        m_networks.train(
                "films",
                training,
                validation,
                GRID,
                m_options.methods(),
                m_options.filmEpochs(),
                true,
                m_options.filmMembers(),
                (method, model) -> {
                    Evaluation simulated = Networks.score(m_networks.predict(model, test), test);
                    System.out.printf(
                            Locale.ROOT,
                            "films, %s, simulated: accuracy %.4f, ECE %.4f%n",
                            method,
                            simulated.confusion().accuracy(),
                            simulated.expectedCalibrationError());
                    if (measured == null) {
                        System.out.println(Report.confusion(simulated, m_classes));
                        return;
                    }
                    List<Prediction> predictions = m_networks.predict(model, measured);
                    Evaluation e = Networks.score(predictions, measured);
                    m_evaluations++;
                    print(method, e, predictions, measured);
                    List<Integer> certain = IntStream.range(0, measured.size())
                            .boxed()
                            .sorted(Comparator.comparingDouble(
                                    i -> predictions.get(i).predictiveEntropy()))
                            .limit(Math.round(KEPT * measured.size()))
                            .toList();
                    int right = (int) certain.stream()
                            .filter(i -> predictions.get(i).classIndex() == measured.labels()[i])
                            .count();
                    report.row(
                            "measured films, 7 groups, trained on simulations only, " + method,
                            "75 %",
                            "85 %",
                            Report.share(Networks.right(e), measured.size()));
                    report.row(
                            "the 80 % most certain of them, " + method,
                            "-",
                            "95 %",
                            Report.share(right, certain.size()));
                    report.row(
                            "ECE of simulated films, held-out structures' draws, calibrated, " + method,
                            "-",
                            "0.03",
                            Report.ece(simulated));
                    report.result("accuracy_experimental", e.confusion().accuracy());
                    report.result("accuracy_experimental_certain", (double) right / certain.size());
                    report.result("ece_films", simulated.expectedCalibrationError());
                });
        System.out.println("Evaluations made on the labels of the measured films in this run: " + m_evaluations
                + " (one a network; nothing was chosen by them).");
    }

    private void print(Method method, Evaluation e, List<Prediction> predictions, LabelledPatterns measured) {
        System.out.printf(
                Locale.ROOT,
                "films, %s, measured: accuracy %.4f, macro F1 %.4f, error AUROC %.3f%n",
                method,
                e.confusion().accuracy(),
                e.confusion().macroF1(),
                e.errorDetection().orElse(Double.NaN));
        System.out.println(Report.confusion(e, m_classes));
        for (int i = 0; i < measured.size(); i++) {
            Prediction p = predictions.get(i);
            if (p.classIndex() != measured.labels()[i]) {
                System.out.printf(
                        Locale.ROOT,
                        "  wrong: %s as %s, confidence %.2f%n",
                        measured.rowKeys().get(i),
                        m_classes.get(p.classIndex()),
                        p.confidence());
            }
        }
    }

    /** Splits each group's structures by name: 70 % training, 15 % validation, 15 % test; a group of few structures shares them. */
    LabelledPatterns simulated(FilmStructures structures, String part, int perClass) {
        PatternPreparation preparation = preparation(Radiation.of("Cu Ka"));
        Rows rows = new Rows(m_classes, SCALE);
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
        Rows rows = new Rows(m_classes, SCALE);
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
    private static double[] counts(double[] scan) {
        return java.util.Arrays.stream(scan).map(y -> 10_000 * y).toArray();
    }

    private static double[] angles(TwoThetaGrid grid) {
        return IntStream.range(0, grid.points()).mapToDouble(grid::at).toArray();
    }
}
