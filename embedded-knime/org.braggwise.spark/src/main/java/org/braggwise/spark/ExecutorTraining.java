// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.training.Round;
import org.braggwise.learning.training.ShardResult;
import org.braggwise.learning.training.ShardTraining;
import org.braggwise.learning.training.TrainingPlace;
import org.braggwise.spark.task.MemberTask;
import org.braggwise.spark.task.NodeJob;
import org.braggwise.spark.task.RoundTask;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.NodeSettings;

/** Trains the networks of an ensemble, or the shards of one network's rounds, on executors, one in each task. */
final class ExecutorTraining implements TrainingPlace {

    private static final Set<String> NODES = Set.of(
            "org.braggwise.knime.learner.BVggNetLearnerNodeFactory",
            "org.braggwise.knime.finetuner.BVggNetFineTunerNodeFactory");

    private final JavaSparkContext m_spark;
    private final String m_name;
    private final Broadcast<NodeJob> m_job;
    private final ExecutionMonitor m_exec;
    private final String m_id = java.util.UUID.randomUUID().toString();

    ExecutorTraining(JavaSparkContext spark, String name, Broadcast<NodeJob> job, ExecutionMonitor exec) {
        m_spark = spark;
        m_name = name;
        m_job = job;
        m_exec = exec;
    }

    /**
     * @return whether the node trains several networks, or one in rounds; a time limit holds for all networks together, which are then trained
     *     on one machine
     */
    static boolean serves(String factory, NodeSettings settings) {
        return NODES.contains(factory)
                && (settings.getInt("members", 1) > 1
                        ? settings.getDouble("minutes", 0) <= 0
                        : settings.getInt("shards", 1) > 1);
    }

    /** One network alone has its shards on the executors; of several, each is one task, which trains its shards itself. */
    @Override
    public List<Member> members(int members, IntFunction<Optional<Member>> here) {
        if (members == 1) {
            return here.apply(1).stream().toList();
        }
        List<Member> trained = new ArrayList<>();
        for (byte[] model : Stage.runWithin(m_spark, m_name, new MemberTask(m_job), numbers(1, members), m_exec)) {
            if (model != null) {
                trained.add(MemberTask.member(model));
            }
        }
        return trained;
    }

    @Override
    public List<ShardResult> round(ShardTraining training, Round round, IntFunction<ShardResult> here) {
        Broadcast<Round> broadcast = m_spark.broadcast(round);
        try {
            return Stage.runWithin(
                    m_spark,
                    m_name + ", epoch " + round.epoch() + ", steps from " + round.from(),
                    new RoundTask(m_id, m_job, broadcast),
                    numbers(0, training.shards() - 1),
                    m_exec.createSilentSubProgress(0)); // the training itself tells how far it is
        } finally {
            broadcast.destroy();
        }
    }

    private static List<Integer> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }
}
