// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says why an answer should not be used. */
record Abstention(PredictionSettings settings, int classes) {

    /**
     * @param ood NaN where the model has no such score: it is then no reason
     * @param set null where the model has no conformal calibration
     * @return null where nothing speaks against the answer
     */
    String reason(double confidence, double entropy, double ood, int[] set) {
        List<String> reasons = new ArrayList<>();
        if (set != null && isUseless(set.length, classes)) {
            reasons.add(set.length + " of " + classes + " classes can't be ruled out, which is no useful answer");
        }
        settings.minConfidence()
                .ifPresent(
                        least -> add(confidence < least, "confidence %.3f is below %.3f", confidence, least, reasons));
        settings.maxEntropy()
                .ifPresent(most ->
                        add(entropy > most, "predictive entropy %.3f nat is above %.3f", entropy, most, reasons));
        settings.maxOodScore()
                .ifPresent(most -> add(ood > most, "out-of-distribution score %.4f is above %.4f", ood, most, reasons));
        if (set != null
                && settings.maxSetSize().isPresent()
                && set.length > settings.maxSetSize().getAsInt()) {
            reasons.add(set.length + " classes conform, more than "
                    + settings.maxSetSize().getAsInt());
        }
        return reasons.isEmpty() ? null : String.join("; ", reasons);
    }

    /** @return whether a conformal set holds most classes: it then says next to nothing */
    static boolean isUseless(int setSize, int classes) {
        return 2 * setSize > classes;
    }

    private static void add(boolean crossed, String text, double found, double limit, List<String> reasons) {
        if (crossed) {
            reasons.add(String.format(Locale.ROOT, text, found, limit));
        }
    }
}
