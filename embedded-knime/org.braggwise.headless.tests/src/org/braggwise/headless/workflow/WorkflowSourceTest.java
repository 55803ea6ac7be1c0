// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowSourceTest {

    @TempDir
    private Path m_temp;

    private Path m_scratch;

    @BeforeEach
    void makeScratch() throws IOException {
        m_scratch = Files.createDirectories(m_temp.resolve("outer/scratch"));
    }

    private Path zip(String... entries) throws IOException {
        Path file = m_temp.resolve("test.knwf");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                if (!entry.endsWith("/")) {
                    zip.write("content".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return file;
    }

    private String refused(Path file, WorkflowSource.Limits limits) {
        return assertThrows(WorkflowException.class, () -> WorkflowSource.locate(file, m_scratch, limits, () -> false))
                .getMessage();
    }

    @Test
    void archiveWithOneTopFolder() throws Exception {
        Path found = WorkflowSource.locate(
                zip("wf/", "wf/workflow.knime", "wf/data/a b.cif"),
                m_scratch,
                WorkflowSource.Limits.DEFAULT,
                () -> false);
        assertEquals(m_scratch.resolve("wf"), found);
        assertEquals("content", Files.readString(found.resolve("data/a b.cif")));
    }

    @Test
    void directoryItsParentAndItsFile() throws Exception {
        Path workflow = Files.createDirectories(m_temp.resolve("group/wf"));
        Files.createFile(workflow.resolve("workflow.knime"));
        assertEquals(workflow, WorkflowSource.locate(workflow, m_scratch, WorkflowSource.Limits.DEFAULT, () -> false));
        assertEquals(
                workflow,
                WorkflowSource.locate(workflow.getParent(), m_scratch, WorkflowSource.Limits.DEFAULT, () -> false));
        assertEquals(
                workflow,
                WorkflowSource.locate(
                        workflow.resolve("workflow.knime"), m_scratch, WorkflowSource.Limits.DEFAULT, () -> false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.txt",
                "wf/../../evil.txt",
                "/evil.txt",
                "wf/a/../../../evil.txt",
                "..\\evil.txt",
                "C:/evil.txt",
                "wf/.."
            })
    void entriesThatLeaveTheFolderAreRefused(String name) throws Exception {
        String message = refused(zip("wf/workflow.knime", name), WorkflowSource.Limits.DEFAULT);
        assertTrue(message.contains("\"" + name + "\"") && message.contains("outside the workflow"), message);
        assertFalse(Files.exists(m_temp.resolve("outer/evil.txt")));
        assertFalse(Files.exists(m_temp.resolve("evil.txt")));
    }

    @Test
    void sameFileInAnotherCaseIsRefused() throws Exception {
        String message = refused(zip("wf/workflow.knime", "wf/WORKFLOW.knime"), WorkflowSource.Limits.DEFAULT);
        assertTrue(message.contains("comes twice"), message);
    }

    @Test
    void bombsAreRefusedWhileUnpacking() throws Exception {
        Path bomb = m_temp.resolve("bomb.knwf");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            zip.putNextEntry(new ZipEntry("wf/zeros"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                zip.write(zeros);
            }
        }
        assertTrue(Files.size(bomb) < 100_000);
        assertTrue(refused(bomb, new WorkflowSource.Limits(10, 8 << 20, 1000)).contains("more than 8 MiB"));
        assertFalse(Files.exists(m_scratch.resolve("wf")), "what the archive says of itself is enough");
        byte[] lie = Files.readAllBytes(bomb);
        int directory = new String(lie, StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
        java.util.Arrays.fill(lie, directory + 24, directory + 28, (byte) 0);
        lie[directory + 24] = 100; // the size that it says of the file
        assertTrue(refused(Files.write(bomb, lie), new WorkflowSource.Limits(10, 8 << 20, 1000))
                .contains("bomb.knwf"));
        Path zeros = m_scratch.resolve("wf/zeros");
        assertTrue(!Files.exists(zeros) || Files.size(zeros) <= 8 << 20);
        assertTrue(refused(zip("wf/a", "wf/b", "wf/c"), new WorkflowSource.Limits(2, 1000, 1000))
                .contains("more than 2 entries"));
    }

    /** Nothing that people write packs to a thousandth. */
    @Test
    void wellPackedArchiveMayUnpackToLess() {
        WorkflowSource.Limits limits = WorkflowSource.Limits.DEFAULT;
        assertEquals(64 << 20, limits.of(1000));
        assertEquals(500L << 20, limits.of(10 << 20));
        assertEquals(2L << 30, limits.of(1L << 30));
    }

    @Test
    void unpackingStopsWhenTheUserCancels() throws Exception {
        Path archive = zip("wf/workflow.knime");
        assertThrows(
                java.util.concurrent.CancellationException.class,
                () -> WorkflowSource.locate(archive, m_scratch, WorkflowSource.Limits.DEFAULT, () -> true));
    }

    @Test
    void whatIsNoWorkflowIsSaid() throws Exception {
        assertTrue(refused(m_temp.resolve("absent.knwf"), WorkflowSource.Limits.DEFAULT)
                .contains("no such file"));
        assertTrue(refused(Files.writeString(m_temp.resolve("text.knwf"), "hello"), WorkflowSource.Limits.DEFAULT)
                .contains("not a zip"));
        assertTrue(refused(Files.createFile(m_temp.resolve("empty.knwf")), WorkflowSource.Limits.DEFAULT)
                .contains("not a zip"));
        assertTrue(refused(zip("a/readme.txt"), WorkflowSource.Limits.DEFAULT).contains("no workflow.knime"));
    }

    @Test
    void groupOfWorkflowsIsNamed() throws Exception {
        String message = refused(zip("a/workflow.knime", "b/workflow.knime"), WorkflowSource.Limits.DEFAULT);
        assertTrue(message.contains("2 workflows in it (a, b)"), message);
    }
}
