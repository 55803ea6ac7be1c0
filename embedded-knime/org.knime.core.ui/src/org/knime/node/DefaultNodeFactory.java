// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.node;

import org.braggwise.embedded.ui.NodeSheet;
import org.knime.core.node.NodeFactory;

/** The class that a plug-in names for a node: its name is the node's identity in saved workflows. */
public abstract class DefaultNodeFactory extends NodeFactory {

    static {
        NodeSheet.setFactoryAccess(f -> NodeSheet.of(f.m_node));
    }

    private final DefaultNode m_node;

    /** @param node what the node is */
    protected DefaultNodeFactory(DefaultNode node) {
        m_node = node;
    }
}
