// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.util.Objects;

/** Which port objects a port takes or gives. */
public final class PortType {

    private final Class<? extends PortObject> m_objectClass;
    private final Class<? extends PortObjectSpec> m_specClass;
    private final String m_name;

    PortType(Class<? extends PortObject> objectClass, Class<? extends PortObjectSpec> specClass, String name) {
        m_objectClass = objectClass;
        m_specClass = specClass;
        m_name = name;
    }

    public Class<? extends PortObject> getPortObjectClass() {
        return m_objectClass;
    }

    public Class<? extends PortObjectSpec> getPortObjectSpecClass() {
        return m_specClass;
    }

    public String getName() {
        return m_name;
    }

    /** @return whether an output of the other type may be connected to an input of this */
    public boolean isSuperTypeOf(PortType subType) {
        return m_objectClass.isAssignableFrom(subType.m_objectClass);
    }

    @Override
    public boolean equals(Object obj) {
        return this == obj || obj instanceof PortType other && m_objectClass.equals(other.m_objectClass);
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_objectClass);
    }

    @Override
    public String toString() {
        return "PortType(" + m_objectClass.getName() + ")";
    }
}
