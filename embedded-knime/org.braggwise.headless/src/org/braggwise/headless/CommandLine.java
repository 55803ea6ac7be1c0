// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.braggwise.headless.output.Vectors;

/** What the user asked for. */
public final class CommandLine {

    /** The first word. */
    public enum Command {
        RUN,
        NODES,
        LIST,
        CREATE,
        PICTURE,
        ONNX,
        HELP,
        VERSION;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String EXPECTED = "run, list, nodes, create, picture or onnx";

    private static final Pattern MASTER = Pattern.compile(
            "local|local\\[(\\d+|\\*)\\]|local-cluster\\[\\d+,\\d+,\\d+\\]|spark://\\S+|yarn|k8s://\\S+");

    private final Command m_command;
    private final List<String> m_settings = new ArrayList<>();
    private Command m_helpAbout;
    private Path m_workflow;
    private Path m_out;
    private int m_threads = Math.max(
            1, Integer.getInteger("braggwise.threads", Runtime.getRuntime().availableProcessors()));
    private Vectors m_vectors;
    private boolean m_markdown;
    private Path m_knime;
    private Path m_site;
    private String m_spark;

    private CommandLine(Command command) {
        m_command = command;
    }

    /**
     * @param arguments the words after the program's name
     * @return what they ask for
     * @throws UsageException naming the word that is not understood
     */
    public static CommandLine parse(List<String> arguments) throws UsageException {
        Iterator<String> words = arguments.iterator();
        if (!words.hasNext()) {
            throw new UsageException("No command given: " + EXPECTED + ".");
        }
        CommandLine line = new CommandLine(command(words.next()));
        while (words.hasNext()) {
            String word = words.next();
            if (word.equals("--help") || word.equals("-h")) {
                CommandLine help = new CommandLine(Command.HELP);
                help.m_helpAbout = line.m_command;
                return help;
            }
            line.take(word, words);
        }
        line.check();
        return line;
    }

    private static Command command(String word) throws UsageException {
        return switch (word) {
            case "run" -> Command.RUN;
            case "nodes" -> Command.NODES;
            case "list" -> Command.LIST;
            case "create" -> Command.CREATE;
            case "picture" -> Command.PICTURE;
            case "onnx" -> Command.ONNX;
            case "help", "--help", "-h" -> Command.HELP;
            case "version", "--version", "-V" -> Command.VERSION;
            default -> throw new UsageException("Unknown command \"" + word + "\": expected " + EXPECTED + ".");
        };
    }

    private void take(String word, Iterator<String> words) throws UsageException {
        boolean inOne = word.startsWith("--") && word.contains("=");
        String option = inOne ? word.substring(0, word.indexOf('=')) : word;
        Iterator<String> value =
                inOne ? List.of(word.substring(option.length() + 1)).iterator() : words;
        switch (option) {
            case "--set" -> m_settings.add(argument(value, option, "NODE/KEY=VALUE"));
            case "--out" -> m_out = once(m_out, path(argument(value, option, "a directory")), option);
            case "--threads" -> m_threads = threads(argument(value, option, "a number"));
            case "--vectors" -> m_vectors =
                    once(m_vectors, vectors(argument(value, option, "ends, all or csv")), option);
            case "--markdown" -> m_markdown = true;
            case "--knime" -> m_knime =
                    once(m_knime, path(argument(value, option, "KNIME's installation directory")), option);
            case "--site" -> m_site = once(m_site, path(argument(value, option, "a zipped update site")), option);
            case "--spark" -> m_spark = once(m_spark, argument(value, option, "a master such as local[*]"), option);
            default -> {
                if (word.startsWith("-") && word.length() > 1) {
                    throw new UsageException("Unknown option \"" + word + "\" of braggwise " + m_command.word() + ".");
                }
                if (m_workflow != null) {
                    throw new UsageException("One " + argument(m_command) + " expected, found a second one: \"" + word
                            + "\". Put names with spaces in quotes.");
                }
                m_workflow = path(word);
            }
        }
    }

    private void check() throws UsageException {
        boolean run = m_command == Command.RUN;
        String name = "braggwise " + m_command.word();
        boolean takesOne =
                run || m_command == Command.CREATE || m_command == Command.PICTURE || m_command == Command.ONNX;
        if (m_workflow == null && takesOne) {
            throw new UsageException(name + " needs "
                    + switch (m_command) {
                        case RUN,
                                PICTURE -> "a workflow: a .knwf file, a workflow directory, or a name that braggwise list shows.";
                        case ONNX -> "a model: one that comes with Braggwise, a .bvggnet file, or the port_N.zip of a run.";
                        default -> "a description: a JSON file.";
                    });
        }
        if (m_workflow != null && !takesOne) {
            throw new UsageException(name + " takes no argument, found \"" + m_workflow + "\".");
        }
        if (!run && (!m_settings.isEmpty() || m_knime != null || m_vectors != null || m_spark != null)) {
            throw new UsageException(
                    "--set, --vectors, --knime and --spark belong to braggwise run, not to " + name + ".");
        }
        if (m_spark != null && m_knime != null) {
            throw new UsageException("--knime and --spark exclude each other: KNIME runs on this machine alone.");
        }
        if (m_spark != null && !MASTER.matcher(m_spark).matches()) {
            throw new UsageException("--spark needs Spark's master, found \"" + m_spark
                    + "\"; expected local[N], local[*], spark://HOST:PORT, yarn or k8s://URL.");
        }
        if (m_markdown && m_command != Command.NODES) {
            throw new UsageException("--markdown belongs to braggwise nodes, not to " + name + ".");
        }
        if (m_command == Command.CREATE && m_out == null) {
            throw new UsageException("braggwise create needs --out DIR, the workflow directory to write.");
        }
        if (m_command == Command.ONNX && m_out == null) {
            throw new UsageException("braggwise onnx needs --out FILE, the .onnx file to write.");
        }
    }

    private static String argument(Command command) {
        return switch (command) {
            case CREATE -> "description";
            case ONNX -> "model";
            default -> "workflow";
        };
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

    private static Vectors vectors(String text) throws UsageException {
        for (Vectors vectors : Vectors.values()) {
            if (vectors.name().toLowerCase(Locale.ROOT).equals(text)) {
                return vectors;
            }
        }
        throw new UsageException("--vectors: expected one of "
                + Arrays.stream(Vectors.values())
                        .map(v -> v.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                + ", found \"" + text + "\".");
    }

    /** @return what to do */
    public Command command() {
        return m_command;
    }

    /** @return the command that help is asked about; null: all of them */
    Command helpAbout() {
        return m_helpAbout;
    }

    /** @return the workflow (run, picture), the description to make one of (create) or the model (onnx) */
    public Optional<Path> workflow() {
        return Optional.ofNullable(m_workflow);
    }

    /** @return the texts of --set, in order */
    public List<String> settings() {
        return List.copyOf(m_settings);
    }

    /** @return where results are written; empty: nowhere */
    public Optional<Path> out() {
        return Optional.ofNullable(m_out);
    }

    /** @return nodes that may run at the same time, at least 1 */
    public int threads() {
        return m_threads;
    }

    /** @return where the vectors of tables go */
    public Vectors vectors() {
        return m_vectors == null ? Vectors.ENDS : m_vectors;
    }

    /** @return whether {@code nodes} writes Markdown */
    public boolean markdown() {
        return m_markdown;
    }

    /** @return an installed KNIME Analytics Platform to run in, instead of the embedded one */
    public Optional<Path> knime() {
        return Optional.ofNullable(m_knime);
    }

    /** @return Spark's master, of the cluster on which to execute nodes */
    public Optional<String> spark() {
        return Optional.ofNullable(m_spark);
    }

    /** @return the update site to install there */
    public Optional<Path> site() {
        return Optional.ofNullable(m_site);
    }
}
