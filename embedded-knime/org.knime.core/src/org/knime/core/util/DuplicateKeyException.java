// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.util;

/** Two rows of a table have the same key. */
public class DuplicateKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String m_key;

    public DuplicateKeyException(String msg, String key) {
        super(msg);
        m_key = key;
    }

    /** @return the key that is there twice */
    public String getKey() {
        return m_key;
    }
}
