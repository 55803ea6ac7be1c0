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
 * @param problems what could not be written or shown
 */
public record NodeRecord(NodeRun run, String folder, List<PortRecord> ports, String view, List<String> problems) {

    /** @return the rows of its tables: {@code 53, 2}; "" where it has no tables */
    public String rows() {
        return ports.stream()
                .filter(p -> p.rows() >= 0)
                .map(p -> Long.toString(p.rows()))
                .collect(Collectors.joining(", "));
    }
}
