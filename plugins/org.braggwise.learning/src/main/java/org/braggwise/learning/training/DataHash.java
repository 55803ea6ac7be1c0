// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.braggwise.learning.data.LabelledPatterns;

/** A short fingerprint of rows: their keys, labels and patterns, in their order. */
public final class DataHash {

    private DataHash() {}

    /** @return the first 16 hexadecimal digits of the SHA-256 */
    public static String of(LabelledPatterns rows) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < rows.size(); i++) {
                sha.update(rows.rowKeys().get(i).getBytes(StandardCharsets.UTF_8));
                sha.update(rows.classes().get(rows.labels()[i]).getBytes(StandardCharsets.UTF_8));
                ByteBuffer b = ByteBuffer.allocate(4 * rows.patterns()[i].length);
                b.asFloatBuffer().put(rows.patterns()[i]);
                sha.update(b.array());
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }
}
