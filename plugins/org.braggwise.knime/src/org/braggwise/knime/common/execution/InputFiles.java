// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.execution;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.knime.core.node.KNIMEException;
import org.knime.core.node.message.Message;
import org.knime.core.util.FileUtil;

/** The files that a reader node reads: one file, or those of a folder whose names fit a pattern, in the order of their paths. */
public final class InputFiles {

    /** Larger files are refused: no CIF and no powder pattern comes near it. */
    public static final long MAX_BYTES = 256L << 20;

    /** How much of a location a message shows. */
    private static final int MAX_SHOWN = 200;

    /** How long a server may take to send a file, all in all: each of its answers may be quick and the whole never end. */
    private static final long MAX_SECONDS = 120;

    /**
     * One file.
     *
     * @param name its path below the chosen folder with forward slashes, or its file name
     * @param path on this machine; null: elsewhere
     * @param remote gives the content of what lies elsewhere; null: it lies here
     */
    public record InputFile(String name, Path path, Content remote) {

        /** @return its content, {@link #MAX_BYTES} at most */
        public byte[] read() throws IOException {
            if (path == null) {
                return remote.read();
            }
            if (Files.size(path) > MAX_BYTES) { // before memory is taken for it
                throw tooLarge(MAX_BYTES);
            }
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes((int) MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw tooLarge(MAX_BYTES);
                }
                return bytes;
            } catch (AccessDeniedException e) { // whose message is the path alone
                throw new IOException("no permission to read it", e);
            } catch (NoSuchFileException e) {
                throw new IOException("the file is no longer there", e);
            }
        }

        /** @return its content: of a file on this machine however long it is */
        public InputStream open() throws IOException {
            return path != null ? Files.newInputStream(path) : new ByteArrayInputStream(read());
        }

        /**
         * To be called on the node's thread: KNIME opens its own URLs there only, so that what has no path is read at once.
         *
         * @return what gives the content on any thread
         */
        public Content opened() {
            if (path != null) {
                return this::read;
            }
            try {
                byte[] bytes = read();
                return () -> bytes;
            } catch (IOException e) {
                return () -> {
                    throw e;
                };
            }
        }
    }

    /** The content of a file. */
    public interface Content {

        /** @throws IOException saying what was found instead */
        byte[] read() throws IOException;
    }

    private static IOException tooLarge(long maxBytes) {
        return new IOException("the file is larger than " + (maxBytes >> 20) + " MB");
    }

    private InputFiles() {}

    /** @throws IOException also where there are more bytes, or it takes longer, than so much */
    static byte[] download(URL url, long maxBytes, double maxSeconds) throws IOException {
        long start = System.nanoTime();
        try (InputStream in = FileUtil.openStreamWithTimeout(url)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.write(buffer, 0, n);
                if (bytes.size() > maxBytes) {
                    throw tooLarge(maxBytes);
                }
                if (System.nanoTime() - start > maxSeconds * 1e9) {
                    throw new IOException(
                            "the server did not send all of the file in " + Math.round(maxSeconds) + " s");
                }
            }
            return bytes.toByteArray();
        } catch (UnknownHostException e) {
            throw new IOException("the host " + e.getMessage() + " is not known", e);
        } catch (FileNotFoundException e) {
            throw new IOException("the server has no such file", e);
        }
    }

    /**
     * @param location path, file: or http: URL, or knime: URL such as knime://knime.workflow/data
     * @param pattern file name pattern with * and ?, several separated by ";", used in a folder only
     * @param recursive whether folders below are searched
     * @throws KNIMEException where the location does not exist or no file fits
     */
    public static List<InputFile> find(String location, String pattern, boolean recursive) throws KNIMEException {
        try {
            InputFile file = resolve(location);
            if (file.path() == null) {
                return List.of(fetched(file, location));
            }
            return Files.isDirectory(file.path()) ? inFolder(file.path(), pattern, recursive) : List.of(file);
        } catch (IOException e) {
            throw fail(e.getMessage(), e);
        }
    }

    /** A server that does not answer is like a path at which there is nothing: said at once, and not as a fault in a file. */
    private static InputFile fetched(InputFile file, String location) throws IOException {
        try {
            byte[] bytes = file.read();
            return new InputFile(file.name(), null, () -> bytes);
        } catch (IOException e) {
            throw new IOException(quoted(location) + " can't be read: " + shortened(e.getMessage()) + ".", e);
        }
    }

    /**
     * @param location as for {@link #find}, of one file
     * @throws IOException saying what is there instead of a file
     */
    public static InputFile file(String location) throws IOException {
        InputFile file = resolve(location);
        if (file.path() != null && !Files.isRegularFile(file.path())) {
            throw new IOException(quoted(location) + ", which is a folder");
        }
        return file;
    }

    /** @throws IOException where the location is none, or a path at which there is nothing */
    private static InputFile resolve(String location) throws IOException {
        URL url;
        Path path;
        try {
            url = FileUtil.toURL(location.trim());
            path = onDisk(url);
        } catch (MalformedURLException | InvalidPathException e) {
            throw new IOException(quoted(location) + " is neither a path nor a URL: " + shortened(e.getMessage()), e);
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            throw new IOException(quoted(location) + " can't be resolved: " + shortened(e.getMessage()), e);
        }
        if (path == null) {
            String p = url.getPath();
            return new InputFile(
                    p.substring(p.lastIndexOf('/') + 1), null, () -> download(url, MAX_BYTES, MAX_SECONDS));
        }
        if (!Files.exists(path)) {
            throw new IOException(quoted(location) + " does not exist (looked at " + shortened(path.toString()) + ").");
        }
        Path name = path.getFileName();
        return new InputFile((name == null ? path : name).toString(), path, null);
    }

    /** @return null where the URL leads to no file of this machine */
    private static Path onDisk(URL url) throws IOException, URISyntaxException {
        Path path = FileUtil.resolveToPath(url);
        if (path != null || !"knime".equals(url.getProtocol()) || !"LOCAL".equals(url.getHost())) {
            return path;
        }
        // KNIME's local space lies on this disk, but only this way says where
        try {
            File file = FileUtil.getFileFromURL(url);
            return file == null ? null : file.toPath();
        } catch (IllegalArgumentException e) {
            return null; // names that are no URI, such as a[1].cif: its stream can be had all the same
        }
    }

    private static String quoted(String location) {
        return "\"" + shortened(location) + "\"";
    }

    /** What should be a path may be a whole file's text. */
    private static String shortened(String text) {
        String line = String.valueOf(text).strip().replaceAll("\\s+", " ");
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "...";
    }

    /**
     * @param location as for {@link #find}
     * @return the names of the files of a folder that {@link #find} leaves out; none where the location is a file
     * @throws KNIMEException where the location does not exist
     */
    public static List<String> skipped(String location, String pattern, boolean recursive) throws KNIMEException {
        try {
            Path folder = resolve(location).path();
            if (folder == null || !Files.isDirectory(folder)) {
                return List.of();
            }
            List<PathMatcher> matchers = matchers(pattern);
            try (Stream<Path> walk = Files.walk(folder, recursive ? Integer.MAX_VALUE : 1)) {
                return walk.filter(Files::isRegularFile)
                        .filter(f -> !fits(f, matchers))
                        .map(f -> below(folder, f))
                        .sorted()
                        .toList();
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            throw fail(e.getMessage(), e);
        }
    }

    private static List<PathMatcher> matchers(String pattern) {
        return Stream.of(pattern.split(";"))
                .map(String::trim)
                .filter(s -> !s.isEmpty())
                .map(s -> FileSystems.getDefault().getPathMatcher("glob:" + escape(s)))
                .toList();
    }

    private static boolean fits(Path file, List<PathMatcher> matchers) {
        Path name = Path.of(file.getFileName().toString().toLowerCase(Locale.ROOT));
        return matchers.stream().anyMatch(m -> m.matches(name));
    }

    private static String below(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private static List<InputFile> inFolder(Path folder, String pattern, boolean recursive) throws KNIMEException {
        List<PathMatcher> matchers = matchers(pattern);
        try (Stream<Path> walk = Files.walk(folder, recursive ? Integer.MAX_VALUE : 1)) {
            List<InputFile> files = walk.filter(Files::isRegularFile)
                    .filter(f -> fits(f, matchers))
                    .map(f -> new InputFile(below(folder, f), f, null))
                    .sorted(java.util.Comparator.comparing(InputFile::name))
                    .toList();
            if (files.isEmpty()) {
                throw fail(
                        "No file in " + folder + (recursive ? " or below" : "") + " fits the pattern \"" + pattern
                                + "\".",
                        null);
            }
            return files;
        } catch (IOException | java.io.UncheckedIOException e) {
            boolean denied = e instanceof AccessDeniedException || e.getCause() instanceof AccessDeniedException;
            throw fail(
                    "The folder " + folder + " can't be read: "
                            + (denied ? "no permission for it or for a folder in it" : e.getMessage()) + ".",
                    e);
        }
    }

    /** Only * and ? have a meaning for the user; the case of names has none. */
    private static String escape(String pattern) {
        return pattern.toLowerCase(Locale.ROOT).replaceAll("([\\[\\]{}\\\\,])", "\\\\$1");
    }

    private static KNIMEException fail(String message, Exception cause) {
        Message m = Message.builder()
                .withSummary(message)
                .addResolutions(
                        "Choose an existing file or folder. knime://knime.workflow/ stands for the workflow's own folder.")
                .build()
                .orElseThrow();
        return cause == null ? KNIMEException.of(m) : KNIMEException.of(m, cause);
    }
}
