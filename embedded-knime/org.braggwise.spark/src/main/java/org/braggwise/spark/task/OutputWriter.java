// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.braggwise.embedded.table.CellCodec;
import org.braggwise.spark.table.EncodedTable;
import org.braggwise.spark.table.PartFile;
import org.braggwise.spark.table.SpecRecord;
import org.braggwise.spark.table.TableStore;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.RowKey;
import org.knime.core.node.BufferedDataTable;

/** Writes what a node gave for a part into a file of its own, and finds out what the driver must know to put the parts together. */
final class OutputWriter {

    /** So many rows at the start of a table of problems may be those of an input that every part got whole. */
    private static final int COMMON_ROWS = 20_000;

    private OutputWriter() {}

    static PartOutput write(BufferedDataTable table, int index, NodeJob job) throws IOException {
        Configuration files = job.files().configuration();
        SpecRecord spec = SpecRecord.of(table.getDataTableSpec());
        boolean problems = ProblemRows.isProblemTable(table.getDataTableSpec());
        String file = TableStore.newFile(job.folder(), "part-" + index);
        long[] first = new long[problems ? (int) Math.min(COMMON_ROWS, table.size()) : 0];
        boolean numbered = true;
        ByteArrayOutputStream totals = new ByteArrayOutputStream();
        long written;
        try (PartFile.Writer writer = PartFile.create(file, spec, files);
                DataOutputStream total = new DataOutputStream(totals);
                var rows = table.iterator()) {
            while (rows.hasNext()) {
                DataRow row = rows.next();
                if (problems && ProblemRows.isTotal(row)) {
                    write(row, total);
                    continue;
                }
                numbered &= row.getKey().equals(RowKey.createRowKey(writer.rows()));
                if (writer.rows() < first.length) {
                    first[(int) writer.rows()] = hash(row);
                }
                writer.add(row);
            }
            written = writer.rows();
        }
        Path path = new Path(file);
        return new PartOutput(
                spec,
                file,
                written,
                path.getFileSystem(files).getFileStatus(path).getLen(),
                numbered,
                Arrays.copyOf(first, (int) Math.min(first.length, written)),
                problems ? new EncodedTable(spec, totals.toByteArray()) : null);
    }

    private static void write(DataRow row, DataOutputStream out) throws IOException {
        CellCodec.writeText(row.getKey().getString(), out);
        for (DataCell cell : row) {
            CellCodec.write(cell, out);
        }
    }

    /** @return a hash of the cells, not of the key, the same in every process */
    private static long hash(DataRow row) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (DataCell cell : row) {
                CellCodec.write(cell, out);
            }
        }
        long h = 0xcbf29ce484222325L; // FNV-1a
        for (byte b : bytes.toByteArray()) {
            h = (h ^ b & 0xff) * 0x100000001b3L;
        }
        return h;
    }
}
