// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

/** Settings that make no sense, or that do not fit the input. */
public class InvalidSettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    public InvalidSettingsException(String s) {
        super(s);
    }

    public InvalidSettingsException(String msg, Throwable cause) {
        super(msg, cause);
    }

    public InvalidSettingsException(Throwable cause) {
        super(cause == null ? null : cause.getMessage(), cause);
    }
}
