// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the empty runtime, into which the update site is installed as a KNIME user does it: by p2. */
final class Installation {

    private static final String FEATURE = "org.braggwise.feature.feature.group";

    private static Installation shared;

    private final Path m_home;

    private Installation(Path home) {
        m_home = home;
    }

    /** @return the one with our nodes that all tests use and none changes */
    static synchronized Installation shared() throws IOException, InterruptedException {
        if (shared == null) {
            Installation made = copy(Build.emptyRuntime(), "installed");
            Program.Ended ended = made.install();
            if (ended.exit() != 0) {
                throw new AssertionError("p2 refused the update site: " + ended);
            }
            shared = made;
        }
        return shared;
    }

    /** @return a new copy, in place of an older one of this name */
    static Installation copy(Path of, String name) throws IOException {
        if (!Files.isDirectory(of)) {
            throw new AssertionError("The build made no " + of);
        }
        Path home = Build.WORK.resolve(name);
        delete(home);
        try (Stream<Path> files = Files.walk(of)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path to = home.resolve(of.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new Installation(home);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, IOException e) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    Path home() {
        return m_home;
    }

    Program.Ended install() throws IOException, InterruptedException {
        return install(Build.site());
    }

    Program.Ended install(Path site) throws IOException, InterruptedException {
        return director("-repository", "jar:" + site.toUri() + "!/", "-installIU", FEATURE);
    }

    /** Replaces what is installed by what the site has, as one change: where it fails the old version stays. */
    Program.Ended update(Path site) throws IOException, InterruptedException {
        return director("-repository", "jar:" + site.toUri() + "!/", "-uninstallIU", FEATURE, "-installIU", FEATURE);
    }

    /** @return what a site offers, and in which version */
    Program.Ended list(Path site) throws IOException, InterruptedException {
        return director("-repository", "jar:" + site.toUri() + "!/", "-list");
    }

    /** Takes away the files of what is no longer installed. */
    Program.Ended collectGarbage() throws IOException, InterruptedException {
        return application(List.of(), "org.eclipse.equinox.p2.garbagecollector.application");
    }

    Program.Ended uninstall() throws IOException, InterruptedException {
        return director("-uninstallIU", FEATURE);
    }

    private Program.Ended director(String... words) throws IOException, InterruptedException {
        return application(List.of(), "org.eclipse.equinox.p2.director", words);
    }

    /** Runs our headless application here. */
    Program.Ended braggwise(String... words) throws IOException, InterruptedException {
        return braggwise(List.of(), words);
    }

    /** @param options of Java */
    Program.Ended braggwise(List<String> options, String... words) throws IOException, InterruptedException {
        return application(options, "org.braggwise.headless.run", words);
    }

    private Program.Ended application(List<String> options, String id, String... words)
            throws IOException, InterruptedException {
        Path launcher = Build.only(m_home.resolve("plugins"), "org.eclipse.equinox.launcher_*.jar");
        List<String> command = Program.java("-Xmx3g", "-Djava.awt.headless=true");
        command.addAll(options);
        command.addAll(
                List.of("-jar", launcher.toString(), "-nosplash", "-consoleLog", "-data", "@none", "-application", id));
        command.addAll(List.of(words));
        return Program.run(15, command);
    }

    /** @return the names of the bundles that start here */
    List<String> bundles() throws IOException {
        List<String> names = new ArrayList<>();
        for (String line : Files.readAllLines(
                m_home.resolve("configuration/org.eclipse.equinox.simpleconfigurator/bundles.info"))) {
            if (!line.startsWith("#")) {
                names.add(line.substring(0, line.indexOf(',')));
            }
        }
        return names;
    }

    /** @return the versions of a bundle whose files lie here */
    List<String> versionsOnDisk(String bundle) throws IOException {
        try (Stream<Path> files = Files.list(m_home.resolve("plugins"))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.startsWith(bundle + "_"))
                    .map(n -> n.substring(bundle.length() + 1).replaceFirst("\\.jar$", ""))
                    .sorted()
                    .toList();
        }
    }

    /** @return the bundles that the feature brings; the headless application belongs to the empty runtime */
    List<String> ours() throws IOException {
        return bundles().stream()
                .filter(b -> b.startsWith("org.braggwise.") && !b.equals("org.braggwise.headless"))
                .sorted()
                .toList();
    }
}
