// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataColumnSpec;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.collection.ListCell;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.InvalidSettingsException;

/** Finding columns and reading what they hold. */
class ColumnsTest {

    static Stream<Arguments> classes() {
        return Stream.of(
                Arguments.of(new StringCell("cubic"), "cubic"),
                Arguments.of(new StringCell(" cubic\t"), "cubic"),
                Arguments.of(new StringCell("Pm -3 m"), "Pm -3 m"),
                Arguments.of(new IntCell(221), "221"),
                Arguments.of(new StringCell(""), null),
                Arguments.of(new StringCell(" \n"), null),
                Arguments.of(DataType.getMissingCell(), null));
    }

    @Test
    void messagesOfWideTablesStayShort() {
        var wide = new DataTableSpec(IntStream.range(0, 3501)
                .mapToObj(i -> TestTables.column("angle " + i, DoubleCell.TYPE))
                .toArray(DataColumnSpec[]::new));
        var e = assertThrows(InvalidSettingsException.class, () -> Columns.requirePattern(wide, "Pattern"));
        assertTrue(e.getMessage().endsWith("angle 11 and 3489 more."), e.getMessage());
    }

    @Test
    void listsOfNumbersArePatternsAndListsOfTextAreNone() throws Exception {
        assertEquals(0, pattern(ListCell.getCollectionType(DoubleCell.TYPE)));
        assertTrue(
                assertThrows(InvalidSettingsException.class, () -> pattern(ListCell.getCollectionType(StringCell.TYPE)))
                        .getMessage()
                        .contains("lists of texts, expected numbers"));
    }

    private static int pattern(DataType type) throws InvalidSettingsException {
        return Columns.requirePattern(new DataTableSpec(TestTables.column("Pattern", type)), "Pattern");
    }

    /** Classes name columns: an empty name would become KNIME's "&lt;empty_1&gt;", and another one the next time. */
    @ParameterizedTest(name = "[{0}]")
    @MethodSource("classes")
    void classesCanNameColumns(DataCell cell, String expected) {
        assertEquals(expected, Columns.className(cell));
    }
}
