// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random heads and rows small enough to check by hand. */
final class SmallHead {
    private SmallHead() {}

    static Head random(int features, int width, int classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Head(
                features,
                width,
                classes,
                gaussian(features * width, 0.6, random),
                gaussian(width, 0.3, random),
                gaussian(width * classes, 0.8, random),
                gaussian(classes, 0.3, random));
    }

    static float[] rows(int rows, int features, long seed) {
        return gaussian(rows * features, 1, new SplittableRandom(seed));
    }

    static float[] gaussian(int n, double scale, SplittableRandom random) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return values;
    }

    static List<String> keys(int rows) {
        return IntStream.range(0, rows).mapToObj(r -> "Row" + r).toList();
    }

    /** Logits of one row in double precision, written apart from the code under test. */
    static double[] logits(Head head, float[] x, int row, double[] hiddenFactor) {
        double[] logits = new double[head.classes()];
        for (int c = 0; c < head.classes(); c++) {
            logits[c] = head.outputBias()[c];
        }
        for (int j = 0; j < head.width(); j++) {
            double a = head.denseBias()[j];
            for (int i = 0; i < head.features(); i++) {
                a += (double) x[row * head.features() + i] * head.denseWeight()[i * head.width() + j];
            }
            double h = Math.max(0, a) * (hiddenFactor == null ? 1 : hiddenFactor[j]);
            for (int c = 0; c < head.classes(); c++) {
                logits[c] += h * head.outputWeight()[j * head.classes() + c];
            }
        }
        return logits;
    }
}
