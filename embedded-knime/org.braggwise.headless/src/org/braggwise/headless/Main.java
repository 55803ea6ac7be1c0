// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.braggwise.headless.nodes.ClassPathCatalog;
import org.braggwise.headless.nodes.NodeCatalog;
import org.braggwise.headless.run.CancelSwitch;
import org.braggwise.headless.workflow.WorkflowException;

/** The commands behind one door: from Equinox ({@link HeadlessApplication}) or, on a plain class path, from {@link #main}. */
public final class Main {

    /** Further plugin.xml files for {@link #main}, separated as a class path is. */
    static final String PLUGINS = "braggwise.plugins";

    private Main() {}

    /**
     * Runs on a plain class path: for tests and tools.
     *
     * @param arguments as of the launcher
     */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), Main::classPath, new CancelSwitch()));
    }

    private static NodeCatalog classPath() throws IOException {
        List<URL> plugins = new ArrayList<>();
        for (String file : System.getProperty(PLUGINS, "").split(java.io.File.pathSeparator)) {
            if (!file.isEmpty()) {
                plugins.add(Path.of(file).toUri().toURL());
            }
        }
        return new ClassPathCatalog(Main.class.getClassLoader(), plugins);
    }

    /**
     * @param arguments as of the launcher
     * @param catalog of the installed nodes; asked only where nodes are needed
     * @param cancel thrown by Ctrl-C, and by the framework when it stops
     * @return the exit code
     */
    static int run(List<String> arguments, Callable<NodeCatalog> catalog, CancelSwitch cancel) {
        PrintStream out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
        Interrupts.onInterrupt(() -> {
            err.println("\nCancelling; once more to end at once.");
            cancel.cancel();
        });
        return run(arguments, catalog, cancel, out, err, Path.of("").toAbsolutePath(), columns());
    }

    static int run(
            List<String> arguments,
            Callable<NodeCatalog> catalog,
            CancelSwitch cancel,
            PrintStream out,
            PrintStream err,
            Path directory,
            int columns) {
        try (ScratchFolder scratch = ScratchFolder.open()) {
            CommandLine line = CommandLine.parse(arguments);
            Surroundings around = new Surroundings(out, err, cancel, directory, scratch.path(), columns);
            return switch (line.command()) {
                case HELP -> {
                    out.print(CommandLine.HELP);
                    yield ExitCode.EXECUTED;
                }
                case RUN -> line.knime().isPresent()
                        ? new KnimeCommand(line, around).run()
                        : new RunCommand(line, catalog.call(), around).run();
                case NODES -> new NodesCommand(line, catalog.call(), around).run();
                case CREATE -> new CreateCommand(line, catalog.call(), around).run();
            };
        } catch (UsageException e) {
            err.println("braggwise: " + e.getMessage() + "\nbraggwise --help shows the usage.");
            return ExitCode.USAGE;
        } catch (WorkflowException e) {
            err.println("braggwise: " + e.getMessage());
            return ExitCode.NOT_LOADED;
        } catch (IOException e) {
            err.println("braggwise: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return ExitCode.UNEXPECTED;
        } catch (Throwable e) { // NOSONAR whatever it is, the user sees it and the exit code says it
            e.printStackTrace(err);
            return ExitCode.UNEXPECTED;
        }
    }

    private static int columns() {
        if (!Boolean.getBoolean("braggwise.terminal")) {
            return 0;
        }
        return Math.max(40, Integer.getInteger("braggwise.columns", 100));
    }
}
