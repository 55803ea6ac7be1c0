// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;

/**
 * URLs that start at the workflow: knime://knime.workflow/data/x.cif lies in its folder; one that leads out of the folder is refused.
 * The folder is that of the one workflow which the process runs.
 */
public final class WorkflowUrls {

    private static final String PROTOCOL = "knime";
    private static final String WORKFLOW = "knime.workflow";

    private static volatile Path folder;

    private WorkflowUrls() {}

    /** @param workflow the folder of the workflow that is run, null for none */
    public static void setWorkflow(Path workflow) {
        folder = workflow;
    }

    public static boolean isRelative(String url) {
        return url.regionMatches(true, 0, PROTOCOL + "://", 0, PROTOCOL.length() + 3);
    }

    /** @return the URL with a handler: Java itself does not know the protocol */
    public static URL url(String url) throws MalformedURLException {
        return new URL(null, url, new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL u) throws IOException {
                return resolve(u).openConnection();
            }
        });
    }

    /** @return the file's URL for one of the workflow, any other as it is */
    public static URL resolve(URL url) throws IOException {
        if (!PROTOCOL.equalsIgnoreCase(url.getProtocol())) {
            return url;
        }
        if (!WORKFLOW.equalsIgnoreCase(url.getHost())) {
            throw new IOException("\"" + url + "\" can't be resolved: found the mount point \"" + url.getHost()
                    + "\", expected " + WORKFLOW + ", the only one outside KNIME.");
        }
        Path workflow = folder;
        if (workflow == null) {
            throw new IOException("\"" + url + "\" is relative to the workflow, but no workflow is being executed.");
        }
        try {
            String relative = new URI(url.toString()).getPath();
            Path file = workflow.resolve(relative.replaceFirst("^/+", "")).normalize();
            if (!file.startsWith(workflow.normalize())) {
                throw new IOException(
                        "\"" + url + "\" leads out of the workflow's folder. Name a file elsewhere by its own path.");
            }
            return file.toUri().toURL();
        } catch (URISyntaxException e) {
            throw new IOException("\"" + url + "\" is no URL: " + e.getMessage(), e);
        }
    }
}
