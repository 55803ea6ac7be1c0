// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.braggwise.headless.terminal.TextTable;
import org.braggwise.headless.text.Reason;
import org.braggwise.headless.workflow.Workflow;
import org.braggwise.headless.workflow.WorkflowException;
import org.braggwise.headless.workflow.WorkflowReader;

/** The workflows that come with the program, in its folder test-workflows: known by their names. */
final class Shipped {

    private static final int SHOWN = 90;

    private Shipped() {}

    private static Path folder() {
        return Path.of(System.getProperty("braggwise.home", ".")).resolve("test-workflows");
    }

    private static List<Path> workflows() {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder())) {
            return list.filter(f -> Files.isRegularFile(f.resolve("workflow.knime")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /**
     * @param given what the user called the workflow
     * @param directory where the user is
     * @return the file or folder, there if it exists, else the workflow of that name that comes with the program
     * @throws WorkflowException naming those that exist
     */
    static Path find(Path given, Path directory) throws WorkflowException {
        Path there = directory.resolve(given);
        if (Files.exists(there)) {
            return there;
        }
        if (given.getNameCount() == 1 && !given.isAbsolute()) {
            for (Path workflow : workflows()) {
                if (workflow.getFileName().equals(given)) {
                    return workflow;
                }
            }
        }
        List<Path> known = workflows();
        throw new WorkflowException(given + ": no such file or directory. Expected a .knwf file or a workflow directory"
                + (known.isEmpty()
                        ? "."
                        : ", or the name of one that comes with Braggwise: "
                                + String.join(
                                        ", ",
                                        known.stream()
                                                .map(w -> w.getFileName().toString())
                                                .toList())
                                + "."));
    }

    /** {@code braggwise list}. */
    static int list(Surroundings around) {
        List<Path> known = workflows();
        if (known.isEmpty()) {
            around.out().println("No workflows in " + folder() + ".");
            return ExitCode.EXECUTED;
        }
        TextTable table = new TextTable(java.util.Set.of(), "workflow", "what it does");
        for (Path workflow : known) {
            table.row(workflow.getFileName().toString(), about(workflow));
        }
        around.out().print(table.text());
        around.out().println("\nbraggwise run NAME executes one. They lie in " + folder() + ".");
        around.out().flush();
        return ExitCode.EXECUTED;
    }

    /** @return the first sentence that its author says about it */
    private static String about(Path workflow) {
        try {
            Workflow read = WorkflowReader.read(workflow);
            String text = read.description().strip();
            if (text.isEmpty() && !read.annotations().isEmpty()) {
                text = read.annotations().get(0).all();
            }
            String first = text.replaceAll("\\s+", " ").replaceAll("(?<=[.!?]) .*", "");
            return first.length() > SHOWN ? first.substring(0, SHOWN - 1) + "…" : first;
        } catch (WorkflowException | RuntimeException e) {
            return "can't be read: " + Reason.of(e);
        }
    }
}
