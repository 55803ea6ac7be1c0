// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

class StructureTextTest {

    private static final String TEXT = "data_a\n_cell_length_a 5 # \u00BD \u2212 \u00E9\n";

    @Test
    void encodings() throws IOException {
        assertEquals(TEXT, StructureText.of(TEXT.getBytes(StandardCharsets.UTF_8)));
        assertEquals(TEXT, StructureText.of(TEXT.getBytes(StandardCharsets.UTF_16)));
        assertEquals(TEXT, StructureText.of(TEXT.getBytes(StandardCharsets.UTF_16LE)));
        assertEquals(TEXT, StructureText.of(TEXT.getBytes(StandardCharsets.UTF_16BE)));
        assertEquals("\u00BD \u00E9", StructureText.of("\u00BD \u00E9".getBytes(Charset.forName("windows-1252"))));
        assertEquals("", StructureText.of(new byte[0]));
    }

    @Test
    void compressed() throws IOException {
        byte[] gz = gzip(TEXT.getBytes(StandardCharsets.UTF_8));
        assertEquals(TEXT, StructureText.of(gz));
        IOException e = assertThrows(IOException.class, () -> StructureText.of(Arrays.copyOf(gz, gz.length - 9)));
        assertTrue(e.getMessage().startsWith("a broken gzip file"));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gz = new GZIPOutputStream(out)) {
            gz.write(bytes);
        }
        return out.toByteArray();
    }
}
