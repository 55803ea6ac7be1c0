// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.WeakHashMap;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.braggwise.embedded.table.RowStore;
import org.braggwise.embedded.table.Tables;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/** The folder that driver and executors share for the tables and models of a run. */
public final class TableStore implements Closeable {

    private final Path m_folder;
    private final Configuration m_configuration;
    /** A table that several nodes take is written once. */
    private final Map<RowStore, PartedTable> m_stored = new WeakHashMap<>();

    /**
     * Makes a folder of its own in the given one.
     *
     * @throws IOException where that can't be done; the message names the folder
     */
    public TableStore(String folder, Configuration configuration) throws IOException {
        m_configuration = configuration;
        m_folder = new Path(folder, "braggwise-" + UUID.randomUUID());
        try {
            if (!files().mkdirs(m_folder)) {
                throw new IOException("it can't be made");
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "The folder for tables, " + folder + ", can't be written to: " + e.getMessage()
                            + ". Set spark.braggwise.dir to a folder that the driver and all executors can write to.",
                    e);
        }
    }

    private FileSystem files() throws IOException {
        return m_folder.getFileSystem(m_configuration);
    }

    /** @return the address of the folder */
    public String folder() {
        return m_folder.toString();
    }

    /** @return the address of a new file in the folder */
    public static String newFile(String folder, String name) {
        return new Path(folder, name + "-" + UUID.randomUUID() + ".parquet").toString();
    }

    /**
     * @param rowsPerPart how many rows a part gets where the table is not in parts already
     * @return the table in parts, one at least
     */
    public PartedTable parted(BufferedDataTable table, long rowsPerPart, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        RowStore rows = Tables.rows(table);
        if (rows instanceof PartedTable parted) {
            return parted;
        }
        synchronized (m_stored) {
            PartedTable known = m_stored.get(rows);
            if (known == null) {
                known = write(table, rowsPerPart, exec);
                m_stored.put(rows, known);
            }
            return known;
        }
    }

    private PartedTable write(BufferedDataTable table, long rowsPerPart, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        SpecRecord spec = SpecRecord.of(table.getDataTableSpec());
        List<Part> parts = new ArrayList<>();
        try (var rows = table.iterator()) {
            do {
                exec.checkCanceled();
                String file = newFile(folder(), "table");
                try (PartFile.Writer writer = PartFile.create(file, spec, m_configuration)) {
                    while (rows.hasNext() && writer.rows() < rowsPerPart) {
                        writer.add(rows.next());
                    }
                    parts.add(Part.of(file, writer.rows()));
                }
            } while (rows.hasNext());
        }
        return PartedTable.owning(spec, parts, m_configuration);
    }

    /** Deletes the folder. */
    @Override
    public void close() throws IOException {
        files().delete(m_folder, true);
    }
}
