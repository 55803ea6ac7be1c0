// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.braggwise.embedded.ui.EmbeddedNode.Link;
import org.braggwise.embedded.ui.EmbeddedNode.Port;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.node.DefaultNode;
import org.knime.node.DefaultNodeFactory;

/**
 * What a node stated in the stages of {@link DefaultNode}.
 *
 * @param ports in the order in which they are stated, the optional ones included
 * @param view null for a node without
 */
public record NodeSheet(
        String name,
        String icon,
        String shortDescription,
        String fullDescription,
        List<Port> ports,
        ModelSheet model,
        ViewSheet view,
        NodeType nodeType,
        List<String> keywords,
        List<Link> links) {

    private static Function<DefaultNode, NodeSheet> access;
    private static Function<DefaultNodeFactory, NodeSheet> factoryAccess;

    /** Called by the node's class when it is loaded: KNIME's API has no way to read a node. */
    public static void setAccess(Function<DefaultNode, NodeSheet> sheetOf) {
        access = sheetOf;
    }

    /** Called by the factory's class when it is loaded. */
    public static void setFactoryAccess(Function<DefaultNodeFactory, NodeSheet> sheetOf) {
        factoryAccess = sheetOf;
    }

    public static NodeSheet of(DefaultNode node) {
        return access.apply(node);
    }

    public static NodeSheet of(DefaultNodeFactory factory) {
        return factoryAccess.apply(factory);
    }

    /** The parts that every node has. */
    public static NodeSheet of(
            String name,
            String icon,
            String shortDescription,
            String fullDescription,
            List<Port> ports,
            ModelSheet model) {
        return new NodeSheet(
                name,
                icon,
                shortDescription,
                fullDescription,
                List.copyOf(ports),
                model,
                null,
                NodeType.Other,
                List.of(),
                List.of());
    }

    public NodeSheet withView(ViewSheet shown) {
        return new NodeSheet(
                name, icon, shortDescription, fullDescription, ports, model, shown, nodeType, keywords, links);
    }

    public NodeSheet withNodeType(NodeType type) {
        return new NodeSheet(name, icon, shortDescription, fullDescription, ports, model, view, type, keywords, links);
    }

    public NodeSheet withKeywords(List<String> words) {
        return new NodeSheet(name, icon, shortDescription, fullDescription, ports, model, view, nodeType, words, links);
    }

    public NodeSheet withLink(String href, String text) {
        List<Link> all = new ArrayList<>(links);
        all.add(new Link(href, text));
        return new NodeSheet(
                name,
                icon,
                shortDescription,
                fullDescription,
                ports,
                model,
                view,
                nodeType,
                keywords,
                List.copyOf(all));
    }
}
