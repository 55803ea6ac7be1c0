// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.data.vector.doublevector.DoubleVectorValue;
import org.knime.core.node.BufferedDataTable;

/**
 * Writes a table as a CSV. Long vectors go to files beside it, a column each; the CSV's cell names file and row as NumPy would take it:
 * {@code port_1 Pattern.npy[12]}.
 */
final class TableWriter implements Closeable {

    private static final String ROW_KEY = "RowID";

    /** Vectors up to this length stay in the CSV: a reader takes them in at a glance. */
    private static final int SHORT = 16;

    /** A list of peaks, say, as JSON: longer ones are treated as vectors are. A CIF is not: it is a result by itself. */
    private static final int LONG_LIST = 2000;

    private final Path m_folder;
    private final String m_stem;
    private final Vectors m_vectors;
    private final boolean m_end;
    private final BooleanSupplier m_stopped;
    private final List<String> m_files = new ArrayList<>();
    private final Map<Integer, VectorFile> m_vectorFiles = new TreeMap<>();
    private final Map<Integer, String> m_vectorNames = new TreeMap<>();

    /**
     * @param folder that gets the files
     * @param stem of the files' names, {@code port_1}
     * @param vectors where long vectors go
     * @param end whether no other node takes the table
     * @param stopped asked before every row
     */
    TableWriter(Path folder, String stem, Vectors vectors, boolean end, BooleanSupplier stopped) {
        m_folder = folder;
        m_stem = stem;
        m_vectors = vectors;
        m_end = end;
        m_stopped = stopped;
    }

    /** @return the names of the files written so far, the CSV first */
    List<String> files() {
        return List.copyOf(m_files);
    }

    /**
     * @param table to write
     * @return its first rows
     * @throws IOException from the file system
     * @throws CancellationException where it was stopped
     */
    TablePreview write(BufferedDataTable table) throws IOException {
        DataTableSpec spec = table.getDataTableSpec();
        TablePreview preview = TablePreview.of(spec);
        String name = m_stem + ".csv";
        m_files.add(name);
        try (BufferedWriter out = Files.newBufferedWriter(m_folder.resolve(name), StandardCharsets.UTF_8);
                CsvWriter csv = new CsvWriter(out);
                CloseableRowIterator rows = table.iterator()) {
            List<String> fields = new ArrayList<>();
            fields.add(spec.containsName(ROW_KEY) ? ROW_KEY + " (row key)" : ROW_KEY);
            spec.stream().map(DataColumnSpec::getName).forEach(fields::add);
            csv.record(fields);
            while (rows.hasNext()) {
                if (m_stopped.getAsBoolean()) {
                    throw new CancellationException("cancelled while its results were written");
                }
                DataRow row = rows.next();
                preview.add(row);
                fields.clear();
                fields.add(row.getKey().getString());
                for (int c = 0; c < row.getNumCells(); c++) {
                    fields.add(text(row.getCell(c), c, spec));
                }
                csv.record(fields);
            }
        }
        return preview;
    }

    private String text(DataCell cell, int column, DataTableSpec spec) throws IOException {
        if (m_vectors == Vectors.CSV
                || cell.isMissing()
                || !(cell instanceof DoubleVectorValue vector)
                || vector.getLength() <= SHORT) {
            return list(CellText.of(cell));
        }
        if (!m_vectors.inFiles(m_end)) {
            return vector.getLength() + " points, not kept: --vectors all";
        }
        VectorFile file = m_vectorFiles.get(column);
        if (file == null) {
            String name = fileName(spec.getColumnSpec(column).getName());
            file = new VectorFile(m_folder.resolve(name), vector.getLength());
            m_vectorFiles.put(column, file);
            m_vectorNames.put(column, name);
            m_files.add(name);
        }
        // a vector of another length than those before it has no row in their file
        return file.length() == vector.getLength()
                ? m_vectorNames.get(column) + "[" + file.add(vector) + "]"
                : CellText.of(cell);
    }

    private String list(String text) {
        boolean kept = m_vectors == Vectors.CSV || m_vectors.inFiles(m_end);
        return kept || text == null || text.length() <= LONG_LIST || text.charAt(0) != '['
                ? text
                : text.length() + " characters, not kept: --vectors all";
    }

    private String fileName(String column) {
        String plain = column.replaceAll("[^\\p{L}\\p{N} ()+,=_-]", "_").strip();
        String stem =
                m_stem + " " + (plain.length() > 60 ? plain.substring(0, 60).strip() : plain);
        for (int n = 1; ; n++) {
            String name = stem + (n == 1 ? "" : " " + n) + ".npy";
            // a file system that ignores case would take two of them for one
            if (m_files.stream().noneMatch(f -> f.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))) {
                return name;
            }
        }
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (VectorFile file : m_vectorFiles.values()) {
            try {
                file.close();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
