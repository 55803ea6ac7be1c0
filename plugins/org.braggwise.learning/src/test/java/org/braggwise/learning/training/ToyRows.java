// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.ModelInput;

/** Patterns of three classes that a small network tells apart: the distance of two peaks on noise says the class. */
public final class ToyRows {

    public static final int POINTS = 64;
    public static final List<String> CLASSES = List.of("cubic", "hexagonal", "tetragonal");

    private ToyRows() {}

    /** @return so many rows, the classes in turn, three rows a group */
    public static LabelledPatterns of(int rows, long seed) {
        var random = new SplittableRandom(seed);
        var patterns = new float[rows][POINTS];
        var labels = new int[rows];
        List<String> keys = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (int r = 0; r < rows; r++) {
            labels[r] = r % CLASSES.size();
            int first = 6 + random.nextInt(30);
            peak(patterns[r], first);
            peak(patterns[r], first + 6 + 7 * labels[r]);
            for (int i = 0; i < POINTS; i++) {
                patterns[r][i] += (float) (0.03 * random.nextDouble());
            }
            keys.add("row " + r);
            groups.add("compound " + labels[r] + "." + r / 9);
        }
        return new LabelledPatterns(patterns, labels, CLASSES, keys, groups);
    }

    private static void peak(float[] pattern, int at) {
        for (int i = -3; i <= 3; i++) {
            if (at + i >= 0 && at + i < pattern.length) {
                pattern[at + i] += (float) Math.exp(-0.7 * i * i);
            }
        }
    }

    public static ModelInput input() {
        return input(IntensityScale.LINEAR);
    }

    /** @param scale on which the rows are shown */
    public static ModelInput input(IntensityScale scale) {
        return new ModelInput(PatternSpace.of(10, 80, POINTS, 1.54184, "Cu Ka", "MAXIMUM_1"), scale);
    }

    /** @return settings of a network that learns these rows in seconds */
    public static TrainingSettings.Builder settings() {
        return TrainingSettings.builder()
                .network(new int[][] {{8, 8}, {16}}, 24)
                .dropout(0, 0.2)
                .samples(20)
                .batchSize(16)
                .learningRate(5e-3, 0.05)
                .epochs(12, 0)
                .threads(2);
    }
}
