// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.table;

import java.util.LinkedHashSet;
import java.util.Set;

import org.knime.core.data.BoundedValue;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataType;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.NominalValue;

/**
 * Widens the domain of a column by its cells, as KNIME's containers do: bounds of numbers, and up to 60 possible values of nominal
 * columns; a column with more has none.
 */
final class DomainUpdate {

    private static final int MAX_POSSIBLE_VALUES = 60;

    private final DataColumnSpec m_spec;
    private final boolean m_bounded;
    private Set<DataCell> m_values;
    private DataCell m_lower;
    private DataCell m_upper;

    DomainUpdate(DataColumnSpec spec) {
        m_spec = spec;
        DataType type = spec.getType();
        m_bounded = type.isCompatible(BoundedValue.class) && type.isCompatible(DoubleValue.class);
        m_lower = spec.getDomain().getLowerBound();
        m_upper = spec.getDomain().getUpperBound();
        if (type.isCompatible(NominalValue.class)) {
            m_values = new LinkedHashSet<>();
            if (spec.getDomain().hasValues()) {
                m_values.addAll(spec.getDomain().getValues());
            }
        }
    }

    void add(DataCell cell) {
        if (cell.isMissing()) {
            return;
        }
        if (m_values != null && m_values.add(cell) && m_values.size() > MAX_POSSIBLE_VALUES) {
            m_values = null;
        }
        if (m_bounded) {
            double value = ((DoubleValue) cell).getDoubleValue();
            if (Double.isNaN(value)) {
                return;
            }
            if (m_lower == null || value < ((DoubleValue) m_lower).getDoubleValue()) {
                m_lower = cell;
            }
            if (m_upper == null || value > ((DoubleValue) m_upper).getDoubleValue()) {
                m_upper = cell;
            }
        }
    }

    DataColumnSpec spec() {
        var domain = new DataColumnDomainCreator(m_lower, m_upper);
        domain.setValues(m_values);
        var creator = new DataColumnSpecCreator(m_spec);
        creator.setDomain(domain.createDomain());
        return creator.createSpec();
    }
}
