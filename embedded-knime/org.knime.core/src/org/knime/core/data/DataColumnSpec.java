// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.Objects;

/** Name, type, domain and properties of a column; unchangeable. */
public final class DataColumnSpec {

    private final String m_name;
    private final DataType m_type;
    private final DataColumnDomain m_domain;
    private final DataColumnProperties m_properties;

    DataColumnSpec(String name, DataType type, DataColumnDomain domain, DataColumnProperties properties) {
        m_name = name;
        m_type = type;
        m_domain = domain;
        m_properties = properties;
    }

    public String getName() {
        return m_name;
    }

    public DataType getType() {
        return m_type;
    }

    public DataColumnDomain getDomain() {
        return m_domain;
    }

    public DataColumnProperties getProperties() {
        return m_properties;
    }

    /** @return whether name and type are the same */
    public boolean equalStructure(DataColumnSpec cspec) {
        return cspec != null && m_name.equals(cspec.m_name) && m_type.equals(cspec.m_type);
    }

    @Override
    public boolean equals(Object o) {
        return this == o
                || o instanceof DataColumnSpec other
                        && equalStructure(other)
                        && m_domain.equals(other.m_domain)
                        && m_properties.equals(other.m_properties);
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_name, m_type);
    }

    @Override
    public String toString() {
        return m_name + " (" + m_type.getName() + ")";
    }
}
