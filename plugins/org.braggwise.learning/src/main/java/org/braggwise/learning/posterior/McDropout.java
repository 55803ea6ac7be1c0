// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.posterior;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.braggwise.crystal.KeyedRandom;

/**
 * Monte Carlo dropout (Gal and Ghahramani 2016, PMLR 48, 1050): dropout stays on while predicting, each mask is a sample. Masks are
 * inverted: a kept unit is multiplied by 1 / (1 - rate), so the mean network is the network without dropout.
 * <p>
 * With {@code trunkRate} 0 only the penultimate units drop out, and the trunk runs once for all samples. With {@code trunkRate} above 0
 * (the paper: dropout after every block) each sample is a full pass; the predictor then asks for {@link #trunkMask}.
 *
 * @param headRate probability that a penultimate unit is dropped, 0 to below 1
 * @param trunkRate probability that a block's output value is dropped, 0 to below 1
 * @param samples passes a prediction makes, at least 1 (the paper's code: 100)
 */
public record McDropout(double headRate, double trunkRate, int samples) implements Posterior {
    static final String METHOD = "mc-dropout";

    /** @throws IllegalArgumentException if a rate is outside [0, 1), both are 0, or samples is below 1 */
    public McDropout {
        requireRate("head", headRate);
        requireRate("trunk", trunkRate);
        if (headRate == 0 && trunkRate == 0) {
            throw new IllegalArgumentException(
                    "Monte Carlo dropout with both rates 0 never drops anything; give a head or trunk rate above 0, or choose no posterior.");
        }
        if (samples < 1) {
            throw new IllegalArgumentException("Monte Carlo dropout with " + samples + " passes; expected at least 1.");
        }
    }

    private static void requireRate(String where, double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "The " + where + " dropout rate is " + rate + "; expected 0 to below 1.");
        }
    }

    static McDropout of(StoredPosterior stored) {
        return new McDropout(stored.number("headRate"), stored.number("trunkRate"), stored.count("samples"));
    }

    @Override
    public String method() {
        return METHOD;
    }

    /** Whether each sample needs its own pass through the trunk. */
    public boolean needsFullPasses() {
        return trunkRate > 0;
    }

    /** The multipliers (0 or 1 / (1 - headRate)) of the penultimate units in one sample of one row. */
    public float[] headMask(long seed, String rowKey, int sample, int width) {
        float[] mask = new float[width];
        fill(mask, headRate, KeyedRandom.of(seed, rowKey, "mc-dropout head", sample));
        return mask;
    }

    /** The multipliers (0 or 1 / (1 - trunkRate)) of a block's output, position-major as the output itself, in one sample of one row. */
    public float[] trunkMask(long seed, String rowKey, int sample, int block, int length) {
        float[] mask = new float[length];
        fill(mask, trunkRate, KeyedRandom.of(seed, rowKey, "mc-dropout block " + block, sample));
        return mask;
    }

    private static void fill(float[] mask, double rate, SplittableRandom random) {
        float kept = (float) (1 / (1 - rate));
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextDouble() < rate ? 0f : kept;
        }
    }

    /** {@inheritDoc} The dense layer runs once a row; its output is copied under each mask and one product makes all the logits. */
    @Override
    public float[] sampleLogits(
            Head centre, float[] trunkFeatures, int rows, List<String> rowKeys, long seed, int samples) {
        int width = centre.width();
        float[] hidden = centre.hidden(trunkFeatures, rows);
        float[] masked = new float[rows * samples * width];
        for (int r = 0; r < rows; r++) {
            for (int s = 0; s < samples; s++) {
                maskInto(hidden, r, headMask(seed, rowKeys.get(r), s, width), masked, r * samples + s);
            }
        }
        return centre.logits(masked, rows * samples);
    }

    /**
     * Logits of one sample, where the trunk ran with that sample's own masks.
     *
     * @param trunkFeatures rows x features of sample {@code sample}
     * @return rows x classes
     */
    public float[] logitsOfSample(
            Head centre, float[] trunkFeatures, int rows, List<String> rowKeys, long seed, int sample) {
        int width = centre.width();
        float[] hidden = centre.hidden(trunkFeatures, rows);
        for (int r = 0; r < rows; r++) {
            maskInto(hidden, r, headMask(seed, rowKeys.get(r), sample, width), hidden, r);
        }
        return centre.logits(hidden, rows);
    }

    private static void maskInto(float[] hidden, int row, float[] mask, float[] out, int outRow) {
        int width = mask.length;
        for (int i = 0; i < width; i++) {
            out[outRow * width + i] = hidden[row * width + i] * mask[i];
        }
    }

    /** {@inheritDoc} A mask of penultimate units is the same as a multiplied row of the output weights. */
    @Override
    public Head sampleHead(Head centre, long seed, int sample) {
        float[] mask = headMask(seed, "posterior sample", sample, centre.width());
        float[] output = centre.outputWeight().clone();
        for (int i = 0; i < output.length; i++) {
            output[i] *= mask[i / centre.classes()];
        }
        return new Head(
                centre.features(),
                centre.width(),
                centre.classes(),
                centre.denseWeight(),
                centre.denseBias(),
                output,
                centre.outputBias());
    }

    @Override
    public Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("method", METHOD);
        settings.put("headRate", headRate);
        settings.put("trunkRate", trunkRate);
        settings.put("samples", samples);
        return settings;
    }

    @Override
    public Map<String, float[]> arrays() {
        return Map.of();
    }
}
