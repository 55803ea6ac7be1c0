// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.braggwise.headless.run.CancelSwitch;
import org.braggwise.headless.run.TestNodes;
import org.braggwise.headless.workflow.WorkflowReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workflows with and without an optional port: created, stored as KNIME does, run, refused. */
class OptionalPortTest {

    private static final String ADDED =
            """
                    <config key="More">
                        <config key="port_0">
                            <entry key="object_class" type="xstring" value="org.knime.core.node.BufferedDataTable"/>
                        </config>
                    </config>
            """;

    @TempDir
    private Path m_temp;

    private final ByteArrayOutputStream m_err = new ByteArrayOutputStream();
    private final ByteArrayOutputStream m_out = new ByteArrayOutputStream();

    private int braggwise(String... arguments) {
        m_err.reset();
        m_out.reset();
        return Main.run(
                List.of(arguments),
                TestNodes::new,
                new CancelSwitch(),
                new PrintStream(m_out, true, StandardCharsets.UTF_8),
                new PrintStream(m_err, true, StandardCharsets.UTF_8),
                m_temp,
                0);
    }

    /** Two sources and a node that counts the rows of its inputs. */
    private int create(String ports, String connections) throws IOException {
        String nodes = "org.braggwise.headless.run.TestNodes$";
        Files.writeString(
                m_temp.resolve("wf.json"),
                """
                {"nodes": [{"id": 1, "factory": "%sSource"}, {"id": 2, "factory": "%sSource", "settings": {"rows": 5}},
                           {"id": 3, "factory": "%sCounting"%s}],
                 "connections": [%s]}
                """
                        .formatted(nodes, nodes, nodes, ports.isEmpty() ? "" : ", \"ports\": " + ports, connections));
        return braggwise("create", "wf.json", "--out", "wf");
    }

    private Path settings() {
        return m_temp.resolve("wf/Test Counting (#3)/settings.xml");
    }

    private String counts() throws IOException {
        return Files.readString(m_temp.resolve("out/3-Test Counting/port_1.csv"));
    }

    @Test
    void absentPortIsAnEmptyGroup() throws Exception {
        assertEquals(0, create("", "\"1:1 -> 3:1\""), m_err::toString);
        String settings = Files.readString(settings());
        assertTrue(
                settings.contains(
                        """
                    <config key="node_creation_config">
                        <config key="In"/>
                        <config key="More"/>
                        <config key="Counts"/>
                    </config>
                """),
                settings);
        assertEquals(0, braggwise("run", "wf", "--out", "out"), m_err::toString);
        assertEquals("RowID,rows\r\nRow0,3\r\n", counts());
    }

    @Test
    void addedPortIsStoredWithItsClass() throws Exception {
        assertEquals(0, create("[\"More\"]", "\"1:1 -> 3:1\", \"2:1 -> 3:2\""), m_err::toString);
        String settings = Files.readString(settings());
        assertTrue(settings.contains(ADDED), settings);
        var read = WorkflowReader.read(m_temp.resolve("wf"));
        assertEquals(2, read.connections().get(1).destPort());
        assertEquals(0, braggwise("run", "wf", "--out", "out"), m_err::toString);
        assertEquals("RowID,rows\r\nRow0,3\r\nRow1,5\r\n", counts());
    }

    /** KNIME takes a group that a saved node does not know for that of a new node. */
    @Test
    void workflowOfBeforeThePortRuns() throws Exception {
        assertEquals(0, create("", "\"1:1 -> 3:1\""), m_err::toString);
        String settings = Files.readString(settings());
        Files.writeString(settings(), settings.replace("        <config key=\"More\"/>\n", ""));
        assertEquals(0, braggwise("run", "wf", "--out", "out"), m_err::toString);
        assertEquals("RowID,rows\r\nRow0,3\r\n", counts());
    }

    @Test
    void addedPortWantsAConnection() throws Exception {
        assertEquals(0, create("[\"More\"]", "\"1:1 -> 3:1\""), m_err::toString);
        assertEquals(ExitCode.NODE_FAILED, braggwise("run", "wf"));
        assertTrue(
                m_err.toString()
                        .contains("input port 2 \"More\" is not connected: connect it, or remove it from the node"),
                m_err::toString);
    }

    @Test
    void portOfAnotherTypeIsRefused() throws Exception {
        assertEquals(0, create("[\"More\"]", "\"1:1 -> 3:1\", \"2:1 -> 3:2\""), m_err::toString);
        Files.writeString(
                settings(),
                Files.readString(settings()).replace("org.knime.core.node.BufferedDataTable", "com.example.Model"));
        assertEquals(ExitCode.NOT_LOADED, braggwise("run", "wf"));
        assertTrue(
                m_err.toString()
                        .contains(
                                "Test Counting (#3)/settings.xml, key node_creation_config: node 3 \"Test Counting\": key "
                                        + "More.port_0.object_class: found com.example.Model, expected one port, port_0, of org.knime.core.node.BufferedDataTable"),
                m_err::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[\"Less\"]; \"1:1 -> 3:1\"; node 3, key ports: no optional port is called \"Less\"; expected More.",
                "\"More\"; \"1:1 -> 3:1\"; node 3, key ports: found \"More\", expected a list of the optional ports",
                "''; \"1:1 -> 3:2\"; connection 1:1 -> 3:2 fits no port: node 1 has 1 outputs, node 3 has 1 inputs, counted from 1; optional ports"
            })
    void mistakesInADescriptionAreNamed(String ports, String connections, String expected) throws Exception {
        assertEquals(ExitCode.NOT_LOADED, create(ports, connections));
        assertTrue(m_err.toString().contains(expected.strip()), m_err::toString);
    }

    @Test
    void referenceMarksIt() {
        assertEquals(0, braggwise("nodes"));
        assertTrue(m_out.toString().contains("in  2  More (Table, optional)"), m_out::toString);
        assertEquals(0, braggwise("nodes", "--markdown"));
        assertTrue(m_out.toString().contains("2. More (Table, optional): More rows."), m_out::toString);
    }
}
