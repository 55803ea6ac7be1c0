// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What is where in a workflow.svg: read from the finished picture, with widths of text by the letter. */
record DrawnWorkflow(
        Map<String, List<DrawnWorkflow.Box>> nodes, List<DrawnWorkflow.Frame> frames, List<double[][]> wires) {

    /** Of the font's size: the mean letter of KNIME's condensed font, and of the bold one. */
    private static final double LETTER = 0.49;

    private static final double BOLD_LETTER = 0.53;

    private static final Pattern NUMBERS = Pattern.compile("[^-.\\d]+");

    /** Points of a wire at which it is looked at. */
    private static final int POINTS = 200;

    /** A rectangle: of a node's square with its ports and traffic light, or of a line of text. */
    record Box(double left, double top, double right, double bottom) {

        boolean has(double[] point, double margin) {
            return point[0] > left - margin
                    && point[0] < right + margin
                    && point[1] > top - margin
                    && point[1] < bottom + margin;
        }

        boolean meets(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }

        boolean holds(Box other) {
            return left <= other.left && top <= other.top && right >= other.right && bottom >= other.bottom;
        }
    }

    /** An annotation with the lines of its text; the title is the first. */
    record Frame(String title, Box box, List<Box> lines) {}

    static DrawnWorkflow read(Path svg) throws Exception {
        Element root = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(svg.toFile())
                .getDocumentElement();
        Map<String, List<Box>> nodes = new LinkedHashMap<>();
        List<Frame> frames = new ArrayList<>();
        for (Element group : elements(root.getElementsByTagName("g"))) {
            Element rect = (Element) group.getElementsByTagName("rect").item(0);
            Box box = box(rect);
            List<Element> texts = elements(group.getElementsByTagName("text"));
            List<Box> lines = texts.stream().map(DrawnWorkflow::line).toList();
            if (group.getAttribute("class").equals("frame")) {
                frames.add(new Frame(
                        texts.stream()
                                .filter(t -> t.getAttribute("class").equals("title"))
                                .map(Element::getTextContent)
                                .findFirst()
                                .orElse(""),
                        box,
                        lines));
            } else {
                List<Box> all = new ArrayList<>(lines);
                all.add(0, new Box(box.left - 9, box.top - 4, box.right + 9, box.bottom + 20));
                nodes.put(group.getAttribute("id"), all);
            }
        }
        List<double[][]> wires = elements(root.getElementsByTagName("path")).stream()
                .filter(p -> p.getAttribute("class").equals("wire"))
                .map(p -> points(p.getAttribute("d")))
                .toList();
        return new DrawnWorkflow(nodes, frames, wires);
    }

    private static List<Element> elements(NodeList list) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < list.getLength(); i++) {
            elements.add((Element) list.item(i));
        }
        return elements;
    }

    private static double number(Element element, String attribute, double otherwise) {
        String text = element.getAttribute(attribute);
        return text.isEmpty() ? otherwise : Double.parseDouble(text);
    }

    private static Box box(Element rect) {
        double x = number(rect, "x", 0);
        double y = number(rect, "y", 0);
        return new Box(x, y, x + number(rect, "width", 0), y + number(rect, "height", 0));
    }

    private static Box line(Element text) {
        double size = number(text, "font-size", 12);
        double letter = text.getAttribute("font-weight").equals("bold") ? BOLD_LETTER : LETTER;
        double width = text.getTextContent().length() * letter * size;
        double left = number(text, "x", 0) - (text.getAttribute("text-anchor").equals("middle") ? width / 2 : 0);
        double y = number(text, "y", 0);
        return new Box(left, y - size, left + width, y + 2);
    }

    /** The points of "Mx yCx y x y x y". */
    private static double[][] points(String path) {
        double[] c = Arrays.stream(NUMBERS.split(path))
                .filter(t -> !t.isEmpty())
                .mapToDouble(Double::parseDouble)
                .toArray();
        double[][] points = new double[POINTS + 1][2];
        for (int i = 0; i <= POINTS; i++) {
            double t = (double) i / POINTS;
            for (int axis = 0; axis < 2; axis++) {
                points[i][axis] = (1 - t) * (1 - t) * (1 - t) * c[axis]
                        + 3 * (1 - t) * (1 - t) * t * c[2 + axis]
                        + 3 * (1 - t) * t * t * c[4 + axis]
                        + t * t * t * c[6 + axis];
            }
        }
        return points;
    }
}
