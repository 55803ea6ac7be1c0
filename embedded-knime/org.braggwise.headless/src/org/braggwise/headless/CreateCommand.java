// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.braggwise.headless.nodes.NodeCatalog;
import org.braggwise.headless.nodes.WorkflowDescription;
import org.braggwise.headless.workflow.Workflow;
import org.braggwise.headless.workflow.WorkflowException;
import org.braggwise.headless.workflow.WorkflowWriter;

/**
 * {@code braggwise create DESCRIPTION.json --out DIR}: writes a workflow directory as KNIME would save it, its picture included,
 * for workflows that are kept as text. What else lies in DIR (data/) stays; the nodes' settings of an earlier run go, and their folders where
 * nothing else is in them.
 */
final class CreateCommand {

    private final CommandLine m_line;
    private final NodeCatalog m_catalog;
    private final Surroundings m_around;

    CreateCommand(CommandLine line, NodeCatalog catalog, Surroundings around) {
        m_line = line;
        m_catalog = catalog;
        m_around = around;
    }

    int run() throws UsageException, WorkflowException, IOException {
        Path description = m_around.directory().resolve(m_line.workflow().orElseThrow());
        Path target = m_around.directory().resolve(m_line.out().orElseThrow()).normalize();
        WorkflowDescription described = WorkflowDescription.read(description);
        Workflow workflow = described.build(m_catalog, target);
        refuseOtherDirectories(target);
        removeNodeFolders(target);
        WorkflowWriter.write(workflow, target, described.author(), described.saved(), described.tags());
        PictureCommand.writeBeside(workflow, m_catalog, target);
        m_around.out()
                .println(target + ": " + workflow.nodes().size() + " nodes, "
                        + workflow.connections().size() + " connections");
        workflow.notes().forEach(m_around.out()::println);
        return ExitCode.EXECUTED;
    }

    private static void refuseOtherDirectories(Path target) throws IOException, UsageException {
        if (!Files.exists(target) || Files.exists(target.resolve("workflow.knime"))) {
            return;
        }
        try (Stream<Path> list = Files.list(target)) {
            List<String> other = list.map(f -> f.getFileName().toString())
                    .filter(n -> !n.equals("data"))
                    .sorted()
                    .toList();
            if (!other.isEmpty()) {
                throw new UsageException("--out " + target + ": not empty and no workflow: found "
                        + String.join(", ", other) + ". Expected a new directory, a workflow, or one with data/ only.");
            }
        }
    }

    /** A folder that holds more than a node's settings keeps the rest: notes of somebody, or data that KNIME saved. */
    private static void removeNodeFolders(Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            return;
        }
        List<Path> nodes;
        try (Stream<Path> list = Files.list(target)) {
            nodes = list.filter(f -> f.getFileName().toString().matches(".* \\(#\\d+\\)")
                            && Files.isRegularFile(f.resolve("settings.xml")))
                    .toList();
        }
        for (Path node : nodes) {
            Files.delete(node.resolve("settings.xml"));
            try (Stream<Path> rest = Files.list(node)) {
                if (rest.findAny().isEmpty()) {
                    Files.delete(node);
                }
            }
        }
    }
}
