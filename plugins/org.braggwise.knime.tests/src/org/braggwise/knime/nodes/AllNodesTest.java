// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.nodes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.embedded.ui.ParameterInfo;
import org.braggwise.knime.testing.NodeUnderTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.knime.core.node.NodeSettings;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.node.DefaultNodeFactory;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** What every node that plugin.xml names must have. */
class AllNodesTest {

    static List<String> factories() throws Exception {
        List<String> names = new ArrayList<>();
        try (InputStream in = NodeUnderTest.pluginXml().openStream()) {
            var nodes = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName("node");
            for (int i = 0; i < nodes.getLength(); i++) {
                names.add(((Element) nodes.item(i)).getAttribute("factory-class"));
            }
        }
        return names;
    }

    static NodeUnderTest node(String factory) throws Exception {
        return new NodeUnderTest(
                (DefaultNodeFactory) Class.forName(factory).getConstructor().newInstance());
    }

    @Test
    void nodesHaveDistinctNames() throws Exception {
        Map<String, String> names = new HashMap<>();
        for (String f : factories()) {
            assertEquals(null, names.put(node(f).node().name(), f), f);
        }
        assertTrue(names.size() >= 14, names::toString);
    }

    @ParameterizedTest
    @MethodSource("factories")
    void hasAnIconOf16Pixels(String factory) throws Exception {
        var url = node(factory).node().iconUrl();
        assertNotNull(url, "the icon's file is missing beside " + factory);
        BufferedImage icon = ImageIO.read(url);
        assertEquals(16, icon.getWidth());
        assertEquals(16, icon.getHeight());
        assertTrue(
                Arrays.stream(icon.getRGB(0, 0, 16, 16, null, 0, 16))
                                .filter(p -> p >>> 24 > 128)
                                .count()
                        >= 20,
                "something is drawn");
    }

    /** Whoever looks at a workflow tells the nodes by their pictures. */
    @Test
    void iconsDiffer() throws Exception {
        Map<String, String> pixels = new HashMap<>();
        for (String f : factories()) {
            int[] rgb = ImageIO.read(node(f).node().iconUrl()).getRGB(0, 0, 16, 16, null, 0, 16);
            String other = pixels.put(Arrays.toString(rgb), f);
            assertEquals(null, other, f + " has the icon of " + other);
        }
    }

    @ParameterizedTest
    @MethodSource("factories")
    void isDescribed(String factory) throws Exception {
        EmbeddedNode node = node(factory).node();
        assertText(node.shortDescription(), 20);
        assertText(node.fullDescription(), 150);
        assertTrue(node.keywords().size() >= 3, () -> "keywords " + node.keywords());
        assertNotNull(node.nodeType());
        List<EmbeddedNode.Port> ports = new ArrayList<>(node.inPorts());
        ports.addAll(node.outPorts());
        for (EmbeddedNode.Port p : ports) {
            assertText(p.name(), 2);
            assertText(p.description(), 10);
        }
        if (node.hasView()) {
            assertText(node.viewDescription(), 15);
        }
        for (EmbeddedNode.Link link : node.links()) {
            assertText(link.text(), 3);
        }
    }

    @ParameterizedTest
    @MethodSource("factories")
    void everyParameterIsDescribed(String factory) throws Exception {
        for (ParameterInfo p : node(factory).node().parameters()) {
            assertTrue(p.title() != null && !p.title().isBlank(), () -> p + " has no title");
            assertText(p.description(), 5);
            for (ParameterInfo.Choice c : p.choices()) {
                assertText(c.label(), 2);
            }
        }
    }

    /** KNIME shows descriptions as XHTML: a stray < or & breaks the whole node description. */
    private static void assertText(String text, int least) throws Exception {
        assertTrue(text != null && text.strip().length() >= least, () -> "too short: \"" + text + "\"");
        DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader("<d>" + text.replace("&nbsp;", " ") + "</d>")));
    }

    @ParameterizedTest
    @MethodSource("factories")
    void defaultsAreValidAndMakeTheRoundTrip(String factory) throws Exception {
        NodeUnderTest node = node(factory);
        assertEquals(node.settings(), node.node().resaved(node.settings()));
        var xml = new java.io.ByteArrayOutputStream();
        org.braggwise.embedded.SettingsXml.write(node.settings(), xml);
        assertEquals(node.settings(), NodeSettings.loadFromXML(new java.io.ByteArrayInputStream(xml.toByteArray())));
        node.node().checkLimits(node.settings());
    }

    /** As on a canvas where nothing is connected yet. */
    @ParameterizedTest
    @MethodSource("factories")
    void configuresWhereNothingIsKnown(String factory) throws Exception {
        NodeUnderTest node = node(factory);
        PortObjectSpec[] out =
                node.configure(new PortObjectSpec[node.node().inPorts().size()]);
        assertEquals(node.node().outPorts().size(), out.length);
        if (factory.contains("modelwriter")) {
            return; // has no output
        }
        if (factory.contains("substitutor")
                || factory.contains("indexer")
                || node.node().inPorts().isEmpty()) {
            assertFalse(Arrays.asList(out).contains(null), "its outputs do not depend on its input");
        } else {
            assertTrue(Arrays.asList(out).contains(null), "outputs that depend on the inputs are not known");
        }
    }
}
