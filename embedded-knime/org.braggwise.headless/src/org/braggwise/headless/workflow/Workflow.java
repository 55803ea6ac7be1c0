// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A workflow as stored: the nodes and the lines between them.
 *
 * @param name of its directory
 * @param directory that holds workflow.knime and data/
 * @param createdBy KNIME's version, "5.8.0.v202511040000"; "" where the file does not say
 * @param description what its author says about it, "" for nothing
 * @param nodes ordered by id
 * @param connections in the file's order
 * @param annotations texts on the canvas, from left to right
 * @param notes what the reader of a run should know: saved by a newer KNIME, flow-variable connections
 * @param file all of workflow.knime
 */
public record Workflow(
        String name,
        Path directory,
        String createdBy,
        String description,
        List<WorkflowNode> nodes,
        List<Connection> connections,
        List<AnnotationText> annotations,
        List<String> notes,
        Config file) {

    /** Copies the lists. */
    public Workflow {
        nodes = List.copyOf(nodes);
        connections = List.copyOf(connections);
        annotations = List.copyOf(annotations);
        notes = List.copyOf(notes);
    }

    /** @return what a workflow in the directory is called: nothing in the root of a file system, which has no name */
    public static String nameIn(Path directory) {
        Path name = directory.toAbsolutePath().normalize().getFileName();
        return name == null ? "" : name.toString();
    }

    /** @return the node with the id, if there is one */
    public Optional<WorkflowNode> node(int id) {
        return nodes.stream().filter(n -> n.id() == id).findFirst();
    }

    /** @return the same with one node changed */
    public Workflow with(WorkflowNode changed) {
        List<WorkflowNode> all = new ArrayList<>(nodes);
        all.replaceAll(n -> n.id() == changed.id() ? changed : n);
        return new Workflow(name, directory, createdBy, description, all, connections, annotations, notes, file);
    }

    /**
     * @return its nodes and connections as a graph
     * @throws WorkflowException where that has a cycle or two connections at one input
     */
    public WorkflowGraph graph() throws WorkflowException {
        try {
            return new WorkflowGraph(nodes.stream().map(WorkflowNode::id).toList(), connections);
        } catch (WorkflowException e) {
            throw new WorkflowException(directory.resolve(WorkflowSource.WORKFLOW_FILE) + ": " + e.getMessage(), e);
        }
    }
}
