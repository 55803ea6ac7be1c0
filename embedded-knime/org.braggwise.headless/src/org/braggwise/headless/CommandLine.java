// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the user asked for.
 *
 * @param command run, nodes, create or help
 * @param workflow the workflow (run) or the description to make one of (create)
 * @param settings the texts of --set, in order
 * @param out where results are written; empty: nowhere
 * @param threads nodes that may run at the same time, at least 1
 * @param markdown whether {@code nodes} writes Markdown
 * @param knime an installed KNIME Analytics Platform to run in, instead of the embedded one
 * @param site the update site to install there
 */
public record CommandLine(
        Command command,
        Optional<Path> workflow,
        List<String> settings,
        Optional<Path> out,
        int threads,
        boolean markdown,
        Optional<Path> knime,
        Optional<Path> site) {

    /** The first word. */
    public enum Command {
        RUN,
        NODES,
        CREATE,
        HELP
    }

    /** What --help prints. */
    public static final String HELP =
            """
            Usage:
              braggwise run WORKFLOW [--set NODE/KEY=VALUE]... [--out DIR] [--threads N] [--knime HOME]
              braggwise nodes [--markdown]
              braggwise create DESCRIPTION.json --out DIR

            run        Executes all nodes of a KNIME workflow: a .knwf file or a workflow directory.
              --set NODE/KEY=VALUE   Changes a setting for this run. NODE is the id or the name of a node (in quotes where it has
                                     spaces), KEY the key in its settings, with dots for nesting, VALUE the new value; an array is
                                     written as JSON: --set '3/classes=["cubic","tetragonal"]'.
                                     A value that starts with ./ or ../ is a path relative to where you are;
                                     knime://knime.workflow/data is the folder data of the workflow.
              --out DIR              Writes every table, model and view, report.html and run.json to DIR.
              --threads N            Cores to use (default: all). Results do not depend on it.
              --knime HOME           Runs in the KNIME Analytics Platform 5.8+ installed in HOME; installs the nodes there first.
            nodes      Lists the nodes with their ports and settings; --markdown writes the reference.
            create     Writes a KNIME workflow directory from a short JSON description of nodes, settings and connections.

            Exit code: 0 all nodes executed, 1 results could not be written, 2 usage, 3 workflow not loaded, 4 a node failed,
            130 cancelled.
            """;

    /**
     * @param arguments the words after the program's name
     * @return what they ask for
     * @throws UsageException naming the word that is not understood
     */
    public static CommandLine parse(List<String> arguments) throws UsageException {
        Iterator<String> words = arguments.iterator();
        if (!words.hasNext()) {
            throw new UsageException("No command given: run, nodes or create.");
        }
        String first = words.next();
        Command command =
                switch (first) {
                    case "run" -> Command.RUN;
                    case "nodes" -> Command.NODES;
                    case "create" -> Command.CREATE;
                    case "help", "--help", "-h" -> Command.HELP;
                    default -> throw new UsageException(
                            "Unknown command \"" + first + "\": expected run, nodes or create.");
                };
        Path workflow = null;
        List<String> settings = new ArrayList<>();
        Path out = null;
        int threads = defaultThreads();
        boolean markdown = false;
        Path knime = null;
        Path site = null;
        while (words.hasNext()) {
            String word = words.next();
            String option = word.startsWith("--") && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
            Iterator<String> value = option.equals(word)
                    ? words
                    : List.of(word.substring(option.length() + 1)).iterator();
            switch (option) {
                case "--help", "-h" -> {
                    return new CommandLine(
                            Command.HELP,
                            Optional.empty(),
                            List.of(),
                            Optional.empty(),
                            1,
                            false,
                            Optional.empty(),
                            Optional.empty());
                }
                case "--set" -> settings.add(argument(value, option, "NODE/KEY=VALUE"));
                case "--out" -> out = once(out, path(argument(value, option, "a directory")), option);
                case "--threads" -> threads = threads(argument(value, option, "a number"));
                case "--markdown" -> markdown = true;
                case "--knime" -> knime =
                        once(knime, path(argument(value, option, "KNIME's installation directory")), option);
                case "--site" -> site = once(site, path(argument(value, option, "a zipped update site")), option);
                default -> {
                    if (word.startsWith("-") && word.length() > 1) {
                        throw new UsageException("Unknown option \"" + word + "\" of braggwise " + first + ".");
                    }
                    if (workflow != null) {
                        throw new UsageException("One " + (command == Command.CREATE ? "description" : "workflow")
                                + " expected, found a second one: \"" + word + "\". Put names with spaces in quotes.");
                    }
                    workflow = path(word);
                }
            }
        }
        return check(
                new CommandLine(
                        command,
                        Optional.ofNullable(workflow),
                        List.copyOf(settings),
                        Optional.ofNullable(out),
                        threads,
                        markdown,
                        Optional.ofNullable(knime),
                        Optional.ofNullable(site)),
                first);
    }

    private static CommandLine check(CommandLine c, String first) throws UsageException {
        boolean run = c.command == Command.RUN;
        if (c.workflow.isEmpty() && (run || c.command == Command.CREATE)) {
            throw new UsageException("braggwise " + first + " needs "
                    + (run ? "a workflow: a .knwf file or a workflow directory." : "a description: a JSON file."));
        }
        if (c.workflow.isPresent() && c.command == Command.NODES) {
            throw new UsageException("braggwise nodes takes no argument, found \"" + c.workflow.get() + "\".");
        }
        if (!run && (!c.settings.isEmpty() || c.knime.isPresent())) {
            throw new UsageException("--set and --knime belong to braggwise run, not to braggwise " + first + ".");
        }
        if (c.markdown && c.command != Command.NODES) {
            throw new UsageException("--markdown belongs to braggwise nodes, not to braggwise " + first + ".");
        }
        if (c.command == Command.CREATE && c.out.isEmpty()) {
            throw new UsageException("braggwise create needs --out DIR, the workflow directory to write.");
        }
        return c;
    }

    /** @return the cores that the launcher allows, else all of them */
    private static int defaultThreads() {
        return Math.max(
                1, Integer.getInteger("braggwise.threads", Runtime.getRuntime().availableProcessors()));
    }

    private static String argument(Iterator<String> words, String option, String what) throws UsageException {
        if (!words.hasNext()) {
            throw new UsageException(option + " needs " + what + ".");
        }
        return words.next();
    }

    private static <T> T once(T before, T now, String option) throws UsageException {
        if (before != null) {
            throw new UsageException(option + " is given twice: \"" + before + "\" and \"" + now + "\".");
        }
        return now;
    }

    private static Path path(String text) throws UsageException {
        if (text.isEmpty()) {
            throw new UsageException("A path is empty.");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("\"" + text + "\" is not a path: " + e.getReason() + ".");
        }
    }

    private static int threads(String text) throws UsageException {
        try {
            int threads = Integer.parseInt(text);
            if (threads >= 1 && threads <= 4096) {
                return threads;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException("--threads needs a whole number from 1 to 4096, found \"" + text + "\".");
    }
}
