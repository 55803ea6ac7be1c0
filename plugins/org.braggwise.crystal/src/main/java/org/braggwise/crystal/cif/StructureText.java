// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** The text in the bytes of a file of a crystal structure: compressed with gzip or not, in UTF-8, UTF-16 with its mark or without, or Windows-1252. */
public final class StructureText {

    /** A larger text is refused before memory is taken for it. */
    private static final int MOST_BYTES = 256 << 20;

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private StructureText() {}

    /**
     * @param bytes the content of a file
     * @return its text
     * @throws IOException where compressed bytes are broken or become more than 256 MB, saying so
     */
    public static String of(byte[] bytes) throws IOException {
        boolean compressed = bytes.length > 2 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B;
        return decoded(compressed ? expanded(bytes) : bytes);
    }

    private static byte[] expanded(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] all = in.readNBytes(MOST_BYTES + 1);
            if (all.length > MOST_BYTES) {
                throw new IOException("a gzip file of more than " + (MOST_BYTES >> 20) + " MB of text");
            }
            return all;
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw new IOException("a broken gzip file: " + e.getMessage(), e);
        }
    }

    private static String decoded(byte[] bytes) {
        if (bytes.length > 1
                && ((bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF
                        || (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE)) {
            return new String(bytes, StandardCharsets.UTF_16);
        }
        Charset unmarked = utf16WithoutMark(bytes);
        if (unmarked != null) {
            return new String(bytes, unmarked);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, WINDOWS);
        }
    }

    /** Every other byte of plain text in UTF-16 is 0. @return null where it is something else */
    private static Charset utf16WithoutMark(byte[] bytes) {
        int pairs = Math.min(bytes.length / 2, 100);
        int even = 0;
        int odd = 0;
        for (int i = 0; i < pairs; i++) {
            even += bytes[2 * i] == 0 ? 1 : 0;
            odd += bytes[2 * i + 1] == 0 ? 1 : 0;
        }
        if (pairs < 4 || Math.min(even, odd) > 0 || 10 * Math.max(even, odd) < 9 * pairs) {
            return null;
        }
        return odd > 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }
}
