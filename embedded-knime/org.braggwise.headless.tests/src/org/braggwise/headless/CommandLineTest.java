// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.braggwise.headless.output.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

    @Test
    void everyOption() throws Exception {
        CommandLine c = CommandLine.parse(List.of(
                "run",
                "wf dir",
                "--set",
                "1/a=b=c",
                "--out",
                "o",
                "--set",
                "RSS/VSS X/k=",
                "--threads=3",
                "--knime",
                "/opt/knime",
                "--vectors",
                "all"));
        assertEquals(Vectors.ALL, c.vectors());
        assertEquals(Vectors.ENDS, CommandLine.parse(List.of("run", "wf")).vectors());
        assertEquals(CommandLine.Command.RUN, c.command());
        assertEquals(Optional.of(Path.of("wf dir")), c.workflow());
        assertEquals(List.of("1/a=b=c", "RSS/VSS X/k="), c.settings());
        assertEquals(Optional.of(Path.of("o")), c.out());
        assertEquals(3, c.threads());
        assertEquals(Optional.of(Path.of("/opt/knime")), c.knime());
        assertTrue(CommandLine.parse(List.of("nodes", "--markdown")).markdown());
        assertEquals(
                CommandLine.Command.HELP,
                CommandLine.parse(List.of("run", "--help")).command());
        assertEquals(
                CommandLine.Command.RUN,
                CommandLine.parse(List.of("run", "--help")).helpAbout());
        assertEquals(
                CommandLine.Command.VERSION,
                CommandLine.parse(List.of("--version")).command());
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "local[2]", "local[*]", "spark://head:7077", "yarn", "k8s://https://host:6443"})
    void mastersOfSpark(String master) throws Exception {
        assertEquals(
                Optional.of(master),
                CommandLine.parse(List.of("run", "wf", "--spark", master)).spark());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ''                              | No command given
            walk wf                         | Unknown command "walk"
            run                             | needs a workflow
            run a b                         | a second one: "b"
            run a --fast                    | Unknown option "--fast"
            run a --set                     | --set needs NODE/KEY=VALUE
            run a --out                     | --out needs a directory
            run a --out x --out y           | given twice: "x" and "y"
            run a --threads two             | found "two"
            run a --threads 0               | from 1 to 4096
            run a --threads -1              | from 1 to 4096
            run a --markdown                | belongs to braggwise nodes
            run a --vectors some            | expected one of ends, all, csv, found "some"
            list a                          | takes no argument
            list --vectors all              | belong to braggwise run
            nodes a                         | takes no argument
            nodes --set 1/a=b               | belong to braggwise run
            create a                        | needs --out
            onnx                            | needs a model
            onnx a                          | needs --out FILE
            run a --spark                   | --spark needs a master
            run a --spark laptop            | found "laptop"; expected local[N]
            run a --spark local[x]          | found "local[x]"
            run a --spark yarn --knime /k   | exclude each other
            create a --out b --spark yarn   | belong to braggwise run
            """)
    void mistakesAreNamed(String line, String expected) {
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
        String message = assertThrows(UsageException.class, () -> CommandLine.parse(words))
                .getMessage();
        assertTrue(message.contains(expected), message);
    }
}
