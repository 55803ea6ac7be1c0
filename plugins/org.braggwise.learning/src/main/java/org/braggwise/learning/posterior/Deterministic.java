// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.List;
import java.util.Map;

/** No weight uncertainty: the network itself, once. All its predictive entropy is expected entropy. */
public record Deterministic() implements Posterior {
    static final String METHOD = "none";

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public int samples() {
        return 1;
    }

    @Override
    public float[] sampleLogits(
            Head centre, float[] trunkFeatures, int rows, List<String> rowKeys, long seed, int samples) {
        float[] logits = centre.logits(centre.hidden(trunkFeatures, rows), rows);
        if (samples == 1) {
            return logits;
        }
        int classes = centre.classes();
        float[] repeated = new float[rows * samples * classes];
        for (int r = 0; r < rows; r++) {
            for (int s = 0; s < samples; s++) {
                System.arraycopy(logits, r * classes, repeated, (r * samples + s) * classes, classes);
            }
        }
        return repeated;
    }

    @Override
    public Head sampleHead(Head centre, long seed, int sample) {
        return centre;
    }

    @Override
    public Map<String, Object> settings() {
        return Map.of("method", METHOD);
    }

    @Override
    public Map<String, float[]> arrays() {
        return Map.of();
    }
}
