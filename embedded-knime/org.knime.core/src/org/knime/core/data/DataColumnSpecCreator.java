// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.concurrent.atomic.AtomicInteger;

/** Makes the spec of a column. */
public final class DataColumnSpecCreator {

    private static final AtomicInteger EMPTY_NAMES = new AtomicInteger();

    private String m_name;
    private DataType m_type;
    private DataColumnDomain m_domain = new DataColumnDomainCreator().createDomain();
    private DataColumnProperties m_properties = new DataColumnProperties();

    /** @throws NullPointerException where name or type is null */
    public DataColumnSpecCreator(String name, DataType type) {
        setName(name);
        setType(type);
    }

    /** @param cspec the spec to start from */
    public DataColumnSpecCreator(DataColumnSpec cspec) {
        this(cspec.getName(), cspec.getType());
        m_domain = cspec.getDomain();
        m_properties = cspec.getProperties();
    }

    /** @param name blanks around it are cut; an empty one becomes "&lt;empty_1&gt;" and so on */
    public void setName(String name) {
        if (name == null) {
            throw new NullPointerException("The name of a column can't be null.");
        }
        String trimmed = name.trim();
        m_name = trimmed.isEmpty() ? "<empty_" + EMPTY_NAMES.incrementAndGet() + ">" : trimmed;
    }

    public void setType(DataType type) {
        if (type == null) {
            throw new NullPointerException("The type of a column can't be null.");
        }
        m_type = type;
    }

    /** @param domain null where nothing is known */
    public void setDomain(DataColumnDomain domain) {
        m_domain = domain == null ? new DataColumnDomainCreator().createDomain() : domain;
    }

    /** @param props null for none */
    public void setProperties(DataColumnProperties props) {
        m_properties = props == null ? new DataColumnProperties() : props;
    }

    public DataColumnSpec createSpec() {
        return new DataColumnSpec(m_name, m_type, m_domain, m_properties);
    }
}
