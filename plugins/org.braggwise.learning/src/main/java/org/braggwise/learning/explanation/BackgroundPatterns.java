// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

import org.braggwise.crystal.KeyedRandom;
import org.braggwise.learning.data.LabelledPatterns;

/**
 * The patterns that a prediction is compared with: "which points make this pattern different from those?"
 *
 * @param patterns equal in length, at least one; not copied
 * @param rowKeys where each came from
 */
public record BackgroundPatterns(List<float[]> patterns, List<String> rowKeys) implements Serializable {

    /** @throws IllegalArgumentException if there is none, their lengths differ or a value is not finite */
    public BackgroundPatterns {
        patterns = List.copyOf(patterns);
        rowKeys = List.copyOf(rowKeys);
        if (patterns.isEmpty() || patterns.size() != rowKeys.size()) {
            throw new IllegalArgumentException("A background of " + patterns.size() + " patterns with " + rowKeys.size()
                    + " row keys; expected as many of both and at least one. Give training patterns.");
        }
        for (int r = 0; r < patterns.size(); r++) {
            requirePattern(patterns.get(r), patterns.get(0).length, "Background row " + rowKeys.get(r));
        }
    }

    static void requirePattern(float[] pattern, int length, String where) {
        if (pattern.length != length) {
            throw new IllegalArgumentException(where + " has " + pattern.length + " points; expected " + length
                    + ". Prepare the pattern on the model's grid first.");
        }
        for (int i = 0; i < length; i++) {
            if (!Float.isFinite(pattern[i])) {
                throw new IllegalArgumentException(
                        where + " is " + pattern[i] + " at point " + i + "; expected finite intensities.");
            }
        }
    }

    /**
     * Chooses rows stratified by class: one of each class in turn until there are enough. The choice depends on the seed and the row keys,
     * not on the order of the rows.
     *
     * @param count how many; all rows where there are fewer
     * @return indexes of the rows, in the order drawn
     */
    public static List<Integer> choose(int[] labels, List<String> rowKeys, int count, long seed) {
        TreeMap<Integer, List<Integer>> byClass = new TreeMap<>();
        for (int r = 0; r < labels.length; r++) {
            byClass.computeIfAbsent(labels[r], c -> new ArrayList<>()).add(r);
        }
        Comparator<Integer> drawn = Comparator.comparingLong(
                r -> KeyedRandom.of(seed, rowKeys.get(r), "background", 0).nextLong());
        byClass.values().forEach(rows -> rows.sort(drawn.thenComparing(rowKeys::get)));
        List<Integer> chosen = new ArrayList<>();
        for (int turn = 0; chosen.size() < Math.min(count, labels.length); turn++) {
            for (List<Integer> rows : byClass.values()) {
                if (turn < rows.size() && chosen.size() < count) {
                    chosen.add(rows.get(turn));
                }
            }
        }
        return chosen;
    }

    /** @return so many of the rows, see {@link #choose} */
    public static BackgroundPatterns of(LabelledPatterns rows, int count, long seed) {
        List<Integer> chosen = choose(rows.labels(), rows.rowKeys(), count, seed);
        return new BackgroundPatterns(
                chosen.stream().map(r -> rows.patterns()[r]).toList(),
                chosen.stream().map(rows.rowKeys()::get).toList());
    }

    /** First 16 hexadecimal digits of the SHA-256 of all values in order: two explanations with the same one had the same background. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (float[] pattern : patterns) {
                ByteBuffer bytes = ByteBuffer.allocate(4 * pattern.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(pattern);
                digest.update(bytes.array());
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "SHA-256 is missing from this Java runtime; every runtime must have it.", e);
        }
    }

    /** Point by point mean of the patterns. */
    float[] mean() {
        double[] sum = new double[patterns.get(0).length];
        for (float[] pattern : patterns) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += pattern[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / patterns.size());
        }
        return mean;
    }
}
