// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

import org.braggwise.embedded.EmbeddedExecution;
import org.braggwise.embedded.ProgressListener;
import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.training.Round;
import org.braggwise.learning.training.ShardResult;
import org.braggwise.learning.training.ShardTraining;
import org.braggwise.learning.training.TrainingPlace;
import org.knime.core.node.ExecutionContext;

/** A node that learns, executed as far as a part of its training: reading, checks and split are the node's own. */
final class LearningNode {

    /** Ends the execution of the node. */
    private static final class Reached extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Object m_what;

        Reached(Object what) {
            super("the training is where it should be", null, false, false);
            m_what = what;
        }
    }

    private LearningNode() {}

    /** @return the member with this number, trained; empty where it was stopped in its first epoch */
    @SuppressWarnings("unchecked")
    static Optional<Member> member(NodeJob job, int member) throws Exception {
        return (Optional<Member>) reach(job, (members, here) -> {
            throw new Reached(here.apply(member));
        });
    }

    /** @return what the shards of the node's one network train on */
    static ShardTraining shards(NodeJob job) throws Exception {
        return (ShardTraining) reach(job, new TrainingPlace() {
            @Override
            public List<Member> members(int members, IntFunction<Optional<Member>> here) {
                return here.apply(1).stream().toList();
            }

            @Override
            public List<ShardResult> round(ShardTraining training, Round round, IntFunction<ShardResult> here) {
                throw new Reached(training);
            }
        });
    }

    private static Object reach(NodeJob job, TrainingPlace place) throws Exception {
        EmbeddedNode node = Executor.node(job);
        ExecutionContext exec =
                EmbeddedExecution.newContext(Executor.temp(), new ProgressListener() {}, Executor::interrupted);
        try {
            TrainingPlace.with(place, () -> Executor.execute(job, null, node, false, exec, warning -> {}));
        } catch (Reached e) {
            return e.m_what;
        }
        throw new IOException("The node " + job.factory() + " has trained no network.");
    }
}
