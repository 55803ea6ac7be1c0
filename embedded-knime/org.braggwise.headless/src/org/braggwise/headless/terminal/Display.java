// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.terminal;

import java.util.function.Supplier;

import org.braggwise.headless.run.NodeState;

/** What the user sees while nodes run; all methods may be called from any thread. */
public interface Display extends AutoCloseable {

    /** A node starts. */
    void started(int node, String name);

    /**
     * A running node got further.
     *
     * @param fraction 0 to 1, NaN where unknown
     * @param message what it does; asked only when it is shown; gives null where nothing was said
     */
    void progress(int node, double fraction, Supplier<String> message);

    /**
     * A node ends, or will not start.
     *
     * @param rows of its tables, in words; "" where it has none
     * @param message null: nothing said
     */
    void finished(int node, String name, NodeState state, String rows, double seconds, String message);

    /** A line on its own. */
    void line(String text);

    /** A line on its own for the errors' stream, at once. */
    void error(String text);

    @Override
    void close();
}
