// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.TrunkRunner;
import org.braggwise.learning.posterior.Laplace;
import org.braggwise.learning.posterior.McDropout;

/** Runs batches of patterns through all members of a model and draws their logits. Close it to give native memory back. */
final class ModelSampler implements AutoCloseable {
    private final BVggNetModel m_model;
    private final long m_seed;
    private final int m_samples;
    private final List<TrunkRunner> m_runners = new ArrayList<>();

    /** @param samples a member; 0: as many as its posterior was made for */
    ModelSampler(BVggNetModel model, long seed, int samples, int threads) {
        m_model = model;
        m_seed = seed;
        m_samples = samples;
        for (Member member : model.members()) {
            m_runners.add(new TrunkRunner(member.weights(), threads));
        }
    }

    /**
     * What a batch gave.
     *
     * @param logits [row]: all members' samples x classes, one after the other
     * @param penultimate [member]: rows x width, with the mean weights and no dropout
     * @param probit [row][class]: mean over the members; empty where a member is no Laplace posterior
     */
    record Batch(List<float[]> logits, List<float[]> penultimate, List<double[]> probit) {
    }

    /** @param patterns finite, on the model's grid */
    Batch run(float[][] patterns, List<String> rowKeys) {
        int rows = patterns.length;
        int classes = m_model.classes().size();
        List<float[]> drawn = new ArrayList<>();
        List<float[]> penultimate = new ArrayList<>();
        List<double[]> probit = new ArrayList<>();
        boolean allLaplace = m_model.members().stream().allMatch(m -> m.posterior() instanceof Laplace);
        for (int m = 0; m < m_model.members().size(); m++) {
            Member member = m_model.members().get(m);
            float[] features = m_runners.get(m).features(patterns, null);
            penultimate.add(member.head().hidden(features, rows));
            long seed = m_seed + m * 0x9E3779B97F4A7C15L; // members must not share their draws
            drawn.add(logits(member, m_runners.get(m), patterns, features, rowKeys, seed));
            if (allLaplace) {
                addProbit((Laplace)member.posterior(), member, features, rows, probit);
            }
        }
        List<float[]> byRow = IntStream.range(0, rows).mapToObj(r -> join(drawn, r, rows, classes)).toList();
        return new Batch(byRow, penultimate, probit);
    }

    private float[] logits(Member member, TrunkRunner runner, float[][] patterns, float[] features, List<String> rowKeys, long seed) {
        int samples = m_samples == 0 ? member.posterior().samples() : m_samples;
        if (member.posterior() instanceof McDropout dropout && dropout.needsFullPasses()) {
            return fullPasses(member, dropout, runner, patterns, rowKeys, seed, samples);
        }
        return member.posterior().sampleLogits(member.head(), features, patterns.length, rowKeys, seed, samples);
    }

    private static float[] fullPasses(Member member, McDropout dropout, TrunkRunner runner, float[][] patterns, List<String> rowKeys,
        long seed, int samples) {
        int rows = patterns.length;
        int classes = member.spec().classes();
        float[] all = new float[rows * samples * classes];
        for (int s = 0; s < samples; s++) {
            int sample = s;
            float[] features = runner.features(patterns, row -> trunkMasks(member.spec(), dropout, seed, rowKeys.get(row), sample));
            float[] logits = dropout.logitsOfSample(member.head(), features, rows, rowKeys, seed, s);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(logits, r * classes, all, (r * samples + s) * classes, classes);
            }
        }
        return all;
    }

    private static float[][] trunkMasks(NetworkSpec spec, McDropout dropout, long seed, String rowKey, int sample) {
        float[][] masks = new float[spec.blockChannels().length][];
        for (int b = 0; b < masks.length; b++) {
            int[] channels = spec.blockChannels()[b];
            masks[b] = dropout.trunkMask(seed, rowKey, sample, b, spec.blockLength(b + 1) * channels[channels.length - 1]);
        }
        return masks;
    }

    private void addProbit(Laplace laplace, Member member, float[] features, int rows, List<double[]> mean) {
        double[][] own = laplace.probitProbabilities(member.head(), features, rows, m_model.temperature());
        for (int r = 0; r < rows; r++) {
            if (mean.size() <= r) {
                mean.add(new double[own[r].length]);
            }
            for (int c = 0; c < own[r].length; c++) {
                mean.get(r)[c] += own[r][c] / m_model.members().size();
            }
        }
    }

    private static float[] join(List<float[]> drawn, int row, int rows, int classes) {
        int length = drawn.stream().mapToInt(d -> d.length / rows).sum();
        float[] joined = new float[length];
        int at = 0;
        for (float[] d : drawn) {
            int own = d.length / rows;
            System.arraycopy(d, row * own, joined, at, own);
            at += own;
        }
        return joined;
    }

    /** Position of the first value that is not finite. */
    static OptionalInt firstNotFinite(float[] pattern) {
        return IntStream.range(0, pattern.length).filter(i -> !Float.isFinite(pattern[i])).findFirst();
    }

    @Override
    public void close() {
        m_runners.forEach(TrunkRunner::close);
    }
}
