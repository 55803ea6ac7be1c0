// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

/** What KNIME makes nodes with. */
public abstract class NodeFactory {

    /** What a node does, shown by its colour. */
    public enum NodeType {
        Source,
        Sink,
        Learner,
        Predictor,
        Manipulator,
        Visualizer,
        Other;
    }

    protected NodeFactory() {
        // a DefaultNodeFactory states all that there is
    }
}
