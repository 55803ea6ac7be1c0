// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.knime.core.node.NodeSettings;

/** Settings in KNIME's XML. */
public final class SettingsXml {

    private SettingsXml() {}

    /** @throws IOException where the text is no settings file; its message names the line */
    public static NodeSettings read(InputStream in) throws IOException {
        return (NodeSettings) NodeSettings.loadFromXML(in);
    }

    /** Writes the settings and closes the stream. */
    public static void write(NodeSettings settings, OutputStream out) throws IOException {
        settings.saveToXML(out);
    }
}
