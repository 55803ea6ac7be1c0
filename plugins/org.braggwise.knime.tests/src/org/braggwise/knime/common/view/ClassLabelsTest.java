// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class ClassLabelsTest {

    @Test
    void numbersOfSpaceGroupsHaveTheirSymbols() {
        assertEquals(List.of("P21/c (14)", "Pm-3m (221)"), ClassLabels.of("Space group", List.of("14", "221")));
        assertEquals(List.of("P1 (1)"), ClassLabels.of("Matched space-group", List.of("1")));
    }

    @Test
    void othersStayAsTheyAre() {
        assertEquals(List.of("14", "221"), ClassLabels.of("Batch", List.of("14", "221")));
        assertEquals(List.of("14", "231"), ClassLabels.of("Space group", List.of("14", "231")));
        assertEquals(List.of("Pm-3m"), ClassLabels.of("Space group", List.of("Pm-3m")));
        assertEquals(List.of("cubic"), ClassLabels.of("Crystal system", List.of("cubic")));
    }
}
