// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Where a workflow lies: its directory, or a .knwf file (a zip with one top folder) that is unpacked first.
 * A .knwf comes from strangers: entries that leave the folder, entries that come twice and archives that unpack to more than
 * the {@linkplain Limits limits} are refused before the workflow is looked at.
 */
public final class WorkflowSource {

    static final String WORKFLOW_FILE = "workflow.knime";

    /**
     * What an archive may unpack to.
     *
     * @param entries number of files and folders
     * @param bytes of all files together, counted while they are unpacked and not taken from the archive's own word
     */
    public record Limits(int entries, long bytes) {

        /** A hundred thousand entries, 8 GiB. */
        public static final Limits DEFAULT = new Limits(100_000, 8L << 30);
    }

    private WorkflowSource() {}

    /**
     * @param path a workflow directory, its workflow.knime, or a .knwf file
     * @param scratch an empty directory to unpack an archive into
     * @param limits for an archive
     * @return the directory that holds workflow.knime
     * @throws WorkflowException where there is no workflow, more than one, or an archive that is broken or refused
     */
    public static Path locate(Path path, Path scratch, Limits limits) throws WorkflowException {
        if (Files.isDirectory(path)) {
            return onlyWorkflow(path, path.toString());
        }
        if (!Files.exists(path)) {
            throw new WorkflowException(
                    path + ": no such file or directory. Expected a .knwf file or a workflow directory.");
        }
        if (path.endsWith(WORKFLOW_FILE)) {
            return path.toAbsolutePath().getParent();
        }
        try {
            unpack(path, scratch, limits);
        } catch (ZipException e) {
            throw new WorkflowException(
                    path + ": not a zip archive, or a damaged one (" + e.getMessage()
                            + "). Expected a .knwf file or a workflow directory.",
                    e);
        } catch (IOException e) {
            throw new WorkflowException(path + ": cannot be unpacked: " + e.getMessage() + ".", e);
        }
        return onlyWorkflow(scratch, path.toString());
    }

    /** The workflow is the folder itself or one of those directly in it; KNIME exports groups of workflows too. */
    private static Path onlyWorkflow(Path folder, String shown) throws WorkflowException {
        if (Files.isRegularFile(folder.resolve(WORKFLOW_FILE))) {
            return folder;
        }
        List<Path> found;
        try (Stream<Path> children = Files.list(folder)) {
            found = children.filter(c -> Files.isRegularFile(c.resolve(WORKFLOW_FILE)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new WorkflowException(shown + ": cannot be listed: " + e.getMessage() + ".", e);
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty()) {
            throw new WorkflowException(shown + ": no " + WORKFLOW_FILE + " in it or in a folder directly in it."
                    + " Expected a workflow saved or exported by KNIME.");
        }
        throw new WorkflowException(shown + ": " + found.size() + " workflows in it ("
                + String.join(
                        ", ",
                        found.stream().map(f -> f.getFileName().toString()).toList()) + "). Expected one.");
    }

    private static void unpack(Path archive, Path target, Limits limits) throws IOException, WorkflowException {
        try (ZipFile zip = open(archive)) {
            Set<String> seen = new HashSet<>();
            long bytes = 0;
            int entries = 0;
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                if (++entries > limits.entries()) {
                    throw new WorkflowException(archive + ": more than " + limits.entries() + " entries. Refused.");
                }
                Path file = inside(archive, target, entry.getName());
                // A file system that ignores case would let the second of two such entries overwrite the first.
                if (!entry.isDirectory() && !seen.add(file.toString().toLowerCase(Locale.ROOT))) {
                    throw new WorkflowException(archive + ": entry \"" + entry.getName() + "\" comes twice. Refused.");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    try (InputStream in = zip.getInputStream(entry);
                            OutputStream out = Files.newOutputStream(file)) {
                        bytes = copy(in, out, bytes, archive, limits);
                    }
                }
            }
        }
    }

    private static ZipFile open(Path archive) throws IOException {
        try {
            return new ZipFile(archive.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            if (String.valueOf(e.getMessage()).contains("bad entry name")) {
                return new ZipFile(archive.toFile(), Charset.forName("IBM437"));
            }
            throw e;
        }
    }

    private static long copy(InputStream in, OutputStream out, long before, Path archive, Limits limits)
            throws IOException, WorkflowException {
        byte[] buffer = new byte[1 << 16];
        long bytes = before;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes += n;
            if (bytes > limits.bytes()) {
                throw new WorkflowException(archive + ": unpacks to more than " + (limits.bytes() >> 20)
                        + " MiB. Refused; unpack it yourself and run the directory if you trust it.");
            }
            out.write(buffer, 0, n);
        }
        return bytes;
    }

    private static Path inside(Path archive, Path target, String name) throws WorkflowException {
        boolean drive = name.length() > 1 && name.charAt(1) == ':';
        Path file = null;
        if (!name.isEmpty() && !name.startsWith("/") && !drive && name.indexOf('\\') < 0) {
            try {
                file = target.resolve(name).normalize();
            } catch (InvalidPathException e) {
                // refused below
            }
        }
        if (file == null || !file.startsWith(target) || List.of(name.split("/")).contains("..")) {
            throw new WorkflowException(
                    archive + ": entry \"" + name + "\" would be unpacked outside the workflow. Refused.");
        }
        return file;
    }

    /**
     * @param workflow the workflow's directory
     * @param relative a path that a file of the workflow names
     * @param shown where it is named, for the message
     * @return the file
     * @throws WorkflowException where it leaves the workflow's directory, also by a symbolic link, or does not exist
     */
    static Path member(Path workflow, String relative, String shown) throws WorkflowException {
        try {
            Path root = workflow.toRealPath();
            Path file = root.resolve(relative.replace('\\', '/')).normalize();
            if (!file.startsWith(root)) {
                throw new WorkflowException(shown + ": \"" + relative + "\" lies outside the workflow. Refused.");
            }
            if (!Files.isRegularFile(file)) {
                throw new WorkflowException(shown + ": the file \"" + relative + "\" is missing in " + workflow + ".");
            }
            if (!file.toRealPath().startsWith(root)) {
                throw new WorkflowException(shown + ": \"" + relative + "\" is a link out of the workflow. Refused.");
            }
            return file;
        } catch (IOException | InvalidPathException e) {
            throw new WorkflowException(shown + ": \"" + relative + "\" cannot be opened: " + e.getMessage() + ".", e);
        }
    }

    /** Deletes a directory with all in it; what cannot be deleted stays. */
    public static void delete(Path directory) {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            walk.forEach(all::add);
        } catch (IOException e) {
            return;
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            try {
                Files.deleteIfExists(all.get(i));
            } catch (IOException e) {
                // A file that another program holds: the next start tries again.
            }
        }
    }
}
