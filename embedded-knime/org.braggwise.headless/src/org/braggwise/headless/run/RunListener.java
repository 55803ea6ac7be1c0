// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.run;

import java.util.function.Supplier;

/** Hears how a run goes; called on the nodes' threads. */
public interface RunListener {

    /** A node starts. */
    void started(NodeRun node);

    /**
     * A running node got further.
     *
     * @param fraction 0 to 1, NaN where unknown
     * @param message what it does; asked only when it is shown, on any thread; gives null where nothing was said
     */
    void progress(NodeRun node, double fraction, Supplier<String> message);

    /** A node is executed, failed, cancelled, or will not start. Its results are let go when this returns and no other node needs them. */
    void ended(NodeRun node);
}
