// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.embedded.tests.settings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.braggwise.embedded.SettingsEntry;
import org.braggwise.embedded.SettingsXml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.NodeSettings;

class SettingsXmlTest {

    private static String xml(NodeSettings settings) throws IOException {
        var out = new ByteArrayOutputStream();
        SettingsXml.write(settings, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static NodeSettings read(String xml) throws IOException {
        return SettingsXml.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static NodeSettings everyKind() {
        var s = new NodeSettings("model");
        s.addInt("int", -3);
        s.addLong("long", Long.MIN_VALUE);
        s.addDouble("double", 0.1);
        s.addDouble("infinite", Double.NEGATIVE_INFINITY);
        s.addFloat("float", 1.5f);
        s.addBoolean("boolean", true);
        s.addString("string", "ångström \"<&>\" 100%% \n\tend");
        s.addString("empty", "");
        s.addString("null", null);
        s.addIntArray("ints", 1, 2);
        s.addLongArray("longs", 5L);
        s.addDoubleArray("doubles", 1e-300, Double.NaN);
        s.addFloatArray("floats", 2f);
        s.addBooleanArray("booleans", false, true);
        s.addStringArray("strings", "a", null, "");
        s.addIntArray("noInts", (int[]) null);
        s.addNodeSettings("nested").addNodeSettings("deeper").addInt("x", 1);
        return s;
    }

    @Test
    void everyKindComesBack() throws IOException, InvalidSettingsException {
        NodeSettings back = read(xml(everyKind()));
        assertEquals(everyKind(), back);
        assertEquals(-3, back.getInt("int"));
        assertEquals(Long.MIN_VALUE, back.getLong("long"));
        assertEquals(0.1, back.getDouble("double"));
        assertEquals(Double.NEGATIVE_INFINITY, back.getDouble("infinite"));
        assertEquals(1.5f, back.getFloat("float"));
        assertTrue(back.getBoolean("boolean"));
        assertEquals("ångström \"<&>\" 100%% \n\tend", back.getString("string"));
        assertEquals("", back.getString("empty"));
        assertNull(back.getString("null"));
        assertArrayEquals(new int[] {1, 2}, back.getIntArray("ints"));
        assertArrayEquals(new double[] {1e-300, Double.NaN}, back.getDoubleArray("doubles"));
        assertArrayEquals(new String[] {"a", null, ""}, back.getStringArray("strings"));
        assertNull(back.getIntArray("noInts"));
        assertEquals(1, back.getNodeSettings("nested").getNodeSettings("deeper").getInt("x"));
    }

    /** The lines are those of files that KNIME 5.8.3 saved. */
    @Test
    void textIsAsKnimeWritesIt() throws IOException {
        var s = new NodeSettings("settings.xml");
        s.addString("node_file", "settings.xml");
        s.addNodeSettings("flow_stack");
        var model = s.addNodeSettings("model");
        model.addInt("count", 4);
        model.addBoolean("flag", false);
        s.addString("customDescription", null);
        s.addString("escaped", "a\nb%%c");
        assertEquals(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <config xmlns="http://www.knime.org/2008/09/XMLConfig" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
                xsi:schemaLocation="http://www.knime.org/2008/09/XMLConfig http://www.knime.org/XMLConfig_2008_09.xsd" key="settings.xml">
                    <entry key="node_file" type="xstring" value="settings.xml"/>
                    <config key="flow_stack"/>
                    <config key="model">
                        <entry key="count" type="xint" value="4"/>
                        <entry key="flag" type="xboolean" value="false"/>
                    </config>
                    <entry key="customDescription" type="xstring" isnull="true" value=""/>
                    <entry key="escaped" type="xstring" value="a%%00010b%%00037%c"/>
                </config>
                """,
                xml(s));
    }

    /** Every settings file of the workflows that KNIME itself saved is read and written again, byte for byte. */
    @ParameterizedTest
    @ValueSource(strings = {"sample-unexecuted.knwf", "sample-executed.knwf"})
    void samplesComeBackUnchanged(String sample) throws IOException {
        Path file = Path.of(System.getProperty("braggwise.data", "nowhere"))
                .resolve("../knime")
                .resolve(sample);
        assumeTrue(Files.exists(file), "No sample workflow at " + file);
        int files = 0;
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                String name = e.getName();
                if (name.endsWith("settings.xml")
                        || name.endsWith("workflow.knime")
                        || name.endsWith("/data.xml")
                        || name.endsWith("/spec.xml")) {
                    String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                    assertEquals(text, xml(read(text)), name);
                    files++;
                }
            }
        }
        assertTrue(files >= 5, "found " + files + " files");
    }

    @Test
    void typeDecides() {
        NodeSettings s = everyKind();
        assertEquals(
                "Double for key \"int\" not found.",
                assertThrows(InvalidSettingsException.class, () -> s.getDouble("int"))
                        .getMessage());
        assertEquals(
                "Int for key \"absent\" not found.",
                assertThrows(InvalidSettingsException.class, () -> s.getInt("absent"))
                        .getMessage());
        assertEquals(
                "Config for key \"int\" not found.",
                assertThrows(InvalidSettingsException.class, () -> s.getNodeSettings("int"))
                        .getMessage());
        assertEquals(7, s.getInt("double", 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<config key='a'><entry key='b' type='xint' value='1.5'/></config>",
                "<config key='a'><entry key='b' type='number' value='1'/></config>",
                "<config key='a'><entry type='xint' value='1'/></config>",
                "<config key='a'><other key='b'/></config>",
                "<config key='a'>",
                "",
                "<!DOCTYPE config [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><config key='a'><entry key='b' type='xstring' value='&x;'/></config>"
            })
    void whatIsNoSettingsFileIsRefused(String text) {
        assertThrows(IOException.class, () -> read(text));
    }

    @Test
    void plainEntries() {
        SettingsEntry root = SettingsEntry.of(everyKind());
        assertTrue(root.isConfig());
        List<String> keys = new ArrayList<>();
        root.children().forEach(c -> keys.add(c.key()));
        assertEquals(List.copyOf(everyKind().keySet()), keys);
        assertEquals(
                new SettingsEntry("int", "xint", "-3", List.of()),
                root.children().get(0));
        assertFalse(root.children().get(0).isConfig());
    }
}
