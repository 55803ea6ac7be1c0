// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.swing.JComponent;

import org.knime.core.node.port.PortObjectSpec;

/** The columns of a table; unchangeable. */
public final class DataTableSpec implements PortObjectSpec, Iterable<DataColumnSpec> {

    private static final String DEFAULT_NAME = "default";

    private final String m_name;
    private final List<DataColumnSpec> m_columns;
    private final Map<String, Integer> m_index;
    private final Map<String, String> m_properties;

    public DataTableSpec() {
        this(DEFAULT_NAME);
    }

    /** @throws IllegalArgumentException where two columns have the same name */
    public DataTableSpec(DataColumnSpec... colSpecs) {
        this(DEFAULT_NAME, colSpecs);
    }

    /** @throws IllegalArgumentException where two columns have the same name */
    public DataTableSpec(String name, DataColumnSpec... colSpecs) {
        this(name, Arrays.asList(colSpecs), Map.of());
    }

    /** The columns of both, those of the first before those of the second. */
    public DataTableSpec(DataTableSpec spec1, DataTableSpec spec2) {
        this(spec1.m_name, concatenated(spec1, spec2), Map.of());
    }

    DataTableSpec(String name, List<DataColumnSpec> columns, Map<String, String> properties) {
        m_name = name == null ? DEFAULT_NAME : name;
        m_columns = List.copyOf(columns);
        m_properties = Collections.unmodifiableMap(new HashMap<>(properties));
        m_index = new HashMap<>();
        for (int i = 0; i < m_columns.size(); i++) {
            String column = m_columns.get(i).getName();
            Integer before = m_index.put(column, i);
            if (before != null) {
                throw new IllegalArgumentException(
                        "Duplicate column name \"" + column + "\" at positions " + before + " and " + i + ".");
            }
        }
    }

    private static List<DataColumnSpec> concatenated(DataTableSpec first, DataTableSpec second) {
        List<DataColumnSpec> all = new ArrayList<>(first.m_columns);
        all.addAll(second.m_columns);
        return all;
    }

    public String getName() {
        return m_name;
    }

    public int getNumColumns() {
        return m_columns.size();
    }

    /** @throws IndexOutOfBoundsException unless 0 <= index < getNumColumns() */
    public DataColumnSpec getColumnSpec(int index) {
        return m_columns.get(index);
    }

    /** @return the column of this name, or null */
    public DataColumnSpec getColumnSpec(String column) {
        int i = findColumnIndex(column);
        return i < 0 ? null : m_columns.get(i);
    }

    public final String[] getColumnNames() {
        return m_columns.stream().map(DataColumnSpec::getName).toArray(String[]::new);
    }

    public boolean containsName(String columnName) {
        return m_index.containsKey(columnName);
    }

    /** @return the position of the column from 0, or -1 */
    public int findColumnIndex(String columnName) {
        return m_index.getOrDefault(columnName, -1);
    }

    /** @throws IllegalArgumentException where the table lacks one of the columns */
    public int[] columnsToIndices(String... columns) {
        return Arrays.stream(columns)
                .mapToInt(c -> {
                    int i = findColumnIndex(c);
                    if (i < 0) {
                        throw new IllegalArgumentException("The table has no column \"" + c + "\".");
                    }
                    return i;
                })
                .toArray();
    }

    public boolean containsCompatibleType(Class<? extends DataValue> valueClass) {
        return stream().anyMatch(c -> c.getType().isCompatible(valueClass));
    }

    public Map<String, String> getProperties() {
        return m_properties;
    }

    /** @return whether names and types of the columns are the same, in the same order */
    public boolean equalStructure(DataTableSpec spec) {
        if (spec == null || spec.getNumColumns() != getNumColumns()) {
            return false;
        }
        for (int i = 0; i < getNumColumns(); i++) {
            if (!m_columns.get(i).equalStructure(spec.m_columns.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** @return the name, or the name with " (#1)", " (#2)" ... where the spec has it already */
    public static String getUniqueColumnName(DataTableSpec tableSpec, String suggested) {
        String name = suggested.trim();
        for (int i = 1; tableSpec != null && tableSpec.containsName(name); i++) {
            name = suggested.trim() + " (#" + i + ")";
        }
        return name;
    }

    @Override
    public Iterator<DataColumnSpec> iterator() {
        return m_columns.iterator();
    }

    public Stream<DataColumnSpec> stream() {
        return m_columns.stream();
    }

    /** Not there without a desktop. */
    @Override
    public JComponent[] getViews() {
        throw new UnsupportedOperationException("DataTableSpec.getViews() is not part of the embedded KNIME.");
    }

    @Override
    public boolean equals(Object o) {
        return this == o
                || o instanceof DataTableSpec other
                        && m_columns.equals(other.m_columns)
                        && m_properties.equals(other.m_properties);
    }

    @Override
    public int hashCode() {
        return m_columns.hashCode();
    }

    @Override
    public String toString() {
        return "name=" + m_name + ",columns=" + m_columns;
    }
}
