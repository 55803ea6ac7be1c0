// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.util.List;
import java.util.stream.Collectors;

import org.braggwise.headless.run.NodeRun;

/**
 * A node that ended, with what was written of it.
 *
 * @param run the node
 * @param folder its folder in the results' directory; null: nothing was written
 * @param ports what came out, by port; empty where it is not executed
 * @param view its view's page, relative to the results' directory, with "/"; null: it has none
 * @param problems what could not be shown
 * @param lost why its results could not be written; null: they are, or were not asked for
 */
public record NodeRecord(
        NodeRun run, String folder, List<PortRecord> ports, String view, List<String> problems, String lost) {

    /** The output in which the nodes say which rows or files they refuse, and why. */
    private static final String PROBLEMS = "Problems";

    /** @return whether nothing of its input came through: its first table is empty, and one of problems is not */
    public boolean refusedAll() {
        return !ports.isEmpty()
                && ports.get(0).rows() == 0
                && ports.stream().anyMatch(p -> p.rows() > 0 && p.name().equals(PROBLEMS));
    }

    /** @return the rows of its tables: {@code 53}, or with the ports' names {@code 53 Structures, 2 Problems}; "" where it has no tables */
    public String rows() {
        List<PortRecord> tables = ports.stream().filter(p -> p.rows() >= 0).toList();
        return tables.size() == 1
                ? Long.toString(tables.get(0).rows())
                : tables.stream().map(p -> p.rows() + " " + p.name()).collect(Collectors.joining(", "));
    }

    /** @return the rows of a node that just ended, in the same way */
    public static String rows(NodeRun run) {
        return NodeResults.unwritten(run).rows();
    }
}
