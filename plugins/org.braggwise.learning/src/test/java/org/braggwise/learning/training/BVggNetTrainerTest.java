// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.model.TrainingHistory;
import org.braggwise.learning.network.GivenTime;
import org.braggwise.learning.posterior.Variational;
import org.braggwise.learning.training.TrainingSettings.Method;
import org.braggwise.learning.training.TrainingSettings.Optimiser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole trainings on small made patterns: three classes whose peaks lie apart by class. */
class BVggNetTrainerTest {

    private static final int POINTS = 96;
    private static final ModelInput DOMAIN =
            new ModelInput(PatternSpace.of(10, 80, POINTS, 1.54184, "Cu Ka", "maximum 1"), IntensityScale.LINEAR);
    private static final List<String> CLASSES = List.of("a", "b", "c");

    private static LabelledPatterns rows(int n, long seed) {
        var random = new SplittableRandom(seed);
        var x = new float[n][POINTS];
        var labels = new int[n];
        List<String> keys = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (int r = 0; r < n; r++) {
            labels[r] = r % 3;
            keys.add("Row" + r);
            groups.add("compound " + r % 18);
            for (int peak = 0; peak < 4; peak++) {
                double at = 12 + peak * (16 + 3 * labels[r]) + random.nextDouble();
                double height = 0.3 + 0.7 * random.nextDouble();
                for (int i = 0; i < POINTS; i++) {
                    x[r][i] += (float) (height * Math.exp(-0.5 * (i - at) * (i - at)));
                }
            }
            for (int i = 0; i < POINTS; i++) {
                x[r][i] += (float) (0.02 * random.nextGaussian());
            }
        }
        return new LabelledPatterns(x, labels, CLASSES, keys, groups);
    }

    private static TrainingSettings.Builder settings() {
        return TrainingSettings.builder()
                .network(new int[][] {{8}, {8}}, 16)
                .epochs(6, 0)
                .batchSize(8)
                .threads(2)
                .samples(10);
    }

    private static BVggNetModel train(TrainingSettings.Builder s) {
        return new BVggNetTrainer(s.build()).train(rows(72, 1), null, null, DOMAIN, TrainingListener.NONE);
    }

    private static byte[] bytes(BVggNetModel model) {
        try {
            var out = new ByteArrayOutputStream();
            model.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void learnsAndRepeatsBitwiseOnAnyNumberOfThreads(Method method) {
        BVggNetModel one = train(settings().method(method).threads(1));
        assertArrayEquals(bytes(one), bytes(train(settings().method(method).threads(2))));
        TrainingHistory history = one.members().get(0).history();
        TrainingHistory.Epoch best = history.epochs().get(history.bestEpoch() - 1);
        assertTrue(best.validationAccuracy() > 0.9, () -> history.toString());
        assertTrue(best.validationLoss()
                <= history.epochs().stream()
                        .mapToDouble(TrainingHistory.Epoch::validationLoss)
                        .min()
                        .getAsDouble());
    }

    @Test
    void anotherSeedGivesAnotherModel() {
        assertFalse(Arrays.equals(
                bytes(train(settings().seed(1))), bytes(train(settings().seed(2)))));
    }

    @Test
    void sgdWithMomentumLearnsToo() {
        BVggNetModel model = train(
                settings().optimiser(Optimiser.SGD).learningRate(0.05, 0.1).epochs(10, 0));
        TrainingHistory h = model.members().get(0).history();
        assertTrue(h.epochs().get(h.bestEpoch() - 1).validationAccuracy() > 0.9, h::toString);
    }

    @Test
    void membersOfAnEnsembleDiffer() {
        BVggNetModel model = train(settings().members(2).epochs(2, 0));
        assertEquals(2, model.members().size());
        assertNotEquals(
                model.members().get(0).weights().denseWeight()[0],
                model.members().get(1).weights().denseWeight()[0]);
    }

    @Test
    void theKlIsShownApartAndWarmsUp() {
        BVggNetModel model = train(settings().method(Method.VARIATIONAL).kl(0.002, 0.5));
        List<TrainingHistory.Epoch> epochs = model.members().get(0).history().epochs();
        assertEquals(0.002 / 3, epochs.get(0).klWeight(), 1e-12);
        assertEquals(0.002, epochs.get(3).klWeight(), 1e-12);
        for (TrainingHistory.Epoch e : epochs) {
            assertEquals(e.nll() + e.klWeight() * e.kl(), e.loss(), 1e-9);
            assertTrue(e.kl() > 1, "KL a row of " + e.kl());
        }
    }

    @Test
    void theAutomaticKlStartsAsATenthOfTheEntropyOfTheClasses() {
        BVggNetModel model = train(
                settings().method(Method.VARIATIONAL).kl(0, 0).epochs(1, 0).learningRate(1e-9, 0));
        TrainingHistory.Epoch first = model.members().get(0).history().epochs().get(0);
        assertEquals(0.1 * Math.log(3), first.klWeight() * first.kl(), 1e-3);
    }

    @Test
    void aLearntPriorHasTheScaleOfLeastDivergence() {
        BVggNetModel model = train(
                settings().method(Method.VARIATIONAL).priorScale(0).epochs(1, 0).learningRate(1e-9, 0));
        var posterior = (Variational) model.members().get(0).posterior();
        var head = model.members().get(0).head();
        double least = posterior.klDivergence(head);
        for (double factor : new double[] {0.98, 1.02}) {
            var other = new Variational(
                    posterior.arrays().get("denseWeightRho"),
                    posterior.arrays().get("denseBiasRho"),
                    posterior.arrays().get("outputWeightRho"),
                    posterior.arrays().get("outputBiasRho"),
                    factor * posterior.priorScale(),
                    1);
            assertTrue(other.klDivergence(head) > least);
        }
    }

    @Test
    void patienceEndsTrainingAndTheBestEpochIsKept() {
        BVggNetModel model = train(settings().epochs(60, 2).learningRate(0.02, 0));
        TrainingHistory h = model.members().get(0).history();
        assertTrue(h.epochs().size() < 60, "ran " + h.epochs().size() + " epochs");
        assertEquals(h.bestEpoch() + 2, h.epochs().size());
    }

    @Test
    void cancellingEndsWithinASecond() {
        var trainer = new BVggNetTrainer(TrainingSettings.builder()
                .epochs(1000, 0)
                .batchSize(32)
                .threads(2)
                .build());
        try (var clock = new GivenTime()) {
            var asked = new AtomicReference<Double>();
            var listener = new TrainingListener() {
                @Override
                public boolean onProgress(Progress progress) {
                    asked.compareAndSet(null, clock.seconds());
                    return true;
                }

                @Override
                public boolean isCancelled() {
                    return asked.get() != null;
                }
            };
            assertThrows(CancellationException.class, () -> trainer.train(rows(72, 1), null, null, DOMAIN, listener));
            double seconds = clock.seconds() - asked.get();
            assertTrue(seconds < 1, () -> seconds + " s");
        }
    }

    @Test
    void trainingGoesOnFromAnotherModel() {
        BVggNetModel first = train(settings());
        TrainingHistory h = first.members().get(0).history();
        BVggNetModel second = new BVggNetTrainer(
                        settings().epochs(1, 0).learningRate(1e-5, 0).build())
                .train(rows(72, 1), null, first, DOMAIN, TrainingListener.NONE);
        assertEquals(
                h.epochs().get(h.bestEpoch() - 1).validationLoss(),
                second.members().get(0).history().epochs().get(0).validationLoss(),
                0.02);
        var e = assertThrows(IllegalArgumentException.class, () -> new BVggNetTrainer(
                        settings().network(new int[][] {{4}}, 16).build())
                .train(rows(72, 1), null, first, DOMAIN, TrainingListener.NONE));
        assertTrue(e.getMessage().contains("does not fit"), e.getMessage());
    }

    @Test
    void memoryIsStatedBeforehandAndGrowsWithTheBatch() {
        long small = new BVggNetTrainer(settings().batchSize(8).build()).memoryBytes(3501, 30);
        long large = new BVggNetTrainer(settings().batchSize(64).build()).memoryBytes(3501, 30);
        assertTrue(small > 0 && large > 2 * small, small + " and " + large);
    }
}
