// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node;

/** The kinds of nodes; the factory itself is {@code DefaultNodeFactory}. */
public abstract class NodeFactory {

    /** What a node does, shown by its colour. */
    public enum NodeType {
            Source, Sink, Learner, Predictor, Manipulator, Visualizer, Other;
    }

    NodeFactory() {
        // DefaultNodeFactory, the one kind of factory here, does without
    }
}
