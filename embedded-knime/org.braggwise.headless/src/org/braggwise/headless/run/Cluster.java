// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A kind of cluster that can execute nodes: a service (see {@link java.util.ServiceLoader}) of the module that knows it. */
public interface Cluster {

    /**
     * Joins the cluster.
     *
     * @param master as the user names it
     * @param workflow the folder of the workflow
     * @param temp a folder of this process
     * @param said hears what the user should know
     * @return where nodes are executed, to be closed
     * @throws IOException where the cluster can't be reached or can't execute nodes; the message says what to do
     */
    NodeExecution join(String master, Path workflow, Path temp, Consumer<String> said) throws IOException;
}
