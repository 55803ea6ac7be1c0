// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.braggwise.headless.workflow.Connection;

/**
 * The workflow as a drawing: a column for each step from the sources, and in a column the nodes from top to bottom as on KNIME's
 * canvas. A node's place on the canvas itself is not used: canvases are larger than pages.
 */
final class WorkflowDrawing {

    private static final int BOX_WIDTH = 138;
    private static final int BOX_HEIGHT = 62;
    private static final int STEP_X = 176;
    private static final int STEP_Y = 86;

    /** Letters that fit in a box. */
    private static final int LINE = 15;

    private record Place(int x, int y) {}

    private WorkflowDrawing() {}

    /** @return an SVG element whose nodes link to {@code #node-ID} */
    static String svg(RunRecord run) {
        Map<Integer, Integer> column = columns(run);
        Map<Integer, Place> places = places(run, column);
        int width = places.values().stream().mapToInt(Place::x).max().orElse(0) + BOX_WIDTH + 8;
        int height = places.values().stream().mapToInt(Place::y).max().orElse(0) + BOX_HEIGHT + 8;
        StringBuilder svg = new StringBuilder("<svg class=\"workflow\" style=\"min-width:"
                + Math.min(width, 1000) * 7 / 10 + "px;max-width:" + width * 5 / 4 + "px\" viewBox=\"-4 -4 " + width
                + " " + height + "\" role=\"group\" aria-label=\"The workflow\">\n");
        for (Connection c : run.workflow().connections()) {
            Place from = places.get(c.source());
            Place to = places.get(c.dest());
            int x1 = from.x() + BOX_WIDTH;
            int y1 = from.y() + portY(run, c.source(), c.sourcePort(), true);
            int y2 = to.y() + portY(run, c.dest(), c.destPort(), false);
            // The curve is in the gap behind the source; from there a line that passes other nodes runs level.
            int gap = x1 + STEP_X - BOX_WIDTH;
            svg.append("<path class=\"line")
                    .append(c.flowVariables() ? " variables" : "")
                    .append("\" d=\"M%d %dC%d %d %d %d %d %dH%d\"/>\n"
                            .formatted(x1, y1, x1 + 22, y1, gap - 22, y2, gap, y2, to.x()));
        }
        for (NodeRecord node : run.nodes()) {
            svg.append(box(node, places.get(node.run().id())));
        }
        return svg.append("</svg>\n").toString();
    }

    private static Map<Integer, Integer> columns(RunRecord run) {
        Map<Integer, Integer> column = new TreeMap<>();
        // The records are in the order of execution: a node's inputs come before it.
        for (NodeRecord node : run.nodes()) {
            int id = node.run().id();
            column.put(
                    id,
                    run.workflow().connections().stream()
                            .filter(c -> c.dest() == id)
                            .mapToInt(c -> column.getOrDefault(c.source(), 0) + 1)
                            .max()
                            .orElse(0));
        }
        // A source stands just before the node that uses it, not at the far left.
        for (int i = run.nodes().size() - 1; i >= 0; i--) {
            int id = run.nodes().get(i).run().id();
            int next = run.workflow().connections().stream()
                    .filter(c -> c.source() == id)
                    .mapToInt(c -> column.get(c.dest()))
                    .min()
                    .orElse(column.get(id) + 1);
            column.put(id, next - 1);
        }
        return column;
    }

    private static Map<Integer, Place> places(RunRecord run, Map<Integer, Integer> column) {
        Map<Integer, List<NodeRecord>> byColumn = new TreeMap<>();
        run.nodes().forEach(n -> byColumn.computeIfAbsent(column.get(n.run().id()), c -> new ArrayList<>())
                .add(n));
        int tallest = byColumn.values().stream().mapToInt(List::size).max().orElse(1);
        Map<Integer, Place> places = new TreeMap<>();
        byColumn.forEach((c, nodes) -> {
            nodes.sort(
                    Comparator.comparingInt((NodeRecord n) -> n.run().stored().y())
                            .thenComparingInt(n -> n.run().id()));
            for (int i = 0; i < nodes.size(); i++) {
                places.put(
                        nodes.get(i).run().id(),
                        new Place(c * STEP_X, i * STEP_Y + (tallest - nodes.size()) * STEP_Y / 2));
            }
        });
        return places;
    }

    private static int portY(RunRecord run, int id, int port, boolean output) {
        var node = run.nodes().stream()
                .filter(n -> n.run().id() == id)
                .findFirst()
                .orElseThrow()
                .run()
                .node();
        int ports = Math.max(1, (output ? node.outPorts() : node.inPorts()).size());
        return port == 0 ? 4 : BOX_HEIGHT * port / (ports + 1);
    }

    private static String box(NodeRecord node, Place place) {
        int id = node.run().id();
        StringBuilder svg = new StringBuilder("<a href=\"#node-" + id + "\"><g class=\"node "
                + node.run().state().name()
                + "\" transform=\"translate(" + place.x() + " " + place.y() + ")\"><title>"
                + Html.text(
                        id + " " + node.run().name() + ": " + node.run().state().label()) + "</title><rect width=\""
                + BOX_WIDTH + "\" height=\"" + BOX_HEIGHT + "\" rx=\"9\"/>");
        List<String> lines = wrap(node.run().name());
        for (int i = 0; i < lines.size(); i++) {
            svg.append("<text x=\"")
                    .append(BOX_WIDTH / 2)
                    .append("\" y=\"")
                    .append(lines.size() == 1 ? 28 : 21 + 17 * i)
                    .append("\">")
                    .append(Html.text(lines.get(i)))
                    .append("</text>");
        }
        String rows = node.ports().stream()
                .filter(p -> p.rows() >= 0)
                .findFirst()
                .map(p -> Long.toString(p.rows()))
                .orElse("");
        String below = rows.isEmpty() ? node.run().state().label() : rows + (rows.equals("1") ? " row" : " rows");
        return svg + "<text class=\"small\" x=\"" + BOX_WIDTH / 2 + "\" y=\"54\">" + id + " · " + Html.text(below)
                + "</text></g></a>\n";
    }

    private static List<String> wrap(String name) {
        if (name.length() <= LINE) {
            return List.of(name);
        }
        int cut = name.lastIndexOf(' ', LINE);
        if (cut <= 0) {
            cut = LINE;
        }
        String rest = name.substring(cut).strip();
        return List.of(name.substring(0, cut), rest.length() > LINE ? rest.substring(0, LINE - 1) + "…" : rest);
    }
}
