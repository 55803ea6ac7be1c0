// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.canvas;

import java.net.URL;
import java.util.List;

import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.headless.workflow.WorkflowNode;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.port.PortType;

/**
 * A node on the canvas: a square with its name above, a traffic light below it and, below that, what its author says about it.
 *
 * @param id in the workflow
 * @param name above the square
 * @param label below the traffic light, "" for none
 * @param type which gives the square its colour
 * @param icon in the square; null for none
 * @param x the square's left edge
 * @param y the square's upper edge
 * @param inputs from top to bottom
 * @param outputs from top to bottom
 */
public record CanvasNode(
        int id,
        String name,
        String label,
        NodeType type,
        URL icon,
        double x,
        double y,
        List<PortType> inputs,
        List<PortType> outputs) {

    /** Edge of the square. */
    public static final double SIZE = 32;

    /** Width and height of a port. */
    static final double PORT = 9;

    /** What a workflow stores is the corner of a figure that has room for the flow variable's ports above the square. */
    private static final double STORED_ABOVE = 6;

    /** Between two ports of one side. */
    private static final double PORT_GAP = 1.5;

    /** A place on the canvas. */
    record Point(double x, double y) {}

    static CanvasNode of(WorkflowNode stored, EmbeddedNode node) {
        return new CanvasNode(
                stored.id(),
                stored.name(),
                stored.annotation(),
                node.nodeType(),
                node.iconUrl(),
                stored.x(),
                stored.y() + STORED_ABOVE,
                node.inPorts().stream().map(EmbeddedNode.Port::type).toList(),
                node.outPorts().stream().map(EmbeddedNode.Port::type).toList());
    }

    /**
     * @param port counted from 1; 0 is the flow variable's
     * @return the middle of the input
     */
    Point input(int port) {
        return port == 0 ? new Point(x, y - PORT / 2) : new Point(x - PORT / 2, y + portShift(port, inputs.size()));
    }

    /**
     * @param port counted from 1; 0 is the flow variable's
     * @return the middle of the output
     */
    Point output(int port) {
        return port == 0
                ? new Point(x + SIZE, y - PORT / 2)
                : new Point(x + SIZE + PORT / 2, y + portShift(port, outputs.size()));
    }

    /** One port is in the middle, two leave the middle free, more are counted from the first. */
    private static double portShift(int port, int ports) {
        if (ports == 1) {
            return SIZE / 2;
        }
        int place = ports == 2 && port == 2 ? 3 : port;
        return SIZE / 2 + (place - 2) * (PORT + PORT_GAP);
    }
}
