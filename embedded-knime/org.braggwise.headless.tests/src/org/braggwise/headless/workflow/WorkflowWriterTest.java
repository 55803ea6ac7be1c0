// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowWriterTest {

    private static final Instant SAVED = Instant.parse("2026-11-22T23:59:22.970Z");

    @TempDir
    private Path m_temp;

    private static Workflow fourNodes() {
        List<WorkflowNode> nodes = new ArrayList<>();
        for (int id = 1; id <= 4; id++) {
            boolean transform = id == 3;
            nodes.add(new StoredNode(
                            id,
                            transform ? "KNRT Modern Transform" : "Other",
                            "com.example.F" + id,
                            "com.example",
                            "Sample",
                            "Example",
                            "1.0.0",
                            transform ? new Config().put("In", new Config()).put("Out", new Config()) : new Config(),
                            transform ? 1 : 0,
                            transform ? "twice" : "",
                            100 * id,
                            100,
                            true)
                    .with(new Config().put("factor", 3)));
        }
        return new Workflow(
                "sample",
                Path.of("unused"),
                "",
                "What it is for",
                nodes,
                List.of(new Connection(1, 1, 3, 1), new Connection(3, 1, 4, 1)),
                List.of(),
                List.of(),
                new Config());
    }

    /** The order of KNIME's schema of metadata 1.0: last-modified, description, tags. */
    @Test
    void tagsFollowTheDescription() throws Exception {
        WorkflowWriter.write(fourNodes(), m_temp, "somebody", SAVED, List.of("XRD", "a < b"));
        assertTrue(
                Files.readString(m_temp.resolve("workflow-metadata.xml"))
                        .replaceAll("\\s+<", "<")
                        .endsWith("<tags><tag>XRD</tag><tag>a &lt; b</tag></tags></workflow-metadata>\n"),
                Files.readString(m_temp.resolve("workflow-metadata.xml")));
    }

    /** The list comes from a workflow that genuine KNIME 5.8.3 saved: see sample_keys.py. */
    @Test
    void filesKeysAndTypesAreThoseOfKnime() throws Exception {
        WorkflowWriter.write(fourNodes(), m_temp, "somebody", SAVED);
        List<String> expected = new ArrayList<>();
        try (var in = new BufferedReader(new InputStreamReader(
                WorkflowWriterTest.class.getResourceAsStream("sample-keys.txt"), StandardCharsets.UTF_8))) {
            in.lines().filter(l -> !l.startsWith("#")).forEach(expected::add);
        }
        List<String> found = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(m_temp)) {
            for (Path file : walk.filter(Files::isRegularFile)
                    .sorted((a, b) -> key(a).compareTo(key(b)))
                    .toList()) {
                if (key(file).startsWith("Other")) {
                    continue;
                }
                found.add(key(file));
                if (key(file).endsWith("settings.xml") || key(file).endsWith(".knime")) {
                    list(ConfigXml.read(file), "", !key(file).endsWith(".knime"), found);
                }
            }
        }
        assertEquals(String.join("\n", expected), String.join("\n", found));
    }

    private String key(Path file) {
        return m_temp.relativize(file).toString().replace('\\', '/');
    }

    private static void list(Config config, String path, boolean settings, List<String> found) {
        for (String key : config.keys()) {
            String here = path + "/" + key;
            if (config.item(key).orElseThrow() instanceof Config.Entry e) {
                found.add("  " + here + " " + e.type() + (e.value() == null ? " null" : ""));
            } else {
                found.add("  " + here + " config");
                if (!(settings && key.equals("model"))) {
                    list(config.tree(key).orElseThrow(), here, settings, found);
                }
            }
        }
    }

    @Test
    void whatIsWrittenReadsBackTheSame() throws Exception {
        Workflow workflow = fourNodes();
        Path directory = m_temp.resolve("sample");
        WorkflowWriter.write(workflow, directory, "somebody", SAVED);
        Workflow back = WorkflowReader.read(directory);
        assertEquals(workflow.nodes(), back.nodes());
        assertEquals(workflow.connections(), back.connections());
        assertEquals("What it is for", back.description());
        assertEquals("sample", back.name());
    }

    /** What KNIME saved is read and written to the very bytes that KNIME wrote, save the times and the workflow's author. */
    @Test
    void genuineWorkflowKeepsItsBytes() throws Exception {
        Path original = WorkflowSource.locate(
                Samples.sample("sample-unexecuted.knwf"),
                Files.createDirectory(m_temp.resolve("a")),
                WorkflowSource.Limits.DEFAULT,
                () -> false);
        Workflow workflow = WorkflowReader.read(original);
        Path copy = m_temp.resolve("b");
        WorkflowWriter.write(workflow, copy, "root", SAVED);
        for (WorkflowNode node : workflow.nodes()) {
            assertArrayEquals(lines(original.resolve(node.settingsFile())), lines(copy.resolve(node.settingsFile())));
        }
        String[] written = lines(copy.resolve("workflow.knime"));
        written[5] = written[5].replace("sample-workflow-unexecuted", "sample-unexecuted");
        assertArrayEquals(lines(original.resolve("workflow.knime")), written);
        for (String name : List.of("workflowset.meta", "workflow-metadata.xml", ".savedWithData")) {
            assertEquals(
                    Files.readString(original.resolve(name))
                            .replaceAll("\\d", "0")
                            .strip(),
                    Files.readString(copy.resolve(name)).replaceAll("\\d", "0").strip());
        }
    }

    private static String[] lines(Path file) throws IOException {
        return Files.readString(file).strip().split("\n");
    }
}
