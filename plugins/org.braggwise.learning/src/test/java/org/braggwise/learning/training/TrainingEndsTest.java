// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.model.TrainingHistory;
import org.braggwise.learning.posterior.LaplaceSettings;
import org.braggwise.learning.training.TrainingSettings.Method;
import org.braggwise.learning.training.TrainingSettings.Optimiser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stopping, cancelling, diverging, and what training refuses. */
class TrainingEndsTest {

    private static BVggNetModel train(TrainingSettings settings, LabelledPatterns rows, TrainingListener listener) {
        return new BVggNetTrainer(settings).train(rows, null, null, ToyRows.input(), listener);
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void stoppedInTheThirdEpochTheBestOfTwoIsTheResult(Method method) {
        TrainingSettings settings =
                ToyRows.settings().method(method).epochs(4, 0).build();
        LabelledPatterns rows = ToyRows.of(90, 1);
        TrainingHistory whole =
                train(settings, rows, TrainingListener.NONE).members().get(0).history();
        BVggNetModel stopped = train(settings, rows, progress -> progress.epoch() < 3);
        TrainingHistory history = stopped.members().get(0).history();
        assertEquals(whole.epochs().subList(0, 2), history.epochs());
        assertEquals(
                history.epochs().get(0).validationLoss()
                                <= history.epochs().get(1).validationLoss()
                        ? 1
                        : 2,
                history.bestEpoch());
        assertEquals(1, stopped.calibration().features().size(), "it is calibrated");
    }

    @Test
    void stoppedInTheFirstEpochThereIsNoResult() {
        assertThrows(
                CancellationException.class,
                () -> train(ToyRows.settings().build(), ToyRows.of(90, 1), progress -> false));
    }

    @Test
    void anEnsembleThatIsStoppedHasTheMembersSoFar() {
        TrainingSettings settings = ToyRows.settings().members(3).epochs(3, 0).build();
        LabelledPatterns rows = ToyRows.of(90, 1);
        BVggNetModel inItsFirstEpoch = train(settings, rows, p -> p.member() < 2);
        assertEquals(1, inItsFirstEpoch.members().size());
        assertEquals("1 of 3, then stopped", inItsFirstEpoch.provenance().get("members"));
        BVggNetModel later = train(settings, rows, p -> p.member() < 2 || p.epoch() < 3);
        assertEquals(2, later.members().size());
        assertEquals(3, later.members().get(0).history().epochs().size());
        assertEquals(2, later.members().get(1).history().epochs().size());
        assertEquals(2, later.calibration().features().size());
    }

    @Test
    void aTimeLimitLeavesTheFirstEpochAndEndsTheRest() {
        LabelledPatterns rows = ToyRows.of(90, 1);
        var none = new TimeLimit(Double.POSITIVE_INFINITY, TrainingListener.NONE);
        assertEquals(
                4,
                train(ToyRows.settings().epochs(4, 0).build(), rows, none)
                        .members()
                        .get(0)
                        .history()
                        .epochs()
                        .size());
        assertEquals(false, none.reached());
        var brief = new TimeLimit(1e-9, TrainingListener.NONE);
        BVggNetModel model = train(ToyRows.settings().epochs(4, 0).members(2).build(), rows, brief);
        assertTrue(brief.reached());
        assertEquals(1, model.members().size());
        assertEquals(1, model.members().get(0).history().epochs().size());
        refused("time limit of 0.0 s", () -> new TimeLimit(0, TrainingListener.NONE));
    }

    @Test
    void aCovarianceThatIsTooLargeIsRefusedBeforeTraining() {
        List<TrainingListener.Progress> heard = new ArrayList<>();
        refused(
                "9003 weights",
                () -> train(
                        ToyRows.settings()
                                .network(new int[][] {{8}}, 3000)
                                .method(Method.LAPLACE)
                                .laplace(new LaplaceSettings(
                                        false, LaplaceSettings.Structure.FULL, 1, OptionalDouble.empty(), 1))
                                .build(),
                        ToyRows.of(90, 1),
                        heard::add));
        assertTrue(heard.isEmpty());
    }

    @ParameterizedTest(name = "asked {0} times")
    @ValueSource(ints = {0, 40, 700})
    void cancelledThereIsNoResult(int answersNo) {
        var left = new java.util.concurrent.atomic.AtomicInteger(answersNo);
        TrainingListener listener = new TrainingListener() {
            @Override
            public boolean onProgress(Progress progress) {
                return true;
            }

            @Override
            public boolean isCancelled() {
                return left.getAndDecrement() <= 0;
            }
        };
        assertThrows(CancellationException.class, () -> train(ToyRows.settings().build(), ToyRows.of(90, 1), listener));
    }

    @Test
    void progressRisesToOneAndCarriesTheNumbers() {
        List<TrainingListener.Progress> heard = new ArrayList<>();
        train(ToyRows.settings().epochs(3, 0).members(2).build(), ToyRows.of(90, 1), heard::add);
        double before = 0;
        for (TrainingListener.Progress p : heard) {
            assertTrue(
                    p.fraction() > before
                            && p.secondsLeft() >= 0
                            && p.loss() > 0
                            && p.accuracy() >= 0
                            && p.accuracy() <= 1,
                    p.toString());
            assertEquals(p.epoch() == 1, Double.isNaN(p.validationAccuracy()), p.toString());
            before = p.fraction();
        }
        assertEquals(1, before, 1e-12);
        assertEquals(2, heard.get(heard.size() - 1).member());
    }

    @Test
    void divergenceNamesTheLearningRate() {
        LabelledPatterns rows = ToyRows.of(90, 1);
        for (float[] pattern : rows.patterns()) {
            for (int i = 0; i < pattern.length; i++) {
                pattern[i] *= 1e6f;
            }
        }
        var e = assertThrows(
                ArithmeticException.class,
                () -> train(
                        ToyRows.settings()
                                .method(Method.NONE)
                                .optimiser(Optimiser.SGD)
                                .learningRate(9, 0)
                                .build(),
                        rows,
                        TrainingListener.NONE));
        assertTrue(
                e.getMessage().contains("diverged") && e.getMessage().contains("learning rate (now 9.0)"),
                e.getMessage());
    }

    private static void refused(String inMessage, org.junit.jupiter.api.function.Executable run) {
        var e = assertThrows(IllegalArgumentException.class, run);
        assertTrue(e.getMessage().contains(inMessage), e.getMessage());
    }

    @Test
    void oneClassIsRefusedByItsName() {
        LabelledPatterns rows = ToyRows.of(9, 1);
        LabelledPatterns one = rows.subset(List.of(1, 4, 7));
        refused("one class, hexagonal", () -> train(ToyRows.settings().build(), one, TrainingListener.NONE));
    }

    @Test
    void noRowIsRefused() {
        refused(
                "no training pattern",
                () -> train(ToyRows.settings().build(), ToyRows.of(9, 1).subset(List.of()), TrainingListener.NONE));
    }

    @Test
    void aValueThatIsNoNumberIsRefusedWithItsRow() {
        LabelledPatterns rows = ToyRows.of(9, 1);
        rows.patterns()[4][7] = Float.NaN;
        refused(
                "row 4 holds NaN",
                () -> new LabelledPatterns(
                        rows.patterns(), rows.labels(), rows.classes(), rows.rowKeys(), rows.groups()));
    }

    @Test
    void rowsOfDifferentLengthsAreRefused() {
        refused(
                "row 1 has 3 points, the first row 2",
                () -> new LabelledPatterns(
                        new float[][] {{1, 2}, {1, 2, 3}},
                        new int[] {0, 1},
                        List.of("a", "b"),
                        List.of("row 0", "row 1"),
                        List.of("g", "h")));
    }

    @Test
    void aSpaceOfOtherPointsIsRefused() {
        refused("64 points for a space of 65", () -> new BVggNetTrainer(
                        ToyRows.settings().build())
                .train(
                        ToyRows.of(9, 1),
                        null,
                        null,
                        new ModelInput(PatternSpace.of(10, 80, 65, 1.54, "Cu Ka", "MAX_1"), IntensityScale.LINEAR),
                        TrainingListener.NONE));
    }

    @Test
    void validationRowsOfOtherClassesAreRefused() {
        LabelledPatterns rows = ToyRows.of(9, 1);
        var other = new LabelledPatterns(
                rows.patterns(), rows.labels(), List.of("a", "b", "c"), rows.rowKeys(), rows.groups());
        refused("[a, b, c]", () -> new BVggNetTrainer(ToyRows.settings().build())
                .train(rows, other, null, ToyRows.input(), TrainingListener.NONE));
    }

    @Test
    void validationRowsOfAnotherLengthAreRefused() {
        var other = new LabelledPatterns(
                new float[2][32], new int[] {0, 1}, ToyRows.CLASSES, List.of("a", "b"), List.of("a", "b"));
        refused("32 points", () -> new BVggNetTrainer(ToyRows.settings().build())
                .train(ToyRows.of(9, 1), other, null, ToyRows.input(), TrainingListener.NONE));
    }

    @Test
    void aModelOfAnotherShapeIsRefusedAsAStart() {
        LabelledPatterns rows = ToyRows.of(30, 1);
        BVggNetModel small = train(ToyRows.settings().epochs(1, 0).build(), rows, TrainingListener.NONE);
        refused("does not fit", () -> new BVggNetTrainer(
                        ToyRows.settings().network(new int[][] {{8}, {16}}, 24).build())
                .train(rows, null, small, ToyRows.input(), TrainingListener.NONE));
    }

    @Test
    void settingsWithoutSenseAreRefusedByName() {
        refused(
                "learning rate -1.0",
                () -> ToyRows.settings().learningRate(-1, 0).build());
        refused("batch size 0", () -> ToyRows.settings().batchSize(0).build());
        refused(
                "validation share 1.0",
                () -> ToyRows.settings().validationShare(1).build());
        refused(
                "MC dropout",
                () -> ToyRows.settings().method(Method.MC_DROPOUT).dropout(0, 0).build());
    }
}
