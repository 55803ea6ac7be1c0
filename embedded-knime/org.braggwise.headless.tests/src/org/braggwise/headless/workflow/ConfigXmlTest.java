// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigXmlTest {

    private static Config read(String xml) throws Exception {
        return ConfigXml.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), "settings.xml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "a<b>&\"c'",
                "line\nfeed\ttab\r",
                "%%00010 as text",
                "100 %%",
                "%%%00010",
                "Å 2θ 日本語 😀",
                " edges ",
                "\u0001\u007f\u0085"
            })
    void textsSurvive(String text) throws Exception {
        byte[] bytes = ConfigXml.write(new Config().put("k", text), "settings.xml");
        assertEquals(
                text,
                ConfigXml.read(new ByteArrayInputStream(bytes), "settings.xml")
                        .text("k")
                        .orElseThrow());
    }

    @Test
    void nullAndEmptyDiffer() throws Exception {
        byte[] bytes = ConfigXml.write(new Config().put("null", (String) null).put("empty", ""), "x");
        assertTrue(new String(bytes, StandardCharsets.UTF_8)
                .contains("<entry key=\"null\" type=\"xstring\" isnull=\"true\" value=\"\"/>"));
        Config back = ConfigXml.read(new ByteArrayInputStream(bytes), "x");
        assertEquals(new Config.Entry("xstring", null), back.item("null").orElseThrow());
        assertEquals("", back.text("empty").orElseThrow());
    }

    @Test
    void knimesEscapeOfControlCharactersIsRead() throws Exception {
        assertEquals(
                "a\nb\tc",
                read("<config key=\"m\"><entry key=\"k\" type=\"xstring\" value=\"a%%00010b%%00009c\"/></config>")
                        .text("k")
                        .orElseThrow());
    }

    @Test
    void externalEntityIsRefusedAndNotOpened(@TempDir Path temp) throws Exception {
        Path secret = Files.writeString(temp.resolve("secret.txt"), "top secret");
        String message = assertThrows(
                        WorkflowException.class,
                        () -> read("<?xml version=\"1.0\"?><!DOCTYPE c [<!ENTITY x SYSTEM \"" + secret.toUri()
                                + "\">]><config key=\"m\"><entry key=\"k\" type=\"xstring\" value=\"v\"/>&x;</config>"))
                .getMessage();
        assertFalse(message.contains("top secret"));
        assertTrue(message.contains("DOCTYPE") && message.contains("settings.xml, line 1"), message);
    }

    @Test
    void entityBombIsRefused() {
        StringBuilder bomb = new StringBuilder("<!DOCTYPE c [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            bomb.append("<!ENTITY a")
                    .append(i)
                    .append(" \"&a")
                    .append(i - 1)
                    .append(";&a")
                    .append(i - 1)
                    .append(";\">");
        }
        bomb.append("]><config key=\"m\"><entry key=\"k\" type=\"xstring\" value=\"&a29;\"/></config>");
        assertThrows(WorkflowException.class, () -> read(bomb.toString()));
    }

    @Test
    void deepNestingIsRefused() {
        assertThrows(WorkflowException.class, () -> read("<config key=\"a\">".repeat(5000) + "</config>".repeat(5000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not xml",
                "<other key=\"x\"/>",
                "<config/>",
                "<config key=\"a\"><entry key=\"b\" value=\"c\"/></config>",
                "<config key=\"a\"><entry key=\"b\" type=\"xint\"/></config>",
                "<config key=\"a\"><b/></config>",
                "<config key=\"a\"><config key=\"b\"/><entry key=\"b\" type=\"xint\" value=\"1\"/></config>",
                "<config key=\"a\">"
            })
    void brokenFilesAreNamed(String xml) {
        String message = assertThrows(WorkflowException.class, () -> read(xml)).getMessage();
        assertTrue(message.startsWith("settings.xml, line "), message);
    }

    @Test
    void copyIsIndependent() {
        Config original = new Config().put("a", 1);
        original.putTree("t").put("b", 2);
        Config copy = original.copy();
        assertEquals(original, copy);
        copy.tree("t").orElseThrow().put("b", 3);
        assertEquals("2", original.tree("t").orElseThrow().text("b").orElseThrow());
    }
}
