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
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.braggwise.headless.text.Reason;

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
     * @param bytes of all files together
     * @param ratio of these bytes to those of the archive; texts and settings pack to a tenth, a bomb to a thousandth
     */
    public record Limits(int entries, long bytes, int ratio) {

        /** So much every archive may unpack to, however well it is packed. */
        private static final long ALWAYS = 64L << 20;

        /** Twenty thousand entries, 2 GiB, fifty times the archive: a workflow saved with all of its tables and models. */
        public static final Limits DEFAULT = new Limits(20_000, 2L << 30, 50);

        long of(long archiveBytes) {
            return Math.min(bytes, Math.max(ALWAYS, archiveBytes * ratio));
        }
    }

    private WorkflowSource() {}

    /**
     * @param path a workflow directory, its workflow.knime, or a .knwf file
     * @param scratch an empty directory to unpack an archive into
     * @param limits for an archive
     * @param stopped asked while an archive is unpacked
     * @return the directory that holds workflow.knime
     * @throws WorkflowException where there is no workflow, more than one, or an archive that is broken or refused
     * @throws CancellationException where it was stopped
     */
    public static Path locate(Path path, Path scratch, Limits limits, BooleanSupplier stopped)
            throws WorkflowException {
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
            unpack(path, scratch, limits, stopped);
        } catch (ZipException e) {
            throw new WorkflowException(
                    path + ": not a zip archive, or a damaged one (" + e.getMessage()
                            + "). Expected a .knwf file or a workflow directory.",
                    e);
        } catch (IOException e) {
            throw new WorkflowException(path + ": cannot be unpacked: " + Reason.of(e) + ".", e);
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
            throw new WorkflowException(shown + ": cannot be listed: " + Reason.of(e) + ".", e);
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

    private static void unpack(Path archive, Path target, Limits limits, BooleanSupplier stopped)
            throws IOException, WorkflowException {
        try (ZipFile zip = open(archive)) {
            long allowed = limits.of(Files.size(archive));
            refuseSize(archive, zip, target, allowed);
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
                        bytes = copy(in, out, bytes, archive, allowed, stopped);
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

    /** What the archive says of itself is looked at first: so an honest bomb writes nothing. */
    private static void refuseSize(Path archive, ZipFile zip, Path target, long allowed)
            throws IOException, WorkflowException {
        long said = zip.stream().mapToLong(e -> Math.max(0, e.getSize())).sum();
        if (said > allowed) {
            throw tooLarge(archive, allowed);
        }
        long room = Files.getFileStore(target).getUsableSpace();
        if (room > 0 && said > room) {
            throw new WorkflowException(
                    archive + ": unpacks to " + (said >> 20) + " MiB, but there is room for " + (room >> 20)
                            + " MiB only in " + target + ". Make room there, or set TMPDIR to a folder that has some.");
        }
    }

    private static WorkflowException tooLarge(Path archive, long allowed) {
        return new WorkflowException(archive + ": unpacks to more than " + (allowed >> 20)
                + " MiB. Refused; unpack it yourself and run the directory if you trust it.");
    }

    private static long copy(
            InputStream in, OutputStream out, long before, Path archive, long allowed, BooleanSupplier stopped)
            throws IOException, WorkflowException {
        byte[] buffer = new byte[1 << 16];
        long bytes = before;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes += n;
            if (bytes > allowed) {
                throw tooLarge(archive, allowed);
            }
            if (stopped.getAsBoolean()) {
                throw new CancellationException("cancelled while " + archive + " was unpacked");
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
            throw new WorkflowException(shown + ": \"" + relative + "\" cannot be opened: " + Reason.of(e) + ".", e);
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
