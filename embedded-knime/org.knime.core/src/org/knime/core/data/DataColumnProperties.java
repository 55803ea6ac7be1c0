// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Texts by name that a column carries from node to node; unchangeable. */
public final class DataColumnProperties implements Cloneable {

    private final Map<String, String> m_properties;

    public DataColumnProperties() {
        this(Map.of());
    }

    public DataColumnProperties(Map<String, String> content) {
        m_properties = new LinkedHashMap<>(content);
    }

    public boolean containsProperty(String key) {
        return m_properties.containsKey(key);
    }

    /** @return the text, or null where the column has none of this name */
    public String getProperty(String key) {
        return m_properties.get(key);
    }

    public String getProperty(String key, String defaultValue) {
        return m_properties.getOrDefault(key, defaultValue);
    }

    public Enumeration<String> properties() {
        return Collections.enumeration(m_properties.keySet());
    }

    public int size() {
        return m_properties.size();
    }

    /** @return these properties and the given ones, which win */
    public DataColumnProperties cloneAndOverwrite(Map<String, String> overwrite) {
        Map<String, String> all = new LinkedHashMap<>(m_properties);
        all.putAll(overwrite);
        return new DataColumnProperties(all);
    }

    @Override
    public boolean equals(Object o) {
        return this == o || o instanceof DataColumnProperties other && m_properties.equals(other.m_properties);
    }

    @Override
    public int hashCode() {
        return m_properties.hashCode();
    }

    @Override
    public String toString() {
        return m_properties.toString();
    }
}
