// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataType;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;

/** Finding columns and reading what they hold. */
class ColumnsTest {

    static Stream<Arguments> classes() {
        return Stream.of(Arguments.of(new StringCell("cubic"), "cubic"), Arguments.of(new StringCell(" cubic\t"), "cubic"),
            Arguments.of(new StringCell("Pm -3 m"), "Pm -3 m"), Arguments.of(new IntCell(221), "221"), Arguments.of(new StringCell(""), null),
            Arguments.of(new StringCell(" \n"), null), Arguments.of(DataType.getMissingCell(), null));
    }

    /** Classes name columns: an empty name would become KNIME's "&lt;empty_1&gt;", and another one the next time. */
    @ParameterizedTest(name = "[{0}]")
    @MethodSource("classes")
    void classesCanNameColumns(final DataCell cell, final String expected) {
        assertEquals(expected, Columns.className(cell));
    }
}
