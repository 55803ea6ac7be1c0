// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.ZipOutputStream;

import org.braggwise.embedded.Undated;

/** Takes the entries of one spec. */
public class PortObjectSpecZipOutputStream extends ZipOutputStream {

    /** Before the spec's own entries stands an empty one, as KNIME writes it. */
    PortObjectSpecZipOutputStream(OutputStream out) throws IOException {
        super(out);
        putNextEntry(Undated.entry("portSpec.file"));
    }
}
