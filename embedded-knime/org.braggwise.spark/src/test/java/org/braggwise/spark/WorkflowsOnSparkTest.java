// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.braggwise.headless.ExitCode;
import org.braggwise.headless.Main;
import org.braggwise.headless.nodes.ClassPathCatalog;
import org.braggwise.headless.run.CancelSwitch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Workflows that ship give the same tables on Spark, in parts of few rows, as without. */
class WorkflowsOnSparkTest {

    private static final Path WORKFLOWS =
            Path.of(System.getProperty("braggwise.root")).resolve("test-workflows");

    /** Take too long for the build: tests/spark-cluster compares them. */
    private static final Set<String> ELSEWHERE =
            Set.of("compare-posteriors", "identify-phases", "perovskite-symmetry", "solve-structures");

    @TempDir
    private Path m_temp;

    /** Settings separated by blanks: trained networks are small here, so that all of it takes a minute. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            cif-from-table       | 2   |
            classify-my-patterns | 2   |
            ensemble             | 3   | 1/path=knime://knime.workflow/data/held-out 3/strain=1 4/epochs=1 5/epochs=1 5/members=2
            explain-a-decision   | 1   | 5/maxRows=3 6/maxRows=2 7/maxRows=2 5/background=7 6/background=7 7/background=7 6/steps=8 7/steps=100
            index-patterns       | 1   |
            simulate-patterns    | 2   |
            substitute-templates | 2   |
            train-and-predict    | 3   | 3/strain=2 4/epochs=1 4/shards=2 4/localSteps=5
            """)
    void givesTheSame(String workflow, int rows, String settings) throws IOException {
        SortedMap<String, String> without = tables(workflow, settings);
        System.setProperty("spark.braggwise.rows", Integer.toString(rows));
        SortedMap<String, String> with;
        try {
            with = tables(workflow, settings, "--spark", "local[2]");
        } finally {
            System.clearProperty("spark.braggwise.rows");
        }
        assertFalse(without.isEmpty());
        assertEquals(without.keySet(), with.keySet());
        without.forEach((name, text) -> assertEquals(text, with.get(name), name));
    }

    @Test
    void everyWorkflowIsTested() throws Exception {
        CsvSource source = WorkflowsOnSparkTest.class
                .getDeclaredMethod("givesTheSame", String.class, int.class, String.class)
                .getAnnotation(CsvSource.class);
        List<String> tested = source.textBlock()
                .lines()
                .map(line -> line.substring(0, line.indexOf('|')).strip())
                .toList();
        try (Stream<Path> folders = Files.list(WORKFLOWS)) {
            List<String> shipped = folders.filter(f -> Files.exists(f.resolve("workflow.knime")))
                    .map(f -> f.getFileName().toString())
                    .filter(name -> !ELSEWHERE.contains(name))
                    .sorted()
                    .toList();
            assertEquals(shipped, tested);
        }
    }

    /** @return the texts of all CSV files of a run, by their names */
    private SortedMap<String, String> tables(String workflow, String settings, String... options) throws IOException {
        Path out = m_temp.resolve(options.length == 0 ? "without" : "with");
        List<String> arguments = new ArrayList<>(
                List.of("run", WORKFLOWS.resolve(workflow).toString(), "--out", out.toString(), "--vectors", "csv"));
        for (String setting : settings == null ? new String[0] : settings.split(" ")) {
            arguments.add("--set");
            arguments.add(setting);
        }
        arguments.addAll(Arrays.asList(options));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream to = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = Main.run(
                arguments,
                () -> new ClassPathCatalog(WorkflowsOnSparkTest.class.getClassLoader(), List.of()),
                new CancelSwitch(),
                to,
                to,
                m_temp,
                0);
        assertEquals(ExitCode.EXECUTED, exit, () -> said.toString(StandardCharsets.UTF_8));
        SortedMap<String, String> tables = new TreeMap<>();
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
                tables.put(out.relativize(file).toString(), Files.readString(file));
            }
        }
        return tables;
    }
}
