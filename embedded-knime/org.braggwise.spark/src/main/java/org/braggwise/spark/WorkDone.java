// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.util.List;
import java.util.Locale;

import org.braggwise.spark.task.PartOutput;
import org.braggwise.spark.task.PartResult;

/**
 * What an execution of a node took on the executors.
 *
 * @param parts of its rows
 * @param rows of its first output
 * @param processorSeconds of the executors' processors
 * @param bytes of the files of its outputs
 */
record WorkDone(int parts, long rows, double processorSeconds, long bytes) {

    static WorkDone of(List<PartResult> results) {
        return new WorkDone(
                results.size(),
                results.stream().mapToLong(r -> r.outputs().get(0).rows()).sum(),
                results.stream().mapToLong(PartResult::processorNanos).sum() / 1e9,
                results.stream()
                        .flatMap(r -> r.outputs().stream())
                        .mapToLong(PartOutput::bytes)
                        .sum());
    }

    /** @return for the record of the run */
    String text() {
        return String.format(
                Locale.ROOT,
                "%d %s, %d rows, %.2f s of processors, %.3f MB",
                parts,
                parts == 1 ? "part" : "parts",
                rows,
                processorSeconds,
                bytes / 1e6);
    }
}
