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
