// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

import org.braggwise.headless.nodes.ClassPathCatalog;
import org.braggwise.headless.nodes.NodeCatalog;
import org.braggwise.headless.run.CancelSwitch;
import org.braggwise.headless.text.Reason;
import org.braggwise.headless.workflow.WorkflowException;

/** The commands behind one door: from Equinox ({@link HeadlessApplication}) or, on a plain class path, from {@link #main}. */
public final class Main {

    /** Further plugin.xml files for {@link #main}, separated as a class path is. */
    static final String PLUGINS = "braggwise.plugins";

    /** How much a node's view may hold: the views of all nodes stand in one report, which people send each other. */
    private static final String VIEW_CHARACTERS = "braggwise.viewCharacters";

    /** From Ctrl-C to the end of the process, whatever it is at. */
    private static final long LONGEST_END_MILLIS = 1700;

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
        if (System.getProperty(VIEW_CHARACTERS) == null) {
            System.setProperty(VIEW_CHARACTERS, "400000");
        }
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        Interrupts.onInterrupt(() -> {
            Interrupts.endAfter(LONGEST_END_MILLIS, ScratchFolder::deleteOwn);
            cancel.cancel();
            err.println("\nCancelling; once more to end at once.");
        });
        return run(arguments, catalog, cancel, out, err, Path.of("").toAbsolutePath(), columns());
    }

    private static PrintStream stream(FileDescriptor to) {
        return new PrintStream(new FileOutputStream(to), true, StandardCharsets.UTF_8);
    }

    /**
     * Runs beside other work of the process, such as tests.
     *
     * @param arguments as of the launcher
     * @param catalog of the installed nodes; asked only where nodes are needed
     * @param cancel stops it
     * @param directory from which paths start
     * @param columns of the terminal; 0: the output is no terminal
     * @return the exit code
     */
    public static int run(
            List<String> arguments,
            Callable<NodeCatalog> catalog,
            CancelSwitch cancel,
            PrintStream out,
            PrintStream err,
            Path directory,
            int columns) {
        try (ScratchFolder scratch = ScratchFolder.open()) {
            return run(arguments, catalog, new Surroundings(out, err, cancel, directory, scratch.path(), columns));
        } catch (IOException | RuntimeException e) {
            err.println("braggwise: the folder for temporary files: " + Reason.of(e)
                    + ". Set TMPDIR to a folder that can be written to.");
            return ExitCode.UNEXPECTED;
        }
    }

    private static int run(List<String> arguments, Callable<NodeCatalog> catalog, Surroundings around) {
        try {
            CommandLine line = CommandLine.parse(arguments);
            return switch (line.command()) {
                case HELP -> {
                    around.out().print(Help.of(line.helpAbout()));
                    around.out().flush();
                    yield ExitCode.EXECUTED;
                }
                case VERSION -> Versions.print(catalog.call().origins(), around);
                case LIST -> Shipped.list(around);
                case RUN -> line.knime().isPresent()
                        ? new KnimeCommand(line, around).run()
                        : new RunCommand(line, catalog.call(), around).run();
                case NODES -> new NodesCommand(line, catalog.call(), around).run();
                case CREATE -> new CreateCommand(line, catalog.call(), around).run();
                case PICTURE -> new PictureCommand(line, catalog.call(), around).run();
                case ONNX -> new OnnxCommand(line, catalog.call(), around).run();
            };
        } catch (UsageException e) {
            around.err().println("braggwise: " + e.getMessage() + "\nbraggwise --help shows the usage.");
            return ExitCode.USAGE;
        } catch (WorkflowException e) {
            around.err().println("braggwise: " + e.getMessage());
            return ExitCode.NOT_LOADED;
        } catch (CancellationException e) {
            return ExitCode.CANCELLED;
        } catch (IOException | OutOfMemoryError e) {
            around.err().println("braggwise: " + Reason.of(e));
            return ExitCode.UNEXPECTED;
        } catch (Throwable e) { // NOSONAR whatever it is, the exit code says it
            String reason = Reason.of(e);
            String what = reason.equals(Reason.PROGRAM_ERROR) ? reason : Reason.PROGRAM_ERROR + ": " + reason;
            around.err().println("braggwise: " + what + ". " + ErrorFile.write(what, e));
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
