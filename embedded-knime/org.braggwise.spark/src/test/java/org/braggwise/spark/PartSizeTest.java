// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts are as many as keep all executors at work, and none is large. */
class PartSizeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # fixed | slots | rows    | of a part
            0       | 1     | 58      | 58
            0       | 1     | 5000    | 1000
            0       | 2     | 58      | 8
            0       | 100   | 1000000 | 1000
            0       | 100   | 3       | 1
            0       | 4     | 0       | 1
            7       | 100   | 1000000 | 7
            """)
    void rows(long fixed, int slots, long rows, long expected) {
        assertEquals(expected, new PartSize(fixed, slots).rows(rows));
    }
}
