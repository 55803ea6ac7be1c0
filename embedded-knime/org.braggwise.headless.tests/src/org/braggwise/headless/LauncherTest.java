// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script ./braggwise, with a Java and a Maven that only write down how they were called. */
class LauncherTest {

    private static final String LIB = "embedded-knime/org.braggwise.runtime/target/runner/lib";

    @TempDir
    private Path m_temp;

    private Path m_project;
    private String m_output;
    private final Map<String, String> m_environment = new TreeMap<>();

    @BeforeEach
    void makeProject() throws IOException {
        Path script = Path.of(System.getProperty("braggwise.root", ".")).resolve("braggwise");
        Assumptions.assumeTrue(
                Files.isExecutable(script) && Files.isExecutable(Path.of("/bin/bash")),
                "skipped: the script needs bash");
        m_project = Files.createDirectories(m_temp.resolve("a project"));
        Files.copy(script, m_project.resolve("braggwise"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        program(
                "java",
                """
            if [ "$1" = -version ]; then echo 'openjdk version "17.0.1" 2021' >&2; exit 0; fi
            printf '%s\\n' "$@" > "$CALLS/java"
            printf '%s\\n' "${LC_ALL:-}" > "$CALLS/locale"
            exit 7
            """);
        program(
                "mvn",
                """
            printf '%s\\n' "$@" > "$CALLS/mvn"
            [ ! -e "$CALLS/broken" ] || { echo '[ERROR] planted compile error'; exit 1; }
            mkdir -p "LIB"
            touch "LIB/org.braggwise.crystal.jar" "LIB/org.braggwise.knime.jar"
            """
                        .replace("LIB", LIB));
    }

    private void program(String name, String text) throws IOException {
        Path file = Files.createDirectories(m_temp.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/bash\n" + text);
        assertTrue(file.toFile().setExecutable(true));
    }

    private int braggwise(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(m_project.resolve("braggwise").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(m_temp.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", m_temp.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("CALLS", m_temp.toString());
        builder.environment().put("TMPDIR", m_temp.toString());
        builder.environment().keySet().removeAll(List.of("JAVA_HOME", "BRAGGWISE_MEMORY", "BRAGGWISE_JAVA_OPTS"));
        builder.environment().putAll(m_environment);
        Process process = builder.start();
        m_output = new String(process.getInputStream().readAllBytes());
        return process.waitFor();
    }

    private List<String> java() throws IOException {
        return Files.readAllLines(m_temp.resolve("java"));
    }

    @Test
    void buildsOnFirstUseAndOnlyThen() throws Exception {
        assertEquals(7, braggwise("nodes"), () -> m_output);
        assertTrue(
                m_output.contains("building the project (first use only") && m_output.contains("built in "), m_output);
        assertEquals(List.of("-B", "-ntp", "verify", "-DskipTests"), Files.readAllLines(m_temp.resolve("mvn")));
        Files.delete(m_temp.resolve("mvn"));
        assertEquals(7, braggwise("nodes"));
        assertFalse(Files.exists(m_temp.resolve("mvn")));
        assertEquals("", m_output);
    }

    @Test
    void startsJavaWithTheArgumentsAsTheyAre() throws Exception {
        assertEquals(7, braggwise("run", "my workflow", "--set", "RSS/VSS X/key=a b \"c\" $d *", "--threads", "1"));
        List<String> java = java();
        Path lib = m_project.toRealPath().resolve(LIB);
        assertEquals(
                lib.resolve("org.braggwise.crystal.jar") + ":" + lib.resolve("org.braggwise.knime.jar"),
                java.get(java.indexOf("-cp") + 1));
        assertEquals(
                List.of(
                        "org.braggwise.headless.Main",
                        "run",
                        "my workflow",
                        "--set",
                        "RSS/VSS X/key=a b \"c\" $d *",
                        "--threads",
                        "1"),
                java.subList(java.indexOf("-cp") + 2, java.size()));
        assertTrue(
                java.contains("-XX:ActiveProcessorCount=1") && java.contains("-Dbraggwise.threads=1"), java.toString());
        assertTrue(java.contains("-Dbraggwise.home=" + m_project.toRealPath()), java.toString());
        assertTrue(java.stream().noneMatch(w -> w.startsWith("-Dbraggwise.terminal")), "a pipe is no terminal");
    }

    /** A runner has its libraries beside the script, and no Maven. */
    @Test
    void runnerStartsWithoutABuild() throws Exception {
        Path lib = Files.createDirectories(m_project.resolve("lib"));
        Files.createFile(lib.resolve("org.braggwise.knime.jar"));
        assertEquals(7, braggwise("nodes"), () -> m_output);
        assertFalse(Files.exists(m_temp.resolve("mvn")));
        assertEquals(
                lib.toRealPath().resolve("org.braggwise.knime.jar").toString(), java().get(java().indexOf("-cp") + 1));
    }

    /** The first start makes an archive of classes from a small run, later ones use it. */
    @Test
    void classesAreArchivedOnce() throws Exception {
        Files.createDirectories(m_project.resolve("lib"));
        Files.createFile(m_project.resolve("lib/org.braggwise.knime.jar"));
        Files.createDirectories(m_project.resolve("test-workflows/simulate-patterns"));
        Files.createFile(m_project.resolve("test-workflows/simulate-patterns/workflow.knime"));
        program(
                "java",
                """
            for word in "$@"; do
              case $word in -XX:ArchiveClassesAtExit=*) echo archive >"${word#*=}"; echo made >>"$CALLS/archives" ;; esac
            done
            printf '%s\\n' "$@" > "$CALLS/java"
            exit 7
            """);
        for (int call = 0; call < 2; call++) {
            assertEquals(7, braggwise("nodes"), () -> m_output);
            assertTrue(
                    java().stream()
                            .anyMatch(w -> w.startsWith("-XX:SharedArchiveFile="
                                            + m_project
                                                    .resolve(".runtime/classes-")
                                                    .toString())
                                    && w.endsWith(".jsa")),
                    java().toString());
        }
        assertEquals(List.of("made"), Files.readAllLines(m_temp.resolve("archives")));
    }

    @Test
    void worksThroughALinkFromElsewhere() throws Exception {
        Files.createSymbolicLink(m_temp.resolve("link"), m_project.resolve("braggwise"));
        Process process = new ProcessBuilder(m_temp.resolve("link").toString(), "--help")
                .directory(m_temp.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("./braggwise run WORKFLOW"), output);
    }

    @Test
    void failedBuildIsShownAndEnds() throws Exception {
        Files.createFile(m_temp.resolve("broken"));
        assertEquals(1, braggwise("nodes"));
        assertTrue(
                m_output.contains("[ERROR] planted compile error")
                        && m_output.contains("The build failed; all of its output: "),
                m_output);
        assertFalse(Files.exists(m_temp.resolve("java")));
    }

    @Test
    void tooOldJavaIsNamed() throws Exception {
        program("java", "echo 'openjdk version \"11.0.2\" 2019' >&2");
        assertEquals(1, braggwise("nodes"));
        assertTrue(m_output.contains("Java 17 or later is needed, found version 11"), m_output);
    }

    /** Java's own words for these come with a stack trace. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            TMPDIR           | /no/such/folder | 1 | TMPDIR=/no/such/folder: no such folder. Make it, or set TMPDIR
            BRAGGWISE_MEMORY | lots            | 2 | BRAGGWISE_MEMORY=lots: expected a number with k, m or g, such as 4g.
            JAVA_HOME        | /no/such/java   | 1 | Java not found in JAVA_HOME=/no/such/java.
            """)
    void surroundingsThatDoNotFitAreNamed(String name, String value, int exit, String expected) throws Exception {
        m_environment.put(name, value);
        assertEquals(exit, braggwise("nodes"), m_output);
        assertTrue(m_output.contains("braggwise: " + expected), m_output);
        assertFalse(Files.exists(m_temp.resolve("java")));
    }

    @ParameterizedTest
    @CsvSource({
        "C, C.UTF-8",
        "POSIX, C.UTF-8",
        "de_DE.ISO-8859-1, C.UTF-8",
        "de_DE.UTF-8, de_DE.UTF-8",
        "C.utf8, C.utf8"
    })
    void filesNamesAreReadAsUtf8(String locale, String expected) throws Exception {
        Assumptions.assumeTrue("Linux".equals(System.getProperty("os.name")), "skipped: the locale matters on Linux");
        m_environment.put("LC_ALL", locale);
        m_environment.put(
                "TMPDIR", Files.createDirectories(m_temp.resolve("ordner-ä")).toString());
        assertEquals(7, braggwise("nodes"), m_output);
        assertEquals(expected, Files.readString(m_temp.resolve("locale")).strip());
    }

    /** Later versions of Java warn about native libraries; on the terminal that would stand between the nodes' lines. */
    @Test
    void nativeAccessIsEnabled() throws Exception {
        assertEquals(7, braggwise("nodes"));
        assertTrue(java().contains("--enable-native-access=ALL-UNNAMED"), java().toString());
        assertFalse(java().contains("--sun-misc-unsafe-memory-access=allow"), "the options of Java 17 only");
        Files.writeString(m_temp.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        assertEquals(7, braggwise("nodes"));
        assertTrue(java().contains("--sun-misc-unsafe-memory-access=allow"), java().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "local[", "locale", "head:7077"})
    void masterThatIsNoneIsRefusedBeforeSparkStarts(String master) throws Exception {
        assertEquals(7, braggwise("nodes"), () -> m_output);
        assertEquals(2, braggwise("run", "x", "--spark", master), () -> m_output);
        assertTrue(m_output.contains("--spark " + master + ": expected local[*]"), m_output);
    }

    /** The options of the user come behind the launcher's own, so that they win. */
    @Test
    void sparkIsStartedBySparkSubmitWithTheUsersOptions() throws Exception {
        assertEquals(7, braggwise("nodes"), () -> m_output);
        Path jar = m_project.resolve("embedded-knime/org.braggwise.spark/target/org.braggwise.spark-1.jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
        program("spark-submit", "printf '%s\\n' \"$@\" > \"$CALLS/submit\"\nexit 5\n");
        m_environment.put("SPARK_HOME", m_temp.toString());
        m_environment.put("BRAGGWISE_MEMORY", "3g");
        m_environment.put("BRAGGWISE_SPARK_DIR", "hdfs:///user/me/work");
        m_environment.put("BRAGGWISE_SPARK_OPTS", "--executor-cores 8 --conf spark.executor.memoryOverhead=3g");
        assertEquals(5, braggwise("run", "my workflow", "--spark", "yarn"), () -> m_output);
        List<String> submit = Files.readAllLines(m_temp.resolve("submit"));
        assertEquals(List.of("--master", "yarn"), submit.subList(0, 2));
        assertEquals("3g", submit.get(submit.indexOf("--driver-memory") + 1));
        assertTrue(submit.contains("spark.braggwise.dir=hdfs:///user/me/work"), submit.toString());
        assertEquals(
                List.of(
                        "--executor-cores",
                        "8",
                        "--conf",
                        "spark.executor.memoryOverhead=3g",
                        jar.toRealPath().toString(),
                        "run",
                        "my workflow",
                        "--spark",
                        "yarn"),
                submit.subList(submit.indexOf("--executor-cores"), submit.size()));
    }
}
