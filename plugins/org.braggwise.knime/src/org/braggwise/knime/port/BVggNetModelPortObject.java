// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.port;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import javax.swing.JComponent;

import org.braggwise.learning.model.BVggNetModel;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.AbstractPortObject;
import org.knime.core.node.port.PortObjectSpec;
import org.knime.core.node.port.PortObjectZipInputStream;
import org.knime.core.node.port.PortObjectZipOutputStream;
import org.knime.core.node.port.PortType;
import org.knime.core.node.port.PortTypeRegistry;

/** A trained B-VGGNet with its posterior, calibration and provenance, as it passes between nodes. */
public final class BVggNetModelPortObject extends AbstractPortObject {

    /** Saves and loads the model. */
    public static final class Serializer extends AbstractPortObjectSerializer<BVggNetModelPortObject> {}

    /** The type of the ports that carry a model. */
    public static final PortType TYPE = PortTypeRegistry.getInstance().getPortType(BVggNetModelPortObject.class);

    private static final String ENTRY = "model.bvggnet";

    private BVggNetModel m_model;
    private BVggNetModelPortObjectSpec m_spec;

    /** Only for loading. */
    public BVggNetModelPortObject() {}

    public BVggNetModelPortObject(BVggNetModel model, BVggNetModelPortObjectSpec spec) {
        m_model = model;
        m_spec = spec;
    }

    public BVggNetModel model() {
        return m_model;
    }

    @Override
    public BVggNetModelPortObjectSpec getSpec() {
        return m_spec;
    }

    @Override
    public String getSummary() {
        return "B-VGGNet of " + m_model.members().size() + (m_model.members().size() == 1 ? " member, " : " members, ")
                + m_model.classes().size() + " classes of \"" + m_spec.classColumn() + "\"";
    }

    @Override
    public JComponent[] getViews() {
        return new JComponent[0];
    }

    @Override
    protected void save(PortObjectZipOutputStream out, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        ZipEntry entry = new ZipEntry(ENTRY);
        entry.setTimeLocal(
                LocalDateTime.of(1980, 2, 1, 0, 0)); // not the time of writing: the same model gives the same bytes
        out.putNextEntry(entry);
        try {
            m_model.write(outside(out, exec));
        } catch (Cancelled e) {
            throw e.m_cause;
        }
        out.closeEntry();
    }

    /** KNIME copies a node's inputs before it executes: a model of many members takes a while, and the user may give up. */
    private static void check(ExecutionMonitor exec) throws Cancelled {
        try {
            if (exec != null) { // a model in a table cell is read and written without one
                exec.checkCanceled();
            }
        } catch (CanceledExecutionException e) {
            throw new Cancelled(e);
        }
    }

    /** Carries a cancellation through streams. */
    private static final class Cancelled extends IOException {
        private static final long serialVersionUID = 1;
        private final transient CanceledExecutionException m_cause;

        Cancelled(CanceledExecutionException cause) {
            super(cause);
            m_cause = cause;
        }
    }

    private static OutputStream outside(PortObjectZipOutputStream out, ExecutionMonitor exec) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] b, int off, int len) throws IOException {
                check(exec);
                out.write(b, off, len);
            }

            @Override
            public void close() throws IOException {
                flush(); // the entry ends here, the port object's zip goes on
            }
        };
    }

    @Override
    protected void load(PortObjectZipInputStream in, PortObjectSpec spec, ExecutionMonitor exec)
            throws IOException, CanceledExecutionException {
        ZipEntry entry = in.getNextEntry();
        if (entry == null || !ENTRY.equals(entry.getName())) {
            throw new IOException("The port object holds " + (entry == null ? "nothing" : entry.getName())
                    + ", expected " + ENTRY + ": it is no Braggwise model or is damaged.");
        }
        m_spec = (BVggNetModelPortObjectSpec) spec;
        try {
            m_model = BVggNetModel.read(outside(in, exec), "model port");
        } catch (Cancelled e) {
            throw e.m_cause;
        }
    }

    private static InputStream outside(PortObjectZipInputStream in, ExecutionMonitor exec) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                check(exec);
                return in.read(b, off, len);
            }

            @Override
            public void close() {
                // the stream belongs to KNIME
            }
        };
    }
}
