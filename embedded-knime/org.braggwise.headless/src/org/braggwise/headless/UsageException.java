// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

/** The command line asks for something that does not exist or contradicts itself; the message says what and what exists. */
public final class UsageException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what was found, what was expected, what to do */
    public UsageException(String message) {
        super(message);
    }
}
