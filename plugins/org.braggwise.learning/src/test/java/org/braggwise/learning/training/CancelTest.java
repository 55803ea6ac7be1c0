// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.network.GivenTime;
import org.braggwise.learning.posterior.LaplaceSettings;
import org.braggwise.learning.prediction.IntervalKind;
import org.braggwise.learning.prediction.PredictionListener;
import org.braggwise.learning.prediction.PredictionSettings;
import org.braggwise.learning.prediction.Predictor;
import org.braggwise.learning.training.TrainingSettings.Method;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cancelled at any moment of training, fitting, calibrating or predicting, the work ends within a second that the machine gives it. */
class CancelTest {

    private static final int POINTS = 400;
    private static final int CLASSES = 6;
    private static final ModelInput DOMAIN =
            new ModelInput(PatternSpace.of(10, 80, POINTS, 1.54184, "Cu Ka", "MAX_1"), IntensityScale.LINEAR);

    /** Says yes from a moment on. */
    private static final class Moment implements TrainingListener, PredictionListener {
        private final GivenTime m_clock;
        private final double m_at;

        Moment(GivenTime clock, double secondsFromNow) {
            m_clock = clock;
            m_at = clock.seconds() + secondsFromNow;
        }

        double secondsLate() {
            return m_clock.seconds() - m_at;
        }

        @Override
        public boolean onProgress(Progress progress) {
            return true;
        }

        @Override
        public boolean rowsDone(int done, int total) {
            return true;
        }

        @Override
        public boolean isCancelled() {
            return m_clock.seconds() > m_at;
        }
    }

    private static LabelledPatterns rows(int n) {
        var random = new SplittableRandom(1);
        var x = new float[n][POINTS];
        for (float[] row : x) {
            for (int i = 0; i < POINTS; i++) {
                row[i] = (float) random.nextDouble();
            }
        }
        List<String> keys = IntStream.range(0, n).mapToObj(r -> "Row" + r).toList();
        return new LabelledPatterns(
                x,
                IntStream.range(0, n).map(r -> r % CLASSES).toArray(),
                IntStream.range(0, CLASSES).mapToObj(c -> "class " + c).toList(),
                keys,
                keys);
    }

    /** Two short epochs, so that what follows on training, a full Laplace covariance of 774 weights above all, takes its share. */
    private static BVggNetTrainer trainer(Method method) {
        return new BVggNetTrainer(TrainingSettings.builder()
                .method(method)
                .samples(200)
                .epochs(2, 0)
                .threads(2)
                .laplace(new LaplaceSettings(true, LaplaceSettings.Structure.FULL, 64, OptionalDouble.empty(), 1))
                .build());
    }

    private static void cancelAnywhere(
            GivenTime clock, double seconds, int times, java.util.function.Function<Moment, Executable> work) {
        var random = new SplittableRandom(7);
        for (int i = 0; i < times; i++) {
            // one moment in each part of the whole time
            double at = seconds * 0.9 * (i + random.nextDouble()) / times;
            var moment = new Moment(clock, at);
            assertThrows(
                    CancellationException.class,
                    work.apply(moment),
                    () -> "cancelled after " + at + " of " + seconds + " s");
            double late = moment.secondsLate();
            assertTrue(
                    late >= 0 && late < 1,
                    "cancelled after " + at + " of " + seconds + " s, it ended " + late + " s later");
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void endsWithinASecondAtAnyMoment(Method method) {
        try (var clock = new GivenTime()) {
            LabelledPatterns rows = rows(90);
            BVggNetTrainer trainer = trainer(method);
            var never = new Moment(clock, 1e6);
            trainer.train(rows, null, null, DOMAIN, never); // warms up
            double start = clock.seconds();
            BVggNetModel model = trainer.train(rows, null, null, DOMAIN, never);
            // another training may be faster than this one: cancelled too late, it would end by itself
            double seconds = 0.6 * (clock.seconds() - start);
            cancelAnywhere(clock, seconds, 4, moment -> () -> trainer.train(rows, null, null, DOMAIN, moment));
            var settings = new PredictionSettings(
                    3000,
                    1,
                    false,
                    IntervalKind.NORMAL,
                    0.9,
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalInt.empty(),
                    2);
            try (Predictor predictor = new Predictor(model, settings)) {
                cancelAnywhere(
                        clock, 0.05, 2, moment -> () -> predictor.predict(rows.patterns(), rows.rowKeys(), moment));
            }
        }
    }
}
