// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.braggwise.crystal.symmetry.SpaceGroup;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaximalSubgroupsTest {

    /** Maximal translationengleiche subgroups, and klassengleiche ones of index 2 that lose a centring: International Tables A1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        221 | 123 166 200 207 215
        62  | 11 14 14 19 26 31 33
        14  | 2 4 7
        194 | 63 163 164 176 182 186 187 190
        160 | 8 146
        148 | 2 146
        205 | 61 148 198
        38  | 5 6 8 25 26 30 31
        1   |
        """)
    void areThoseOfInternationalTables(int group, String expected) {
        List<Integer> numbers = new MaximalSubgroups()
                .of(SpaceGroup.ofNumber(group)).stream()
                        .map(SpaceGroup::number)
                        .sorted()
                        .toList();
        assertEquals(
                expected == null ? "" : expected,
                String.join(" ", numbers.stream().map(String::valueOf).toList()));
    }
}
