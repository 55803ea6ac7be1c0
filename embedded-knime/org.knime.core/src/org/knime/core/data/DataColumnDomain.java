// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.Objects;
import java.util.Set;

/** What is known of the values in a column: bounds, or the possible values. */
public final class DataColumnDomain {

    private final DataCell m_lower;
    private final DataCell m_upper;
    private final Set<DataCell> m_values;

    DataColumnDomain(DataCell lower, DataCell upper, Set<DataCell> values) {
        m_lower = lower;
        m_upper = upper;
        m_values = values;
    }

    /** @return the possible values in the order of their first sight, or null where they are not known */
    public Set<DataCell> getValues() {
        return m_values;
    }

    public boolean hasValues() {
        return m_values != null;
    }

    public DataCell getLowerBound() {
        return m_lower;
    }

    public boolean hasLowerBound() {
        return m_lower != null;
    }

    public DataCell getUpperBound() {
        return m_upper;
    }

    public boolean hasUpperBound() {
        return m_upper != null;
    }

    public boolean hasBounds() {
        return hasLowerBound() && hasUpperBound();
    }

    @Override
    public boolean equals(Object obj) {
        return this == obj
                || obj instanceof DataColumnDomain other
                        && Objects.equals(m_lower, other.m_lower)
                        && Objects.equals(m_upper, other.m_upper)
                        && Objects.equals(m_values, other.m_values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(m_lower, m_upper, m_values);
    }

    @Override
    public String toString() {
        return "lower=" + m_lower + ",upper=" + m_upper + ",values=" + m_values;
    }
}
