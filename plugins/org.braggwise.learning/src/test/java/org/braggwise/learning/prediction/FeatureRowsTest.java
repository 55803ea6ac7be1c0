// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.braggwise.learning.data.LabelledPatterns;
import org.junit.jupiter.api.Test;

/** Of very many training rows, feature statistics take a share of each class, and of rare classes all. */
class FeatureRowsTest {

    /** The first class has 60 rows, the second 1,000, the third the rest. */
    private static LabelledPatterns rows(int n) {
        List<String> keys = IntStream.range(0, n).mapToObj(r -> "Row" + r).toList();
        float[][] patterns =
                IntStream.range(0, n).mapToObj(r -> new float[] {r}).toArray(float[][]::new);
        return new LabelledPatterns(
                patterns,
                IntStream.range(0, n).map(r -> r < 60 ? 0 : r < 1060 ? 1 : 2).toArray(),
                List.of("a", "b", "c"),
                keys,
                keys);
    }

    @Test
    void shareOfEachClass() {
        LabelledPatterns rows = rows(200_000);
        LabelledPatterns kept = ModelCalibrator.forStatistics(rows);
        long[] counts = IntStream.range(0, 3)
                .mapToLong(c -> Arrays.stream(kept.labels()).filter(l -> l == c).count())
                .toArray();
        assertEquals(60, counts[0]);
        assertEquals(100, counts[1], "a tenth");
        assertEquals(19_894, counts[2], "a tenth of 198,940");
        assertEquals(kept.size(), kept.rowKeys().stream().distinct().count(), "no row twice");
        double last = kept.patterns()[kept.size() - 1][0];
        assertTrue(last > 199_900, "evenly spaced to the end, not the first rows: the last is " + last);
    }

    @Test
    void fewRowsAreAllTaken() {
        LabelledPatterns rows = rows(ModelCalibrator.FEATURE_ROWS);
        assertSame(rows, ModelCalibrator.forStatistics(rows));
    }
}
