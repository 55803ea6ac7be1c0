// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.braggwise.knime.testing.Machine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.port.PortObject;

/**
 * Every node cancelled at moments drawn over the time that it takes: it returns within a second, leaves no thread and no file, and the
 * next run gives what an undisturbed one gives. All tables go to files here, so that there are files to leave.
 */
class CancelAnywhereTest {

    private static final int MOMENTS = 3;
    private static final String MEMORY = "braggwise.tableMemoryBytes";

    @TempDir
    private Path m_tables;

    @BeforeAll
    static void tablesGoToFiles() {
        System.setProperty(MEMORY, "0");
    }

    @AfterAll
    static void restore() {
        System.clearProperty(MEMORY);
    }

    @ParameterizedTest
    @EnumSource
    void endsWithinASecondAndLeavesNothing(Work work) throws Exception {
        PortObject[] in = work.inputs();
        work.run(in, m_tables, () -> false); // what is made once, such as pools of libraries, is there now
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        long start = System.nanoTime();
        List<Object> undisturbed = work.run(in, m_tables, () -> false);
        long usual = System.nanoTime() - start;
        var random = new SplittableRandom(work.ordinal());
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < MOMENTS; i++) {
            long at = System.nanoTime() + random.nextLong(usual);
            try {
                work.run(in, m_tables, () -> System.nanoTime() - at > 0);
            } catch (CanceledExecutionException e) {
                seconds.add((System.nanoTime() - at) / 1e9);
            }
        }
        assertTrue(
                seconds.stream().allMatch(s -> s < Machine.aSecond()),
                () -> "seconds from cancel to end: " + seconds + ", expected " + Machine.aSecond());
        assertEquals(undisturbed, work.run(in, m_tables, () -> false));
        assertEquals(List.of(), left(() -> Thread.getAllStackTraces().keySet().stream()
                .filter(t -> !before.contains(t) && t.isAlive())
                .filter(t -> t.getName().startsWith("braggwise"))));
        assertEquals(List.of(), left(() -> {
            System.gc(); // files of tables go with their tables
            try (Stream<Path> list = Files.list(m_tables)) {
                return list.toList().stream();
            }
        }));
    }

    private interface Leftovers {
        Stream<?> get() throws Exception;
    }

    /** @return what is still there after two seconds */
    private static List<String> left(Leftovers what) throws Exception {
        for (int i = 0; i < 20 && what.get().findAny().isPresent(); i++) {
            Thread.sleep(100);
        }
        return what.get().map(Object::toString).toList();
    }
}
