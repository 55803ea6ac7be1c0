// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.lang.ref.Cleaner;
import java.util.List;

import org.apache.hadoop.conf.Configuration;
import org.braggwise.embedded.table.RowStore;
import org.braggwise.embedded.table.Tables;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;

/** The rows of a table in Parquet files, which driver and executors see. */
public final class PartedTable implements RowStore {

    private static final Cleaner CLEANER = Cleaner.create();

    private final SpecRecord m_spec;
    private final List<Part> m_parts;
    private final Configuration m_configuration;
    private final Cleaner.Cleanable m_files;

    private PartedTable(SpecRecord spec, List<Part> parts, Configuration configuration, Runnable release) {
        m_spec = spec;
        m_parts = List.copyOf(parts);
        m_configuration = configuration;
        m_files = CLEANER.register(this, release);
    }

    /** @return a table whose files go when nothing refers to it any more */
    public static PartedTable owning(SpecRecord spec, List<Part> parts, Configuration configuration) {
        List<String> files = parts.stream().map(Part::file).distinct().toList();
        return new PartedTable(
                spec, parts, configuration, () -> files.forEach(file -> PartFile.delete(file, configuration)));
    }

    /** @return a table whose files are another's */
    public static PartedTable borrowing(SpecRecord spec, List<Part> parts, Configuration configuration) {
        return new PartedTable(spec, parts, configuration, () -> {});
    }

    /** @return KNIME's table of these rows */
    public BufferedDataTable table() {
        return Tables.create(m_spec.spec(), this);
    }

    /** @return the parts in the order of their rows */
    public List<Part> parts() {
        return m_parts;
    }

    @Override
    public long size() {
        return m_parts.stream().mapToLong(Part::rows).sum();
    }

    @Override
    public CloseableRowIterator iterator() {
        return new PartRows(m_parts, m_spec.columns(), m_configuration, this);
    }

    @Override
    public void release() {
        m_files.clean();
    }
}
