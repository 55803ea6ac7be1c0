// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

/** The user ended the execution. */
public class CanceledExecutionException extends Exception {

    private static final long serialVersionUID = 1L;

    public CanceledExecutionException() {
        this("Execution canceled");
    }

    public CanceledExecutionException(String message) {
        super(message);
    }
}
