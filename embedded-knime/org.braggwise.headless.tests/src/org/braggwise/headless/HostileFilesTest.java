// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.braggwise.headless.run.CancelSwitch;
import org.braggwise.headless.run.TestNodes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workflows from strangers, through the command: refused with the file's name, nothing read or written that is not theirs. */
class HostileFilesTest {

    private static final String SECRET = "top secret";

    @TempDir
    private Path m_temp;

    private String m_said;

    @BeforeEach
    void makeWorkflow() throws Exception {
        Files.writeString(
                m_temp.resolve("wf.json"),
                """
            {"nodes": [{"id": 1, "factory": "org.braggwise.headless.run.TestNodes$Source"}], "connections": []}""");
        assertEquals(0, braggwise("create", "wf.json", "--out", "wf"), () -> m_said);
    }

    private int braggwise(String... arguments) {
        var said = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = Main.run(List.of(arguments), TestNodes::new, new CancelSwitch(), both, both, m_temp, 0);
        m_said = said.toString(StandardCharsets.UTF_8);
        return exit;
    }

    /** Each XML file of a workflow, with an entity that names a file of ours. */
    @ParameterizedTest
    @ValueSource(strings = {"workflow.knime", "workflow-metadata.xml", "Test Source (#1)/settings.xml"})
    void externalEntitiesAreRefused(String file) throws Exception {
        Path secret = Files.writeString(m_temp.resolve("secret.txt"), SECRET);
        Path xml = m_temp.resolve("wf").resolve(file);
        String text = Files.readString(xml);
        int root = text.indexOf('<', text.indexOf("?>"));
        Files.writeString(
                xml,
                text.substring(0, root) + "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>"
                        + text.substring(root).replaceFirst("</([^<>]*)>\\s*$", "&e;</$1>"));
        assertEquals(ExitCode.NOT_LOADED, braggwise("run", "wf", "--out", "out"), () -> m_said);
        assertTrue(m_said.contains(xml.getFileName().toString()) && m_said.contains("DOCTYPE"), m_said);
        assertFalse(m_said.contains(SECRET) || Files.exists(m_temp.resolve("out")), m_said);
    }

    private byte[] zipped() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> walk = Files.walk(m_temp.resolve("wf"))) {
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(m_temp.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void wholeZipRuns() throws Exception {
        Files.write(m_temp.resolve("wf.knwf"), zipped());
        assertEquals(0, braggwise("run", "wf.knwf"), () -> m_said);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 0.6, 0.9, 0.99})
    void cutZipIsRefused(double share) throws Exception {
        byte[] whole = zipped();
        Files.write(m_temp.resolve("cut.knwf"), Arrays.copyOf(whole, (int) (share * whole.length)));
        assertEquals(ExitCode.NOT_LOADED, braggwise("run", "cut.knwf", "--out", "out"), () -> m_said);
        assertTrue(m_said.contains("cut.knwf") && !m_said.contains("\tat "), m_said);
        assertFalse(Files.exists(m_temp.resolve("out")));
    }

    /** Files are data. Nothing that ships makes objects of classes that a file names. */
    @Test
    void noSourceDeserialisesObjects() throws Exception {
        Path root = Path.of(System.getProperty("braggwise.root", "../.."))
                .toAbsolutePath()
                .normalize();
        Assumptions.assumeTrue(Files.isDirectory(root.resolve("plugins")), "skipped: no sources in " + root);
        Pattern forbidden = Pattern.compile(
                "ObjectInputStream|XMLDecoder|ModelSerializer\\.|activateDefaultTyping|enableDefaultTyping|JsonTypeInfo|SerializationUtils");
        for (String folder : List.of("plugins", "embedded-knime")) {
            try (Stream<Path> walk = Files.walk(root.resolve(folder))) {
                for (Path file : walk.filter(f -> f.toString().endsWith(".java")
                                && !f.toString().contains(".tests")
                                && !f.toString().contains("src/test/"))
                        .toList()) {
                    assertFalse(forbidden.matcher(Files.readString(file)).find(), file::toString);
                }
            }
        }
    }
}
