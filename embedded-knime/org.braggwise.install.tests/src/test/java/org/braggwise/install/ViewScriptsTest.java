// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The views' scripts: their pure parts and their form, tested by Node.js where there is one. Users need none. */
class ViewScriptsTest {

    private static final Path TESTS = Build.ROOT.resolve("embedded-knime/org.braggwise.install.tests/src/test/js");
    private static final String PRETTIER = "/META-INF/resources/webjars/prettier/3.6.2";

    @Test
    void scriptsDoWhatTheirTestsSay() throws Exception {
        Assumptions.assumeTrue(nodeIsThere(), "skipped: there is no Node.js 20 or later on the path");
        Program.Ended ended = Program.run(5, List.of("node", "--test", TESTS.toString()));
        assertEquals(0, ended.exit(), ended.out() + ended.err());
    }

    /** "tests/views --format" mends what this refuses. */
    @Test
    void scriptsAndStylesAreInPrettiersForm() throws Exception {
        Assumptions.assumeTrue(nodeIsThere(), "skipped: there is no Node.js 20 or later on the path");
        Program.Ended ended = Program.run(
                5,
                List.of(
                        "node",
                        unpacked().resolve("bin/prettier.cjs").toString(),
                        "--check",
                        "plugins/*/src/**/*.{mjs,css}",
                        "embedded-knime/*/src/**/*.{mjs,js,css}",
                        "tests/*.mjs"));
        assertEquals(0, ended.exit(), ended.out() + ended.err());
        assertTrue(ended.out().contains("All matched files"), ended.out());
    }

    private static Path unpacked() throws Exception {
        Path prettier = Build.WORK.resolve("prettier");
        URI inside =
                ViewScriptsTest.class.getResource(PRETTIER + "/package.json").toURI();
        try (FileSystem jar = FileSystems.newFileSystem(inside, Map.of());
                Stream<Path> files = Files.walk(jar.getPath(PRETTIER))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path to =
                        prettier.resolve(jar.getPath(PRETTIER).relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return prettier;
    }

    private static boolean nodeIsThere() throws Exception {
        try {
            String version = Program.run(1, List.of("node", "--version")).out().strip();
            return version.matches("v\\d+\\..*") && Integer.parseInt(version.substring(1, version.indexOf('.'))) >= 20;
        } catch (IOException e) {
            return false;
        }
    }
}
