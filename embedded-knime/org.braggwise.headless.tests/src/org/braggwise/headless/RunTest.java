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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.braggwise.headless.run.CancelSwitch;
import org.braggwise.headless.run.TestNodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The commands from outside: workflows on disk, exit codes, what is written and said. */
class RunTest {

    private static final String SOURCE = "Source";

    @TempDir
    private Path m_temp;

    private final CancelSwitch m_cancel = new CancelSwitch();
    private final ByteArrayOutputStream m_out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream m_err = new ByteArrayOutputStream();

    private int braggwise(String... arguments) {
        m_out.reset();
        m_err.reset();
        return Main.run(
                List.of(arguments),
                TestNodes::new,
                m_cancel,
                new PrintStream(m_out, true, StandardCharsets.UTF_8),
                new PrintStream(m_err, true, StandardCharsets.UTF_8),
                m_temp,
                0);
    }

    private String out() {
        return m_out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return m_err.toString(StandardCharsets.UTF_8);
    }

    /** Writes the workflow "wf" with nodes 1, 2, .. of the kinds, and the connections. */
    private void workflow(String connections, String... kinds) throws IOException {
        StringBuilder nodes = new StringBuilder();
        for (int i = 0; i < kinds.length; i++) {
            nodes.append(i == 0 ? "" : ",")
                    .append("{\"id\": ")
                    .append(i + 1)
                    .append(", \"x\": ")
                    .append(100 * i)
                    .append(", \"y\": 100, \"annotation\": \"number ")
                    .append(i + 1)
                    .append("\", \"factory\": \"org.braggwise.headless.run.TestNodes$")
                    .append(kinds[i])
                    .append("\"}");
        }
        StringBuilder lines = new StringBuilder();
        for (String connection : connections.isEmpty() ? new String[0] : connections.split(",")) {
            lines.append(lines.isEmpty() ? "" : ",")
                    .append('"')
                    .append(connection)
                    .append('"');
        }
        Files.writeString(
                m_temp.resolve("wf.json"),
                "{\"description\": \"A test.\\n\\nWith <two> paragraphs.\", \"annotations\": [{\"text\": \"On the canvas\"}],"
                        + "\"nodes\": [" + nodes + "], \"connections\": [" + lines + "]}");
        assertEquals(0, braggwise("create", "wf.json", "--out", "wf"), this::err);
    }

    private JsonNode run() throws IOException {
        return new ObjectMapper().readTree(m_temp.resolve("out/run.json").toFile());
    }

    @Test
    void everythingIsWritten() throws Exception {
        workflow("1:1->2:1", SOURCE, "Factor");
        assertEquals(0, braggwise("run", "wf", "--out", "out", "--set", "1/mode=AWKWARD", "--threads", "2"), this::err);
        assertEquals(
                "RowID,x,text,curve\r\n"
                        + "Row0,0.0,\"a,\"\"b\"\"\nc\",\"[0,0.1,null,1.0E300]\"\r\n"
                        + "Row1,0.3333333333333333,,\"[1,0.1,null,1.0E300]\"\r\n"
                        + "Row2,0.6666666666666666,\"a,\"\"b\"\"\nc\",\"[2,0.1,null,1.0E300]\"\r\n",
                Files.readString(m_temp.resolve("out/1-Test Source/port_1.csv")));
        assertEquals(
                "RowID,y\r\nRow0,0.0\r\nRow1,0.6666666666666666\r\nRow2,1.3333333333333333\r\n",
                Files.readString(m_temp.resolve("out/2-Test A_B Factor/port_1.csv")));
        JsonNode run = run();
        assertEquals(0, run.path("exitCode").asInt(-1));
        assertEquals(42, run.path("seed").asLong());
        assertEquals(
                "1.2.3", run.path("versions").path("Nodes for tests (org.test)").asText());
        JsonNode first = run.path("nodes").path(0);
        assertEquals(
                "org.braggwise.headless.run.TestNodes$Source",
                first.path("factory").asText());
        assertEquals("EXECUTED", first.path("state").asText());
        assertEquals(3, first.path("rows").path("1").asInt());
        assertTrue(first.path("seconds").isNumber());
        assertEquals("AWKWARD", first.path("settings").path("mode").asText());
        assertEquals(2, first.path("settings").path("inner").path("depth").asInt());
        assertEquals("[1,2]", first.path("settings").path("numbers").toString());
        assertEquals("1-Test Source/view.html", first.path("view").asText());
        assertEquals(
                "multiplied by 2.0", run.path("nodes").path(1).path("message").asText());
        String view = Files.readString(m_temp.resolve("out/1-Test Source/view.html"));
        assertTrue(
                view.contains(
                        "<script type=\"application/json\" id=\"braggwise-data\">\"rows: 3 \\u003c/script>\"</script>"),
                view);
        String report = Files.readString(m_temp.resolve("out/report.html"));
        assertTrue(
                report.contains("With &lt;two&gt; paragraphs.")
                        && report.contains("On the canvas")
                        && report.contains("number 2"),
                report);
        assertTrue(report.contains("\"\\u003c!doctype html>") && report.contains("href=\"1-Test%20Source/view.html\""));
        assertTrue(report.contains("class=\"spark\"") && report.contains("2 of 2 nodes executed"));
        assertFalse(report.contains("http://") || report.contains("https://"), "the report needs no network");
        try (Stream<Path> list = Files.list(m_temp.resolve("out"))) {
            assertEquals(
                    List.of("1-Test Source", "2-Test A_B Factor", "report.html", "run.json"),
                    list.map(p -> p.getFileName().toString()).sorted().toList());
        }
        assertTrue(out().contains("\n#  node             state     rows  seconds  message\n"), out());
        assertTrue(out().contains("All nodes executed in "), out());
    }

    @Test
    void secondRunReplacesTheFirst() throws Exception {
        workflow("1:1->2:1", SOURCE, "Factor");
        assertEquals(0, braggwise("run", "wf", "--out", "out"));
        Files.writeString(m_temp.resolve("out/mine.txt"), "kept");
        workflow("", SOURCE);
        assertEquals(0, braggwise("run", "wf", "--out", "out", "--set", "1/rows=1"));
        assertFalse(Files.exists(m_temp.resolve("out/2-Test A_B Factor")));
        assertEquals("kept", Files.readString(m_temp.resolve("out/mine.txt")));
        assertEquals(1, run().path("nodes").size());
        assertEquals(1, run().path("nodes").path(0).path("rows").path("1").asInt());
    }

    @Test
    void whatIsInTheWayIsNamedAndNothingRuns() throws Exception {
        workflow("1:1->2:1", SOURCE, "Factor");
        Files.createDirectories(m_temp.resolve("out/2-Test A_B Factor"));
        Files.writeString(m_temp.resolve("out/2-Test A_B Factor/port_1.csv"), "mine");
        Files.writeString(m_temp.resolve("out/2-Test A_B Factor/notes.txt"), "mine too");
        assertEquals(2, braggwise("run", "wf", "--out", "out"));
        assertTrue(err().contains("2-Test A_B Factor/port_1.csv. Move them away") && !err().contains("notes"), err());
        assertFalse(out().contains("started"), out());
        Files.delete(m_temp.resolve("out/2-Test A_B Factor/port_1.csv"));
        assertEquals(0, braggwise("run", "wf", "--out", "out"));
        assertEquals(0, braggwise("run", "wf", "--out", "out"));
        assertEquals("mine too", Files.readString(m_temp.resolve("out/2-Test A_B Factor/notes.txt")));
    }

    @Test
    void workflowThatCannotBeLoadedLeavesTheResultsOfTheLastRun() throws Exception {
        workflow("", SOURCE);
        assertEquals(0, braggwise("run", "wf", "--out", "out"));
        String before = Files.readString(m_temp.resolve("out/run.json"));
        assertEquals(2, braggwise("run", "wf", "--out", "out", "--set", "1/mode=WILD"));
        Path file = m_temp.resolve("wf/Test Source (#1)/settings.xml");
        Files.writeString(file, Files.readString(file).replace("TestNodes$Source", "TestNodes$Absent"));
        assertEquals(3, braggwise("run", "wf", "--out", "out"));
        assertEquals(before, Files.readString(m_temp.resolve("out/run.json")));
        assertTrue(Files.exists(m_temp.resolve("out/1-Test Source/port_1.csv")));
    }

    @Test
    void otherWorkflowDoesNotMixIn() throws Exception {
        workflow("", SOURCE);
        assertEquals(0, braggwise("run", "wf", "--out", "out"));
        assertEquals(0, braggwise("create", "wf.json", "--out", "other"));
        assertEquals(2, braggwise("run", "other", "--out", "out"));
        assertTrue(err().contains("holds results of the workflow \"wf\"; this one is \"other\""), err());
        assertEquals("wf", run().path("workflow").asText());
    }

    @Test
    void recordListsEveryFile() throws Exception {
        workflow("1:1->2:1", SOURCE, "Factor");
        assertEquals(0, braggwise("run", "wf", "--out", "out", "--vectors", "all"));
        try (Stream<Path> files = Files.walk(m_temp.resolve("out"))) {
            List<String> listed = new ArrayList<>();
            run().path("files").forEach(f -> listed.add(f.asText()));
            assertEquals(
                    files.filter(Files::isRegularFile)
                            .map(f -> m_temp.resolve("out").relativize(f).toString())
                            .sorted()
                            .toList(),
                    listed.stream().sorted().toList());
        }
    }

    @Test
    void withoutOutTheEndSaysThatNothingWasKept() throws Exception {
        workflow("", SOURCE);
        assertEquals(0, braggwise("run", "wf"));
        assertTrue(out().contains("Nothing was kept: --out DIR writes"), out());
        assertEquals(0, braggwise("run", "wf", "--out", "out"));
        assertTrue(out().endsWith("Report: out/report.html\n"), out());
    }

    @Test
    void rowsHaveTheirPortsNames() throws Exception {
        workflow("", "Halves");
        assertEquals(0, braggwise("run", "wf"), this::err);
        assertTrue(out().contains("1 Test Halves: executed, 2 Good rows, 1 Bad rows, "), out());
        assertTrue(out().contains("  2 Good rows, 1 Bad rows  "), out());
    }

    /** A script must see that nothing was read. */
    @Test
    void readerThatRefusesEveryFileEndsWith4() throws Exception {
        workflow("1:1->2:1", "Refusing", "Counting");
        assertEquals(4, braggwise("run", "wf", "--out", "out"), this::err);
        assertTrue(
                err().contains(
                                "wf, node 1 \"Test Refusing\": refused all of its input; its output \"Problems\" says why."),
                err());
        assertTrue(out().contains("All nodes executed, but some refused all of their input"), out());
        assertEquals(4, run().path("exitCode").asInt());
        assertEquals("RowID,rows\r\nRow0,1\r\n", Files.readString(m_temp.resolve("out/1-Test Refusing/port_2.csv")));
    }

    @Test
    void workflowThatComesWithTheProgramIsKnownByItsName() throws Exception {
        workflow("", SOURCE);
        Files.createDirectories(m_temp.resolve("home/test-workflows"));
        Files.move(m_temp.resolve("wf"), m_temp.resolve("home/test-workflows/simulate-patterns"));
        String before =
                System.setProperty("braggwise.home", m_temp.resolve("home").toString());
        try {
            assertEquals(0, braggwise("run", "simulate-patterns"), this::err);
            assertEquals(3, braggwise("run", "simulate"));
            assertTrue(err().contains("or the name of one that comes with Braggwise: simulate-patterns."), err());
            assertEquals(3, braggwise("run", "./simulate"));
            assertEquals(0, braggwise("list"));
            assertTrue(out().contains("simulate-patterns  A test."), out());
        } finally {
            if (before == null) {
                System.clearProperty("braggwise.home");
            } else {
                System.setProperty("braggwise.home", before);
            }
        }
    }

    @Test
    void noMemoryForResultsIsSaidAtOnceAndTheRunGoesOn() throws Exception {
        workflow("1:1->2:1,2:1->3:1", SOURCE, "Heavy", "Factor");
        assertEquals(1, braggwise("run", "wf", "--out", "out"));
        assertTrue(
                err().contains("wf, node 2 \"Test Heavy\": its results could not be written: out of memory (")
                        && err().contains("give Java more by BRAGGWISE_MEMORY"),
                err());
        assertNoJava();
        assertEquals(1, run().path("exitCode").asInt());
        assertTrue(run().path("nodes").path(1).path("lost").asText().startsWith("out of memory"), run()::toString);
        assertEquals("EXECUTED", run().path("nodes").path(2).path("state").asText());
        assertTrue(Files.exists(m_temp.resolve("out/3-Test A_B Factor/port_1.csv")));
        assertFalse(Files.exists(m_temp.resolve("out/2-Test Heavy")), "all of a node's results, or none");
        assertTrue(Files.readString(m_temp.resolve("out/report.html")).contains("could not be written"));
    }

    @Test
    void failureIsSaidAndTheRestRuns() throws Exception {
        // 1 -> 2 fails -> 3, 1 -> 4
        workflow("1:1->2:1,2:1->3:1,1:1->4:1", SOURCE, "Failing", "Factor", "Factor");
        assertEquals(4, braggwise("run", "wf", "--out", "out"));
        assertEquals("FAILED", run().path("nodes").path(1).path("state").asText());
        assertEquals("NOT_EXECUTED", run().path("nodes").path(2).path("state").asText());
        assertEquals(
                "node 2 \"Test Failing\" failed",
                run().path("nodes").path(2).path("message").asText());
        assertEquals("EXECUTED", run().path("nodes").path(3).path("state").asText());
        assertEquals(4, run().path("exitCode").asInt());
        assertTrue(
                err().contains(
                                        "wf, node 2 \"Test Failing\" (Test Failing (#2)/settings.xml): The row \"Row1\" is broken.")
                        && err().contains("Mend it."),
                err());
        assertEquals(1, count(out() + err(), "is broken."), out() + err());
        assertFalse(Files.exists(m_temp.resolve("out/2-Test Failing")));
        assertTrue(Files.readString(m_temp.resolve("out/report.html")).contains("2 of 4 nodes executed"));
    }

    @Test
    void errorInANodeIsSaidInWordsAndItsPlaceKept() throws Exception {
        workflow("1:1->2:1", SOURCE, "Broken");
        assertEquals(4, braggwise("run", "wf", "--out", "out"));
        String file = "out/2-Test Broken/error.txt";
        assertTrue(err().contains("an error in the node itself: planted error. The details are in "), err());
        assertTrue(err().contains(file), err());
        assertNoJava();
        String details = Files.readString(m_temp.resolve(file));
        assertTrue(
                details.contains("IllegalArgumentException: planted error") && details.contains("TestNodes"), details);
        assertEquals(
                "an error in the node itself: planted error",
                run().path("nodes").path(1).path("message").asText());
        assertEquals(4, braggwise("run", "wf"));
        assertTrue(err().contains("The details are in ") && err().contains("braggwise-error-"), err());
        Files.delete(Path.of(err().replaceAll("(?s).*The details are in (.*\\.txt):.*", "$1")));
    }

    /** Nobody who uses the program should have to know its language. */
    private void assertNoJava() {
        for (String said : List.of(out(), err())) {
            assertFalse(said.contains("Exception") || said.contains("\tat ") || said.contains("java."), said);
        }
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void nodeWithoutAResultFails() throws Exception {
        workflow("1:1->2:1", SOURCE, "Empty");
        assertEquals(4, braggwise("run", "wf"));
        assertTrue(err().contains("output port 1 \"Out\" has no result"), err());
    }

    @Test
    void unconnectedInputFailsItsNodeOnly() throws Exception {
        workflow("1:1->3:1", SOURCE, "Factor", "Factor");
        assertEquals(4, braggwise("run", "wf", "--out", "out"));
        assertEquals("FAILED", run().path("nodes").path(1).path("state").asText());
        assertEquals(
                "input port 1 \"In\" is not connected",
                run().path("nodes").path(1).path("message").asText());
        assertEquals("EXECUTED", run().path("nodes").path(2).path("state").asText());
    }

    @Test
    void wrongColumnIsFoundAtConfigureAndSaidOnce() throws Exception {
        workflow("1:1->2:1", SOURCE, "Factor");
        assertEquals(4, braggwise("run", "wf", "--set", "2/column=z"));
        assertTrue(
                err().contains(
                                "node 2 \"Test A/B Factor\" (Test A_B Factor (#2)/settings.xml): Column: found \"z\", expected one of x, text, curve."),
                err());
        assertEquals(1, count(out() + err(), "found \"z\""), out() + err());
    }

    @Test
    void independentBranchesRunAtTheSameTime() throws Exception {
        workflow("1:1->2:1,1:1->3:1", SOURCE, "Meeting", "Meeting");
        assertEquals(0, braggwise("run", "wf", "--threads", "2"), this::err);
    }

    @Test
    void cancelEndsWith130AndALeftReport() throws Exception {
        workflow("1:1->2:1,2:1->3:1", SOURCE, "Waiting", "Factor");
        Thread user = new Thread(() -> {
            try {
                TestNodes.class.getName();
                assertTrue(waiting().await(30, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            m_cancel.cancel();
        });
        user.start();
        assertEquals(130, braggwise("run", "wf", "--out", "out"));
        user.join();
        assertEquals("CANCELLED", run().path("nodes").path(1).path("state").asText());
        assertEquals("NOT_EXECUTED", run().path("nodes").path(2).path("state").asText());
        assertEquals("EXECUTED", run().path("nodes").path(0).path("state").asText());
        assertEquals(130, run().path("exitCode").asInt());
        assertTrue(Files.exists(m_temp.resolve("out/1-Test Source/port_1.csv")));
    }

    private static CountDownLatch waiting() {
        try {
            var field = TestNodes.Waiting.class.getDeclaredField("started");
            field.setAccessible(true);
            return (CountDownLatch) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            1/rows=7                        | 7 rows
            Test Source/rows=7              | 7 rows
            "Test Source"/rows=7            | 7 rows
            #1/rows=7                       | 7 rows
            """)
    void setNamesItsNodeInManyWays(String set, String expected) throws Exception {
        workflow("", SOURCE);
        assertEquals(0, braggwise("run", "wf", "--set", set), this::err);
        assertTrue(out().contains(expected), out());
    }

    @Test
    void setReachesNestedKeysArraysAndNamesWithSlashes() throws Exception {
        workflow("1:1->2:1", SOURCE, "Factor");
        assertEquals(
                0,
                braggwise(
                        "run",
                        "wf",
                        "--out",
                        "out",
                        "--set",
                        "1/inner.depth=9",
                        "--set",
                        "1/numbers=[4,5,6]",
                        "--set",
                        "1/text=a=b/c",
                        "--set",
                        "Test A/B Factor/factor=0.5",
                        "--set",
                        "1/seed=7"),
                this::err);
        JsonNode settings = run().path("nodes").path(0).path("settings");
        assertEquals(9, settings.path("inner").path("depth").asInt());
        assertEquals("[4,5,6]", settings.path("numbers").toString());
        assertEquals("a=b/c", settings.path("text").asText());
        assertEquals(
                0.5, run().path("nodes").path(1).path("settings").path("factor").asDouble());
        assertEquals(7, run().path("seed").asInt());
        assertEquals(5, run().path("set").size());
    }

    /** An optional setting is switched off by an empty value, and on by any other. */
    @Test
    void setSwitchesOptionalSettings() throws Exception {
        workflow("", SOURCE);
        assertEquals(0, braggwise("run", "wf", "--out", "out", "--set", "1/seed="), this::err);
        JsonNode off = run();
        assertEquals(
                "false",
                off.path("nodes")
                        .path(0)
                        .path("settings")
                        .path("seed_is_present")
                        .asText());
        assertTrue(off.path("seed").isNull(), off::toString);
        assertEquals(0, braggwise("run", "wf", "--out", "out", "--set", "1/seed=", "--set", "1/seed=7"), this::err);
        assertEquals(
                "true",
                run().path("nodes")
                        .path(0)
                        .path("settings")
                        .path("seed_is_present")
                        .asText());
        assertEquals(7, run().path("seed").asInt());
    }

    @Test
    void pathsStartWhereTheCallerIs() throws Exception {
        workflow("", SOURCE);
        assertEquals(0, braggwise("run", "wf", "--out", "out", "--set", "1/text=./data/a.cif"));
        assertEquals(
                m_temp.resolve("data/a.cif").toString(),
                run().path("nodes").path(0).path("settings").path("text").asText());
        assertEquals(0, braggwise("run", "wf", "--out", "out", "--set", "1/text=data/a.cif"));
        assertEquals(
                "data/a.cif",
                run().path("nodes").path(0).path("settings").path("text").asText());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            9/rows=1                | no such node. The nodes are 1 "Test Source", 2 "Test A/B Factor"
            rows=1                  | no such node
            Test Source/row=1       | node 1 "Test Source" has no setting "row". Its settings are rows, text, mode, seed, inner.depth, numbers.
            1/rows                  | found no =
            1/=5                    | found no key
            1/rows=many             | node 1 "Test Source", key rows: expected a whole number (xint), found "many"
            1/rows=1.5              | expected a whole number
            1/rows=99999999999      | expected a whole number
            2/factor=x              | expected a number (xdouble), found "x"
            1/inner=5               | is a group of settings; set one of inner.depth
            1/numbers=5             | expected a JSON array
            1/numbers=[1,"a"]       | expected a whole number
            1/mode=WILD             | node 1 "Test Source", key mode: expected one of PLAIN, AWKWARD, found "WILD"
            """)
    void setMistakesAreUsageErrors(String set, String expected) throws Exception {
        workflow("1:1->2:1", SOURCE, "Factor");
        assertEquals(2, braggwise("run", "wf", "--out", "out", "--set", set), this::out);
        assertTrue(err().contains(expected), err());
    }

    @Test
    void twoNodesOfOneNameNeedTheId() throws Exception {
        workflow("", SOURCE, SOURCE);
        assertEquals(2, braggwise("run", "wf", "--set", "Test Source/rows=1"));
        assertTrue(
                err().contains("more than one node has this name: 1 \"Test Source\", 2 \"Test Source\". Use the id."),
                err());
    }

    @Test
    void settingsOutOfRangeFailTheirNode() throws Exception {
        workflow("", SOURCE);
        assertEquals(4, braggwise("run", "wf", "--set", "1/rows=-1"));
        assertTrue(err().contains("Rows: found -1, expected 0 or more."), err());
    }

    @Test
    void exitCodesOfWhatIsNotRun() throws Exception {
        assertEquals(2, braggwise());
        assertEquals(2, braggwise("run"));
        assertEquals(0, braggwise("--help"));
        assertTrue(out().contains("--set NODE/KEY=VALUE") && out().contains("braggwise list"), out());
        assertEquals(0, braggwise("run", "--help"));
        assertTrue(out().contains("--vectors ends|all|csv") && !out().contains("DESCRIPTION"), out());
        assertEquals(0, braggwise("create", "--help"));
        assertTrue(out().contains("DESCRIPTION.json") && !out().contains("--vectors"), out());
        assertEquals(0, braggwise("--version"));
        assertTrue(out().startsWith("Braggwise ") && out().contains("Nodes for tests (org.test): 1.2.3"), out());
        assertEquals(3, braggwise("run", "absent.knwf"));
        assertTrue(err().contains("absent.knwf: no such file or directory"), err());
        workflow("", SOURCE);
        Files.writeString(m_temp.resolve("file"), "in the way");
        assertEquals(2, braggwise("run", "wf", "--out", "file"));
        assertTrue(err().contains("cannot be written to: " + m_temp.resolve("file")), err());
        assertNoJava();
        assertEquals(2, braggwise("run", "wf", "--knime", "nowhere"));
        assertTrue(err().contains("no KNIME Analytics Platform there (no such directory)"), err());
    }

    @Test
    void missingPluginIsNamedWithItsFactory() throws Exception {
        workflow("", SOURCE);
        Path file = m_temp.resolve("wf/Test Source (#1)/settings.xml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("org.braggwise.headless.run.TestNodes$Source", "com.example.Absent")
                        .replace("\"org.test\"", "\"com.example\""));
        assertEquals(3, braggwise("run", "wf"));
        assertTrue(
                err().contains(
                                "node 1 \"Test Source\" needs the factory com.example.Absent of the plug-in com.example 1.2.3 (\"Nodes for tests\")"),
                err());
    }

    @Test
    void everyMissingNodeOfTheGenuineSampleIsNamed() {
        String data = System.getProperty("braggwise.data");
        Path sample = data == null
                ? Path.of("absent")
                : Path.of(data).resolveSibling("knime").resolve("sample-executed.knwf");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isRegularFile(sample), "skipped: the sample workflow is not beside the project");
        assertEquals(3, braggwise("run", sample.toAbsolutePath().toString()));
        for (String factory :
                List.of("ClassicNodeFactory", "SourceNodeFactory", "TransformNodeFactory", "MakeModelNodeFactory")) {
            assertTrue(
                    err().contains("needs the factory com.example.knrt." + factory
                            + " of the plug-in com.example.knrt 1.0.0 (\"Sample nodes\")"),
                    err());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            key="sourcePort" type="xint" value="1" | key="sourcePort" type="xint" value="2" | has 1 output ports, none of them is 2
            key="destPort" type="xint" value="1"   | key="destPort" type="xint" value="5"   | has 1 input ports, none of them is 5
            """)
    void connectionsThatFitNoPortAreRefused(String from, String to, String expected) throws Exception {
        workflow("1:1->2:1", SOURCE, "Factor");
        Path file = m_temp.resolve("wf/workflow.knime");
        Files.writeString(file, Files.readString(file).replace(from, to));
        assertEquals(3, braggwise("run", "wf"));
        assertTrue(err().contains(expected), err());
    }

    @Test
    void nodesAreListedWithPortsAndSettings() {
        assertEquals(0, braggwise("nodes"));
        assertTrue(
                out().contains("Test Source")
                        && out().contains("out 1  Rows (Table)")
                        && out().contains("mode         PLAIN | AWKWARD = PLAIN  Mode"),
                out());
        assertEquals(0, braggwise("nodes", "--markdown"));
        assertTrue(
                out().contains("### Test A/B Factor")
                        && out().contains("| `factor` | double | `2.0` | **Factor**. By what it is multiplied. |"),
                out());
    }

    @Test
    void descriptionMistakesAreNamed() throws Exception {
        Files.writeString(m_temp.resolve("a.json"), "{\"nodes\": [{\"id\": 1, \"factory\": \"x.Y\"}]}");
        assertEquals(3, braggwise("create", "a.json", "--out", "a"));
        assertTrue(err().contains("node 1: the factory \"x.Y\" is not installed"), err());
        Files.writeString(m_temp.resolve("a.json"), "{\n\"nodes\": [}");
        assertEquals(3, braggwise("create", "a.json", "--out", "a"));
        assertTrue(err().contains("a.json, line 2"), err());
        Files.writeString(
                m_temp.resolve("a.json"),
                "{\"nodes\": [{\"id\": 1, \"factory\": \"org.braggwise.headless.run.TestNodes$Source\", \"settings\": {\"rows\": \"x\"}}]}");
        assertEquals(2, braggwise("create", "a.json", "--out", "a"));
        Files.createDirectories(m_temp.resolve("full/of"));
        Files.writeString(m_temp.resolve("a.json"), "{}");
        assertEquals(2, braggwise("create", "a.json", "--out", "full"));
        assertTrue(err().contains("not empty and no workflow: found of"), err());
    }

    @Test
    void createLeavesWhatItDidNotWrite() throws Exception {
        workflow("1:1->2:1", SOURCE, "Factor");
        Files.writeString(m_temp.resolve("wf/Test Source (#1)/notes.txt"), "mine");
        workflow("", "Halves");
        assertEquals("mine", Files.readString(m_temp.resolve("wf/Test Source (#1)/notes.txt")));
        assertFalse(Files.exists(m_temp.resolve("wf/Test Source (#1)/settings.xml")));
        assertFalse(Files.exists(m_temp.resolve("wf/Test A_B Factor (#2)")));
        assertEquals(0, braggwise("run", "wf"), this::err);
    }

    @Test
    void createdWorkflowHasTheUntouchedSettings() throws Exception {
        workflow("1:1->2:1", SOURCE, "Factor");
        List<String> first = lines();
        workflow("1:1->2:1", SOURCE, "Factor");
        assertEquals(first, lines());
        String settings = Files.readString(m_temp.resolve("wf/Test Source (#1)/settings.xml"));
        assertTrue(
                settings.contains("<entry key=\"rows\" type=\"xint\" value=\"3\"/>")
                        && settings.contains("key=\"state\" type=\"xstring\" value=\"CONFIGURED\""),
                settings);
    }

    private List<String> lines() throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(m_temp.resolve("wf"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.addAll(Files.readAllLines(file));
            }
        }
        return all;
    }

    /** The barrier of the meeting nodes is used up by every run. */
    @org.junit.jupiter.api.BeforeEach
    void newMeeting() throws ReflectiveOperationException {
        for (var reset : List.of(
                new Object[] {TestNodes.Meeting.class, "both", new CyclicBarrier(2)},
                new Object[] {TestNodes.Waiting.class, "started", new CountDownLatch(1)})) {
            var field = ((Class<?>) reset[0]).getDeclaredField((String) reset[1]);
            field.setAccessible(true);
            field.set(null, reset[2]);
        }
    }
}
