// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.util;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Set;

import org.braggwise.embedded.WorkflowUrls;

/** Paths and URLs, among them those that are relative to the workflow. */
public final class FileUtil {

    private static final int TIMEOUT_MILLIS = 20_000;

    private FileUtil() {}

    /**
     * @param path a URL, knime://knime.workflow/ among them, or a local path
     * @throws InvalidPathException where it is empty or neither
     */
    public static URL toURL(String path) throws MalformedURLException, InvalidPathException {
        if (path.isEmpty()) {
            throw new InvalidPathException("", "Empty path");
        }
        String encoded = path.replace(" ", "%20");
        if (WorkflowUrls.isRelative(encoded)) {
            return WorkflowUrls.url(encoded);
        }
        try {
            return new URL(encoded);
        } catch (MalformedURLException e) { // NOSONAR: then it is a path
            return Paths.get(path).toAbsolutePath().toUri().toURL();
        }
    }

    /**
     * @return the path, null where the URL leads to no file of this machine
     * @throws IOException where the URL is relative to a workflow, and no workflow is being executed
     */
    public static Path resolveToPath(URL url) throws IOException, URISyntaxException {
        URL resolved = WorkflowUrls.resolve(url);
        return "file".equalsIgnoreCase(resolved.getProtocol())
                ? Paths.get(new URL(resolved.toString().replace(" ", "%20")).toURI())
                : null;
    }

    /**
     * @param fileUrl with the protocol file or knime
     * @return the file; KNIME returns null for a knime: URL of another machine, which can't be resolved here
     * @throws IllegalArgumentException for another protocol, or where the URL can't be resolved
     */
    public static File getFileFromURL(URL fileUrl) {
        if (!Set.of("file", "knime").contains(fileUrl.getProtocol())) {
            throw new IllegalArgumentException("Not a file or knime URL: '" + fileUrl + "'");
        }
        try {
            return resolveToPath(fileUrl).toFile();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    public static InputStream openStreamWithTimeout(URL url) throws IOException {
        URLConnection connection = WorkflowUrls.resolve(url).openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        return connection.getInputStream();
    }
}
