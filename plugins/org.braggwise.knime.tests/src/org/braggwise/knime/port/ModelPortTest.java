// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.junit.jupiter.api.Test;
import org.knime.core.data.def.LongCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.ModelContent;
import org.knime.core.node.port.PortUtil;

/** KNIME saves and loads a model before each execution of a node that takes it. */
class ModelPortTest {

    private static byte[] saved(ExecutionMonitor exec) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var zip = PortUtil.getPortObjectZipOutputStream(bytes)) {
            new BVggNetModelPortObject.Serializer().savePortObject(Samples.model(), zip, exec);
        }
        return bytes.toByteArray();
    }

    private static BVggNetModelPortObject loaded(byte[] bytes, ExecutionMonitor exec) throws Exception {
        try (var zip = PortUtil.getPortObjectZipInputStream(new ByteArrayInputStream(bytes))) {
            return new BVggNetModelPortObject.Serializer()
                    .loadPortObject(zip, Samples.model().getSpec(), exec);
        }
    }

    private static ExecutionMonitor cancelledAfter(int questions) {
        var asked = new AtomicInteger();
        return NodeUnderTest.context(() -> asked.incrementAndGet() > questions);
    }

    @Test
    void copyIsTheModel() throws Exception {
        byte[] first = saved(NodeUnderTest.context());
        BVggNetModelPortObject copy = loaded(first, NodeUnderTest.context());
        assertEquals(Samples.model().model().classes(), copy.model().classes());
        assertEquals(hash(Samples.model()), hash(copy));
    }

    /** As a model in a cell of a table is: Model Loop End, and the columnar backend, which read it without a monitor. */
    @Test
    void copyInACellNeedsNoMonitor() throws Exception {
        assertEquals(hash(Samples.model()), hash(loaded(saved(null), null)));
    }

    @Test
    void typeOfTheClassesIsStoredAndOldModelsHaveText() throws Exception {
        var old = Samples.model().getSpec();
        var numbers = new BVggNetModelPortObjectSpec(old.input(), "Space group", List.of("99", "221"), LongCell.TYPE);
        var content = new ModelContent("spec");
        numbers.save(content);
        var copy = new BVggNetModelPortObjectSpec();
        copy.load(content);
        assertEquals(LongCell.TYPE, copy.classType());
        content.addString("classType", "colour");
        assertThrows(InvalidSettingsException.class, () -> new BVggNetModelPortObjectSpec().load(content));
        var before = new ModelContent("spec");
        before.addInt("version", 1);
        before.addDouble("startDeg", 10);
        before.addDouble("endDeg", 80);
        before.addInt("points", 3501);
        before.addDouble("wavelengthAngstrom", 1.54184);
        before.addString("radiation", "Cu Ka");
        before.addString("normalisation", "MAXIMUM_1");
        before.addString("intensityScale", "LINEAR");
        before.addString("classColumn", "Crystal system");
        before.addStringArray("classes", "cubic", "tetragonal");
        copy.load(before);
        assertEquals(StringCell.TYPE, copy.classType());
    }

    private static int hash(BVggNetModelPortObject model) throws IOException {
        var bytes = new ByteArrayOutputStream();
        model.model().write(bytes);
        return java.util.Arrays.hashCode(bytes.toByteArray());
    }

    @Test
    void copyingCanBeCancelled() throws Exception {
        byte[] bytes = saved(NodeUnderTest.context());
        assertThrows(CanceledExecutionException.class, () -> saved(cancelledAfter(2)));
        assertThrows(CanceledExecutionException.class, () -> loaded(bytes, cancelledAfter(2)));
    }
}
