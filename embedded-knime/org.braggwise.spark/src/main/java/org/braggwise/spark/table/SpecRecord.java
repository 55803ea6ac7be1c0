// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnDomain;
import org.knime.core.data.DataColumnDomainCreator;
import org.knime.core.data.DataColumnProperties;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataTableSpecCreator;
import org.knime.core.data.DoubleValue;

/**
 * The spec of a table as it travels between driver and executors.
 *
 * @param name of the table
 * @param columns in their order
 */
public record SpecRecord(String name, List<Column> columns) implements Serializable {

    /** KNIME's tables list no more possible values of a column. */
    private static final int MOST_VALUES = 60;

    /**
     * One column.
     *
     * @param lower and upper the bounds of its numbers, null where unknown
     * @param values in the order of their first sight, null where unknown or too many
     */
    public record Column(
            String name,
            CellKind kind,
            Map<String, String> properties,
            DataCell lower,
            DataCell upper,
            List<DataCell> values)
            implements Serializable {

        static Column of(DataColumnSpec c) {
            Map<String, String> properties = new LinkedHashMap<>();
            DataColumnProperties p = c.getProperties();
            Collections.list(p.properties()).forEach(key -> properties.put(key, p.getProperty(key)));
            DataColumnDomain d = c.getDomain();
            return new Column(
                    c.getName(),
                    CellKind.of(c.getType()).orElseThrow(),
                    properties,
                    d.getLowerBound(),
                    d.getUpperBound(),
                    d.getValues() == null ? null : new ArrayList<>(d.getValues()));
        }

        DataColumnSpec spec() {
            var creator = new DataColumnSpecCreator(name, kind.type());
            creator.setProperties(new DataColumnProperties(properties));
            var domain = new DataColumnDomainCreator(lower, upper);
            domain.setValues(values == null ? null : new LinkedHashSet<>(values));
            creator.setDomain(domain.createDomain());
            return creator.createSpec();
        }

        /** The column of the rows of both, this one's first. */
        Column and(Column other) {
            Set<DataCell> all = null;
            if (values != null && other.values != null) {
                all = new LinkedHashSet<>(values);
                all.addAll(other.values);
            }
            return new Column(
                    name,
                    kind,
                    properties,
                    further(lower, other.lower, -1),
                    further(upper, other.upper, 1),
                    all == null || all.size() > MOST_VALUES ? null : new ArrayList<>(all));
        }

        private static DataCell further(DataCell a, DataCell b, int sign) {
            if (a == null || b == null) {
                return a == null ? b : a;
            }
            int order = Double.compare(((DoubleValue) a).getDoubleValue(), ((DoubleValue) b).getDoubleValue());
            return order * sign >= 0 ? a : b;
        }
    }

    /** @return whether all columns can travel */
    public static boolean canTravel(DataTableSpec spec) {
        return spec.stream().allMatch(c -> CellKind.of(c.getType()).isPresent());
    }

    /** @throws java.util.NoSuchElementException where a column can't travel: see {@link #canTravel} */
    public static SpecRecord of(DataTableSpec spec) {
        return new SpecRecord(
                spec.getName(), new ArrayList<>(spec.stream().map(Column::of).toList()));
    }

    /** @return the spec */
    public DataTableSpec spec() {
        return new DataTableSpecCreator()
                .setName(name)
                .addColumns(columns.stream().map(Column::spec).toArray(DataColumnSpec[]::new))
                .createSpec();
    }

    /** @return the spec of a table that has the rows of this and then those of the other, whose columns are the same */
    public SpecRecord and(SpecRecord other) {
        List<Column> both = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            both.add(columns.get(i).and(other.columns.get(i)));
        }
        return new SpecRecord(name, both);
    }
}
