// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.data.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.braggwise.embedded.table.RearrangedColumn;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;

/** Says how the columns of one table become those of another: which stay, in which order, and which are computed row by row. */
public class ColumnRearranger {

    static {
        RearrangedColumn.setAccess(r -> List.copyOf(r.m_columns));
    }

    private final List<RearrangedColumn> m_columns = new ArrayList<>();

    /** Starts with all columns in their order. */
    public ColumnRearranger(DataTableSpec original) {
        for (int i = 0; i < original.getNumColumns(); i++) {
            m_columns.add(RearrangedColumn.kept(original.getColumnSpec(i), i));
        }
    }

    public final int getColumnCount() {
        return m_columns.size();
    }

    /** @return the present position of the column, or -1 */
    public final int indexOf(String colName) {
        for (int i = 0; i < m_columns.size(); i++) {
            if (m_columns.get(i).spec().getName().equals(colName)) {
                return i;
            }
        }
        return -1;
    }

    public final void append(CellFactory fac) {
        insertAt(m_columns.size(), fac);
    }

    public final void insertAt(int position, CellFactory fac) {
        m_columns.addAll(position, computed(fac));
    }

    private static List<RearrangedColumn> computed(CellFactory factory) {
        DataColumnSpec[] specs = factory.getColumnSpecs();
        List<RearrangedColumn> columns = new ArrayList<>();
        for (int i = 0; i < specs.length; i++) {
            columns.add(RearrangedColumn.computed(specs[i], factory, i));
        }
        return columns;
    }

    /** @throws IllegalArgumentException where there is no such column */
    public final void replace(CellFactory newCol, String colName) {
        replace(newCol, existing(colName));
    }

    /** @throws IndexOutOfBoundsException where the factory makes another number of columns */
    public final void replace(CellFactory fac, int... colIndex) {
        List<RearrangedColumn> columns = computed(fac);
        if (columns.size() != colIndex.length) {
            throw new IndexOutOfBoundsException(
                    "The factory makes " + columns.size() + " columns, " + colIndex.length + " are to be replaced.");
        }
        for (int i = 0; i < colIndex.length; i++) {
            m_columns.set(colIndex[i], columns.get(i));
        }
    }

    /** @throws IllegalArgumentException where a column is not there or named twice */
    public final void remove(String... colNames) {
        Set<String> gone = distinct(colNames);
        m_columns.removeIf(c -> gone.contains(c.spec().getName()));
    }

    public final void remove(int... colIndices) {
        int[] sorted = colIndices.clone();
        Arrays.sort(sorted);
        for (int i = sorted.length - 1; i >= 0; i--) {
            if (i > 0 && sorted[i] == sorted[i - 1]) {
                throw new IndexOutOfBoundsException("Column " + sorted[i] + " is named twice.");
            }
            m_columns.remove(sorted[i]);
        }
    }

    /** @throws IllegalArgumentException where a column is not there or named twice */
    public final void keepOnly(String... colNames) {
        Set<String> stay = distinct(colNames);
        m_columns.removeIf(c -> !stay.contains(c.spec().getName()));
    }

    public final void keepOnly(int... colIndices) {
        keepOnly(Arrays.stream(colIndices)
                .mapToObj(i -> m_columns.get(i).spec().getName())
                .toArray(String[]::new));
    }

    private Set<String> distinct(String[] names) {
        Set<String> found = new HashSet<>();
        for (String name : names) {
            existing(name);
            if (!found.add(name)) {
                throw new IllegalArgumentException("Column \"" + name + "\" is named twice.");
            }
        }
        return found;
    }

    private int existing(String name) {
        int i = indexOf(name);
        if (i < 0) {
            throw new IllegalArgumentException("There is no column \"" + name + "\".");
        }
        return i;
    }

    public final void move(String colName, int to) {
        move(existing(colName), to);
    }

    /** @param to the position that the column has in front of it before the move, so that moving right ends one further left */
    public final void move(int from, int to) {
        RearrangedColumn column = m_columns.get(from);
        if (from < to) {
            m_columns.add(to, column);
            m_columns.remove(from);
        } else {
            m_columns.remove(from);
            m_columns.add(to, column);
        }
    }

    /** Brings the named columns to the front, in the order of their names; the others follow as they were. */
    public final void permute(String[] colNamesInOrder) {
        distinct(colNamesInOrder);
        Map<String, Integer> order = new HashMap<>();
        for (String name : colNamesInOrder) {
            order.put(name, order.size());
        }
        m_columns.sort(Comparator.comparingInt(c -> order.getOrDefault(c.spec().getName(), Integer.MAX_VALUE)));
    }

    /** @throws IllegalArgumentException where two columns have the same name */
    public final DataTableSpec createSpec() {
        return new DataTableSpec(m_columns.stream().map(RearrangedColumn::spec).toArray(DataColumnSpec[]::new));
    }
}
