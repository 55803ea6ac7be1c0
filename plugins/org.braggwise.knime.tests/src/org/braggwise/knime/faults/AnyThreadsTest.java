// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knime.core.node.port.PortObject;

/** Every node gives the same bits on one thread and on two, from tables in memory and from tables in files. */
class AnyThreadsTest {

    private static final String THREADS = "braggwise.threads";
    private static final String MEMORY = "braggwise.tableMemoryBytes";

    @TempDir
    private Path m_tables;

    @AfterEach
    void restore() {
        System.clearProperty(THREADS);
        System.clearProperty(MEMORY);
    }

    @ParameterizedTest
    @EnumSource
    void sameBits(Work work) throws Exception {
        PortObject[] in = work.inputs();
        System.setProperty(THREADS, "1");
        List<Object> one = work.run(in, m_tables, () -> false);
        System.setProperty(THREADS, "2");
        System.setProperty(MEMORY, "0");
        assertEquals(one, work.run(in, m_tables, () -> false));
    }
}
