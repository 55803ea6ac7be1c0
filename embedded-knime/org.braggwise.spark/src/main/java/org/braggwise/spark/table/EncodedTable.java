// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.braggwise.embedded.table.CellCodec;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.node.BufferedDataContainer;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;

/**
 * A small table as bytes: what a node keeps for its view, which is bounded.
 *
 * @param spec of the table
 * @param rows one after the other, each its key and its cells
 */
public record EncodedTable(SpecRecord spec, byte[] rows) implements Serializable {

    /** @return the table's rows as bytes */
    public static EncodedTable of(BufferedDataTable table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes);
                var rows = table.iterator()) {
            while (rows.hasNext()) {
                DataRow row = rows.next();
                CellCodec.writeText(row.getKey().getString(), out);
                for (DataCell cell : row) {
                    CellCodec.write(cell, out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EncodedTable(SpecRecord.of(table.getDataTableSpec()), bytes.toByteArray());
    }

    /** @return the table */
    public BufferedDataTable table(ExecutionContext exec) {
        BufferedDataContainer container = exec.createDataContainer(spec.spec());
        read().forEach(container::addRowToTable);
        container.close();
        return container.getTable();
    }

    /** @return the rows */
    public List<DataRow> read() {
        List<DataRow> all = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(rows))) {
            while (in.available() > 0) {
                String key = CellCodec.readText(in);
                DataCell[] cells = new DataCell[spec.columns().size()];
                for (int i = 0; i < cells.length; i++) {
                    cells[i] = CellCodec.read(in);
                }
                all.add(new DefaultRow(key, cells));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
