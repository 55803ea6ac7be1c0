// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.braggwise.headless.workflow.Config;
import org.braggwise.headless.workflow.SettingOverride;
import org.braggwise.headless.workflow.Workflow;
import org.braggwise.headless.workflow.WorkflowException;
import org.braggwise.headless.workflow.WorkflowNode;
import org.braggwise.headless.workflow.WorkflowReader;
import org.braggwise.headless.workflow.WorkflowSource;
import org.braggwise.headless.workflow.WorkflowWriter;

/**
 * {@code braggwise run WORKFLOW --knime HOME}: the same workflow in an installed KNIME Analytics Platform. Installs the update site
 * with that KNIME's own p2 director, then starts its batch application {@code org.knime.product.KNIME_BATCH_APPLICATION} on a copy of
 * the workflow that holds the changed settings. Its exit codes are ours: 0, 2, 3, 4.
 */
final class KnimeCommand {

    private static final String FEATURE = "org.braggwise.feature.feature.group";
    private static final Pattern CORE = Pattern.compile("org\\.knime\\.core_(\\d+)\\.(\\d+)\\..*");

    private final CommandLine m_line;
    private final Surroundings m_around;

    KnimeCommand(CommandLine line, Surroundings around) {
        m_line = line;
        m_around = around;
    }

    int run() throws UsageException, WorkflowException, IOException, InterruptedException {
        Path home = m_around.directory().resolve(m_line.knime().orElseThrow()).normalize();
        Path program = program(home);
        requireVersion(home);
        Path site = site();
        Path copy = copy();
        m_around.out().println("Installing " + FEATURE + " from " + site + " into " + home);
        int installed = director(program, site, "-installIU", FEATURE);
        if (installed != 0 && isInstalled(home)) {
            // of two builds p2 takes one at a time; replacing a build by itself would leave bundles behind that it no
            // longer knows
            m_around.out().println("Not beside the build that is there: replacing it");
            installed = director(program, site, "-uninstallIU", FEATURE, "-installIU", FEATURE);
        }
        if (installed != 0) {
            throw new IOException(home + ": KNIME's p2 director did not install " + FEATURE + " (it ended with "
                    + installed + "). Its messages are above; is the directory writable, and is KNIME closed?");
        }
        List<String> batch = new ArrayList<>(List.of(
                program.toString(),
                "-nosplash",
                "-consoleLog",
                "-reset",
                "-nosave",
                "-failonloaderror",
                "-application",
                "org.knime.product.KNIME_BATCH_APPLICATION",
                "-workflowDir=" + copy));
        if (m_line.out().isPresent()) {
            Path out = m_around.directory().resolve(m_line.out().get());
            Files.createDirectories(out);
            batch.remove("-nosave");
            batch.add("-destFile=" + out.resolve(copy.getFileName() + ".knwf").toAbsolutePath());
        }
        m_around.out().println("Running " + copy.getFileName() + " in " + home);
        return start(batch);
    }

    private int director(Path program, Path site, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "-nosplash",
                "-consoleLog",
                "-application",
                "org.eclipse.equinox.p2.director",
                "-repository",
                "jar:" + site.toUri() + "!/"));
        command.addAll(List.of(words));
        return start(command);
    }

    private static Path program(Path home) throws UsageException {
        for (String name : List.of("knime", "knime.exe", "Contents/MacOS/knime", "Contents/MacOS/Knime")) {
            if (Files.isRegularFile(home.resolve(name)) && Files.isDirectory(plugins(home))) {
                return home.resolve(name);
            }
        }
        throw new UsageException(
                "--knime " + home + ": no KNIME Analytics Platform there"
                        + (Files.exists(home)
                                ? " (expected the program knime and the folder plugins)"
                                : " (no such directory)")
                        + ". Install KNIME 5.8 or later and give its installation directory, or leave --knime away: the workflow runs without KNIME.");
    }

    private static Path plugins(Path home) {
        Path mac = home.resolve("Contents/Eclipse/plugins");
        return Files.isDirectory(mac) ? mac : home.resolve("plugins");
    }

    private static boolean isInstalled(Path home) throws IOException {
        Path features = plugins(home).resolveSibling("features");
        if (!Files.isDirectory(features)) {
            return false;
        }
        try (Stream<Path> list = Files.list(features)) {
            return list.anyMatch(p -> p.getFileName().toString().startsWith("org.braggwise.feature_"));
        }
    }

    private static void requireVersion(Path home) throws UsageException, IOException {
        Optional<Matcher> core;
        try (Stream<Path> list = Files.list(plugins(home))) {
            core = list.map(p -> CORE.matcher(p.getFileName().toString()))
                    .filter(Matcher::matches)
                    .findFirst();
        }
        if (core.isEmpty()) {
            throw new UsageException(
                    "--knime " + home + ": no KNIME Analytics Platform there: the plug-in org.knime.core is missing.");
        }
        int major = Integer.parseInt(core.get().group(1));
        int minor = Integer.parseInt(core.get().group(2));
        if (major != 5 || minor < 8) {
            throw new UsageException("--knime " + home + ": found KNIME " + major + "." + minor
                    + ", expected 5.8 or later (below 6): the nodes use its API.");
        }
    }

    private Path site() throws UsageException, IOException {
        if (m_line.site().isPresent()) {
            Path given = m_around.directory().resolve(m_line.site().get()).normalize();
            if (Files.isRegularFile(given)) {
                return given;
            }
            throw new UsageException("--site " + given + ": no such file; expected a zipped update site.");
        }
        Path target = Path.of(System.getProperty("braggwise.home", "."))
                .resolve("update-site/target")
                .toAbsolutePath()
                .normalize();
        if (Files.isDirectory(target)) {
            try (Stream<Path> list = Files.list(target)) {
                Optional<Path> zip = list.filter(f -> f.getFileName().toString().endsWith(".zip"))
                        .sorted()
                        .findFirst();
                if (zip.isPresent()) {
                    return zip.get();
                }
            }
        }
        throw new UsageException("--knime: the update site to install is not built: no zip in " + target
                + ". Build it with mvn verify, or name one with --site FILE.zip.");
    }

    /** The workflow with the changed settings; KNIME may write to it as it likes. */
    private Path copy() throws WorkflowException, UsageException, IOException {
        Path unpacked = Files.createDirectories(m_around.temp().resolve("workflow"));
        Path original = WorkflowSource.locate(
                Shipped.find(m_line.workflow().orElseThrow(), m_around.directory()),
                unpacked,
                WorkflowSource.Limits.DEFAULT,
                m_around.cancel()::cancelled);
        Path copy = m_around.temp()
                .resolve("knime")
                .resolve(original.toAbsolutePath().normalize().getFileName());
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = copy.resolve(original.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        if (!m_line.settings().isEmpty()) {
            Workflow workflow = SettingOverride.apply(
                    WorkflowReader.read(copy), m_line.settings(), m_around.directory(), n -> new Config());
            for (WorkflowNode node : workflow.nodes()) {
                WorkflowWriter.writeSettings(node, copy);
            }
        }
        return copy;
    }

    private int start(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        m_around.cancel().onCancel(process::destroy);
        int exit = process.waitFor();
        return m_around.cancel().cancelled() ? ExitCode.CANCELLED : exit;
    }
}
