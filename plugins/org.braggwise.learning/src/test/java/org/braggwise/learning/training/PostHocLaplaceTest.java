// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.braggwise.learning.calibration.ConformalScore;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Laplace;
import org.braggwise.learning.posterior.LaplaceSettings;
import org.braggwise.learning.posterior.McDropout;
import org.braggwise.learning.training.TrainingSettings.Method;
import org.junit.jupiter.api.Test;

class PostHocLaplaceTest {

    private static final LabelledPatterns ROWS = ToyRows.of(90, 1);
    private static final LabelledPatterns VALIDATION = ToyRows.of(30, 2);

    private static BVggNetModel trained(Method method) {
        return new BVggNetTrainer(ToyRows.settings().method(method).epochs(2, 0).build())
                .train(ROWS, VALIDATION, null, ToyRows.input(), TrainingListener.NONE);
    }

    /** Training with a Laplace posterior is training with dropout, and then this: both ways give the same model, bit for bit. */
    @Test
    void isWhatTrainingWithALaplacePosteriorGives() {
        BVggNetModel dropout = trained(Method.MC_DROPOUT);
        BVggNetModel laplace = trained(Method.LAPLACE);
        assertInstanceOf(McDropout.class, dropout.members().get(0).posterior());
        TrainingSettings settings = ToyRows.settings().build();
        BVggNetModel after;
        try (Workers workers = new Workers(1)) {
            after = new PostHocLaplace(
                            LaplaceSettings.DEFAULT.withSamples(settings.samples()),
                            ConformalScore.APS,
                            settings.seed(),
                            workers)
                    .around(dropout, ROWS, VALIDATION);
        }
        var expected = assertInstanceOf(Laplace.class, laplace.members().get(0).posterior());
        var found = assertInstanceOf(Laplace.class, after.members().get(0).posterior());
        assertEquals(expected.settings(), found.settings());
        assertEquals(expected.arrays().keySet(), found.arrays().keySet());
        expected.arrays()
                .forEach((name, a) -> assertArrayEquals(a, found.arrays().get(name), name));
        assertEquals(laplace.calibration().settings(), after.calibration().settings());
        assertEquals(dropout.knowledge(), after.knowledge());
        assertEquals(dropout.provenance(), after.provenance());
    }
}
