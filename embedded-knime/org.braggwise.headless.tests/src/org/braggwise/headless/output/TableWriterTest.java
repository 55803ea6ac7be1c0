// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.DoubleStream;

import org.braggwise.embedded.table.TableBuilder;
import org.braggwise.embedded.table.TableFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.StringCell;
import org.knime.core.data.vector.doublevector.DoubleVectorCellFactory;
import org.knime.core.node.BufferedDataTable;

class TableWriterTest {

    @TempDir
    private Path m_temp;

    private static DataCell vector(int length, double first) {
        return DoubleVectorCellFactory.createCell(
                DoubleStream.iterate(first, v -> v + 1).limit(length).toArray());
    }

    private BufferedDataTable table(DataCell... patterns) {
        TableBuilder builder = new TableBuilder(
                new DataTableSpec(
                        new DataColumnSpecCreator("Pattern: a/b", DoubleVectorCellFactory.TYPE).createSpec(),
                        new DataColumnSpecCreator("name", StringCell.TYPE).createSpec(),
                        new DataColumnSpecCreator("pattern_ a_b", DoubleVectorCellFactory.TYPE).createSpec()),
                new TableFiles(m_temp.resolve("tables")));
        for (int i = 0; i < patterns.length; i++) {
            builder.add(new DefaultRow("Row" + i, patterns[i], new StringCell("n" + i), vector(3, i)));
        }
        builder.close();
        return builder.table();
    }

    private List<String> write(Vectors vectors, boolean end, BufferedDataTable table) throws IOException {
        try (TableWriter writer = new TableWriter(m_temp, "port_1", vectors, end, () -> false)) {
            writer.write(table);
            return writer.files();
        }
    }

    private List<String> csv() throws IOException {
        return Files.readAllLines(m_temp.resolve("port_1.csv"));
    }

    @Test
    void longVectorsGoToAFileThatTheCsvNames() throws Exception {
        BufferedDataTable table = table(vector(20, 0.1), DataType.getMissingCell(), vector(20, 100), vector(21, 0));
        assertEquals(List.of("port_1.csv", "port_1 Pattern_ a_b.npy"), write(Vectors.ENDS, true, table));
        List<String> lines = csv();
        assertEquals("RowID,Pattern: a/b,name,pattern_ a_b", lines.get(0));
        assertEquals("Row0,port_1 Pattern_ a_b.npy[0],n0,\"[0,1,2]\"", lines.get(1));
        assertEquals("Row1,,n1,\"[1,2,3]\"", lines.get(2));
        assertEquals("Row2,port_1 Pattern_ a_b.npy[1],n2,\"[2,3,4]\"", lines.get(3));
        assertTrue(
                lines.get(4).startsWith("Row3,\"[0,1,2,3,"),
                "one of another length has no row in the file: " + lines.get(4));
    }

    /** NumPy's own description of its format: magic, version, length of the header, header, values. */
    @Test
    void fileIsNumpys() throws Exception {
        write(Vectors.ALL, false, table(vector(20, 0.1), vector(20, 100)));
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(m_temp.resolve("port_1 Pattern_ a_b.npy")))
                .order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        file.get(magic);
        assertArrayEquals(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, magic);
        byte[] header = new byte[file.getShort()];
        file.get(header);
        String text = new String(header, StandardCharsets.US_ASCII);
        assertEquals("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 20), }", text.strip());
        assertTrue(text.endsWith("\n") && file.position() % 64 == 0, "values begin at a multiple of 64");
        assertEquals(2 * 20 * Float.BYTES, file.remaining());
        assertEquals(0.1f, file.getFloat());
        assertEquals(1.1f, file.getFloat());
        assertEquals(100f, file.getFloat(128 + 20 * Float.BYTES));
    }

    @Test
    void vectorsOnTheWayAreOnRequest() throws Exception {
        BufferedDataTable table = table(vector(20, 0));
        assertEquals(List.of("port_1.csv"), write(Vectors.ENDS, false, table));
        assertEquals("Row0,\"20 points, not kept: --vectors all\",n0,\"[0,1,2]\"", csv().get(1));
    }

    @Test
    void csvHoldsAllDigitsWhereAskedTo() throws Exception {
        assertEquals(List.of("port_1.csv"), write(Vectors.CSV, false, table(vector(17, 0.1 + 0.2))));
        assertTrue(csv().get(1).startsWith("Row0,\"[0.30000000000000004,1.3,"), csv().get(1));
    }

    @Test
    void twoColumnsDoNotShareAFile() throws Exception {
        TableBuilder builder = new TableBuilder(
                new DataTableSpec(
                        new DataColumnSpecCreator("a:b", DoubleVectorCellFactory.TYPE).createSpec(),
                        new DataColumnSpecCreator("A/B", DoubleVectorCellFactory.TYPE).createSpec()),
                new TableFiles(m_temp.resolve("tables")));
        builder.add(new DefaultRow("Row0", vector(20, 0), vector(30, 5)));
        builder.close();
        assertEquals(
                List.of("port_1.csv", "port_1 a_b.npy", "port_1 A_B 2.npy"),
                write(Vectors.ALL, false, builder.table()));
    }

    @Test
    void stopsBetweenRows() {
        BufferedDataTable table = table(vector(20, 0));
        assertThrows(CancellationException.class, () -> {
            try (TableWriter writer = new TableWriter(m_temp, "port_1", Vectors.ALL, true, () -> true)) {
                writer.write(table);
            }
        });
    }

    /** The peaks of a pattern are a list of thousands of characters; a CIF is a result by itself. */
    @Test
    void longListsOnTheWayAreOnRequest() throws Exception {
        TableBuilder builder = new TableBuilder(
                new DataTableSpec(
                        new DataColumnSpecCreator("Peaks", StringCell.TYPE).createSpec(),
                        new DataColumnSpecCreator("CIF", StringCell.TYPE).createSpec()),
                new TableFiles(m_temp.resolve("tables")));
        String peaks = "[" + "1,".repeat(1500) + "1]";
        String cif = "data_x" + "x".repeat(3000);
        builder.add(new DefaultRow("Row0", new StringCell(peaks), new StringCell(cif)));
        builder.close();
        write(Vectors.ENDS, false, builder.table());
        assertEquals("Row0,\"3003 characters, not kept: --vectors all\"," + cif, csv().get(1));
        for (Vectors kept : List.of(Vectors.ALL, Vectors.CSV)) {
            write(kept, false, builder.table());
            assertEquals("Row0,\"" + peaks + "\"," + cif, csv().get(1));
        }
        write(Vectors.ENDS, true, builder.table());
        assertEquals("Row0,\"" + peaks + "\"," + cif, csv().get(1));
    }
}
