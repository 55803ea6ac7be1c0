// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.canvas;

import org.braggwise.headless.workflow.Connection;

/**
 * A connection on the canvas: a cubic Bézier curve from an output to an input.
 *
 * @param variables whether it carries flow variables
 * @param x1 start
 * @param y1 start, and height of the first control point
 * @param x2 end
 * @param y2 end, and height of the second control point
 */
public record Wire(boolean variables, double x1, double y1, double x2, double y2) {

    /** A wire begins inside the port. */
    private static final double INTO_PORT = CanvasNode.PORT / 2 - 0.5;

    static Wire of(Connection connection, CanvasNode source, CanvasNode dest) {
        CanvasNode.Point from = source.output(connection.sourcePort());
        CanvasNode.Point to = dest.input(connection.destPort());
        return new Wire(connection.flowVariables(), from.x() + INTO_PORT, from.y(), to.x() - INTO_PORT, to.y());
    }

    /** @return how far the control points are from the ends: a quarter of the width and a quarter of the height */
    double reach() {
        return (Math.abs(x2 - x1) + Math.abs(y2 - y1)) / 4;
    }
}
