// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.ZipOutputStream;

import org.braggwise.embedded.PortObjects;
import org.braggwise.embedded.Undated;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.ModelContent;

/** Port objects in streams and files. */
public final class PortUtil {

    private PortUtil() {}

    /** The file that KNIME's Model Writer writes: a zip that holds the names of the classes, the spec and the object. */
    public static void writeObjectToFile(PortObject po, File file, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        try (OutputStream out = new BufferedOutputStream(new FileOutputStream(file))) {
            writeObjectToStream(po, out, exec);
        }
    }

    public static void writeObjectToStream(PortObject po, OutputStream output, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        ZipOutputStream zip = new ZipOutputStream(output);
        PortObjectSpec spec = po.getSpec();
        zip.putNextEntry(Undated.entry("content.xml"));
        ModelContent content = new ModelContent("content");
        content.addInt("version", 1);
        content.addString("port_spec_class", spec.getClass().getName());
        content.addString("port_object_class", po.getClass().getName());
        content.saveToXML(new Entry(zip));
        zip.putNextEntry(Undated.entry("objectSpec.file"));
        PortObjects.writeSpec(spec, new Entry(zip));
        zip.putNextEntry(Undated.entry("object.file"));
        PortObjects.write(po, new Entry(zip), exec);
        zip.finish();
    }

    /** Ends with its entry; the zip goes on. */
    private static final class Entry extends FilterOutputStream {

        private final ZipOutputStream m_zip;

        Entry(ZipOutputStream zip) {
            super(zip);
            m_zip = zip;
        }

        @Override
        public void write(byte[] b, int off, int len) throws IOException {
            m_zip.write(b, off, len);
        }

        @Override
        public void close() throws IOException {
            m_zip.closeEntry();
        }
    }

    public static PortObjectZipOutputStream getPortObjectZipOutputStream(OutputStream out) throws IOException {
        return new PortObjectZipOutputStream(out);
    }

    public static PortObjectZipInputStream getPortObjectZipInputStream(InputStream in) throws IOException {
        return new PortObjectZipInputStream(in);
    }

    public static PortObjectSpecZipOutputStream getPortObjectSpecZipOutputStream(OutputStream out) throws IOException {
        return new PortObjectSpecZipOutputStream(out);
    }

    public static PortObjectSpecZipInputStream getPortObjectSpecZipInputStream(InputStream in) throws IOException {
        return new PortObjectSpecZipInputStream(in);
    }
}
