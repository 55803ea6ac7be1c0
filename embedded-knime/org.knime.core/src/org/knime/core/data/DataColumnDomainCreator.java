// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** Makes the domain of a column. */
public class DataColumnDomainCreator {

    private DataCell m_lower;
    private DataCell m_upper;
    private Set<DataCell> m_values;

    public DataColumnDomainCreator() {
        // nothing is known
    }

    public DataColumnDomainCreator(DataCell[] values) {
        setValues(values == null ? null : new LinkedHashSet<>(Arrays.asList(values)));
    }

    public DataColumnDomainCreator(Set<? extends DataCell> values) {
        setValues(values);
    }

    public DataColumnDomainCreator(DataCell lowerBound, DataCell upperBound) {
        setLowerBound(lowerBound);
        setUpperBound(upperBound);
    }

    public DataColumnDomainCreator(DataColumnDomain domain) {
        m_lower = domain.getLowerBound();
        m_upper = domain.getUpperBound();
        m_values = domain.getValues();
    }

    /** @param values null where they are not known */
    public void setValues(Set<? extends DataCell> values) {
        m_values = values == null ? null : Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }

    /** @param lower null or missing where it is not known */
    public void setLowerBound(DataCell lower) {
        m_lower = lower == null || lower.isMissing() ? null : lower;
    }

    /** @param upper null or missing where it is not known */
    public void setUpperBound(DataCell upper) {
        m_upper = upper == null || upper.isMissing() ? null : upper;
    }

    public DataColumnDomain createDomain() {
        return new DataColumnDomain(m_lower, m_upper, m_values);
    }
}
