// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class LabelledRowsTest {

    @Test
    void numbersComeBySizeBeforeWords() {
        assertEquals(
                List.of("2", "15", "221", "P m -3 m", "cubic", "triclinic"),
                LabelledRows.ordered(List.of("221", "cubic", "15", "P m -3 m", "2", "221", "triclinic")));
    }

    @Test
    void rowsOfOtherClassesAreLeftOutAndNamed() {
        var rows = new LabelledRows();
        rows.add("a", "221", "SrTiO3", new float[] {1, 0});
        rows.add("b", "62", "CaTiO3", new float[] {0, 1}, true);
        rows.add("c", "99", "PbTiO3", new float[] {1, 1});
        assertEquals(List.of("62", "99", "221"), rows.classes());
        List<String> known = List.of("221", "62");
        assertEquals(List.of(new LabelledRows.Other("c", "99")), rows.others(known));
        LabelledPatterns labelled = rows.labelled(known);
        assertEquals(known, labelled.classes());
        assertEquals(List.of("a", "b"), labelled.rowKeys());
        assertEquals(List.of("SrTiO3", "CaTiO3"), labelled.groups());
        assertArrayEquals(new int[] {0, 1}, labelled.labels());
        assertArrayEquals(new boolean[] {false, true}, labelled.virtual());
        assertArrayEquals(new int[] {2, 0, 1}, rows.labelled().labels());
    }
}
