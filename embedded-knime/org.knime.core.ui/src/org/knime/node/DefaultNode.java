// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import java.util.List;
import java.util.function.Function;

import org.braggwise.embedded.ui.EmbeddedNode.Port;
import org.braggwise.embedded.ui.ModelSheet;
import org.braggwise.embedded.ui.NodeSheet;
import org.braggwise.embedded.ui.PortStages;
import org.knime.core.node.NodeFactory.NodeType;

/** All that a node is, said in a fixed order of stages. */
public final class DefaultNode {

    static {
        NodeSheet.setAccess(n -> n.m_sheet);
    }

    private NodeSheet m_sheet;

    private DefaultNode(NodeSheet sheet) {
        m_sheet = sheet;
    }

    public static RequireName create() {
        return name -> icon -> shortDescription -> fullDescription -> (major, minor, patch) -> portsAdder -> {
            List<Port> ports = PortStages.of(portsAdder);
            return model -> {
                ModelSheet sheet = DefaultModel.sheet(model.apply(DefaultModel.stages()));
                return new DefaultNode(NodeSheet.of(name, icon, shortDescription, fullDescription, ports, sheet));
            };
        };
    }

    public DefaultNode addView(Function<DefaultView.RequireViewParameters, DefaultView> view) {
        m_sheet = m_sheet.withView(DefaultView.sheet(view.apply(DefaultView.stages())));
        return this;
    }

    public DefaultNode nodeType(NodeType type) {
        m_sheet = m_sheet.withNodeType(type);
        return this;
    }

    public DefaultNode keywords(String... keywords) {
        m_sheet = m_sheet.withKeywords(List.of(keywords));
        return this;
    }

    /** A link of the node's description. */
    public DefaultNode addExternalResource(String href, String description) {
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
