// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.execution;

import java.util.Arrays;

import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.KNIMEException;

/** Whether the patterns of tables fit into memory, asked before they are read: KNIME shares its memory with every other node. */
public final class PatternMemory {

    /** What a row takes beside its pattern: key, class, compound. */
    private static final int ROW_BYTES = 200;

    private PatternMemory() {}

    /**
     * @param which the patterns' role for the message: "training"
     * @param tables that are held at the same time
     * @throws KNIMEException where they would take more than half of Java's heap
     */
    public static void check(String which, int points, BufferedDataTable... tables) throws KNIMEException {
        long rows = Arrays.stream(tables).mapToLong(BufferedDataTable::size).sum();
        long bytes = rows * (4L * points + ROW_BYTES);
        if (bytes > Runtime.getRuntime().maxMemory() / 2) {
            throw new KNIMEException(
                    "The " + rows + " " + which + " patterns of " + points + " points need " + (bytes >> 20)
                            + " MB of memory, and half of what KNIME has is "
                            + (Runtime.getRuntime().maxMemory() >> 21)
                            + " MB: raise -Xmx in knime.ini, use fewer points, or sample the rows.");
        }
    }
}
