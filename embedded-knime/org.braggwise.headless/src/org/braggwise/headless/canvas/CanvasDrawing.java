// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.canvas;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.port.PortType;

/**
 * Draws a canvas as SVG: the picture that KNIME writes beside a workflow when it saves it, by which its entry page and a Hub show the
 * workflow. In colours and measures of its editor. Without a font of its own, so letters may be wider than there.
 */
public final class CanvasDrawing {

    /** Around everything. */
    private static final int MARGIN = 20;

    /** From a square to the end of its label, and to the begin of its name. */
    private static final int BELOW = 30;

    private static final int ABOVE = 24;

    /** Half the width that a name may take. */
    private static final int ASIDE = 85;

    /** Letters in a line of a node's name or label. */
    private static final int NODE_LINE = 27;

    private static final int NODE_LINE_HEIGHT = 14;

    /** In a frame: from its edge to its text, the lines' height, and the width of a letter. */
    private static final double FRAME_PADDING = 11.5;

    private static final double FRAME_LINE_HEIGHT = 18.7;
    private static final double FRAME_LETTER = 6.4;
    private static final double TITLE_LETTER = 8.4;

    private static final String INK = "#3e3a39";
    private static final String WIRE = "#888888";

    private final Canvas m_canvas;
    private final StringBuilder m_svg = new StringBuilder();

    private CanvasDrawing(Canvas canvas) {
        m_canvas = canvas;
    }

    /**
     * @param canvas of a workflow
     * @param title of the picture, for those who can't see it
     * @return a file of its own
     * @throws IOException where an icon can't be read
     */
    public static String svg(Canvas canvas, String title) throws IOException {
        return new CanvasDrawing(canvas).draw(title);
    }

    private String draw(String title) throws IOException {
        double left = edge(Frame::x, n -> n.x() + CanvasNode.SIZE / 2 - ASIDE, false);
        double top = edge(Frame::y, n -> n.y() - ABOVE, false);
        double right = edge(f -> f.x() + f.width(), n -> n.x() + CanvasNode.SIZE / 2 + ASIDE, true);
        double bottom = edge(
                f -> f.y() + f.height(),
                n -> n.y()
                        + CanvasNode.SIZE
                        + BELOW
                        + NODE_LINE_HEIGHT * wrap(n.label(), NODE_LINE).size(),
                true);
        String bounds = "%s %s %s %s"
                .formatted(
                        number(left - MARGIN),
                        number(top - MARGIN),
                        number(right - left + 2 * MARGIN),
                        number(bottom - top + 2 * MARGIN));
        String[] size = bounds.split(" ");
        m_svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"" + bounds + "\" width=\"" + size[2]
                + "\" height=\"" + size[3] + "\" role=\"img\" font-family=\"Roboto Condensed, Arial Narrow, "
                + "Liberation Sans Narrow, Arial, sans-serif\" font-size=\"12\" fill=\"" + INK + "\">\n<title>"
                + escaped(title) + "</title>\n<rect x=\"" + size[0] + "\" y=\"" + size[1] + "\" width=\"" + size[2]
                + "\" height=\"" + size[3] + "\" fill=\"#ffffff\"/>\n");
        m_canvas.frames().forEach(this::frame);
        m_canvas.wires().forEach(this::wire);
        for (CanvasNode node : m_canvas.nodes()) {
            node(node);
        }
        return m_svg.append("</svg>\n").toString();
    }

    private double edge(
            java.util.function.ToDoubleFunction<Frame> frame,
            java.util.function.ToDoubleFunction<CanvasNode> node,
            boolean largest) {
        var all = java.util.stream.DoubleStream.concat(
                m_canvas.frames().stream().mapToDouble(frame),
                m_canvas.nodes().stream().mapToDouble(node));
        return (largest ? all.max() : all.min()).orElse(0);
    }

    private void frame(Frame frame) {
        m_svg.append("<g class=\"frame\"><rect x=\"" + (frame.x() + 1) + "\" y=\"" + (frame.y() + 1) + "\" width=\""
                + (frame.width() - 2) + "\" height=\"" + (frame.height() - 2)
                + "\" rx=\"2\" fill=\"#ffffff\" stroke=\"#"
                + "%06x".formatted(frame.border() & 0xffffff) + "\" stroke-width=\"2\"/>\n");
        double x = frame.x() + FRAME_PADDING;
        double y = frame.y() + FRAME_PADDING + 12;
        double width = frame.width() - 2 * FRAME_PADDING;
        for (String line : wrap(frame.text().title(), (int) (width / TITLE_LETTER))) {
            text(x, y, line, " class=\"title\" font-size=\"16\" font-weight=\"bold\"");
            y += FRAME_LINE_HEIGHT;
        }
        y += frame.text().title().isEmpty() ? 0 : 3;
        for (String paragraph : frame.text().body().split("\n")) {
            for (String line : wrap(paragraph, (int) (width / FRAME_LETTER))) {
                text(x, y, line, " font-size=\"13\"");
                y += FRAME_LINE_HEIGHT;
            }
        }
        m_svg.append("</g>\n");
    }

    private void wire(Wire wire) {
        m_svg.append("<path class=\"wire\" d=\"M%s %sC%s %s %s %s %s %s\" fill=\"none\" stroke=\"%s\"/>\n"
                .formatted(
                        number(wire.x1()),
                        number(wire.y1()),
                        number(wire.x1() + wire.reach()),
                        number(wire.y1()),
                        number(wire.x2() - wire.reach()),
                        number(wire.y2()),
                        number(wire.x2()),
                        number(wire.y2()),
                        wire.variables() ? "#ff4b4b" : WIRE));
    }

    private void node(CanvasNode node) throws IOException {
        double middle = node.x() + CanvasNode.SIZE / 2;
        m_svg.append("<g class=\"node\" id=\"node-" + node.id() + "\">\n");
        List<String> name = wrap(node.name(), NODE_LINE);
        for (int i = 0; i < name.size(); i++) {
            text(
                    middle,
                    node.y() - 10 - NODE_LINE_HEIGHT * (name.size() - 1 - i),
                    name.get(i),
                    " text-anchor=\"middle\" font-weight=\"bold\"");
        }
        m_svg.append("<rect class=\"torso\" x=\"" + number(node.x()) + "\" y=\"" + number(node.y())
                + "\" width=\"32\" height=\"32\" rx=\"2.8\" fill=\"" + color(node.type()) + "\"/>\n");
        if (node.icon() != null) {
            try (InputStream in = node.icon().openStream()) {
                m_svg.append("<image x=\"" + number(node.x() + 8) + "\" y=\"" + number(node.y() + 8)
                        + "\" width=\"16\" height=\"16\" href=\"data:image/png;base64,"
                        + Base64.getEncoder().encodeToString(in.readAllBytes()) + "\"/>\n");
            }
        }
        for (int i = 0; i < node.inputs().size(); i++) {
            port(node.input(i + 1), node.inputs().get(i));
        }
        for (int i = 0; i < node.outputs().size(); i++) {
            port(node.output(i + 1), node.outputs().get(i));
        }
        trafficLight(node);
        double y = node.y() + CanvasNode.SIZE + BELOW + 10;
        for (String line : wrap(node.label(), NODE_LINE)) {
            text(middle, y, line, " text-anchor=\"middle\"");
            y += NODE_LINE_HEIGHT;
        }
        m_svg.append("</g>\n");
    }

    /** A table is a triangle, everything else a square. */
    private void port(CanvasNode.Point at, PortType type) {
        double half = CanvasNode.PORT / 2;
        boolean table = type.equals(BufferedDataTable.TYPE);
        m_svg.append(
                table
                        ? "<path d=\"M%s %sL%s %sL%s %sZ\" fill=\"#201e1e\"/>\n"
                                .formatted(
                                        number(at.x() - half),
                                        number(at.y() - half),
                                        number(at.x() + half),
                                        number(at.y()),
                                        number(at.x() - half),
                                        number(at.y() + half))
                        : "<rect x=\"%s\" y=\"%s\" width=\"9\" height=\"9\" fill=\"#0072b2\"/>\n"
                                .formatted(number(at.x() - half), number(at.y() - half)));
    }

    /** As that of a node that can be executed. */
    private void trafficLight(CanvasNode node) {
        double y = node.y() + CanvasNode.SIZE + 8;
        m_svg.append("<rect x=\"" + number(node.x()) + "\" y=\"" + number(y)
                + "\" width=\"32\" height=\"12\" rx=\"1\" fill=\"#d8dcdc\"/>");
        for (int i = -1; i <= 1; i++) {
            m_svg.append("<circle cx=\"" + number(node.x() + CanvasNode.SIZE / 2 + 10 * i) + "\" cy=\"" + number(y + 6)
                    + "\" r=\"3.5\" " + (i == 0 ? "fill=\"#ffd800\"" : "fill=\"#ffffff\"") + "/>");
        }
        m_svg.append("\n");
    }

    private static String color(NodeType type) {
        return switch (type) {
            case Source -> "#ff9632";
            case Sink -> "#ff4b4b";
            case Learner -> "#c8e632";
            case Predictor -> "#3cb44b";
            case Manipulator -> "#ffd800";
            case Visualizer -> "#2b94b1";
            default -> "#d2a384";
        };
    }

    private void text(double x, double y, String text, String attributes) {
        m_svg.append("<text x=\"" + number(x) + "\" y=\"" + number(y) + "\"" + attributes + ">" + escaped(text)
                + "</text>\n");
    }

    private static List<String> wrap(String text, int letters) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > letters) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
