// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A smoothed target is (1 - s) of the label and s / C of every class (Szegedy et al. 2016): so the loss is (1 - s) of that of the labels
 * and s of the mean over the losses of all classes. The mean is had from the same rows with every label moved on by one class, and once
 * more; a learning rate of next to nothing leaves the network as it was begun.
 */
class LabelSmoothingTest {

    private static double loss(double smoothing, int moved) {
        LabelledPatterns rows = ToyRows.of(48, 3);
        int[] labels = Arrays.stream(rows.labels())
                .map(l -> (l + moved) % ToyRows.CLASSES.size())
                .toArray();
        LabelledPatterns training =
                new LabelledPatterns(rows.patterns(), labels, ToyRows.CLASSES, rows.rowKeys(), rows.groups());
        BVggNetModel model = new BVggNetTrainer(ToyRows.settings()
                        .method(TrainingSettings.Method.NONE)
                        .dropout(0, 0)
                        .learningRate(1e-12, 0)
                        .epochs(1, 0)
                        .labelSmoothing(smoothing)
                        .build())
                .train(training, ToyRows.of(9, 4), null, ToyRows.input(), TrainingListener.NONE);
        return model.members().get(0).history().epochs().get(0).nll();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 0.9})
    void isAMixtureOfTheLabelAndOfAllClasses(double smoothing) {
        double[] moved = {loss(0, 0), loss(0, 1), loss(0, 2)};
        double mean = Arrays.stream(moved).average().orElseThrow();
        assertTrue(Math.abs(moved[0] - mean) > 1e-3, "the network prefers a class: " + Arrays.toString(moved));
        assertEquals((1 - smoothing) * moved[0] + smoothing * mean, loss(smoothing, 0), 1e-5);
    }
}
