// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.braggwise.crystal.KeyedRandom;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.Workers;

/** The rows of one network's {@link Rounds}, dealt to the shards, and the training of a shard for a round. */
public final class ShardTraining {

    private static final long SEEDS_APART = 15_485_863;

    private final TrainingSettings m_settings;
    private final NetworkSpec m_spec;
    private final LabelledPatterns m_all;
    private final long m_seed;
    private final List<LabelledPatterns> m_shards;

    /**
     * @param settings with rounds
     * @param rows in the order of their keys
     * @param seed of the network
     */
    ShardTraining(TrainingSettings settings, NetworkSpec spec, LabelledPatterns rows, long seed) {
        m_settings = settings;
        m_spec = spec;
        m_all = rows;
        m_seed = seed;
        m_shards = dealt(rows, settings.rounds().orElseThrow().shards(), seed);
    }

    /** Deals the rows in the order of their keys' hashes: the shards' sizes differ by one row at most. */
    private static List<LabelledPatterns> dealt(LabelledPatterns rows, int shards, long seed) {
        if (rows.size() < shards) {
            throw new IllegalArgumentException("Rounds of " + shards + " shards for " + rows.size()
                    + " training patterns; expected a pattern for each shard at least.");
        }
        long[] hashes = IntStream.range(0, rows.size())
                .mapToLong(r ->
                        KeyedRandom.of(seed, rows.rowKeys().get(r), "shard", 0).nextLong())
                .toArray();
        List<Integer> order = IntStream.range(0, rows.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer r) -> hashes[r]).thenComparing(rows.rowKeys()::get))
                .toList();
        List<LabelledPatterns> dealt = new ArrayList<>();
        for (int s = 0; s < shards; s++) {
            int shard = s;
            dealt.add(rows.subset(IntStream.range(0, rows.size())
                    .filter(i -> i % shards == shard)
                    .mapToObj(order::get)
                    .sorted()
                    .toList()));
        }
        return dealt;
    }

    public int shards() {
        return m_shards.size();
    }

    /** @return what a training gives of each shard, one after the other */
    List<ShardResult> each(IntFunction<ShardResult> training) {
        return IntStream.range(0, shards()).mapToObj(training).toList();
    }

    /** @return the batches of the largest shard; one that has fewer waits at the end of the epoch, and its weights count in the mean all the same */
    int stepsPerEpoch() {
        return BatchTraining.steps(m_shards.get(0).size(), m_settings);
    }

    /**
     * Trains one shard.
     *
     * @param shard from 0
     * @return the same on any machine
     * @throws java.util.concurrent.CancellationException where the workers are cancelled
     * @throws ArithmeticException where the loss is no longer finite
     */
    public ShardResult train(int shard, Round round, Workers workers) {
        LabelledPatterns rows = m_shards.get(shard);
        long seed = m_seed + SEEDS_APART * shard;
        try (var training = new BatchTraining(m_settings, m_spec, rows, m_all, stepsPerEpoch(), seed, workers)) {
            training.start(round.start(), round.epoch(), round.from());
            training.setPrior(round.priorScale(), round.klWeight());
            BatchSums sums = BatchSums.NONE;
            int to = Math.min(round.to(), BatchTraining.steps(rows.size(), m_settings));
            for (int step = round.from(); step < to; step++) {
                sums = sums.and(training.step(round.epoch(), step));
            }
            return new ShardResult(training.state(), sums);
        }
    }

    /** @return what to train a shard with on a machine that has nothing else to do */
    public Workers workers() {
        return new Workers(m_settings.threads());
    }
}
