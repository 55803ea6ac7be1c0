// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.braggwise.headless.workflow.WorkflowSource;

/** A folder for what only this process needs. It goes with the process; what a killed one left goes with the next. */
final class ScratchFolder implements AutoCloseable {

    private static final String NAME = "braggwise-run-";

    private final Path m_folder;

    private ScratchFolder(Path folder) {
        m_folder = folder;
    }

    /** @return a new folder in the system's folder for temporary files */
    static ScratchFolder open() throws IOException {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> list = Files.list(temp)) {
            List<Path> left =
                    list.filter(f -> abandoned(f.getFileName().toString())).toList();
            left.forEach(WorkflowSource::delete);
        }
        return new ScratchFolder(
                Files.createTempDirectory(temp, NAME + ProcessHandle.current().pid() + "-"));
    }

    /** Deletes what this process has there: for a process that can't wait for its end. */
    static void deleteOwn() {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        String own = NAME + ProcessHandle.current().pid() + "-";
        try (Stream<Path> list = Files.list(temp)) {
            list.filter(f -> f.getFileName().toString().startsWith(own))
                    .toList()
                    .forEach(WorkflowSource::delete);
        } catch (IOException | RuntimeException e) {
            // the next run takes it away
        }
    }

    private static boolean abandoned(String name) {
        if (!name.matches(NAME + "\\d{1,9}-\\d+")) {
            return false;
        }
        long pid = Long.parseLong(name.substring(NAME.length(), name.lastIndexOf('-')));
        return ProcessHandle.of(pid).isEmpty();
    }

    Path path() {
        return m_folder;
    }

    @Override
    public void close() {
        WorkflowSource.delete(m_folder);
    }
}
