// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Refuses models that would predict without making sense: with a NaN among its weights a network is certain of whatever class comes first.
 */
final class ModelChecks {

    /** More draws of one prediction say nothing more, and fill the memory. */
    private static final int MOST_SAMPLES = 100_000;

    private ModelChecks() {}

    /** @throws IllegalArgumentException naming what is wrong */
    static void requireSound(BVggNetModel model) {
        for (int m = 0; m < model.members().size(); m++) {
            Member member = model.members().get(m);
            String where = "member " + (m + 1);
            List<float[]> arrays = member.weights().arrays();
            for (int a = 0; a < arrays.size(); a++) {
                requireFinite(arrays.get(a), where + ", weight array " + (a + 1) + " of " + arrays.size());
            }
            for (Map.Entry<String, float[]> e : member.posterior().arrays().entrySet()) {
                requireFinite(e.getValue(), where + ", posterior's " + e.getKey());
            }
            int samples = member.posterior().samples();
            if (samples < 1 || samples > MOST_SAMPLES) {
                throw new IllegalArgumentException(
                        where + " draws " + samples + " samples a prediction; expected 1 to " + MOST_SAMPLES + ".");
            }
        }
        model.calibration().arrays().forEach((name, values) -> {
            if (!name.endsWith(".means")) { // NaN there marks a class without training rows
                requireFinite(values, "calibration's " + name);
            }
        });
    }

    /** @throws IllegalArgumentException naming the class that stands twice or has no name */
    static void requireDistinct(List<String> classes) {
        Set<String> names = new HashSet<>();
        for (String name : classes) {
            if (name.isBlank() || !names.add(name)) {
                throw new IllegalArgumentException(
                        "The class \"" + name + "\" " + (name.isBlank() ? "has no name" : "stands twice") + " among "
                                + classes.size() + "; expected different names.");
            }
        }
    }

    private static void requireFinite(float[] values, String where) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("The " + where + ", holds " + values[i] + " at number " + (i + 1)
                        + " of " + values.length + "; expected finite numbers. Train the model again.");
            }
        }
    }
}
