// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

/** A workflow that cannot be loaded; the message names the file, the node and the key, and says what was expected. */
public final class WorkflowException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message where, what was found, what was expected, what to do */
    public WorkflowException(String message) {
        super(message);
    }

    /**
     * @param message where, what was found, what was expected, what to do
     * @param cause what was thrown below
     */
    public WorkflowException(String message, Throwable cause) {
        super(message, cause);
    }
}
