// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.faults;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.braggwise.embedded.SettingsXml;
import org.braggwise.knime.testing.Samples;
import org.braggwise.learning.model.BVggNetModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models and settings from strangers: small files that become large ones, names that leave their folder, entities. */
class HostileModelTest {

    private static final int MEGABYTE = 1 << 20;

    private static String refusal(byte[] file) {
        return assertThrows(IOException.class, () -> BVggNetModel.read(new ByteArrayInputStream(file), "m.zip"))
                .getMessage();
    }

    @Test
    void headerThatUnpacksToMuchIsRefused() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("model.json"));
            byte[] blanks = " ".repeat(MEGABYTE).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 65; i++) {
                zip.write(blanks);
            }
        }
        assertTrue(bytes.size() < MEGABYTE);
        String message = refusal(bytes.toByteArray());
        assertTrue(message.contains("m.zip: model.json is larger than 64 MB"), message);
    }

    /** The weights of a real model, followed by zeros that pack to next to nothing: reading stops where the header says that it ends. */
    @Test
    void weightsThatUnpackToMuchAreRefused() throws Exception {
        var model = new ByteArrayOutputStream();
        Samples.model().model().write(model);
        var bytes = new ByteArrayOutputStream();
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(model.toByteArray()));
                ZipOutputStream to = new ZipOutputStream(bytes)) {
            for (ZipEntry e = from.getNextEntry(); e != null; e = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(e.getName()));
                from.transferTo(to);
                for (int i = 0; i < 64 && e.getName().equals("arrays.bin"); i++) {
                    to.write(new byte[MEGABYTE]);
                }
            }
        }
        String message = refusal(bytes.toByteArray());
        assertTrue(message.contains("holds more than"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../model.json", "/model.json", "..\\model.json", "evil.class"})
    void otherEntriesAreRefusedByName(String name) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(1);
        }
        String message = refusal(bytes.toByteArray());
        assertTrue(message.contains("found " + name + ", expected model.json"), message);
    }

    /** A port's description is settings, too. */
    @Test
    void entitiesInSettingsAreNotResolved(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "top secret");
        String head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE c [<!ENTITY e SYSTEM \"" + secret.toUri()
                + "\"><!ENTITY a \"aaaa\">]><config xmlns=\"http://www.knime.org/2008/09/XMLConfig\" key=\"k\">";
        for (String body : new String[] {
            "&e;",
            "<entry key=\"t\" type=\"xstring\" value=\"&a;\"/>",
            "<entry key=\"t\" type=\"xstring\" value=\"x\"/>&e;"
        }) {
            var e = assertThrows(
                    IOException.class,
                    () -> SettingsXml.read(
                            new ByteArrayInputStream((head + body + "</config>").getBytes(StandardCharsets.UTF_8))));
            assertTrue(!String.valueOf(e.getMessage()).contains("top secret"), e.getMessage());
        }
    }
}
