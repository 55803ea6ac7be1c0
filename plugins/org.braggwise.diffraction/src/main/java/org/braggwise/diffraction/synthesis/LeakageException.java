// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.synthesis;

/** Something of a held-out compound is in the training set: a result measured on it would be worth nothing. */
public final class LeakageException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    LeakageException(String message) {
        super(message);
    }
}
