// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.calibration.CalibrationSource;
import org.braggwise.learning.calibration.ConformalCalibration;
import org.braggwise.learning.model.BVggNetModel;

/** What a model's calibration does not promise under given settings, in sentences for users. */
public final class TrustWarnings {

    private TrustWarnings() {}

    /** @return sentences; none where confidences and sets hold as they are described, for patterns like the validation's */
    public static List<String> of(BVggNetModel model, PredictionSettings settings) {
        List<String> warnings = new ArrayList<>(of(model));
        Calibration calibration = model.calibration();
        int calibrated = model.members().get(0).posterior().samples();
        boolean otherSamples = settings.samples() != 0
                && model.members().stream().anyMatch(m -> m.posterior().samples() != settings.samples());
        if (otherSamples && calibration.source() != CalibrationSource.NONE) {
            warnings.add(
                    "The model was calibrated with " + calibrated + " samples a pattern, and predicts with "
                            + settings.samples()
                            + ": confidences and conformal sets do not hold as they should. Switch the Predictor's \"Samples\" off.");
        }
        calibration.conformal().ifPresent(c -> coverage(c, model.classes().size(), settings, warnings));
        if (settings.maxOodScore().isPresent() && calibration.features().isEmpty()) {
            warnings.add("The model has no out-of-distribution score: nothing is held back for it.");
        }
        return warnings;
    }

    /** @return what is to be said of the model whatever the settings */
    public static List<String> of(BVggNetModel model) {
        return switch (model.calibration().source()) {
            case NONE -> List.of(
                    "The model is not calibrated, since it had no validation patterns: its confidences may be far too high, and"
                            + " there are no conformal sets.");
            case VIRTUAL -> List.of(
                    "The model was calibrated on patterns of virtual structures alone: of real ones its confidences are too high."
                            + " Validate with patterns of real structures.");
            case REAL, UNKNOWN -> List.of();
        };
    }

    private static void coverage(
            ConformalCalibration conformal, int classes, PredictionSettings settings, List<String> warnings) {
        int needed = ConformalCalibration.rowsNeeded(settings.coverage());
        if (conformal.rows() < needed) {
            warnings.add("A coverage of " + settings.coverage() + " takes " + needed
                    + " validation patterns, and the model had " + conformal.rows()
                    + ": every conformal set holds all classes.");
        }
        if (!settings.byClass()) {
            return;
        }
        long few = IntStream.range(0, classes)
                .filter(c -> conformal.rowsOf(c) < needed)
                .count();
        if (!conformal.hasClasses()) {
            warnings.add(
                    "The model does not know the classes of its validation patterns, since it is from before they were kept:"
                            + " the coverage of the conformal sets holds on average, not for each class.");
        } else if (few > 0) {
            warnings.add(few + " of " + classes + " classes had fewer than the " + needed
                    + " validation patterns that a coverage of " + settings.coverage()
                    + " for each class takes: for them it holds on average only.");
        }
    }
}
