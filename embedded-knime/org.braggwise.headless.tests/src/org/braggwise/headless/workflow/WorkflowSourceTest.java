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
        return assertThrows(WorkflowException.class, () -> WorkflowSource.locate(file, m_scratch, limits))
                .getMessage();
    }

    @Test
    void archiveWithOneTopFolder() throws Exception {
        Path found = WorkflowSource.locate(
                zip("wf/", "wf/workflow.knime", "wf/data/a b.cif"), m_scratch, WorkflowSource.Limits.DEFAULT);
        assertEquals(m_scratch.resolve("wf"), found);
        assertEquals("content", Files.readString(found.resolve("data/a b.cif")));
    }

    @Test
    void directoryItsParentAndItsFile() throws Exception {
        Path workflow = Files.createDirectories(m_temp.resolve("group/wf"));
        Files.createFile(workflow.resolve("workflow.knime"));
        assertEquals(workflow, WorkflowSource.locate(workflow, m_scratch, WorkflowSource.Limits.DEFAULT));
        assertEquals(workflow, WorkflowSource.locate(workflow.getParent(), m_scratch, WorkflowSource.Limits.DEFAULT));
        assertEquals(
                workflow,
                WorkflowSource.locate(workflow.resolve("workflow.knime"), m_scratch, WorkflowSource.Limits.DEFAULT));
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
        assertTrue(refused(bomb, new WorkflowSource.Limits(10, 8 << 20)).contains("more than 8 MiB"));
        assertTrue(Files.size(m_scratch.resolve("wf/zeros")) <= 8 << 20);
        assertTrue(refused(zip("wf/a", "wf/b", "wf/c"), new WorkflowSource.Limits(2, 1000))
                .contains("more than 2 entries"));
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
