// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the build made before these tests. */
final class Build {

    /** The project's directory. */
    static final Path ROOT = Path.of(System.getProperty("braggwise.root", "../.."))
            .toAbsolutePath()
            .normalize();
    /** Where these tests write: kept after them, for whoever looks into a failure. */
    static final Path WORK = ROOT.resolve("embedded-knime/org.braggwise.install.tests/target/work");
    /** The workflow that the README runs. */
    static final Path MAIN_WORKFLOW = ROOT.resolve("test-workflows/perovskite-symmetry");

    private Build() {}

    /** @return the zipped update site */
    static Path site() {
        return only(ROOT.resolve("update-site/target"), "*.zip");
    }

    /** @return the headless runtime with our nodes */
    static Path runtime() {
        return product("org.braggwise.runtime");
    }

    /** @return the headless runtime that has none of our nodes */
    static Path emptyRuntime() {
        return product("org.braggwise.runtime.empty");
    }

    private static Path product(String id) {
        return ROOT.resolve("embedded-knime/org.braggwise.runtime/target/products")
                .resolve(id)
                .resolve("linux/gtk/x86_64");
    }

    /** @return the one file of the folder whose name fits */
    static Path only(Path folder, String glob) {
        try (Stream<Path> files = Files.list(folder)) {
            var matcher = folder.getFileSystem().getPathMatcher("glob:" + glob);
            List<Path> found =
                    files.filter(f -> matcher.matches(f.getFileName())).toList();
            if (found.size() != 1) {
                throw new AssertionError("expected one " + glob + " in " + folder + ", found " + found);
            }
            return found.get(0);
        } catch (IOException e) {
            throw new AssertionError(
                    "The build made no " + folder + ": these tests run in the phase integration-test, after it.", e);
        }
    }
}
