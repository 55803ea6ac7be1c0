// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.braggwise.knime.cifreader.CifReaderNodeFactory;
import org.braggwise.knime.common.execution.InputFiles;
import org.braggwise.knime.patternreader.PatternReaderNodeFactory;
import org.braggwise.knime.testing.NodeUnderTest;
import org.braggwise.knime.testing.Samples;
import org.braggwise.knime.testing.TestTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two readers beside a file that is no good: it is reported with its place, and the good one is read. */
class BadFilesTest {

    private static final String CIF = Samples.cif("Sr", "Ti", 3.905, 1);
    private static final String XY = IntStream.range(0, 200)
            .mapToObj(i -> 20 + 0.1 * i + " " + (5 + i % 7) + "\n")
            .collect(Collectors.joining());

    @TempDir
    private Path m_folder;

    private NodeUnderTest.Outcome read(String kind, byte[] bad) throws Exception {
        Files.writeString(m_folder.resolve("good." + kind), kind.equals("cif") ? CIF : XY);
        Files.write(m_folder.resolve("bad." + kind), bad);
        return reader(kind).run();
    }

    private NodeUnderTest reader(String kind) {
        return new NodeUnderTest(kind.equals("cif") ? new CifReaderNodeFactory() : new PatternReaderNodeFactory())
                .set("path", m_folder.toString())
                .set("pattern", "*." + kind + "*");
    }

    /** The fault is a replacement in the good file: what, by what. */
    @ParameterizedTest(name = "{0} {index}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        cif | (?s).*                 | ''             | an empty text
        cif | (?s)loop_.*            | ''             | no block with a cell and sites
        cif | _cell_length_a .*      | _cell_length_a NaN   | _cell_length_a is not given
        cif | _cell_length_a .*      | _cell_length_a 1e999 | _cell_length_a is not given
        cif | _cell_length_a .*      | _cell_length_a -4    | a positive length in angstrom
        cif | (?s).*                 | PK\u0003\u0004 no text at all | no block with a cell and sites
        xy  | (?s).*                 | ''             | an empty file
        xy  | (?m)^25\\.0 .*          | 25.0 many      | many
        xy  | (?m)^25\\.0 .*          | 25.0 Infinity  | Infinity
        xy  | (?m)^25\\.0 .*          | 15.0 7         | 15.0
        xy  | (?s).*                 | PK\u0003\u0004 no text at all | a zip of 0 entries
        """)
    void isReportedAndTheOtherIsRead(String kind, String what, String by, String says) throws Exception {
        NodeUnderTest.Outcome out = read(
                kind, (kind.equals("cif") ? CIF : XY).replaceFirst(what, by).getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("good." + kind), TestTables.keys(out.table(0)));
        String problems = TestTables.rows(out.table(1)).toString();
        assertTrue(problems.contains("bad." + kind) && problems.contains(says), problems);
        assertFalse(problems.contains("null") || problems.contains("Exception"), problems);
    }

    /** A point that was not measured is a gap; the node that prepares the scan counts it. */
    @Test
    void missingCountsAreGaps() throws Exception {
        NodeUnderTest.Outcome out =
                read("xy", XY.replaceFirst("(?m)^25\\.0 .*", "25.0 NaN").getBytes(StandardCharsets.UTF_8));
        assertTrue(Double.isNaN(TestTables.vector(out.table(0), "bad.xy", "Intensity")[50]));
    }

    /** Counts below zero come from detectors whose background was taken away. */
    @Test
    void negativeCountsAreRead() throws Exception {
        NodeUnderTest.Outcome out =
                read("xy", XY.replaceFirst("(?m)^25\\.0 .*", "25.0 -3").getBytes(StandardCharsets.UTF_8));
        assertEquals(-3, TestTables.vector(out.table(0), "bad.xy", "Intensity")[50]);
    }

    /** A file of that size on the disk, none of it written: it must not be read into memory to be refused. */
    @ParameterizedTest
    @CsvSource({"cif", "xy"})
    void hugeFileIsRefusedUnread(String kind) throws Exception {
        Files.writeString(m_folder.resolve("good." + kind), kind.equals("cif") ? CIF : XY);
        try (var huge = new RandomAccessFile(m_folder.resolve("huge." + kind).toFile(), "rw")) {
            huge.setLength(8 * InputFiles.MAX_BYTES);
        }
        NodeUnderTest.Outcome out = reader(kind).run();
        assertEquals(List.of("good." + kind), TestTables.keys(out.table(0)));
        String problems = TestTables.rows(out.table(1)).toString();
        assertTrue(problems.contains("huge." + kind) && problems.contains("the file is larger than 256 MB"), problems);
    }

    /** A file of two structures gives a.cif#1 and a.cif#2, and so may a file be called. */
    @Test
    void doubledNamesGetANumber() throws Exception {
        Files.writeString(m_folder.resolve("a.cif"), CIF + Samples.cif("Ba", "Ti", 4, 1));
        Files.writeString(m_folder.resolve("a.cif#1"), CIF);
        assertEquals(
                List.of("a.cif#1", "a.cif#2", "a.cif#1 (2)"),
                TestTables.keys(reader("cif").run().table(0)));
    }
}
