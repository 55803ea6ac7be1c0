// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.TrainingHistory;
import org.braggwise.learning.posterior.Laplace;
import org.braggwise.learning.posterior.LaplaceSettings;
import org.braggwise.learning.prediction.Prediction;
import org.braggwise.learning.prediction.PredictionListener;
import org.braggwise.learning.prediction.PredictionSettings;
import org.braggwise.learning.prediction.Predictor;
import org.braggwise.learning.training.TrainingSettings.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes out of a training: rows never seen are predicted, and what should not matter does not. */
class TrainingResultTest {

    private static BVggNetModel train(TrainingSettings.Builder settings, LabelledPatterns rows) {
        return new BVggNetTrainer(settings.build()).train(rows, null, null, ToyRows.input(), TrainingListener.NONE);
    }

    private static List<TrainingHistory.Epoch> epochs(BVggNetModel model) {
        return model.members().get(0).history().epochs();
    }

    private static byte[] bytes(BVggNetModel model) throws IOException {
        var out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }

    private static double accuracy(BVggNetModel model, LabelledPatterns rows) {
        List<Prediction> predictions = new Predictor(model, PredictionSettings.DEFAULT)
                .predict(rows.patterns(), rows.rowKeys(), PredictionListener.NONE);
        return IntStream.range(0, rows.size())
                        .filter(i -> predictions.get(i).classIndex() == rows.labels()[i])
                        .count()
                / (double) rows.size();
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void everyMethodPredictsRowsItHasNotSeen(Method method) {
        BVggNetModel model = train(ToyRows.settings().method(method).epochs(8, 0), ToyRows.of(360, 1));
        double accuracy = accuracy(model, ToyRows.of(150, 2));
        assertTrue(accuracy > 0.93, method + ": " + accuracy + ", " + epochs(model));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void threadsDoNotMatterWithDropoutInTheTrunk(Method method) throws IOException {
        LabelledPatterns rows = ToyRows.of(60, 3);
        byte[] one = null;
        for (int threads = 1; threads <= 3; threads++) {
            byte[] bytes = bytes(train(
                    ToyRows.settings()
                            .method(method)
                            .dropout(0.1, 0.2)
                            .epochs(2, 0)
                            .members(2)
                            .threads(threads),
                    rows));
            if (one == null) {
                one = bytes;
            }
            assertArrayEquals(one, bytes, threads + " threads");
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void aModelThatIsReadAgainPredictsBitwiseAlike(Method method) throws IOException {
        BVggNetModel model =
                train(ToyRows.settings().method(method).epochs(2, 0).members(2), ToyRows.of(90, 1));
        BVggNetModel again = BVggNetModel.read(new ByteArrayInputStream(bytes(model)), "a model");
        LabelledPatterns rows = ToyRows.of(40, 2);
        try (Predictor one = new Predictor(model, PredictionSettings.DEFAULT);
                Predictor two = new Predictor(again, PredictionSettings.DEFAULT)) {
            assertEquals(one.predict(rows.patterns(), rows.rowKeys()), two.predict(rows.patterns(), rows.rowKeys()));
        }
    }

    /** What the settings say of the Laplace approximation is what is made. */
    @Test
    void theLaplaceApproximationIsAsAsked() {
        LabelledPatterns rows = ToyRows.of(90, 1);
        TrainingSettings.Builder settings =
                ToyRows.settings().method(Method.LAPLACE).epochs(1, 0).samples(7);
        Laplace full = laplace(settings, LaplaceSettings.DEFAULT, rows);
        assertEquals("full", full.structure());
        assertEquals(7, full.samples());
        assertEquals(false, full.coversDense());
        Laplace kronecker = laplace(
                settings,
                new LaplaceSettings(true, LaplaceSettings.Structure.KRONECKER, 256, OptionalDouble.of(2.5), 1),
                rows);
        assertEquals("kronecker", kronecker.structure());
        assertEquals(2.5, kronecker.priorPrecision(), 1e-12);
        assertTrue(kronecker.coversDense());
    }

    private static Laplace laplace(TrainingSettings.Builder settings, LaplaceSettings laplace, LabelledPatterns rows) {
        return (Laplace) train(settings.laplace(laplace), rows).members().get(0).posterior();
    }

    @Test
    void theOrderOfRowsDoesNotMatter() throws IOException {
        LabelledPatterns rows = ToyRows.of(60, 3);
        LabelledPatterns validation = ToyRows.of(30, 5);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
        Collections.shuffle(order, new Random(4));
        TrainingSettings.Builder settings = ToyRows.settings().epochs(2, 0);
        assertArrayEquals(bytes(train(settings, rows)), bytes(train(settings, rows.subset(order))));
        List<Integer> backwards = IntStream.range(0, 30).mapToObj(i -> 29 - i).toList();
        var trainer = new BVggNetTrainer(settings.build());
        assertArrayEquals(
                bytes(trainer.train(rows, validation, null, ToyRows.input(), TrainingListener.NONE)),
                bytes(trainer.train(
                        rows.subset(order),
                        validation.subset(backwards),
                        null,
                        ToyRows.input(),
                        TrainingListener.NONE)));
    }

    @Test
    void theFirstMemberIsTheNetworkThatWouldHaveBeenTrainedAlone() {
        LabelledPatterns rows = ToyRows.of(60, 3);
        BVggNetModel two = train(ToyRows.settings().epochs(1, 0).members(2), rows);
        BVggNetModel one = train(ToyRows.settings().epochs(1, 0), rows);
        assertArrayEquals(
                one.members().get(0).weights().convKernel(0, 1),
                two.members().get(0).weights().convKernel(0, 1));
        assertEquals(one.members().get(0).history(), two.members().get(0).history());
    }

    @Test
    void rowsForValidationAreThoseGiven() {
        LabelledPatterns validation = ToyRows.of(60, 9);
        BVggNetModel model = new BVggNetTrainer(
                        ToyRows.settings().method(Method.NONE).epochs(3, 0).build())
                .train(ToyRows.of(120, 1), validation, null, ToyRows.input(), TrainingListener.NONE);
        TrainingHistory history = model.members().get(0).history();
        assertEquals(
                history.epochs().get(history.bestEpoch() - 1).validationAccuracy(), accuracy(model, validation), 1e-9);
        assertTrue(
                model.provenance().get("validation rows").startsWith("60, "),
                model.provenance().toString());
        assertTrue(
                model.provenance().get("training rows").startsWith("120, "),
                model.provenance().toString());
    }

    /** Cross-entropy is never below the entropy of its target: 0.3 / 3 on two classes, 0.8 on one. */
    @Test
    void labelSmoothingBoundsTheLossFromBelow() {
        double bound = -0.8 * Math.log(0.8) - 0.2 * Math.log(0.1);
        BVggNetModel model = train(
                ToyRows.settings()
                        .method(Method.NONE)
                        .dropout(0, 0)
                        .labelSmoothing(0.3)
                        .epochs(15, 0),
                ToyRows.of(180, 1));
        for (TrainingHistory.Epoch e : epochs(model)) {
            assertTrue(e.nll() >= bound - 1e-5, e.toString());
        }
        assertEquals(bound, epochs(model).get(14).nll(), 0.05);
    }

    @Test
    void aRareClassCountsAsMuchAsTheOthersWhereClassesAreBalanced() {
        LabelledPatterns all = ToyRows.of(300, 7);
        LabelledPatterns rare = all.subset(IntStream.range(0, 300)
                .filter(i -> all.labels()[i] != 1 || i % 30 == 1)
                .boxed()
                .toList());
        LabelledPatterns test = ToyRows.of(300, 8);
        LabelledPatterns ofRare = test.subset(IntStream.range(0, 300)
                .filter(i -> test.labels()[i] == 1)
                .boxed()
                .toList());
        double balanced = accuracy(train(ToyRows.settings().method(Method.NONE).epochs(3, 0), rare), ofRare);
        double plain = accuracy(
                train(ToyRows.settings().method(Method.NONE).epochs(3, 0).balancedClasses(false), rare), ofRare);
        assertTrue(balanced > plain, "recall " + balanced + " balanced, " + plain + " plain");
    }

    /** The model to start from may have been trained on other rows. */
    @Test
    void aStartIsNamedInTheProvenance() {
        BVggNetModel first = train(ToyRows.settings().epochs(1, 0), ToyRows.of(60, 1));
        BVggNetModel next = new BVggNetTrainer(ToyRows.settings().epochs(1, 0).build())
                .train(ToyRows.of(90, 2), null, first, ToyRows.input(), TrainingListener.NONE);
        assertTrue(
                next.provenance()
                        .get("started from")
                        .contains(first.provenance().get("training rows")),
                next.provenance().toString());
    }
}
