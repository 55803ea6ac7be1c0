// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.embedded.EmbeddedExecution;
import org.braggwise.embedded.ProgressListener;
import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.training.MemberPlace;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionContext;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/** Trains one network of an ensemble: executes the node that learns as far as that. */
public final class MemberTask implements Function<Integer, MemberTask.Result> {

    private static final long serialVersionUID = 1L;

    /**
     * A trained network.
     *
     * @param model a model of it alone, as its file is; null where training was stopped in its first epoch, or failed
     * @param failure null where there is none
     */
    public record Result(byte[] model, Failure failure) implements Serializable {

        /** @return the network; empty where training was stopped in its first epoch */
        public Optional<Member> member() throws IOException {
            return model == null
                    ? Optional.empty()
                    : Optional.of(
                            BVggNetModel.read(new java.io.ByteArrayInputStream(model), "a member from an executor")
                                    .members()
                                    .get(0));
        }
    }

    /** Ends the execution of the node when the network is trained. */
    private static final class Trained extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Optional<Member> m_member;

        Trained(Optional<Member> member) {
            super("the network is trained", null, false, false);
            m_member = member;
        }
    }

    private final Broadcast<NodeJob> m_job;

    public MemberTask(Broadcast<NodeJob> job) {
        m_job = job;
    }

    /** @param member its number, from 1 */
    @Override
    public Result call(Integer member) throws IOException {
        NodeJob job = m_job.value();
        Executor.settle(job);
        try {
            EmbeddedNode node = Executor.node(job);
            ExecutionContext exec =
                    EmbeddedExecution.newContext(Executor.temp(), new ProgressListener() {}, Executor::interrupted);
            MemberPlace.with(
                    (members, here) -> {
                        throw new Trained(here.apply(member));
                    },
                    () -> node.execute(
                            Executor.inputs(job, null, exec), Executor.settings(job.settings()), exec, warning -> {}));
            throw new IOException("The node " + job.factory() + " has trained no network.");
        } catch (Trained e) {
            return new Result(e.m_member.isPresent() ? bytes(e.m_member.get()) : null, null);
        } catch (CanceledExecutionException | CancellationException e) {
            return new Result(null, Failure.of(Failure.Kind.CANCELLED, e));
        } catch (KNIMEException e) {
            return new Result(null, Failure.of(Failure.Kind.KNIME, e));
        } catch (InvalidSettingsException e) {
            return new Result(null, Failure.of(Failure.Kind.SETTINGS, e));
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            return new Result(null, Failure.of(Failure.Kind.ERROR, e));
        }
    }

    /** Names of classes and the grid are the driver's: here they only make a model of the network. */
    private static byte[] bytes(Member member) throws IOException {
        List<String> classes = IntStream.range(0, member.spec().classes())
                .mapToObj(Integer::toString)
                .toList();
        var space = PatternSpace.of(10, 80, member.spec().inputLength(), 1.5406, "Cu Ka1", "MAXIMUM_1");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new BVggNetModel(
                        List.of(member),
                        classes,
                        new ModelInput(space, IntensityScale.LINEAR),
                        Calibration.NONE,
                        java.util.Map.of())
                .write(out);
        return out.toByteArray();
    }
}
