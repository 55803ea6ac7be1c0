// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.braggwise.embedded.ui.EmbeddedNode.Port;
import org.braggwise.embedded.ui.ModelSheet;
import org.braggwise.embedded.ui.NodeSheet;
import org.knime.core.node.NodeFactory.NodeType;
import org.knime.core.node.port.PortType;

/** All that a node is, said in a fixed order of stages. */
public final class DefaultNode {

    static {
        NodeSheet.setAccess(n -> n.m_sheet);
    }

    private NodeSheet m_sheet;

    private DefaultNode(final NodeSheet sheet) {
        m_sheet = sheet;
    }

    public static RequireName create() {
        return name -> icon -> shortDescription -> fullDescription -> (major, minor, patch) -> new RequirePorts() {
            @Override
            public RequireModel ports(final Consumer<PortsAdder> portsAdder) {
                final List<Port> in = new ArrayList<>();
                final List<Port> out = new ArrayList<>();
                portsAdder.accept(new Adder(in, out));
                return model -> {
                    final ModelSheet sheet = DefaultModel.sheet(model.apply(DefaultModel.stages()));
                    return new DefaultNode(NodeSheet.of(name, icon, shortDescription, fullDescription, in, out, sheet));
                };
            }
        };
    }

    private record Adder(List<Port> in, List<Port> out) implements RequirePorts.PortsAdder {

        @Override
        public RequirePorts.PortsAdder addInputPort(final String name, final String description, final PortType type) {
            in.add(new Port(name, description, type));
            return this;
        }

        @Override
        public RequirePorts.PortsAdder addOutputPort(final String name, final String description, final PortType type) {
            out.add(new Port(name, description, type));
            return this;
        }
    }

    public DefaultNode addView(final Function<DefaultView.RequireViewParameters, DefaultView> view) {
        m_sheet = m_sheet.withView(DefaultView.sheet(view.apply(DefaultView.stages())));
        return this;
    }

    public DefaultNode nodeType(final NodeType type) {
        m_sheet = m_sheet.withNodeType(type);
        return this;
    }

    public DefaultNode keywords(final String... keywords) {
        m_sheet = m_sheet.withKeywords(List.of(keywords));
        return this;
    }

    /** A link of the node's description. */
    public DefaultNode addExternalResource(final String href, final String description) {
        m_sheet = m_sheet.withLink(href, description);
        return this;
    }

    /** The name comes first. */
    public interface RequireName {

        RequireIcon name(String name);
    }

    /** Then the icon. */
    public interface RequireIcon {

        /** @param icon a file beside the factory */
        RequireShortDescription icon(String icon);
    }

    /** Then one sentence. */
    public interface RequireShortDescription {

        RequireFullDescription shortDescription(String shortDescription);
    }

    /** Then the whole description. */
    public interface RequireFullDescription {

        /** @param fullDescription with some HTML: br, b, i, tt, ul, ol, li, a */
        RequireSinceVersion fullDescription(String fullDescription);
    }

    /** Then the version of KNIME since which the node is there. */
    public interface RequireSinceVersion {

        RequirePorts sinceVersion(int major, int minor, int patch);
    }

    /** After the ports, what the node does. */
    public interface RequireModel {

        DefaultNode model(Function<DefaultModel.RequireModelParameters, DefaultModel> model);
    }
}
