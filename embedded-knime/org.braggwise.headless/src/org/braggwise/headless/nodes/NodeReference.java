// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.nodes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.embedded.ui.ParameterInfo;

/** What every installed node takes, gives and can be set to: for the terminal, and as Markdown for docs/. */
public final class NodeReference {

    private record Known(NodeOrigin origin, EmbeddedNode node) {}

    private final Map<String, List<Known>> m_byCategory = new LinkedHashMap<>();

    /**
     * @param catalog of the nodes
     * @throws ReflectiveOperationException naming the factory that cannot be made
     */
    public NodeReference(NodeCatalog catalog) throws ReflectiveOperationException {
        for (NodeOrigin origin : catalog.origins()) {
            m_byCategory
                    .computeIfAbsent(origin.category(), c -> new ArrayList<>())
                    .add(new Known(origin, EmbeddedNode.of(catalog.create(origin))));
        }
    }

    /** @return lines for the terminal */
    public String text() {
        StringBuilder text = new StringBuilder();
        m_byCategory.forEach((category, nodes) -> {
            text.append(text.isEmpty() ? "" : "\n").append(category).append('\n');
            nodes.forEach(n -> text(n.node(), text));
        });
        return text.toString();
    }

    private static void text(EmbeddedNode node, StringBuilder text) {
        text.append("\n  ")
                .append(node.name())
                .append("\n    ")
                .append(DescriptionText.plain(node.shortDescription()))
                .append('\n');
        ports("in ", stated(node, true), text);
        ports("out", stated(node, false), text);
        if (node.hasView()) {
            text.append("    view   ")
                    .append(DescriptionText.plain(node.viewDescription()))
                    .append('\n');
        }
        List<ParameterInfo> parameters = node.parameters();
        int width = parameters.stream().mapToInt(p -> p.key().length()).max().orElse(0);
        for (ParameterInfo p : parameters) {
            text.append("    set    ")
                    .append(p.key())
                    .append(" ".repeat(width - p.key().length()))
                    .append("  ")
                    .append(type(p));
            if (p.defaultValue() != null) {
                text.append(" = ").append(p.defaultValue());
            }
            if (p.optional()) {
                text.append(p.defaultValue() == null ? " = off" : " or off");
            }
            if (p.title() != null) {
                text.append("  ").append(p.title());
            }
            text.append('\n');
        }
    }

    /** What a node can have: optional ports are among them. */
    private static List<EmbeddedNode.Port> stated(EmbeddedNode node, boolean input) {
        return node.statedPorts().stream().filter(p -> p.input() == input).toList();
    }

    private static String type(EmbeddedNode.Port port) {
        return port.type().getName() + (port.optional() ? port.initial() ? ", can be removed" : ", optional" : "");
    }

    private static void ports(String direction, List<EmbeddedNode.Port> ports, StringBuilder text) {
        for (int i = 0; i < ports.size(); i++) {
            text.append("    ")
                    .append(direction)
                    .append(' ')
                    .append(i + 1)
                    .append("  ")
                    .append(ports.get(i).name())
                    .append(" (")
                    .append(type(ports.get(i)))
                    .append(")\n");
        }
    }

    /** An enum's type is what it can be; any other is KNIME's, without the x that marks it in the files. */
    private static String type(ParameterInfo p) {
        if (!p.choices().isEmpty()) {
            return String.join(
                    " | ", p.choices().stream().map(ParameterInfo.Choice::value).toList());
        }
        return p.type().replaceFirst("^x", "");
    }

    /** @return the reference as a Markdown page */
    public String markdown() {
        StringBuilder page = new StringBuilder(
                """
                # Nodes

                What every node takes, gives and can be set to. Written by `./braggwise nodes --markdown`.
                A setting is changed for one run by `./braggwise run WORKFLOW --set 'NODE/KEY=VALUE'`, with the keys below; `'NODE/KEY='`
                switches one off that may be off.
                An optional port is added to a node in KNIME's editor, by the "+" below its ports (classic interface: by its "..."). One that can be
                removed is there in a new node, and goes by the same way.
                """);
        m_byCategory.forEach((category, nodes) -> {
            page.append("\n## ").append(category).append('\n');
            nodes.forEach(n -> markdown(n, page));
        });
        return page.toString();
    }

    private static void markdown(Known known, StringBuilder page) {
        EmbeddedNode node = known.node();
        page.append("\n### ")
                .append(node.name())
                .append("\n\n")
                .append(DescriptionText.markdown(node.fullDescription()))
                .append("\n\n`")
                .append(known.origin().factory())
                .append("`\n");
        markdown("Inputs", stated(node, true), page);
        markdown("Outputs", stated(node, false), page);
        if (node.hasView()) {
            page.append("\n**View**: ")
                    .append(DescriptionText.markdown(node.viewDescription()))
                    .append('\n');
        }
        if (!node.parameters().isEmpty()) {
            page.append("\n| Key | Type | Default | Meaning |\n| --- | --- | --- | --- |\n");
            node.parameters().forEach(p -> page.append("| `")
                    .append(p.key())
                    .append("` | ")
                    .append(p.type().replaceFirst("^x", ""))
                    .append(p.optional() ? " or off" : "")
                    .append(" | ")
                    .append(defaultValue(p))
                    .append(" | ")
                    .append(meaning(p))
                    .append(" |\n"));
        }
    }

    private static void markdown(String title, List<EmbeddedNode.Port> ports, StringBuilder page) {
        if (!ports.isEmpty()) {
            page.append("\n**").append(title).append("**\n\n");
            for (int i = 0; i < ports.size(); i++) {
                EmbeddedNode.Port port = ports.get(i);
                page.append(i + 1)
                        .append(". ")
                        .append(port.name())
                        .append(" (")
                        .append(type(port))
                        .append("): ")
                        .append(DescriptionText.cell(port.description()))
                        .append('\n');
            }
        }
    }

    private static String defaultValue(ParameterInfo p) {
        if (p.defaultValue() == null) {
            return p.optional() ? "off" : "";
        }
        return "`" + escaped(p.defaultValue()) + "`";
    }

    private static String meaning(ParameterInfo p) {
        StringBuilder meaning = new StringBuilder();
        if (p.title() != null) {
            meaning.append("**")
                    .append(DescriptionText.cell(p.title()))
                    .append("**")
                    .append(p.advanced() ? " (advanced)" : "")
                    .append(". ");
        }
        if (p.description() != null) {
            meaning.append(DescriptionText.cell(p.description())).append(' ');
        }
        for (ParameterInfo.Choice choice : p.choices()) {
            meaning.append("<br>`")
                    .append(choice.value())
                    .append("` ")
                    .append(DescriptionText.cell(choice.label()))
                    .append(choice.description().isEmpty() ? "" : ": " + DescriptionText.cell(choice.description()));
        }
        if (!p.limits().isEmpty()) {
            meaning.append("<br>Limits: ").append(escaped(String.join(" ", p.limits())));
        }
        return meaning.toString().strip();
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("\n", "\\n").replace("`", "'");
    }
}
