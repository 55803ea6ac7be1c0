// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.compatibility;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;

import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.embedded.ui.ParameterInfo;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.knime.node.DefaultNodeFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What a saved workflow holds of us, as the code is now: one line a fact, in the order of plugin.xml. */
final class SavedFacts {

    private static final String[] PORT_TYPE_CLASSES = {"objectClass", "objectSerializer", "specClass", "specSerializer"
    };

    private SavedFacts() {}

    static List<String> now() throws Exception {
        Document plugin;
        try (InputStream in = NodeUnderTest.pluginXml().openStream()) {
            plugin = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(in);
        }
        List<String> facts = new ArrayList<>();
        for (Element portType : elements(plugin, "portType")) {
            for (String role : PORT_TYPE_CLASSES) {
                facts.add("port type: " + role + " " + portType.getAttribute(role));
            }
        }
        for (Element node : elements(plugin, "node")) {
            addNode(node.getAttribute("factory-class"), facts);
        }
        var pattern = Samples.patterns().getDataTableSpec().getColumnSpec("Pattern");
        List<String> properties =
                new ArrayList<>(Collections.list(pattern.getProperties().properties()));
        Collections.sort(properties);
        properties.forEach(p -> facts.add("pattern column: property " + p));
        return facts;
    }

    private static List<Element> elements(Document document, String tag) {
        var found = document.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** @return a node as a workflow names it */
    static EmbeddedNode node(String factory) throws ReflectiveOperationException {
        return EmbeddedNode.of(
                (DefaultNodeFactory) Class.forName(factory).getConstructor().newInstance());
    }

    private static void addNode(String factory, List<String> facts) throws ReflectiveOperationException {
        EmbeddedNode node = node(factory);
        facts.add(factory + ": name " + node.name());
        addPorts(
                factory + ": in ",
                node.statedPorts().stream().filter(EmbeddedNode.Port::input).toList(),
                facts);
        addPorts(
                factory + ": out ",
                node.statedPorts().stream().filter(p -> !p.input()).toList(),
                facts);
        for (ParameterInfo p : node.parameters()) {
            facts.add(factory + ": setting " + p.key() + " " + p.type() + (p.optional() ? " optional" : ""));
            p.choices().forEach(c -> facts.add(factory + ": setting " + p.key() + " may be " + c.value()));
        }
    }

    /** A workflow names a port by its group, and a connection by the port's number. */
    private static void addPorts(String before, List<EmbeddedNode.Port> ports, List<String> facts) {
        for (int i = 0; i < ports.size(); i++) {
            EmbeddedNode.Port port = ports.get(i);
            facts.add(before + (i + 1) + " \"" + port.group() + "\" "
                    + port.type().getPortObjectClass().getName() + (port.optional() ? " optional" : "")
                    + (port.optional() && port.initial() ? ", in a new node" : ""));
        }
    }
}
