// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.KeyedRandom;
import org.braggwise.crystal.cif.CifReader;
import org.braggwise.crystal.substitution.SubstitutionSettings;
import org.braggwise.crystal.substitution.TemplateSubstitutor;
import org.braggwise.crystal.substitution.VirtualStructure;
import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.augmentation.AugmentationSettings;
import org.braggwise.diffraction.augmentation.AugmentedPattern;
import org.braggwise.diffraction.augmentation.Augmenter;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.data.LabelledRows;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.prediction.Prediction;
import org.braggwise.learning.prediction.PredictionListener;
import org.braggwise.learning.prediction.PredictionSettings;
import org.braggwise.learning.prediction.Predictor;
import org.braggwise.learning.training.BVggNetTrainer;
import org.braggwise.learning.training.Rounds;
import org.braggwise.learning.training.TrainingListener;
import org.braggwise.learning.training.TrainingSettings;

/**
 * What averaging the weights of shards loses: the crystal system of virtual structures by patterns as films show them, on compounds that
 * were not trained on. Arguments: folder of templates, number of structures, epochs, number of seeds.
 */
public final class RoundsBenchmark {

    private static final int PATTERNS_A_STRUCTURE = 4;
    private static final int THREADS = 1;

    private final ModelInput m_input = new ModelInput(
            new PatternSpace(new TwoThetaGrid(10, 80, 701), Radiation.of("Cu Ka"), Normalisation.MAXIMUM_1),
            IntensityScale.SQUARE_ROOT);
    private final LabelledRows m_training = new LabelledRows();
    private final LabelledRows m_test = new LabelledRows();

    public static void main(String[] arguments) throws IOException {
        var benchmark = new RoundsBenchmark();
        benchmark.makeRows(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        benchmark.compare(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        System.exit(0); // ND4J leaves threads
    }

    private void makeRows(Path templates, int structures) throws IOException {
        Map<String, CrystalStructure> read = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(templates)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".cif")).sorted().toList()) {
                for (CrystalStructure s :
                        new CifReader(CifReader.Mode.TOLERANT).read(file).structures()) {
                    read.put(file.getFileName().toString(), s);
                }
            }
        }
        List<VirtualStructure> all = new ArrayList<>();
        new TemplateSubstitutor(
                        SubstitutionSettings.builder().sample(structures, 1).build())
                .substitute(read, all::add, refusal -> {});
        var simulation = SimulationSettings.builder()
                .grid(m_input.space().grid())
                .radiation(m_input.space().radiation())
                .build();
        var augmenter =
                new Augmenter(AugmentationSettings.films(PATTERNS_A_STRUCTURE).build(), simulation);
        for (int i = 0; i < all.size(); i++) {
            CrystalStructure s = all.get(i).structure();
            boolean tested = KeyedRandom.of(1, s.formula(), "test", 0).nextInt(3) == 0;
            for (AugmentedPattern a : augmenter.augment(s, "structure " + i)) {
                (tested ? m_test : m_training)
                        .add(
                                a.key(),
                                s.spaceGroup().crystalSystem().label(),
                                s.formula(),
                                m_input.of(a.pattern().intensities()));
            }
        }
    }

    private void compare(int epochs, int seeds) {
        LabelledPatterns training = m_training.labelled();
        LabelledPatterns test = m_test.labelled(training.classes());
        System.out.printf("%d training and %d test patterns, %d epochs%n", training.size(), test.size(), epochs);
        System.out.println("| shards | local steps | epochs | accuracy % | negative log-likelihood, nat |");
        System.out.println("| ---: | ---: | ---: | ---: | ---: |");
        measure(1, 1, epochs, seeds, training, test);
        for (int shards : new int[] {2, 4, 8}) {
            for (int steps : new int[] {4, 16}) {
                measure(shards, steps, epochs, seeds, training, test);
            }
        }
        measure(4, 4, 4 * epochs, seeds, training, test);
    }

    private void measure(
            int shards, int localSteps, int epochs, int seeds, LabelledPatterns training, LabelledPatterns test) {
        double[] accuracy = new double[seeds];
        double[] loss = new double[seeds];
        for (int seed = 1; seed <= seeds; seed++) {
            var settings = TrainingSettings.builder()
                    .network(new int[][] {{8}, {16}, {32}, {32}}, 48)
                    .epochs(epochs, 0)
                    .seed(seed)
                    .threads(THREADS);
            if (shards > 1) {
                settings.rounds(new Rounds(shards, localSteps));
            }
            BVggNetModel model =
                    new BVggNetTrainer(settings.build()).train(training, null, null, m_input, TrainingListener.NONE);
            List<Prediction> predictions;
            try (Predictor predictor = new Predictor(model, PredictionSettings.DEFAULT)) {
                predictions = predictor.predict(test.patterns(), test.rowKeys(), PredictionListener.NONE);
            }
            accuracy[seed - 1] = 100.0
                    * IntStream.range(0, test.size())
                            .filter(r -> predictions.get(r).classIndex() == test.labels()[r])
                            .count()
                    / test.size();
            loss[seed - 1] = -IntStream.range(0, test.size())
                    .mapToDouble(r -> Math.log(predictions.get(r).probabilities()[test.labels()[r]]))
                    .average()
                    .orElseThrow();
        }
        System.out.printf(
                Locale.ROOT,
                "| %d | %s | %d | %.1f (%.1f to %.1f) | %.3f |%n",
                shards,
                shards == 1 ? "" : Integer.toString(localSteps),
                epochs,
                mean(accuracy),
                IntStream.range(0, seeds).mapToDouble(i -> accuracy[i]).min().orElseThrow(),
                IntStream.range(0, seeds).mapToDouble(i -> accuracy[i]).max().orElseThrow(),
                mean(loss));
        System.out.printf(
                Locale.ROOT, "RESULT rounds_accuracy_%d_%d_%d %.2f%n", shards, localSteps, epochs, mean(accuracy));
    }

    private static double mean(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }
}
