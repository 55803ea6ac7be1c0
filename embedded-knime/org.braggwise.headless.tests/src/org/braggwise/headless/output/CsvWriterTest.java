// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvWriterTest {

    private static String record(String... fields) throws IOException {
        StringWriter out = new StringWriter();
        try (CsvWriter csv = new CsvWriter(out)) {
            csv.record(Arrays.asList(fields));
        }
        return out.toString();
    }

    /** The examples of RFC 4180, section 2. */
    @Test
    void examplesOfRfc4180() throws IOException {
        assertEquals("aaa,bbb,ccc\r\n", record("aaa", "bbb", "ccc"));
        assertEquals("aaa,\"b\r\nbb\",ccc\r\n", record("aaa", "b\r\nbb", "ccc"));
        assertEquals("aaa,\"b\"\"bb\",ccc\r\n", record("aaa", "b\"bb", "ccc"));
    }

    @Test
    void missingAndEmptyDiffer() throws IOException {
        assertEquals("a,,\"\"\r\n", record("a", null, ""));
    }

    @Test
    void commasQuotesAndBlanks() throws IOException {
        assertEquals(
                "\"a,b\",\"\"\"\",\"\"\"\"\"\",\" x\",\"x \",x y\r\n", record("a,b", "\"", "\"\"", " x", "x ", "x y"));
        assertEquals("\"[1.0,2.0]\",\"\n\",Å\r\n", record("[1.0,2.0]", "\n", "Å"));
    }

    /** A CIF's name must not run in the spreadsheet of whoever opens the table. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            =HYPERLINK("x")    | true
            =1+1               | true
            @SUM(A1)           | true
            -2+3+cmd' /C calc'!A0 | true
            +A1*2              | true
            -43m               | false
            -1                 | false
            -1.5E-7            | false
            -P 2yc             | false
            +3                 | false
            a=b                | false
            [-1,2]             | false
            """)
    void formulasAreTexts(String text, boolean escaped) throws IOException {
        assertEquals(
                escaped,
                record(text).replace("\"\"", "\"").replaceFirst("^\"", "").startsWith("'"));
        assertEquals(escaped, CsvWriter.isFormula(text));
    }

    @Test
    void tabsAreEscaped() throws IOException {
        assertEquals("'\t=1\r\n", record("\t=1"));
    }
}
