// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.canvas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.braggwise.headless.nodes.NodeCatalog;
import org.braggwise.headless.workflow.Connection;
import org.braggwise.headless.workflow.Workflow;
import org.braggwise.headless.workflow.WorkflowException;
import org.braggwise.headless.workflow.WorkflowNode;

/**
 * A workflow as KNIME 5.8's editor shows it, in pixels of its canvas: where nodes, ports, wires and frames are. The measures are those of the
 * editor (org.knime.ui.js, shapes.ts, portShift.ts and connectorPath.ts on releases/2025-12).
 *
 * @param frames annotations, below everything else
 * @param wires between ports
 * @param nodes above them
 */
public record Canvas(List<Frame> frames, List<Wire> wires, List<CanvasNode> nodes) {

    /** Copies the lists. */
    public Canvas {
        frames = List.copyOf(frames);
        wires = List.copyOf(wires);
        nodes = List.copyOf(nodes);
    }

    /**
     * @param workflow as stored
     * @param catalog of the installed nodes, which know their ports and icons
     * @throws WorkflowException naming a node that is not installed
     */
    public static Canvas of(Workflow workflow, NodeCatalog catalog) throws WorkflowException {
        Map<Integer, CanvasNode> nodes = new TreeMap<>();
        for (WorkflowNode node : workflow.nodes()) {
            nodes.put(node.id(), CanvasNode.of(node, catalog.create(node)));
        }
        List<Wire> wires = new ArrayList<>();
        for (Connection c : workflow.connections()) {
            wires.add(Wire.of(c, nodes.get(c.source()), nodes.get(c.dest())));
        }
        return new Canvas(Frame.of(workflow.file()), wires, List.copyOf(nodes.values()));
    }
}
