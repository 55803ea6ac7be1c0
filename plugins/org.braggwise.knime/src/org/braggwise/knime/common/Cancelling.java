// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/** KNIME's question whether the user cancelled, for those who want an answer and not an exception. */
public final class Cancelling {

    private Cancelling() {
    }

    /** @return whether the node was cancelled; may be asked from any thread */
    public static boolean isCancelled(final ExecutionMonitor exec) {
        try {
            exec.checkCanceled();
            return false;
        } catch (CanceledExecutionException e) {
            return true;
        }
    }
}
