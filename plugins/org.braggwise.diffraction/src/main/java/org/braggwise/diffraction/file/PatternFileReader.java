// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads measured powder patterns: .xy, .xye, .csv, .dat, .txt, PANalytical .xrdml, Rigaku .ras and .rasx, Bruker .raw (versions 1 to 4) and .brml,
 * Philips .udf, .rd and .sd, and powder CIF.
 *
 * <p>The format is told by the content; the name only decides what a message expects and whether a third text column is an uncertainty
 * (.xye). Instances are immutable and may be shared between threads.
 */
public final class PatternFileReader {

    /** The largest file that is read, in bytes. */
    public static final long MAX_BYTES = 256L << 20;

    private final boolean m_splitTouchingColumns;

    /** A reader that splits fixed-width text columns that touch where the file leaves one reading only, with a diagnostic each. */
    public PatternFileReader() {
        this(true);
    }

    /**
     * @param splitTouchingColumns whether fixed-width text columns that touch are split where the file leaves one reading only; else such
     *            a line refuses the file
     */
    public PatternFileReader(boolean splitTouchingColumns) {
        m_splitTouchingColumns = splitTouchingColumns;
    }

    /**
     * @param path the file
     * @return its scans, at least one, in the file's order
     * @throws PatternFileException where it is no readable pattern file
     * @throws UncheckedIOException where the file cannot be read at all
     */
    public List<PatternFile> read(Path path) {
        String name = String.valueOf(path.getFileName());
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes((int) MAX_BYTES + 1);
            return read(bytes, name);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * @param bytes the file's content
     * @param source the file's name, for messages and for its extension
     * @return its scans, at least one, in the file's order
     * @throws PatternFileException where it is no readable pattern file
     */
    public List<PatternFile> read(byte[] bytes, String source) {
        if (bytes.length > MAX_BYTES) {
            throw PatternFileException.in(source, "more than " + (MAX_BYTES >> 20) + " MiB", "a pattern file", "");
        }
        if (bytes.length == 0) {
            throw PatternFileException.in(source, "an empty file", "a pattern file", "");
        }
        String extension = extension(source);
        if (extension.equals("raw") || startsWith(bytes, "RAW") && isBinary(bytes) >= 0) {
            return BrukerRawFormat.read(bytes, source);
        }
        if (startsWith(bytes, "V3RD")
                || startsWith(bytes, "V5RD")
                || (extension.equals("rd") || extension.equals("sd")) && isBinary(bytes) >= 0) {
            return PhilipsFormat.readRd(bytes, source);
        }
        if (startsWith(bytes, "PK") || extension.equals("brml") || extension.equals("rasx")) {
            ZipEntries zip = new ZipEntries(bytes, source);
            return RasxFormat.isOne(zip) ? RasxFormat.read(zip, source) : BrmlFormat.read(zip, source);
        }
        String text = decode(bytes, source);
        String head = text.substring(0, Math.min(text.length(), 4096)).stripLeading();
        if (head.startsWith("<") || extension.equals("xrdml")) {
            return XrdmlFormat.read(bytes, source);
        }
        if (head.startsWith("*RAS_") || extension.equals("ras")) {
            return RasFormat.read(text, source);
        }
        if (head.startsWith("SampleIdent") || extension.equals("udf")) {
            return PhilipsFormat.readUdf(text, source);
        }
        if (extension.equals("cif")
                || head.lines()
                        .map(String::strip)
                        .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                        .findFirst()
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .startsWith("data_")) {
            return PowderCifFormat.read(text, source);
        }
        return List.of(TextColumns.read(text, source, m_splitTouchingColumns));
    }

    private static boolean startsWith(byte[] bytes, String mark) {
        return bytes.length >= mark.length()
                && new String(bytes, 0, mark.length(), StandardCharsets.ISO_8859_1).equals(mark);
    }

    private static String extension(String source) {
        int dot = source.lastIndexOf('.');
        return dot < 0 ? "" : source.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Offset of the first byte that no text has, or -1. */
    private static int isBinary(byte[] bytes) {
        for (int i = 0; i < Math.min(bytes.length, 65536); i++) {
            if (bytes[i] >= 0 && bytes[i] < 32 && "\t\n\r\f\u001a".indexOf(bytes[i]) < 0) {
                return i;
            }
        }
        return -1;
    }

    private static String decode(byte[] bytes, String source) {
        int b0 = bytes[0] & 0xFF;
        int b1 = bytes.length > 1 ? bytes[1] & 0xFF : 0;
        int b2 = bytes.length > 2 ? bytes[2] & 0xFF : 0;
        if (b0 == 0xEF && b1 == 0xBB && b2 == 0xBF) {
            return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
        }
        if (b0 == 0xFF && b1 == 0xFE || b0 == 0xFE && b1 == 0xFF) {
            Charset utf16 = b0 == 0xFF ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
            return new String(bytes, 2, bytes.length - 2, utf16);
        }
        int binary = isBinary(bytes);
        if (binary >= 0) {
            throw PatternFileException.atByte(
                    source,
                    binary,
                    String.format("the byte 0x%02X, so binary data", bytes[binary]),
                    "text, XML, or a binary file that begins with RAW, V3RD, V5RD or PK",
                    "This format is not known: export the scan as text.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
