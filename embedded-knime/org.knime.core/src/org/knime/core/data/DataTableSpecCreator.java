// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the spec of a table, column by column. */
public final class DataTableSpecCreator {

    private final List<DataColumnSpec> m_columns = new ArrayList<>();
    private final Map<String, String> m_properties = new HashMap<>();
    private String m_name;

    public DataTableSpecCreator() {
        // no columns yet
    }

    /** @param spec the spec to start from */
    public DataTableSpecCreator(DataTableSpec spec) {
        m_name = spec.getName();
        m_properties.putAll(spec.getProperties());
        addColumns(spec);
    }

    public DataTableSpecCreator setName(String name) {
        m_name = name;
        return this;
    }

    /** @throws IllegalArgumentException where a column of this name is there already */
    public DataTableSpecCreator addColumns(DataColumnSpec... columns) {
        for (DataColumnSpec c : columns) {
            if (m_columns.stream().anyMatch(o -> o.getName().equals(c.getName()))) {
                throw new IllegalArgumentException("Duplicate column name \"" + c.getName() + "\".");
            }
            m_columns.add(c);
        }
        return this;
    }

    public DataTableSpecCreator addColumns(DataTableSpec spec) {
        return addColumns(spec.stream().toArray(DataColumnSpec[]::new));
    }

    /** @throws IndexOutOfBoundsException where there is no column at the index */
    public DataTableSpecCreator replaceColumn(int index, DataColumnSpec column) {
        m_columns.set(index, column);
        return this;
    }

    public DataTableSpecCreator dropAllColumns() {
        m_columns.clear();
        return this;
    }

    public DataTableSpecCreator dropAllDomains() {
        m_columns.replaceAll(c -> {
            var creator = new DataColumnSpecCreator(c);
            creator.setDomain(null);
            return creator.createSpec();
        });
        return this;
    }

    public DataTableSpecCreator putProperties(Map<String, String> properties) {
        m_properties.putAll(properties);
        return this;
    }

    /** @throws IllegalArgumentException where two columns have the same name */
    public DataTableSpec createSpec() {
        return new DataTableSpec(m_name, Arrays.asList(m_columns.toArray(DataColumnSpec[]::new)), m_properties);
    }
}
