// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.execution;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.braggwise.knime.testing.Samples;
import org.junit.jupiter.api.Test;
import org.knime.core.node.KNIMEException;

/** Tables that do not fit are refused before they are read. */
class PatternMemoryTest {

    @Test
    void tablesHeldTogetherAreCountedTogether() throws Exception {
        var table = Samples.patterns();
        int points = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 2 / 4 / table.size() - 100);
        assertDoesNotThrow(() -> PatternMemory.check("labelled", points, table));
        var e = assertThrows(KNIMEException.class, () -> PatternMemory.check("labelled", points, table, table));
        assertTrue(
                e.getMessage().startsWith("The 64 labelled patterns of " + points + " points need "), e.getMessage());
    }
}
