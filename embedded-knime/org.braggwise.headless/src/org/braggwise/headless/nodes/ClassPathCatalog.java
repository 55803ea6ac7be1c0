// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.nodes;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.braggwise.embedded.PortTypes;
import org.knime.node.DefaultNodeFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The nodes of the plug-ins on a class path, for tests and tools outside OSGi: reads each plugin.xml and the manifest beside it, and
 * makes the port types known that they declare.
 */
public final class ClassPathCatalog implements NodeCatalog {

    private static final String PORT_TYPES = "org.knime.core.PortType";

    private final ClassLoader m_loader;
    private final List<NodeOrigin> m_origins = new ArrayList<>();

    /**
     * @param loader has the plug-ins' classes and each plugin.xml at its root
     * @param more further plugin.xml files, such as those of source folders
     * @throws IOException naming the plugin.xml that cannot be read
     */
    public ClassPathCatalog(ClassLoader loader, List<URL> more) throws IOException {
        m_loader = loader;
        List<URL> all = new ArrayList<>(Collections.list(loader.getResources("plugin.xml")));
        more.stream().filter(u -> !all.contains(u)).forEach(all::add);
        for (URL plugin : all) {
            read(plugin);
        }
    }

    private void read(URL plugin) throws IOException {
        Element root;
        try (InputStream in = plugin.openStream()) {
            root = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(plugin + ": not a plugin.xml: " + e.getMessage(), e);
        }
        Map<String, String> categories = new HashMap<>();
        for (Element category : elements(root, CATEGORIES, "category")) {
            categories.put(
                    category.getAttribute("path") + "/" + category.getAttribute("level-id"),
                    category.getAttribute("name"));
        }
        for (Element type : elements(root, PORT_TYPES, "portType")) {
            PortTypes.register(new PortTypes.Declaration(
                    type.getAttribute("name"),
                    type.getAttribute("objectClass"),
                    type.getAttribute("objectSerializer"),
                    type.getAttribute("specClass"),
                    type.getAttribute("specSerializer"),
                    m_loader::loadClass));
        }
        Attributes manifest = manifest(plugin);
        for (Element node : elements(root, NODES, "node")) {
            String path = node.getAttribute("category-path");
            m_origins.add(new NodeOrigin(
                    node.getAttribute("factory-class"),
                    categories.getOrDefault(path, path),
                    value(manifest, "Bundle-SymbolicName").replaceAll(";.*", ""),
                    value(manifest, "Bundle-Name"),
                    value(manifest, "Bundle-Vendor"),
                    value(manifest, "Bundle-Version")));
        }
    }

    private static List<Element> elements(Element root, String point, String name) {
        List<Element> found = new ArrayList<>();
        NodeList extensions = root.getElementsByTagName("extension");
        for (int i = 0; i < extensions.getLength(); i++) {
            Element extension = (Element) extensions.item(i);
            NodeList elements = extension.getElementsByTagName(name);
            for (int j = 0; extension.getAttribute("point").equals(point) && j < elements.getLength(); j++) {
                found.add((Element) elements.item(j));
            }
        }
        return found;
    }

    private static Attributes manifest(URL plugin) throws IOException {
        try (InputStream in = new URL(plugin, "META-INF/MANIFEST.MF").openStream()) {
            return new Manifest(in).getMainAttributes();
        } catch (java.io.FileNotFoundException e) {
            return new Attributes();
        }
    }

    private static String value(Attributes manifest, String name) {
        String value = manifest.getValue(name);
        return value == null ? "" : value;
    }

    @Override
    public List<NodeOrigin> origins() {
        return List.copyOf(m_origins);
    }

    @Override
    public DefaultNodeFactory create(NodeOrigin origin) throws ReflectiveOperationException {
        Object factory =
                Class.forName(origin.factory(), true, m_loader).getConstructor().newInstance();
        if (factory instanceof DefaultNodeFactory node) {
            return node;
        }
        throw new ReflectiveOperationException(origin.factory() + " is not a DefaultNodeFactory");
    }
}
