// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.training.MemberPlace;
import org.braggwise.spark.task.MemberTask;
import org.braggwise.spark.task.NodeJob;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;
import org.knime.core.node.NodeSettings;

/** Trains the networks of an ensemble on executors, one in each task. */
final class Ensembles {

    private static final Set<String> NODES = Set.of(
            "org.braggwise.knime.learner.BVggNetLearnerNodeFactory",
            "org.braggwise.knime.finetuner.BVggNetFineTunerNodeFactory");

    private Ensembles() {}

    /** @return whether the node trains several networks; a time limit holds for all of them together, on one machine */
    static boolean trainedBy(String factory, NodeSettings settings) {
        return NODES.contains(factory) && settings.getInt("members", 1) > 1 && settings.getDouble("minutes", 0) <= 0;
    }

    /** @return the place for a training in this process, whose networks come from the executors */
    static MemberPlace place(JavaSparkContext spark, String name, Broadcast<NodeJob> job, ExecutionMonitor exec) {
        return (members, here) -> {
            try {
                List<Member> trained = new ArrayList<>();
                for (MemberTask.Result result : Stage.run(
                        spark,
                        name,
                        new MemberTask(job),
                        IntStream.rangeClosed(1, members).boxed().toList(),
                        exec)) {
                    if (result.failure() != null) {
                        result.failure().rethrow();
                    }
                    result.member().ifPresent(trained::add);
                }
                return trained;
            } catch (CanceledExecutionException e) {
                throw new CancellationException(e.getMessage());
            } catch (KNIMEException | InvalidSettingsException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
