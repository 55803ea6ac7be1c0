// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.braggwise.headless.workflow.WorkflowSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The directory for a run's results. What is written is written below a hidden folder first and then renamed, each file or folder as a
 * whole: so nothing in sight is half written, even if the process is killed. report.html and run.json of an earlier run go first and
 * those of this run come last: a directory with a run.json holds one whole run.
 */
public final class RunFolder {

    /** Written last. */
    static final String RUN_FILE = "run.json";

    /** Shows the run. */
    static final String REPORT_FILE = "report.html";

    private static final String HIDDEN = ".partial-";
    private static final Pattern NODE_FOLDER = Pattern.compile("\\d+-[^/\\\\]+");

    private final Path m_folder;
    private final Path m_partial;

    private RunFolder(Path folder, Path partial) {
        m_folder = folder;
        m_partial = partial;
    }

    /**
     * Makes the directory, takes away an earlier run's results, and what a killed process left.
     *
     * @param folder for the results
     * @return ready to be written to
     * @throws IOException where it cannot be made or written to
     */
    public static RunFolder open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path partial = folder.resolve(HIDDEN + ProcessHandle.current().pid());
        WorkflowSource.delete(partial);
        Files.createDirectory(partial);
        List<Path> children;
        try (Stream<Path> list = Files.list(folder)) {
            children = list.toList();
        }
        for (Path child : children) {
            String name = child.getFileName().toString();
            if (name.startsWith(HIDDEN) && !alive(name.substring(HIDDEN.length()))) {
                WorkflowSource.delete(child);
            }
        }
        List<String> earlier = nodeFolders(folder.resolve(RUN_FILE));
        Files.deleteIfExists(folder.resolve(RUN_FILE));
        Files.deleteIfExists(folder.resolve(REPORT_FILE));
        earlier.forEach(name -> WorkflowSource.delete(folder.resolve(name)));
        return new RunFolder(folder, partial);
    }

    private static boolean alive(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid))
                    .map(ProcessHandle::isAlive)
                    .orElse(false);
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static List<String> nodeFolders(Path runFile) {
        if (!Files.isRegularFile(runFile)) {
            return List.of();
        }
        try {
            List<String> folders = new java.util.ArrayList<>();
            for (JsonNode node : new ObjectMapper().readTree(runFile.toFile()).path("nodes")) {
                String folder = node.path("folder").asText("");
                // Only what this program names so: the file may come from anywhere.
                if (NODE_FOLDER.matcher(folder).matches()) {
                    folders.add(folder);
                }
            }
            return folders;
        } catch (IOException e) {
            return List.of();
        }
    }

    /** @return the directory */
    public Path path() {
        return m_folder;
    }

    /**
     * @param name of a file or folder of the results
     * @return where to write it until {@link #publish}
     */
    public Path draft(String name) {
        return m_partial.resolve(name);
    }

    /**
     * Brings a finished file or folder into sight, in the place of one of the same name.
     *
     * @param name as given to {@link #draft}
     * @throws IOException from the file system
     */
    public void publish(String name) throws IOException {
        Path target = m_folder.resolve(name);
        if (Files.isDirectory(target)) {
            Path old = m_partial.resolve(name + ".old");
            Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
            WorkflowSource.delete(old);
        }
        Files.move(
                m_partial.resolve(name), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes the hidden folder away. */
    public void close() {
        WorkflowSource.delete(m_partial);
    }

    /** @return a folder's name for a node: {@code 5-RSS_VSS Synthesizer} */
    static String nodeFolder(int id, String name) {
        return id + "-" + name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_").replaceAll("[. ]+$", "_");
    }
}
