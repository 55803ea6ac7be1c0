// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.braggwise.embedded.ui.EmbeddedNode;
import org.braggwise.headless.run.CancelSwitch;
import org.braggwise.headless.run.TestNodes;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knime.core.node.port.PortObject;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What happens to a process of its own: killed without warning, no room on the disk, no memory. */
class ProcessFaultsTest {

    /** What the process runs. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            System.exit(Main.run(List.of(arguments), TestNodes::new, new CancelSwitch()));
        }
    }

    /** What runs in the background of a script, or under nohup, ignores signals, and hands that on: not to our process. */
    private static final String RUN =
            "\nif env --default-signal=HUP,INT true 2>/dev/null; then exec env --default-signal=HUP,INT \"$@\"; fi\nexec \"$@\"";

    @TempDir
    private Path m_temp;

    private Path m_out;
    private Path m_said;

    /** A source of many rows and a node behind it. */
    @BeforeEach
    void makeWorkflow() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "skipped: limits need bash");
        m_out = m_temp.resolve("out");
        m_said = m_temp.resolve("said.txt");
        Files.createDirectory(m_temp.resolve("tmp"));
        Files.writeString(
                m_temp.resolve("wf.json"),
                """
            {"nodes": [{"id": 1, "factory": "org.braggwise.headless.run.TestNodes$Source", "settings": {"rows": 100000}},
                       {"id": 2, "factory": "org.braggwise.headless.run.TestNodes$Factor"}],
             "connections": ["1:1->2:1"]}""");
        assertEquals(0, end(start("", List.of(), "create", "wf.json", "--out", "wf")), this::said);
    }

    private String said() {
        try {
            return Files.readString(m_said);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static int end(Process process) throws InterruptedException {
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the process did not end");
        return process.exitValue();
    }

    /**
     * @param limit a command of bash, such as ulimit
     * @param options for Java
     */
    private Process start(String limit, List<String> options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "/bin/bash",
                "-c",
                limit + RUN,
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + m_temp.resolve("tmp"),
                "-cp",
                classPath()));
        command.addAll(options);
        command.add(Child.class.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(m_temp.toFile())
                .redirectErrorStream(true)
                .redirectOutput(m_said.toFile())
                .start();
    }

    private Process run(String limit, String... options) throws Exception {
        return start(limit, List.of(options), "run", "wf", "--out", "out");
    }

    /** In Equinox the class path is a list of bundles: where the classes come from. */
    private static String classPath() throws URISyntaxException {
        List<Path> places = new ArrayList<>();
        for (Class<?> c : List.of(
                Main.class,
                Child.class,
                EmbeddedNode.class,
                PortObject.class,
                ObjectMapper.class,
                JsonFactory.class,
                JsonProperty.class)) {
            URI place = c.getProtectionDomain().getCodeSource().getLocation().toURI();
            Assumptions.assumeTrue("file".equals(place.getScheme()), () -> "skipped: classes come from " + place);
            places.add(Path.of(place));
        }
        return places.stream().distinct().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** @return the files in sight by their paths, without those that tell times */
    private Map<String, String> results() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(m_out)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = m_out.relativize(file).toString();
                if (!name.startsWith(".braggwise-run") && !name.equals("run.json") && !name.equals("report.html")) {
                    files.put(name, Files.readString(file));
                }
            }
        }
        return files;
    }

    private List<String> list(Path folder, String prefix) throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(p -> p.getFileName().toString())
                    .filter(n -> n.startsWith(prefix))
                    .toList();
        }
    }

    /** @return whether a table is being written: the moment to pull the plug */
    private boolean halfWritten() throws IOException {
        try (Stream<Path> walk = Files.exists(m_out) ? Files.walk(m_out) : Stream.empty()) {
            return walk.anyMatch(p -> p.toString().contains(".braggwise-run")
                    && p.toString().endsWith(".csv")
                    && p.toFile().length() > 0);
        } catch (java.io.UncheckedIOException e) {
            return false; // renamed while we looked
        }
    }

    @Test
    void killedInTheMiddleLeavesNothingHalfWrittenAndTheNextRunIsWhole() throws Exception {
        assertEquals(0, end(run("")), this::said);
        Map<String, String> whole = results();
        assertEquals(3, whole.size(), whole.keySet()::toString);
        for (int i = 0; i < 3; i++) {
            Process process = run("");
            while (process.isAlive() && !halfWritten()) {
                Thread.onSpinWait();
            }
            assertTrue(process.isAlive(), this::said);
            process.destroyForcibly().waitFor();
            assertFalse(
                    Files.exists(m_out.resolve("run.json")) || Files.exists(m_out.resolve("report.html")),
                    "they belong to whole runs");
            results().forEach((name, text) -> assertEquals(whole.get(name), text, name));
            assertFalse(list(m_out, ".braggwise-run").isEmpty(), "it was killed while it wrote");
        }
        assertEquals(0, end(run("")), this::said);
        assertEquals(whole, results());
        assertTrue(Files.exists(m_out.resolve("run.json")) && Files.exists(m_out.resolve("report.html")));
        assertEquals(List.of(), list(m_out, ".braggwise-run"));
        assertEquals(List.of(), list(m_temp.resolve("tmp"), ""));
    }

    /** A limit on the size of files stands for a full disk: the write fails in its middle. */
    @Test
    void noRoomForResultsIsSaid() throws Exception {
        assertEquals(ExitCode.UNEXPECTED, end(run("ulimit -f 2500")), this::said);
        assertTrue(
                said().contains(
                                        "wf, node 1 \"Test Source\": its results could not be written: port_1.csv: File too large."
                                                + " Make room in ")
                        && said().contains("The run goes on."),
                this::said);
        assertTrue(said().indexOf("could not be written") < said().indexOf("#  node"), "not only at the end");
        assertFalse(said().contains("\tat ") || said().contains("Exception"), this::said);
        JsonNode run = new ObjectMapper().readTree(m_out.resolve("run.json").toFile());
        assertEquals(1, run.path("exitCode").asInt());
        assertTrue(run.path("nodes").path(0).path("lost").asText().contains("File too large"), run::toString);
        assertEquals(
                List.of("2-Test A_B Factor", "report.html", "run.json"),
                list(m_out, "").stream().sorted().toList());
        assertEquals(List.of(), list(m_temp.resolve("tmp"), ""));
    }

    @Test
    void noRoomForATableIsSaid() throws Exception {
        assertEquals(ExitCode.NODE_FAILED, end(run("ulimit -f 500", "-Dbraggwise.tableMemoryBytes=0")), this::said);
        assertTrue(
                said().contains("node 1 \"Test Source\"")
                        && said().contains("The table can't be written to")
                        && said().contains("File too large. Make room there, or set TMPDIR"),
                this::said);
        assertFalse(said().contains("\tat "), this::said);
        assertEquals(List.of(), list(m_temp.resolve("tmp"), ""));
    }

    @Test
    void noMemoryIsSaid() throws Exception {
        assertEquals(
                ExitCode.NODE_FAILED,
                end(run("", "-Xmx24m", "-Dbraggwise.tableMemoryBytes=1000000000000")),
                this::said);
        assertTrue(
                said().contains("node 1 \"Test Source\"")
                        && said().contains(" MiB): give Java more by BRAGGWISE_MEMORY=8g"),
                this::said);
        assertFalse(said().contains("\tat ") || said().contains("Error"), this::said);
        assertEquals(List.of(), list(m_temp.resolve("tmp"), ""));
    }

    /** A closed terminal, the end of a session, Ctrl-C: also where a node is deaf, everything is over in two seconds. */
    @ParameterizedTest
    @ValueSource(strings = {"HUP", "TERM", "INT"})
    void signalsEndTheRunInTwoSecondsAndNothingIsLeft(String signal) throws Exception {
        Files.writeString(
                m_temp.resolve("deaf.json"),
                """
            {"nodes": [{"id": 1, "factory": "org.braggwise.headless.run.TestNodes$Source"},
                       {"id": 2, "factory": "org.braggwise.headless.run.TestNodes$Deaf"}],
             "connections": ["1:1->2:1"]}""");
        assertEquals(0, end(start("", List.of(), "create", "deaf.json", "--out", "deaf")), this::said);
        Process process = start("", List.of(), "run", "deaf", "--out", "out");
        for (int i = 0; i < 600 && !said().contains("deaf now"); i++) {
            Thread.sleep(50);
        }
        long start = System.nanoTime();
        assertEquals(
                0,
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor());
        assertEquals(ExitCode.CANCELLED, end(process), this::said);
        double seconds = (System.nanoTime() - start) / 1e9;
        // two where the machine has nothing else to do
        assertTrue(seconds < 6, seconds + " s: " + said());
        if (Files.exists(m_out.resolve("run.json"))) {
            JsonNode run = new ObjectMapper().readTree(m_out.resolve("run.json").toFile());
            assertEquals(130, run.path("exitCode").asInt());
            assertEquals("CANCELLED", run.path("nodes").path(1).path("state").asText());
            assertTrue(Files.exists(m_out.resolve("1-Test Source/port_1.csv")));
        } else {
            // there was no time for a record: then the journal says what is there
            assertTrue(Files.exists(m_out.resolve(".braggwise-run/journal")));
        }
        assertEquals(List.of(), list(m_temp.resolve("tmp"), ""));
    }

    @Test
    void missingTemporaryFolderIsSaid() throws Exception {
        Files.delete(m_temp.resolve("tmp"));
        assertEquals(ExitCode.UNEXPECTED, end(run("")), this::said);
        assertTrue(
                said().contains("the folder for temporary files: " + m_temp.resolve("tmp") + ": no such file or folder."
                        + " Set TMPDIR"),
                this::said);
        assertFalse(said().contains("Exception"), this::said);
    }

    /** What others may not read is said in words. The super user reads everything. */
    @Test
    void missingPermissionIsSaid() throws Exception {
        Assumptions.assumeFalse("root".equals(System.getProperty("user.name")), "skipped: root may do everything");
        Path file = m_temp.resolve("wf/workflow.knime");
        Files.setPosixFilePermissions(file, java.util.Set.of());
        assertEquals(ExitCode.NOT_LOADED, end(run("")), this::said);
        assertTrue(said().contains("workflow.knime: permission denied"), this::said);
    }
}
