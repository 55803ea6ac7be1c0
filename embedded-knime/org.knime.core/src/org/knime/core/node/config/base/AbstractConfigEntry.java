// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config.base;

import java.io.Serializable;

/** A value or a tree of values under a key. */
public abstract class AbstractConfigEntry implements Serializable {

    private static final long serialVersionUID = 1L;

    private String m_key;

    AbstractConfigEntry(String key) {
        if (key == null) {
            throw new IllegalArgumentException("The key of a setting can't be null.");
        }
        m_key = key;
    }

    public final String getKey() {
        return m_key;
    }

    final void setKey(String key) {
        m_key = key;
    }

    /** @return what two entries of the same class and key are compared by */
    abstract Object content();

    @Override
    public boolean equals(Object o) {
        return this == o
                || o instanceof AbstractConfigEntry e
                        && e.getClass() == getClass()
                        && e.m_key.equals(m_key)
                        && e.content().equals(content());
    }

    @Override
    public int hashCode() {
        return m_key.hashCode();
    }
}
