// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.Serializable;
import java.util.List;

import org.braggwise.spark.table.EncodedTable;

/**
 * What the execution of a node gave for one part of its rows.
 *
 * @param part which, from 0
 * @param outputs by port; null where the node failed
 * @param view what the node keeps for its view: of the first part only, else null
 * @param warnings of the node
 * @param failure why the node failed; null where it did not
 * @param processorNanos that the executor's processors worked meanwhile: for this part alone, where it has one task at a time
 */
public record PartResult(
        int part,
        List<PartOutput> outputs,
        List<EncodedTable> view,
        List<String> warnings,
        Failure failure,
        long processorNanos)
        implements Serializable {}
