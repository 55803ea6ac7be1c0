// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.braggwise.headless.UsageException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run may do in the folder for its results, in which files of others lie. */
class RunFolderTest {

    private static final List<String> NODES = List.of("1-Source", "2-XRD Simulator");

    @TempDir
    private Path m_temp;

    private Path m_out;

    @BeforeEach
    void chooseFolder() {
        m_out = m_temp.resolve("a/b/out");
    }

    private RunFolder open() throws IOException, UsageException {
        return RunFolder.open(m_out, "wf", NODES);
    }

    private static void publish(RunFolder folder, String name, String text) throws IOException {
        Files.createDirectories(folder.draft(name).getParent());
        Files.writeString(folder.draft(name), text);
        folder.publish(name);
    }

    /** A run with one table, that ended. */
    private void wholeRun() throws Exception {
        RunFolder folder = open();
        publish(folder, "2-XRD Simulator/port_1.csv", "table");
        publish(folder, "report.html", "report");
        publish(
                folder,
                "run.json",
                """
                {"workflow": "wf", "exitCode": 0, "nodes": [],
                 "files": ["2-XRD Simulator/port_1.csv", "report.html", "run.json"]}""");
        folder.close();
    }

    /** The same, killed before its end: the lock is gone, the journal is there. */
    private void killedRun() throws Exception {
        RunFolder folder = open();
        publish(folder, "1-Source/port_1.csv", "of a killed run");
        folder.close();
        Files.createDirectories(m_out.resolve(RunFolder.HIDDEN).resolve("drafts/2-XRD Simulator"));
    }

    private String refused() {
        String message = assertThrows(UsageException.class, this::open).getMessage();
        assertTrue(message.contains(m_out.toString()), message);
        return message;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> walk = Files.walk(m_out)) {
            return walk.filter(Files::isRegularFile)
                    .map(f -> m_out.relativize(f).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void nothingIsInSightBeforeItIsPublished() throws Exception {
        RunFolder folder = open();
        Files.createDirectories(folder.draft("1-Source"));
        Files.writeString(folder.draft("1-Source/port_1.csv"), "half");
        assertFalse(Files.exists(m_out.resolve("1-Source")));
        folder.publish("1-Source/port_1.csv");
        assertEquals("half", Files.readString(m_out.resolve("1-Source/port_1.csv")));
        publish(folder, "run.json", "{}");
        folder.close();
        assertEquals(List.of("1-Source/port_1.csv", "run.json"), files());
    }

    @Test
    void nextRunReplacesWhatTheRecordLists() throws Exception {
        wholeRun();
        RunFolder folder = open();
        assertEquals(List.of(".braggwise-run/journal", ".braggwise-run/lock"), files());
        folder.close();
        assertEquals(List.of(), files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes.txt", "2-XRD Simulator/notes.txt", "1-Source/my data/a.csv", "3-Else/port_1.csv"})
    void filesOfTheUserStay(String name) throws Exception {
        wholeRun();
        Files.createDirectories(m_out.resolve(name).getParent());
        Files.writeString(m_out.resolve(name), "mine");
        wholeRun();
        assertEquals("mine", Files.readString(m_out.resolve(name)));
        assertEquals("table", Files.readString(m_out.resolve("2-XRD Simulator/port_1.csv")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2-XRD Simulator/port_1.csv",
                "2-XRD Simulator/port_2 Pattern.npy",
                "1-Source/view.html",
                "1-Source",
                "report.html",
                "run.json",
                ".braggwise-run"
            })
    void whatIsInTheWayIsNamedAndStays(String name) throws Exception {
        Path file = m_out.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "mine");
        String message = refused();
        assertTrue(message.contains("no run of this program wrote: " + name), message);
        assertEquals("mine", Files.readString(file));
        assertEquals(List.of(name), files());
    }

    @Test
    void linkInTheWayIsNotFollowed() throws Exception {
        wholeRun();
        Path elsewhere = Files.createDirectories(m_temp.resolve("elsewhere"));
        Files.move(m_out.resolve("2-XRD Simulator/port_1.csv"), elsewhere.resolve("port_1.csv"));
        Files.delete(m_out.resolve("2-XRD Simulator"));
        Files.createSymbolicLink(m_out.resolve("2-XRD Simulator"), elsewhere);
        assertTrue(refused().contains("2-XRD Simulator"));
        assertTrue(Files.exists(elsewhere.resolve("port_1.csv")));
    }

    @Test
    void nextRunTakesAwayWhatAKilledOneLeft() throws Exception {
        wholeRun();
        killedRun();
        assertEquals(List.of(".braggwise-run/journal", ".braggwise-run/lock", "1-Source/port_1.csv"), files());
        wholeRun();
        assertEquals(List.of("2-XRD Simulator/port_1.csv", "report.html", "run.json"), files());
    }

    @Test
    void otherWorkflowIsRefused() throws Exception {
        wholeRun();
        String message = assertThrows(UsageException.class, () -> RunFolder.open(m_out, "other", NODES))
                .getMessage();
        assertTrue(message.contains("holds results of the workflow \"wf\"; this one is \"other\""), message);
        assertEquals(List.of("2-XRD Simulator/port_1.csv", "report.html", "run.json"), files());
        wholeRun();
        killedRun();
        assertThrows(UsageException.class, () -> RunFolder.open(m_out, "other", NODES));
        assertTrue(files().contains("1-Source/port_1.csv"));
    }

    @Test
    void secondRunAtTheSameTimeIsRefused() throws Exception {
        RunFolder folder = open();
        publish(folder, "1-Source/port_1.csv", "first");
        assertTrue(refused().contains("another run is writing its results there now"));
        assertEquals("first", Files.readString(m_out.resolve("1-Source/port_1.csv")));
        folder.close();
    }

    @Test
    void fileThatCameMeanwhileIsNotReplaced() throws Exception {
        RunFolder folder = open();
        Files.createDirectories(m_out.resolve("1-Source"));
        Files.writeString(m_out.resolve("1-Source/port_1.csv"), "mine");
        IOException e = assertThrows(IOException.class, () -> publish(folder, "1-Source/port_1.csv", "ours"));
        assertTrue(e.getMessage().contains("has come there since the run began"), e.getMessage());
        folder.close();
        assertEquals(List.of("1-Source/port_1.csv"), files());
    }

    /** A record may come from anywhere. */
    @ParameterizedTest
    @CsvSource({
        "../evil.txt, false",
        "1-X/../../evil.txt, false",
        "1-X/.., false",
        "../../../../etc/passwd, false",
        "/evil.txt, false",
        "notes.txt, false",
        "1-X/port_1.csv, true",
        "1-X/port_1 Pattern (%).npy, true",
        "run.json, true"
    })
    void onlyNamesOfResultsAreOwned(String name, boolean owned) {
        assertEquals(owned, OwnFiles.of("wf", List.of(name)).names().contains(name));
    }

    @Test
    void recordOfTheFirstVersionsIsUnderstood() throws Exception {
        Path file = m_temp.resolve("run.json");
        Files.writeString(
                file,
                """
                {"workflow": "wf", "exitCode": 0, "nodes": [{"folder": "1-Old", "view": "1-Old/view.html",
                 "ports": [{"file": "1-Old/port_1.csv"}, {"file": null}]}]}""");
        OwnFiles files = OwnFiles.recorded(file);
        assertNotNull(files);
        assertEquals("wf", files.workflow());
        assertEquals(
                List.of("1-Old/port_1.csv", "1-Old/view.html", "report.html", "run.json"), List.copyOf(files.names()));
    }
}
