// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.training.Round;
import org.braggwise.learning.training.ShardResult;
import org.braggwise.learning.training.ShardTraining;

/** Trains one shard of a network for a round. An executor reads the rows in the first round that it takes part in. */
public final class RoundTask implements Function<Integer, TaskResult<ShardResult>> {

    private static final long serialVersionUID = 1L;

    /** The training that this process took part in last, and what its shards train on. */
    private record Known(String id, ShardTraining training) {}

    /** A process takes part in other work after a training: its rows go when their memory is needed, or nobody asked for them for long. */
    private static SoftReference<Known> known = new SoftReference<>(null);

    private final String m_id;
    private final Broadcast<NodeJob> m_job;
    private final Broadcast<Round> m_round;

    /** @param id of the training, the same in all of its rounds */
    public RoundTask(String id, Broadcast<NodeJob> job, Broadcast<Round> round) {
        m_id = id;
        m_job = job;
        m_round = round;
    }

    /** @param shard its number, from 0 */
    @Override
    public TaskResult<ShardResult> call(Integer shard) throws IOException {
        NodeJob job = m_job.value();
        Executor.settle(job);
        try {
            ShardTraining training = training(m_id, job);
            try (Workers workers = training.workers()) {
                workers.cancelWhen(Executor::interrupted);
                return new TaskResult<>(training.train(shard, m_round.value(), workers), null);
            }
        } catch (IOException | UncheckedIOException e) {
            throw e; // a full disk or a lost file: another attempt may fare better
        } catch (ArithmeticException e) {
            return new TaskResult<>(null, Failure.of(Failure.Kind.KNIME, e));
        } catch (Exception e) {
            return new TaskResult<>(null, Failure.of(e));
        }
    }

    private static synchronized ShardTraining training(String id, NodeJob job) throws Exception {
        Known last = known.get();
        if (last == null || !last.id.equals(id)) {
            last = null;
            known.clear(); // its rows may go before others come
            last = new Known(id, LearningNode.shards(job));
            known = new SoftReference<>(last);
        }
        return last.training;
    }
}
