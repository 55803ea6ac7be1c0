// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectSpecZipInputStream;
import org.knime.core.node.port.PortObjectSpecZipOutputStream;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;
import org.knime.core.node.port.PortTypeRegistry;
import org.knime.core.node.port.PortUtil;

/** Port objects and their specs in files, as a saved workflow keeps them: portobject.zip and spec.zip. */
public final class PortObjects {

    private PortObjects() {}

    /** Writes portobject.zip and closes the stream. */
    public static void write(PortObject object, OutputStream to, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        var serializer = PortTypeRegistry.getInstance()
                .getObjectSerializer(object.getClass())
                .orElseThrow(() -> undeclared(object.getClass().getName()));
        try (PortObjectZipOutputStream out = PortUtil.getPortObjectZipOutputStream(to)) {
            serializer.savePortObject(object, out, exec);
        }
    }

    /** Reads portobject.zip and closes the stream. */
    public static PortObject read(String objectClass, InputStream from, PortObjectSpec spec, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        var type =
                PortTypeRegistry.getInstance().getObjectClass(objectClass).orElseThrow(() -> undeclared(objectClass));
        var serializer =
                PortTypeRegistry.getInstance().getObjectSerializer(type).orElseThrow();
        try (PortObjectZipInputStream in = PortUtil.getPortObjectZipInputStream(from)) {
            return serializer.loadPortObject(in, spec, exec);
        }
    }

    /** Writes spec.zip and closes the stream. */
    public static void writeSpec(PortObjectSpec spec, OutputStream to) throws IOException {
        var serializer = PortTypeRegistry.getInstance()
                .getSpecSerializer(spec.getClass())
                .orElseThrow(() -> undeclared(spec.getClass().getName()));
        try (PortObjectSpecZipOutputStream out = PortUtil.getPortObjectSpecZipOutputStream(to)) {
            serializer.savePortObjectSpec(spec, out);
        }
    }

    /** Reads spec.zip and closes the stream. */
    public static PortObjectSpec readSpec(String specClass, InputStream from) throws IOException {
        var type = PortTypeRegistry.getInstance().getSpecClass(specClass).orElseThrow(() -> undeclared(specClass));
        var serializer = PortTypeRegistry.getInstance().getSpecSerializer(type).orElseThrow();
        try (PortObjectSpecZipInputStream in = PortUtil.getPortObjectSpecZipInputStream(from)) {
            return serializer.loadPortObjectSpec(in);
        }
    }

    private static IllegalArgumentException undeclared(String className) {
        return new IllegalArgumentException("No plug-in declares a port type with the class " + className + ".");
    }
}
