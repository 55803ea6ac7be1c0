// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.braggwise.embedded.ui.EmbeddedNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knime.core.data.DataTableSpec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Tables of several times the size of the heap pass through a two-node workflow, in a process of its own with a small heap: 12,500
 * rows with 64 MB by default, in proportion as 200,000 rows with 1 GB, which braggwise.largeRows=200000 and braggwise.largeHeap=1g
 * run (11 GB in files).
 */
class LargeWorkflowTest {

    @TempDir
    private Path m_temp;

    /** A bundle's classes lie in its jar, in its folder, or, in a build, in the folder's target/classes. */
    private static String place(Class<?> inside) throws URISyntaxException {
        Path place = Path.of(
                inside.getProtectionDomain().getCodeSource().getLocation().toURI());
        return (Files.isRegularFile(place)
                                || Files.isDirectory(place.resolve("org"))
                                || Files.isDirectory(place.resolve("com"))
                        ? place
                        : place.resolve("target/classes"))
                .toString();
    }

    @Test
    void twoNodesPassTablesLargerThanTheHeap() throws Exception {
        Set<String> path = new LinkedHashSet<>();
        for (Class<?> c : new Class<?>[] {
            LargeWorkflow.class,
            DataTableSpec.class,
            EmbeddedNode.class,
            ObjectMapper.class,
            JsonFactory.class,
            JsonInclude.class
        }) {
            path.add(place(c));
        }
        Path log = m_temp.resolve("log.txt");
        Path tables = Files.createDirectory(m_temp.resolve("tables"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + System.getProperty("braggwise.largeHeap", "64m"),
                        "-cp",
                        String.join(java.io.File.pathSeparator, path),
                        LargeWorkflow.class.getName(),
                        System.getProperty("braggwise.largeRows", "12500"),
                        tables.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(process.waitFor(20, TimeUnit.MINUTES), "still running");
        assertEquals(0, process.exitValue(), Files.readString(log));
        assertTrue(Files.readString(log).contains("MB in files"), Files.readString(log));
    }
}
