// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class WorkflowGraphTest {

    private static Connection line(int from, int to, int toPort) {
        return new Connection(from, 1, to, toPort);
    }

    @Test
    void orderPutsEveryNodeAfterItsInputs() throws Exception {
        var graph = new WorkflowGraph(List.of(5, 1, 9, 2), List.of(line(9, 1, 1), line(5, 1, 2), line(1, 2, 1)));
        assertEquals(List.of(5, 9, 1, 2), graph.order());
        assertEquals(2, graph.into(1).size());
        assertEquals(List.of(line(1, 2, 1)), graph.outOf(1));
    }

    @Test
    void cycleNamesItsNodesAndNoOthers() {
        String message = assertThrows(
                        WorkflowException.class,
                        () -> new WorkflowGraph(
                                List.of(1, 2, 3, 4, 5),
                                List.of(line(1, 2, 1), line(2, 3, 1), line(3, 4, 1), line(4, 2, 2), line(4, 5, 1))))
                .getMessage();
        assertTrue(message.contains("cycle") && !message.contains("1,") && !message.contains("5"), message);
        assertTrue(message.contains("2") && message.contains("3") && message.contains("4"), message);
    }

    @Test
    void twoConnectionsAtOneInputAreRefused() {
        String message = assertThrows(
                        WorkflowException.class,
                        () -> new WorkflowGraph(List.of(1, 2, 3), List.of(line(1, 3, 1), line(2, 3, 1))))
                .getMessage();
        assertTrue(message.contains("1:1 -> 3:1 and 2:1 -> 3:1"), message);
        assertThrows(
                WorkflowException.class, () -> new WorkflowGraph(List.of(1, 2), List.of(line(1, 2, 1), line(1, 2, 1))));
    }
}
