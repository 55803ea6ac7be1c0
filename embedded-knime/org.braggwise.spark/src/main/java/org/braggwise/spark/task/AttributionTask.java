// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.braggwise.embedded.EmbeddedExecution;
import org.braggwise.embedded.ProgressListener;
import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.learning.explanation.AttributedPattern;
import org.braggwise.learning.explanation.AttributionPlace;
import org.braggwise.learning.explanation.BackgroundPatterns;
import org.braggwise.spark.table.Part;
import org.knime.core.node.ExecutionContext;

/** Executes a node that explains on one part of its patterns, and keeps the attributions; its tables are made by the driver. */
public final class AttributionTask implements Function<Part, TaskResult<AttributedPart>> {

    private static final long serialVersionUID = 1L;

    /** An executor: the background is known, the attributions go into a file. */
    private static final class IntoFile implements AttributionPlace {

        private final BackgroundPatterns m_background;
        private final AttributionFile.Writer m_writer;
        private long m_rows;

        IntoFile(BackgroundPatterns background, AttributionFile.Writer writer) {
            m_background = background;
            m_writer = writer;
        }

        @Override
        public boolean attributesOnly() {
            return true;
        }

        @Override
        public Optional<BackgroundPatterns> background() {
            return Optional.of(m_background);
        }

        @Override
        public void attributed(AttributedPattern pattern) {
            try {
                m_writer.add(pattern);
                m_rows++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Broadcast<NodeJob> m_job;
    private final Broadcast<BackgroundPatterns> m_background;

    public AttributionTask(Broadcast<NodeJob> job, Broadcast<BackgroundPatterns> background) {
        m_job = job;
        m_background = background;
    }

    @Override
    public TaskResult<AttributedPart> call(Part part) throws IOException {
        long start = Executor.processorNanos();
        NodeJob job = m_job.value();
        Executor.settle(job);
        Configuration files = job.files().configuration();
        String file = new Path(job.folder(), "attributions-" + UUID.randomUUID()).toString();
        try (var writer = new AttributionFile.Writer(file, files)) {
            EmbeddedNode node = Executor.node(job);
            ExecutionContext exec =
                    EmbeddedExecution.newContext(Executor.temp(), new ProgressListener() {}, Executor::interrupted);
            var place = new IntoFile(m_background.value(), writer);
            AttributionPlace.with(place, () -> Executor.execute(job, part, node, false, exec, warning -> {}));
            return new TaskResult<>(new AttributedPart(file, place.m_rows, Executor.processorNanos() - start), null);
        } catch (IOException | UncheckedIOException e) {
            throw e; // a full disk or a lost file: another attempt may fare better
        } catch (Exception e) {
            return new TaskResult<>(null, Failure.of(e));
        }
    }
}
