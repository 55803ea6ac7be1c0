// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

import org.braggwise.embedded.table.CellCodec;
import org.braggwise.spark.table.EncodedTable;
import org.braggwise.spark.table.SpecRecord;
import org.braggwise.spark.task.ProblemRows;
import org.junit.jupiter.api.Test;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataColumnSpecCreator;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.StringCell;

/** What the Simulator counts over the rows of each part is added up as if it had seen all rows. */
class ProblemTotalsTest {

    private static final int COLUMNS = 7;

    private static EncodedTable part(String... sourceAndText) throws IOException {
        DataColumnSpec[] columns = new DataColumnSpec[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            columns[i] = new DataColumnSpecCreator(i == COLUMNS - 1 ? "Action" : "c" + i, StringCell.TYPE).createSpec();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (int i = 0; i < sourceAndText.length; i += 2) {
                CellCodec.writeText("Row" + i / 2, out);
                for (int c = 0; c < COLUMNS; c++) {
                    String text = c == ProblemRows.SOURCE
                            ? sourceAndText[i]
                            : c == ProblemRows.FOUND ? sourceAndText[i + 1] : c == COLUMNS - 1 ? "rows kept" : "";
                    CellCodec.write(new StringCell(text), out);
                }
            }
        }
        return new EncodedTable(SpecRecord.of(new DataTableSpec("Problems", columns)), bytes.toByteArray());
    }

    private static List<String> merged(EncodedTable... parts) {
        return ProblemTotals.of(List.of(parts)).stream()
                .map(r -> r.getCell(ProblemRows.SOURCE) + ": " + r.getCell(ProblemRows.FOUND))
                .toList();
    }

    @Test
    void countsAreAdded() throws IOException {
        assertEquals(
                List.of("a: No displacement parameter of O1. So in 4 rows, of which this is the first."),
                merged(
                        part("a", "No displacement parameter of O1. So in 3 rows, of which this is the first."),
                        part("d", "No displacement parameter of O1.")));
    }

    @Test
    void oneRowAloneIsNotCounted() throws IOException {
        assertEquals(
                List.of("a: No displacement parameter of Ti."),
                merged(part("a", "No displacement parameter of Ti."), part()));
    }

    @Test
    void elementsStayInTheOrderOfTheirFirstSight() throws IOException {
        assertEquals(
                List.of(
                        "a: Scattering factor of O2- assumed.",
                        "b: Scattering factor of Ti4+ assumed. So in 2 rows, of which this is the first.",
                        "c: Scattering factor of Ba2+ assumed."),
                merged(
                        part("a", "Scattering factor of O2- assumed.", "b", "Scattering factor of Ti4+ assumed."),
                        part("c", "Scattering factor of Ba2+ assumed.", "d", "Scattering factor of Ti4+ assumed.")));
    }

    @Test
    void whatOnlyLaterPartsSayIsAdded() throws IOException {
        assertEquals(
                List.of(
                        "a: Scattering dispersion of U assumed. Scattering factor of U4+ assumed. So in 2 rows, of which this is the first."),
                merged(
                        part("a", "Scattering dispersion of U assumed."),
                        part("b", "Scattering dispersion of U assumed. Scattering factor of U4+ assumed.")));
    }
}
