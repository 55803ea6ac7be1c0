// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.config.base;

import java.util.Arrays;

/** One value: its type as it stands in the file, and its text. */
final class ScalarEntry extends AbstractConfigEntry {

    private static final long serialVersionUID = 1L;

    private final String m_type;
    private final String m_value;

    ScalarEntry(String key, String type, String value) {
        super(key);
        m_type = type;
        m_value = value;
    }

    String type() {
        return m_type;
    }

    /** @return the text, null only where the type is text */
    String value() {
        return m_value;
    }

    @Override
    Object content() {
        return Arrays.asList(m_type, m_value);
    }

    @Override
    public String toString() {
        return getKey() + ":" + m_type + "=" + m_value;
    }
}
