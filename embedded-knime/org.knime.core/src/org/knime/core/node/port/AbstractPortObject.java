// SPDX-License-Identifier: GPL-3.0-or-later
package org.knime.core.node.port;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.zip.ZipEntry;

import org.braggwise.embedded.Instances;
import org.braggwise.embedded.Undated;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;

/** A port object that writes itself and, made by its constructor without arguments, reads itself. */
public abstract class AbstractPortObject implements PortObject {

    /** Writes and reads by the methods of the object, behind an entry that names its class. */
    public abstract static class AbstractPortObjectSerializer<T extends AbstractPortObject>
            extends PortObjectSerializer<T> {

        @Override
        public void savePortObject(T portObject, PortObjectZipOutputStream zip, ExecutionMonitor exec)
                throws IOException, CanceledExecutionException {
            zip.putNextEntry(Undated.entry("meta.xml"));
            var meta = new ModelContent("meta.xml");
            meta.addInt("version", 1);
            meta.addString("class_name", portObject.getClass().getName());
            meta.saveToXML(new FilterOutputStream(zip) {
                @Override
                public void close() throws IOException {
                    zip.closeEntry();
                }
            });
            portObject.save(zip, exec);
        }

        @Override
        public T loadPortObject(PortObjectZipInputStream zip, PortObjectSpec spec, ExecutionMonitor exec)
                throws IOException, CanceledExecutionException {
            ZipEntry entry = zip.getNextEntry();
            if (entry == null || !"meta.xml".equals(entry.getName())) {
                throw new IOException(
                        "Found " + entry + " where the entry meta.xml was expected: this is no KNIME port object.");
            }
            try {
                String name = ModelContent.loadFromXML(new FilterInputStream(zip) {
                            @Override
                            public void close() throws IOException {
                                zip.closeEntry();
                            }
                        })
                        .getString("class_name");
                Class<? extends PortObject> type = PortTypeRegistry.getInstance()
                        .getObjectClass(name)
                        .orElseThrow(() -> new IOException(
                                "The class " + name + " of the port object is not there; is its plug-in?"));
                @SuppressWarnings("unchecked")
                T object = (T) Instances.create(type.asSubclass(AbstractPortObject.class));
                object.load(zip, spec, exec);
                return object;
            } catch (InvalidSettingsException e) {
                throw new IOException("The port object does not name its class: " + e.getMessage(), e);
            }
        }
    }

    /** Writes entries; the stream stays open. */
    protected abstract void save(PortObjectZipOutputStream out, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException;

    /** Reads the entries that {@link #save} wrote; the stream stays open. */
    protected abstract void load(PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException;
}
