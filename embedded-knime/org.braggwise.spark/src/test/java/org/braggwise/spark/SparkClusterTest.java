// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Spark is asked for, beside what the user has set. */
class SparkClusterTest {

    private static final String OVERHEAD = "spark.executor.memoryOverhead";
    private static final String FACTOR = "spark.executor.memoryOverheadFactor";
    private static final String MEMORY = "spark.executor.memory";

    @TempDir
    private Path m_temp;

    /** spark-submit hands on what the user has set as system properties. */
    private static void user(String key, String value) {
        System.setProperty(key, value);
    }

    @AfterEach
    void forget() {
        System.clearProperty(OVERHEAD);
        System.clearProperty(FACTOR);
        System.clearProperty(MEMORY);
    }

    private SparkConf of(String master) {
        return SparkCluster.configuration(master, m_temp);
    }

    @ParameterizedTest
    @CsvSource({"yarn, 4g, 1024m", "yarn, 60g, 6144m", "k8s://https://head:6443, 12g, 1228m"})
    void executorsGetMemoryBeyondTheirHeap(String master, String heap, String overhead) {
        user(MEMORY, heap);
        assertEquals(overhead, of(master).get(OVERHEAD));
    }

    @Test
    void whatTheUserHasSetStays() {
        user(OVERHEAD, "3g");
        assertEquals("3g", of("yarn").get(OVERHEAD));
        System.clearProperty(OVERHEAD);
        user(FACTOR, "0.3");
        assertFalse(of("yarn").contains(OVERHEAD));
    }

    @Test
    void othersHaveNoLimitThatItWouldRaise() {
        assertFalse(of("spark://head:7077").contains(OVERHEAD));
        assertFalse(of("local[2]").contains(OVERHEAD));
    }

    @ParameterizedTest
    @CsvSource({"local, 1", "local[3], 3", "'local[4, 2]', 4", "spark://head:7077, 0", "local[x], 0", "local[, 0"})
    void processorsOfALocalMaster(String master, int processors) {
        assertEquals(processors, SparkCluster.localProcessors(master));
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[x]", "local[", "locale"})
    void wrongLocalMasterIsNamedWithWhatIsExpected(String master) {
        IOException e =
                assertThrows(IOException.class, () -> new SparkCluster().join(master, m_temp, m_temp, said -> {}));
        assertTrue(e.getMessage().contains(master) && e.getMessage().contains("local[4]"), e.getMessage());
    }

    @Test
    void masterThatSparkDoesNotKnowIsNamed() {
        user(SparkCluster.FOLDER, m_temp.toUri().toString());
        try {
            IOException e = assertThrows(
                    IOException.class, () -> new SparkCluster().join("sparc://head", m_temp, m_temp, said -> {}));
            assertTrue(e.getMessage().contains("sparc://head"), e.getMessage());
        } finally {
            System.clearProperty(SparkCluster.FOLDER);
        }
    }
}
