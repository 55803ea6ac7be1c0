// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.braggwise.diffraction.PatternSpace;
import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.model.ModelInput;

/** Trains one network of an ensemble: executes the node that learns as far as that. */
public final class MemberTask implements Function<Integer, TaskResult<byte[]>> {

    private static final long serialVersionUID = 1L;

    private final Broadcast<NodeJob> m_job;

    public MemberTask(Broadcast<NodeJob> job) {
        m_job = job;
    }

    /**
     * @param member its number, from 1
     * @return a model of it alone, as its file is
     */
    @Override
    public TaskResult<byte[]> call(Integer member) throws IOException {
        NodeJob job = m_job.value();
        Executor.settle(job);
        try {
            Optional<Member> trained = LearningNode.member(job, member);
            return new TaskResult<>(trained.isPresent() ? bytes(trained.get()) : null, null);
        } catch (IOException | UncheckedIOException e) {
            throw e; // a full disk or a lost file: another attempt may fare better
        } catch (Exception e) {
            return new TaskResult<>(null, Failure.of(e));
        }
    }

    /** @return the network that a task gave */
    public static Member member(byte[] model) {
        try {
            return BVggNetModel.read(new ByteArrayInputStream(model), "a member from an executor")
                    .members()
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
