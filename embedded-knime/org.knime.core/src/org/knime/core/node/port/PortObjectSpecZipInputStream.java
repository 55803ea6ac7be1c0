// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Gives the entries of one spec. */
public class PortObjectSpecZipInputStream extends ZipInputStream {

    PortObjectSpecZipInputStream(InputStream in) throws IOException {
        super(in);
        ZipEntry first = getNextEntry();
        if (first == null || !"portSpec.file".equals(first.getName())) {
            throw new IOException(
                    "Found " + first + " where the entry portSpec.file was expected: this is no KNIME port spec.");
        }
    }
}
