// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.execution;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/** KNIME's question whether the user cancelled, for those who want an answer and not an exception. */
public final class Cancelling {

    private Cancelling() {}

    /** @return whether the node was cancelled; may be asked from any thread */
    public static boolean isCancelled(ExecutionMonitor exec) {
        try {
            exec.checkCanceled();
            return false;
        } catch (CanceledExecutionException e) {
            return true;
        }
    }

    /**
     * @param otherwise what to say where KNIME knows of no cancellation; null for its usual words
     * @return the exception with which a node ends: KNIME's own where it cancelled the node itself, since that says why (low memory, say)
     */
    public static CanceledExecutionException why(ExecutionMonitor exec, String otherwise) {
        try {
            exec.checkCanceled();
        } catch (CanceledExecutionException e) {
            return e;
        }
        return otherwise == null ? new CanceledExecutionException() : new CanceledExecutionException(otherwise);
    }
}
