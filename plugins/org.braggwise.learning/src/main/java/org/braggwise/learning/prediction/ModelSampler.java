// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.network.Engine;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.TrunkRunner;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.Laplace;
import org.braggwise.learning.posterior.McDropout;

/**
 * Runs batches of patterns through all members of a model and draws their logits. What it gives for a row is bitwise the same whatever
 * rows come with it. Close it to give native memory back.
 */
final class ModelSampler implements AutoCloseable {
    /** Rows of one part of the work, at most. */
    private static final int ROWS = 8;
    /** Units of the dense layer that are drawn in one part, at most, as long as it is one row: the work can be cancelled between parts. */
    private static final int DRAWS = 1 << 19;

    private final BVggNetModel m_model;
    private final long m_seed;
    private final int m_samples;
    private final Workers m_workers;
    private final List<TrunkRunner> m_runners = new ArrayList<>();

    /**
     * @param samples a member; 0: as many as its posterior was made for
     * @param workers whose threads it works on and who may cancel it
     */
    ModelSampler(BVggNetModel model, long seed, int samples, Workers workers) {
        m_workers = workers;
        m_model = model;
        m_seed = seed;
        m_samples = samples;
        for (Member member : model.members()) {
            m_runners.add(Engine.get().runner(member.weights(), workers));
        }
    }

    /**
     * What a batch gave.
     *
     * @param logits [row]: all members' samples x classes, one after the other
     * @param penultimate [member]: rows x width, with the mean weights and no dropout
     * @param probit [row][class]: mean over the members; empty where a member is no Laplace posterior
     */
    record Batch(List<float[]> logits, List<float[]> penultimate, List<double[]> probit) {}

    /** @param patterns finite, on the model's grid */
    Batch run(float[][] patterns, List<String> rowKeys) {
        int rows = patterns.length;
        List<float[]> drawn = new ArrayList<>();
        List<float[]> penultimate = new ArrayList<>();
        List<double[]> probit = new ArrayList<>();
        boolean allLaplace = m_model.members().stream().allMatch(m -> m.posterior() instanceof Laplace);
        for (int m = 0; m < m_model.members().size(); m++) {
            Member member = m_model.members().get(m);
            float[] features = m_runners.get(m).features(patterns, null);
            penultimate.add(member.head().hidden(features, rows, m_workers));
            long seed = m_seed + m * 0x9E3779B97F4A7C15L; // members must not share their draws
            drawn.add(logits(member, m_runners.get(m), patterns, features, rowKeys, seed));
            if (allLaplace) {
                addProbit((Laplace) member.posterior(), member, features, rows, probit);
            }
        }
        List<float[]> byRow =
                IntStream.range(0, rows).mapToObj(r -> join(drawn, r, rows)).toList();
        return new Batch(byRow, penultimate, probit);
    }

    private float[] logits(
            Member member, TrunkRunner runner, float[][] patterns, float[] features, List<String> rowKeys, long seed) {
        int samples = m_samples == 0 ? member.posterior().samples() : m_samples;
        if (member.posterior() instanceof McDropout dropout && dropout.needsFullPasses()) {
            return fullPasses(member, dropout, runner, patterns, rowKeys, seed, samples);
        }
        int length = member.spec().features();
        int own = samples * member.spec().classes();
        float[] all = new float[Math.multiplyExact(patterns.length, own)];
        int step = Math.max(
                1,
                Math.min(ROWS, DRAWS / Math.multiplyExact(samples, member.spec().denseWidth())));
        inParts(patterns.length, step, (from, to) -> {
            float[] drawn = member.posterior()
                    .sampleLogits(
                            member.head(),
                            Arrays.copyOfRange(features, from * length, to * length),
                            to - from,
                            rowKeys.subList(from, to),
                            seed,
                            samples);
            System.arraycopy(drawn, 0, all, from * own, drawn.length);
        });
        return all;
    }

    /** [member]: rows x width, with the mean weights and no dropout. */
    List<float[]> penultimate(float[][] patterns) {
        return IntStream.range(0, m_runners.size())
                .mapToObj(m -> m_model.members()
                        .get(m)
                        .head()
                        .hidden(m_runners.get(m).features(patterns, null), patterns.length, m_workers))
                .toList();
    }

    private interface Part {
        void run(int from, int to);
    }

    private void inParts(int rows, int step, Part work) {
        m_workers.run(
                (rows + step - 1) / step, (part, thread) -> work.run(part * step, Math.min(rows, (part + 1) * step)));
    }

    private float[] fullPasses(
            Member member,
            McDropout dropout,
            TrunkRunner runner,
            float[][] patterns,
            List<String> rowKeys,
            long seed,
            int samples) {
        int rows = patterns.length;
        int classes = member.spec().classes();
        float[] all = new float[rows * samples * classes];
        for (int s = 0; s < samples; s++) {
            int sample = s;
            float[] features = runner.features(
                    patterns, row -> trunkMasks(member.spec(), dropout, seed, rowKeys.get(row), sample));
            int length = member.spec().features();
            inParts(rows, ROWS, (from, to) -> {
                float[] logits = dropout.logitsOfSample(
                        member.head(),
                        Arrays.copyOfRange(features, from * length, to * length),
                        to - from,
                        rowKeys.subList(from, to),
                        seed,
                        sample);
                for (int r = from; r < to; r++) {
                    System.arraycopy(logits, (r - from) * classes, all, (r * samples + sample) * classes, classes);
                }
            });
        }
        return all;
    }

    private static float[][] trunkMasks(NetworkSpec spec, McDropout dropout, long seed, String rowKey, int sample) {
        float[][] masks = new float[spec.blockChannels().length][];
        for (int b = 0; b < masks.length; b++) {
            int[] channels = spec.blockChannels()[b];
            masks[b] =
                    dropout.trunkMask(seed, rowKey, sample, b, spec.blockLength(b + 1) * channels[channels.length - 1]);
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

    private static float[] join(List<float[]> drawn, int row, int rows) {
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

    @Override
    public void close() {
        m_runners.forEach(TrunkRunner::close);
    }
}
