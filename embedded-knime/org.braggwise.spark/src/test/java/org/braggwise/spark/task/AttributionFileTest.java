// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

import org.apache.hadoop.conf.Configuration;
import org.braggwise.learning.explanation.AttributedPattern;
import org.braggwise.learning.explanation.Attribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributionFileTest {

    private final Configuration m_files = new Configuration(false);

    @TempDir
    private Path m_temp;

    private static Attribution attribution(int classIndex, double... values) {
        return new Attribution(classIndex, values, new double[] {Math.PI}, -0.0, Double.MIN_VALUE, 1e-17, "0123abcd");
    }

    private AttributedPart write(String name, AttributedPattern... patterns) throws IOException {
        String file = m_temp.resolve(name).toUri().toString();
        try (var writer = new AttributionFile.Writer(file, m_files)) {
            for (AttributedPattern pattern : patterns) {
                writer.add(pattern);
            }
        }
        return new AttributedPart(file, patterns.length, 0);
    }

    /** Values come back to the last bit, in the order of the parts, whose files are gone then. */
    @Test
    void patternsComeBackInTheirOrder() throws IOException {
        var first = new AttributedPattern(2, List.of(attribution(2, 0.1, -1 / 3.0), attribution(0)), null);
        var failed = AttributedPattern.failed("row 7: found 3 points, expected 5");
        var last = new AttributedPattern(0, List.of(attribution(0, 5)), null);
        var reader =
                new AttributionFile.Reader(List.of(write("a", first, failed), write("b"), write("c", last)), m_files);
        List<AttributedPattern> read = new ArrayList<>();
        reader.forEachRemaining(read::add);
        assertEquals(3, read.size());
        assertEquals(2, read.get(0).predicted());
        assertEquals(2, read.get(0).classes().size());
        Attribution a = read.get(0).classes().get(0);
        assertEquals(2, a.classIndex());
        assertArrayEquals(new double[] {0.1, -1 / 3.0}, a.values());
        assertArrayEquals(new double[] {Math.PI}, a.spread());
        assertEquals(-0.0, a.baseValue());
        assertEquals(Double.MIN_VALUE, a.modelOutput());
        assertEquals(1e-17, a.additivityResidual());
        assertEquals("0123abcd", a.backgroundFingerprint());
        assertEquals(failed, read.get(1));
        assertEquals(5, read.get(2).classes().get(0).values()[0]);
        assertFalse(reader.hasNext());
        assertThrows(NoSuchElementException.class, reader::next);
        for (String name : List.of("a", "b", "c")) {
            assertFalse(Files.exists(m_temp.resolve(name)), name);
        }
    }
}
