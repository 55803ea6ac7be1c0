// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Gives the entries of one port object. */
public class PortObjectZipInputStream extends ZipInputStream {

    PortObjectZipInputStream(InputStream in) throws IOException {
        super(in);
        ZipEntry first = getNextEntry();
        if (first == null || !"portObject.file".equals(first.getName())) {
            throw new IOException(
                    "Found " + first + " where the entry portObject.file was expected: this is no KNIME port object.");
        }
    }
}
