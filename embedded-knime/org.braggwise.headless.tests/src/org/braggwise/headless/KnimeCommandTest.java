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
import java.util.List;

import org.braggwise.headless.run.CancelSwitch;
import org.braggwise.headless.run.TestNodes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is handed to an installed KNIME: the program there is a script that writes down how it was called. No KNIME can be had here. */
class KnimeCommandTest {

    @TempDir
    private Path m_temp;

    private final ByteArrayOutputStream m_err = new ByteArrayOutputStream();

    private int braggwise(String... arguments) {
        m_err.reset();
        return Main.run(
                List.of(arguments),
                TestNodes::new,
                new CancelSwitch(),
                new PrintStream(new ByteArrayOutputStream()),
                new PrintStream(m_err, true, StandardCharsets.UTF_8),
                m_temp,
                0);
    }

    private String err() {
        return m_err.toString(StandardCharsets.UTF_8);
    }

    @BeforeEach
    void makeHomeAndWorkflow() throws IOException {
        Assumptions.assumeTrue(
                Files.getFileStore(m_temp).supportsFileAttributeView("posix"), "skipped: scripts need a POSIX system");
        Path home = Files.createDirectories(m_temp.resolve("home/plugins")).getParent();
        Files.createFile(home.resolve("plugins/org.knime.core_5.8.3.v202601010000.jar"));
        Path program = home.resolve("knime");
        Files.writeString(
                program,
                """
            #!/bin/sh
            printf '%s\\n' "$@" >> "$(dirname "$0")/calls"
            for word in "$@"; do
              case $word in
                -workflowDir=*) cat "${word#-workflowDir=}"/Test*/settings.xml >> "$(dirname "$0")/settings"; exit "$(cat "$(dirname "$0")/exit")" ;;
                -uninstallIU) rm "$(dirname "$0")/refuses" ;;
              esac
            done
            if [ -e "$(dirname "$0")/refuses" ]; then exit 13; fi
            exit "$(cat "$(dirname "$0")/install")"
            """);
        assertTrue(program.toFile().setExecutable(true));
        Files.writeString(home.resolve("exit"), "0");
        Files.writeString(home.resolve("install"), "0");
        Files.writeString(m_temp.resolve("site.zip"), "a site");
        Files.writeString(
                m_temp.resolve("wf.json"),
                "{\"nodes\": [{\"id\": 1, \"factory\": \"org.braggwise.headless.run.TestNodes$Source\"}]}");
        assertEquals(0, braggwise("create", "wf.json", "--out", "wf"), this::err);
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(m_temp.resolve("home/calls"));
    }

    @Test
    void installsThenRunsTheBatchApplication() throws Exception {
        assertEquals(
                0,
                braggwise("run", "wf", "--knime", "home", "--site", "site.zip", "--set", "1/rows=5", "--out", "out"),
                this::err);
        List<String> calls = calls();
        int director = calls.indexOf("org.eclipse.equinox.p2.director");
        int batch = calls.indexOf("org.knime.product.KNIME_BATCH_APPLICATION");
        assertTrue(director > 0 && batch > director, calls.toString());
        assertTrue(calls.contains("jar:" + m_temp.resolve("site.zip").toUri() + "!/"), calls.toString());
        assertTrue(calls.contains("org.braggwise.feature.feature.group"), calls.toString());
        assertTrue(calls.contains("-destFile=" + m_temp.resolve("out/wf.knwf")), calls.toString());
        assertTrue(
                Files.readString(m_temp.resolve("home/settings")).contains("key=\"rows\" type=\"xint\" value=\"5\""));
        assertTrue(
                Files.readString(m_temp.resolve("wf/Test Source (#1)/settings.xml"))
                        .contains("key=\"rows\" type=\"xint\" value=\"3\""),
                "the workflow itself stays as it is");
    }

    /** p2 refuses a second build beside the first, and then takes it in its place. */
    @Test
    void anotherBuildThatIsInstalledIsReplaced() throws Exception {
        Files.createDirectories(m_temp.resolve("home/features/org.braggwise.feature_1.0.0.202601010000"));
        assertEquals(0, braggwise("run", "wf", "--knime", "home", "--site", "site.zip"), this::err);
        assertFalse(calls().contains("-uninstallIU"), "the same build is not taken away: " + calls());
        Files.delete(m_temp.resolve("home/calls"));
        Files.writeString(m_temp.resolve("home/refuses"), "");
        assertEquals(0, braggwise("run", "wf", "--knime", "home", "--site", "site.zip"), this::err);
        int gone = calls().indexOf("-uninstallIU");
        assertEquals(
                List.of(
                        "-uninstallIU",
                        "org.braggwise.feature.feature.group",
                        "-installIU",
                        "org.braggwise.feature.feature.group"),
                calls().subList(gone, gone + 4));
        assertTrue(calls().indexOf("-installIU") < gone, calls().toString());
    }

    @Test
    void exitCodeOfKnimeIsOurs() throws Exception {
        Files.writeString(m_temp.resolve("home/exit"), "4");
        assertEquals(4, braggwise("run", "wf", "--knime", "home", "--site", "site.zip"));
    }

    @Test
    void failedInstallationIsSaidAndNothingRuns() throws Exception {
        Files.writeString(m_temp.resolve("home/install"), "13");
        assertEquals(1, braggwise("run", "wf", "--knime", "home", "--site", "site.zip"));
        assertTrue(err().contains("did not install org.braggwise.feature.feature.group (it ended with 13)"), err());
        assertTrue(!calls().contains("org.knime.product.KNIME_BATCH_APPLICATION"));
    }

    @Test
    void whatIsNoKnimeIsRefused() throws Exception {
        assertEquals(2, braggwise("run", "wf", "--knime", "wf", "--site", "site.zip"));
        assertTrue(
                err().contains("no KNIME Analytics Platform there (expected the program knime and the folder plugins)"),
                err());
        Files.move(
                m_temp.resolve("home/plugins/org.knime.core_5.8.3.v202601010000.jar"),
                m_temp.resolve("home/plugins/org.knime.core_5.4.2.v1.jar"));
        assertEquals(2, braggwise("run", "wf", "--knime", "home", "--site", "site.zip"));
        assertTrue(err().contains("found KNIME 5.4, expected 5.8 or later"), err());
        Files.delete(m_temp.resolve("home/plugins/org.knime.core_5.4.2.v1.jar"));
        assertEquals(2, braggwise("run", "wf", "--knime", "home", "--site", "site.zip"));
        assertTrue(err().contains("the plug-in org.knime.core is missing"), err());
    }

    @Test
    void absentSiteIsRefused() {
        assertEquals(2, braggwise("run", "wf", "--knime", "home", "--site", "absent.zip"));
        assertTrue(err().contains("no such file; expected a zipped update site"), err());
    }
}
