// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowReaderTest {

    @TempDir
    private Path m_temp;

    @ParameterizedTest
    @ValueSource(strings = {"sample-unexecuted.knwf", "sample-executed.knwf"})
    void samplesOfGenuineKnimeParseWhole(String name) throws Exception {
        Path directory =
                WorkflowSource.locate(Samples.sample(name), m_temp, WorkflowSource.Limits.DEFAULT, () -> false);
        Workflow workflow = WorkflowReader.read(directory);
        assertEquals("5.8.0.v202511040000", workflow.createdBy());
        assertEquals(List.of(), workflow.notes());
        assertEquals(
                List.of(
                        "1 KNRT Classic Source",
                        "2 KNRT Modern Source",
                        "3 KNRT Modern Transform",
                        "4 KNRT Make Model"),
                workflow.nodes().stream().map(n -> n.id() + " " + n.name()).toList());
        assertEquals(List.of(new Connection(1, 1, 3, 1), new Connection(3, 1, 4, 1)), workflow.connections());
        WorkflowNode source = workflow.node(2).orElseThrow();
        assertEquals("com.example.knrt.SourceNodeFactory", source.factory());
        assertEquals("com.example.knrt", source.bundleSymbolicName());
        assertEquals("Sample nodes", source.bundleName());
        assertEquals("1.0.0", source.bundleVersion());
        assertEquals(100, source.x());
        assertEquals(300, source.y());
        assertEquals("twice", workflow.node(3).orElseThrow().annotation());
        assertEquals("", source.annotation());
        // Settings of every kind that the sample shows.
        Config model = source.model();
        assertEquals(new Config.Entry("xint", "2"), model.item("count").orElseThrow());
        assertEquals(
                new Config.Entry("xstring", "SECOND_MODE"), model.item("mode").orElseThrow());
        assertEquals(new Config.Entry("xboolean", "true"), model.item("flag").orElseThrow());
        assertEquals(new Config.Entry("xlong", "9"), model.item("long").orElseThrow());
        assertEquals(
                new Config.Entry("xdouble", "2.25"), model.item("other_key").orElseThrow());
        assertEquals(new Config.Entry("xfloat", "1.25"), model.item("float").orElseThrow());
        assertEquals(new Config.Entry("xbyte", "3"), model.item("byte").orElseThrow());
        assertEquals(
                "abc", model.tree("nested").flatMap(n -> n.text("innerText")).orElseThrow());
        assertEquals(
                "q",
                model.tree("elems")
                        .flatMap(e -> e.tree("1"))
                        .flatMap(e -> e.text("name"))
                        .orElseThrow());
        assertEquals(
                List.of("array-size", "0", "1"),
                List.copyOf(model.tree("strings").orElseThrow().keys()));
        assertEquals("false", model.text("opt_is_present").orElseThrow());
        assertEquals(
                "c1",
                model.tree("cols")
                        .flatMap(c -> c.tree("manualFilter"))
                        .flatMap(c -> c.tree("manuallySelected"))
                        .flatMap(c -> c.text("0"))
                        .orElseThrow());
        assertEquals(24, model.keys().size());
        assertEquals(List.of(1, 2, 3, 4), workflow.graph().order());
    }

    @Test
    void newerKnimeIsNoted() throws Exception {
        write("", "5.12.1.v2027", "");
        Workflow workflow = WorkflowReader.read(m_temp);
        assertEquals(1, workflow.notes().size());
        assertTrue(
                workflow.notes().get(0).contains("5.12.1.v2027"),
                workflow.notes().toString());
        write("", "5.8.9.v2027", "");
        assertEquals(List.of(), WorkflowReader.read(m_temp).notes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            <entry key="node_is_meta" type="xboolean" value="true"/><entry key="node_type" type="xstring" value="MetaNode"/> | metanode
            <entry key="node_is_meta" type="xboolean" value="true"/><entry key="node_type" type="xstring" value="SubNode"/>  | component
            <entry key="node_type" type="xstring" value="SubNode"/>                                                         | component
            """)
    void metanodesAreRefusedByName(String entries, String word) throws Exception {
        write(entries, "5.8.0", "");
        String message = assertThrows(WorkflowException.class, () -> WorkflowReader.read(m_temp))
                .getMessage();
        assertTrue(
                message.contains(word) && message.contains("node 1 \"Source\"") && message.contains("workflow.knime"),
                message);
    }

    @Test
    void flowVariableOnASettingIsRefusedByKey() throws Exception {
        write(
                "",
                "5.8.0",
                """
            <config key="variables"><config key="tree"><config key="seed">
            <entry key="used_variable" type="xstring" value="my seed"/><entry key="exposed_variable" type="xstring" isnull="true" value=""/>
            </config></config></config>""");
        String message = assertThrows(WorkflowException.class, () -> WorkflowReader.read(m_temp))
                .getMessage();
        assertTrue(
                message.contains("variables.tree.seed")
                        && message.contains("\"my seed\"")
                        && message.contains("node 1"),
                message);
    }

    @Test
    void settingsFileOutsideTheWorkflowIsRefused() throws Exception {
        write("", "5.8.0", "");
        Path inner = Files.createDirectories(m_temp.resolve("inner"));
        Files.writeString(
                inner.resolve("workflow.knime"),
                Files.readString(m_temp.resolve("workflow.knime"))
                        .replace("Source (#1)/settings.xml", "../Source (#1)/settings.xml"));
        String message = assertThrows(WorkflowException.class, () -> WorkflowReader.read(inner))
                .getMessage();
        assertTrue(message.contains("outside the workflow"), message);
        // The same by a symbolic link.
        Files.writeString(inner.resolve("workflow.knime"), Files.readString(m_temp.resolve("workflow.knime")));
        Files.createSymbolicLink(inner.resolve("Source (#1)"), m_temp.resolve("Source (#1)"));
        message = assertThrows(WorkflowException.class, () -> WorkflowReader.read(inner))
                .getMessage();
        assertTrue(message.contains("link out of the workflow"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            key="sourceID" type="xint" value="1"      | key="sourceID" type="xint" value="x"       | expected a whole number
            key="sourceID" type="xint" value="1"      | key="otherKey" type="xint" value="1"       | connections.connection_0.sourceID is missing
            key="destID" type="xint" value="2"        | key="destID" type="xint" value="7"         | there is no node 7
            key="destID" type="xint" value="2"        | key="destID" type="xint" value="1"         | cycle through the nodes [1]
            <config key="connections">                | <config key="nodes">                       | "nodes" comes twice
            key="node_settings_file"                  | key="node_settings_fine"                   | node_settings_file is missing
            """)
    void brokenWorkflowFilesNameFileAndKey(String from, String to, String expected) throws Exception {
        write("", "5.8.0", "");
        Path file = m_temp.resolve("workflow.knime");
        Files.writeString(file, Files.readString(file).replace(from, to));
        String message = assertThrows(WorkflowException.class, () -> WorkflowReader.read(m_temp))
                .getMessage();
        assertTrue(message.contains(expected) && message.contains("workflow.knime"), message);
    }

    @Test
    void missingFactoryNamesTheSettingsFile() throws Exception {
        write("", "5.8.0", "");
        Path file = m_temp.resolve("Source (#1)/settings.xml");
        Files.writeString(file, Files.readString(file).replace("key=\"factory\"", "key=\"fact\""));
        String message = assertThrows(WorkflowException.class, () -> WorkflowReader.read(m_temp))
                .getMessage();
        assertTrue(message.contains("settings.xml") && message.contains("factory"), message);
    }

    @Test
    void flowVariableConnectionIsNotedAndOrders() throws Exception {
        write("", "5.8.0", "");
        Path file = m_temp.resolve("workflow.knime");
        Files.writeString(
                file,
                Files.readString(file).replace("Port\" type=\"xint\" value=\"1\"", "Port\" type=\"xint\" value=\"0\""));
        Workflow workflow = WorkflowReader.read(m_temp);
        assertEquals(1, workflow.notes().size());
        assertTrue(
                workflow.notes().get(0).contains("1:0 -> 2:0"), workflow.notes().toString());
        assertEquals(List.of(1, 2), workflow.graph().order());
    }

    /** Two nodes, 1 to 2. */
    private void write(String firstNodeEntries, String createdBy, String settingsExtra) throws IOException {
        String head = "<config xmlns=\"http://www.knime.org/2008/09/XMLConfig\" key=\"x\">";
        StringBuilder nodes = new StringBuilder();
        for (int id = 1; id <= 2; id++) {
            String name = id == 1 ? "Source" : "Sink";
            nodes.append("<config key=\"node_%1$d\"><entry key=\"id\" type=\"xint\" value=\"%1$d\"/>".formatted(id))
                    .append("<entry key=\"node_settings_file\" type=\"xstring\" value=\"%s (#%d)/settings.xml\"/>"
                            .formatted(name, id))
                    .append(id == 1 ? firstNodeEntries : "")
                    .append("</config>");
            Path folder = Files.createDirectories(m_temp.resolve(name + " (#" + id + ")"));
            Files.writeString(
                    folder.resolve("settings.xml"),
                    head + "<config key=\"model\"/>"
                            + "<entry key=\"factory\" type=\"xstring\" value=\"a.b.C\"/><entry key=\"node-name\" type=\"xstring\" value=\""
                            + name
                            + "\"/>" + (id == 1 ? settingsExtra : "") + "</config>");
        }
        Files.writeString(
                m_temp.resolve("workflow.knime"),
                head + "<entry key=\"created_by\" type=\"xstring\" value=\"" + createdBy
                        + "\"/><config key=\"nodes\">" + nodes
                        + "</config><config key=\"connections\"><config key=\"connection_0\">"
                        + "<entry key=\"sourceID\" type=\"xint\" value=\"1\"/><entry key=\"destID\" type=\"xint\" value=\"2\"/>"
                        + "<entry key=\"sourcePort\" type=\"xint\" value=\"1\"/><entry key=\"destPort\" type=\"xint\" value=\"1\"/>"
                        + "</config></config></config>");
    }
}
