// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.junit.jupiter.api.Test;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.port.PortUtil;

/** KNIME saves and loads a model before each execution of a node that takes it. */
class ModelPortTest {

    private static byte[] saved(final ExecutionMonitor exec) throws Exception {
        final var bytes = new ByteArrayOutputStream();
        try (var zip = PortUtil.getPortObjectZipOutputStream(bytes)) {
            new BVggNetModelPortObject.Serializer().savePortObject(Samples.model(), zip, exec);
        }
        return bytes.toByteArray();
    }

    private static BVggNetModelPortObject loaded(final byte[] bytes, final ExecutionMonitor exec) throws Exception {
        try (var zip = PortUtil.getPortObjectZipInputStream(new ByteArrayInputStream(bytes))) {
            return new BVggNetModelPortObject.Serializer().loadPortObject(zip, Samples.model().getSpec(), exec);
        }
    }

    private static ExecutionMonitor cancelledAfter(final int questions) {
        final var asked = new AtomicInteger();
        return NodeUnderTest.context(() -> asked.incrementAndGet() > questions);
    }

    @Test
    void copyIsTheModel() throws Exception {
        final byte[] first = saved(NodeUnderTest.context());
        final BVggNetModelPortObject copy = loaded(first, NodeUnderTest.context());
        assertEquals(Samples.model().model().classes(), copy.model().classes());
        assertEquals(hash(Samples.model()), hash(copy));
    }

    private static int hash(final BVggNetModelPortObject model) throws IOException {
        final var bytes = new ByteArrayOutputStream();
        model.model().write(bytes);
        return java.util.Arrays.hashCode(bytes.toByteArray());
    }

    @Test
    void copyingCanBeCancelled() throws Exception {
        final byte[] bytes = saved(NodeUnderTest.context());
        assertThrows(CanceledExecutionException.class, () -> saved(cancelledAfter(2)));
        assertThrows(CanceledExecutionException.class, () -> loaded(bytes, cancelledAfter(2)));
    }
}
