// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.braggwise.headless.canvas.Canvas;
import org.braggwise.headless.canvas.CanvasDrawing;
import org.braggwise.headless.nodes.NodeCatalog;
import org.braggwise.headless.workflow.Workflow;
import org.braggwise.headless.workflow.WorkflowException;
import org.braggwise.headless.workflow.WorkflowReader;
import org.braggwise.headless.workflow.WorkflowSource;

/** {@code braggwise picture WORKFLOW [--out FILE.svg]}: draws a workflow as KNIME's editor shows it. */
final class PictureCommand {

    /** The picture that KNIME writes into a workflow's folder when it saves it, and that its entry page and a Hub show. */
    private static final String FILE = "workflow.svg";

    private final CommandLine m_line;
    private final NodeCatalog m_catalog;
    private final Surroundings m_around;

    PictureCommand(CommandLine line, NodeCatalog catalog, Surroundings around) {
        m_line = line;
        m_catalog = catalog;
        m_around = around;
    }

    /**
     * @return the exit code
     * @throws WorkflowException where the workflow cannot be loaded
     * @throws UsageException where there is no folder to write into
     * @throws IOException where the picture cannot be written
     */
    int run() throws UsageException, WorkflowException, IOException {
        Path given = Shipped.find(m_line.workflow().orElseThrow(), m_around.directory());
        if (m_line.out().isEmpty() && !Files.isDirectory(given)) {
            throw new UsageException("braggwise picture: " + given
                    + " is no folder that the picture could be put into; say --out FILE.svg.");
        }
        Path directory = WorkflowSource.locate(
                given,
                Files.createDirectories(m_around.temp().resolve("workflow")),
                WorkflowSource.Limits.DEFAULT,
                m_around.cancel()::cancelled);
        Path out = m_line.out().map(m_around.directory()::resolve).orElse(given.resolve(FILE));
        write(WorkflowReader.read(directory), m_catalog, out);
        m_around.out().println(out.normalize());
        m_around.out().flush();
        return ExitCode.EXECUTED;
    }

    /** Draws the workflow into its own folder. */
    static void writeBeside(Workflow workflow, NodeCatalog catalog, Path folder) throws WorkflowException, IOException {
        write(workflow, catalog, folder.resolve(FILE));
    }

    private static void write(Workflow workflow, NodeCatalog catalog, Path file) throws WorkflowException, IOException {
        Files.writeString(file, CanvasDrawing.svg(Canvas.of(workflow, catalog), workflow.name()));
    }
}
