// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.braggwise.learning.explanation.AttributedPattern;
import org.braggwise.learning.explanation.AttributionPlace;
import org.braggwise.learning.explanation.BackgroundPatterns;
import org.braggwise.spark.table.Part;
import org.braggwise.spark.table.PartedTable;
import org.braggwise.spark.task.AttributedPart;
import org.braggwise.spark.task.AttributionFile;
import org.braggwise.spark.task.AttributionTask;
import org.braggwise.spark.task.NodeJob;
import org.knime.core.node.ExecutionMonitor;

/** Attributes the patterns of a table on executors; the node, on the driver, reads the attributions in the order of the rows. */
final class ExecutorAttributions implements AttributionPlace {

    private static final String NODE = "org.braggwise.knime.explainer.ShapExplainerNodeFactory";

    /** The input with the patterns to explain. */
    static final int PATTERNS = 1;

    private final JavaSparkContext m_spark;
    private final String m_name;
    private final Broadcast<NodeJob> m_job;
    private final PartedTable m_patterns;
    private final ExecutionMonitor m_exec;

    ExecutorAttributions(
            JavaSparkContext spark, String name, Broadcast<NodeJob> job, PartedTable patterns, ExecutionMonitor exec) {
        m_spark = spark;
        m_name = name;
        m_job = job;
        m_patterns = patterns;
        m_exec = exec;
    }

    static boolean serves(String factory) {
        return NODE.equals(factory);
    }

    @Override
    public Optional<Iterator<AttributedPattern>> attributions(BackgroundPatterns background, long rows) {
        if (rows == 0) {
            return Optional.of(Collections.emptyIterator());
        }
        Broadcast<BackgroundPatterns> broadcast = m_spark.broadcast(background);
        try {
            List<AttributedPart> parts =
                    Stage.runWithin(m_spark, m_name, new AttributionTask(m_job, broadcast), work(rows), m_exec);
            Configuration files = m_job.value().files().configuration();
            return Optional.of(new AttributionFile.Reader(parts, files));
        } finally {
            broadcast.destroy();
        }
    }

    /** A pattern takes long: the table's own parts may be too large. */
    private List<Part> work(long rows) {
        long most = PartSize.of(m_spark).rows(rows);
        List<Part> work = new ArrayList<>();
        long left = rows;
        for (Part part : m_patterns.parts()) {
            for (long from = 0; from < part.rows() && left > 0; from += most) {
                long count = Math.min(Math.min(most, part.rows() - from), left);
                work.add(part.slice(from, count));
                left -= count;
            }
        }
        return work;
    }
}
