// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.io.ByteArrayInputStream;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * Reads measured powder patterns of the formats in {@link PatternFormat}.
 *
 * <p>The format is told by the content; the name only decides what a message expects and whether a third text column is an uncertainty
 * (.xye). A gzip file is unpacked first. Instances are immutable and may be shared between threads.
 */
public final class PatternFileReader {

    /** The largest file that is read, in bytes. */
    public static final long MAX_BYTES = 256L << 20;

    private static final int HEAD = 16384;
    private static final int LONGEST_LINE = 4 << 20;
    private static final int MOST_CONTROLS = 8;
    private static final int MAX_LINES = 2 * ScanBuilder.MAX_POINTS;

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
     * @return its scans, at least one, in the file's order; those that can't be read are left out
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
     * @return its scans, at least one, in the file's order; those that can't be read are left out
     * @throws PatternFileException where it is no readable pattern file
     */
    public List<PatternFile> read(byte[] bytes, String source) {
        return content(bytes, source).scans();
    }

    /**
     * @param content the file's content
     * @param source the file's name, for messages and for its extension
     * @return its scans, at least one, and why others could not be read
     * @throws PatternFileException where it is no readable pattern file, or none of its scans can be read
     */
    public PatternFileContent content(byte[] content, String source) {
        byte[] bytes = withoutZerosAtEnd(content);
        if (bytes.length > MAX_BYTES) {
            throw PatternFileException.in(source, "more than " + (MAX_BYTES >> 20) + " MiB", "a pattern file", "");
        }
        if (bytes.length == 0) {
            throw PatternFileException.in(source, "an empty file", "a pattern file", "");
        }
        if (bytes.length > 2 && bytes[0] == 0x1F && (bytes[1] & 0xFF) == 0x8B) {
            return content(unzipped(bytes, source), source.replaceFirst("(?i)\\.gz$", ""));
        }
        String extension = extension(source);
        String mark = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1);
        boolean binary = isBinary(bytes) >= 0;
        if (StoeRawFormat.isOne(mark)) {
            return StoeRawFormat.read(bytes, source);
        }
        if (binary && PhilipsRdFormat.isOne(bytes)) {
            return PhilipsRdFormat.read(bytes, source);
        }
        ForeignFormats.check(bytes, source);
        if (mark.startsWith("RAW") && binary || binary && extension.equals("raw")) {
            return BrukerRawFormat.read(bytes, source);
        }
        if (binary && (extension.equals("rd") || extension.equals("sd"))) {
            return PhilipsRdFormat.read(bytes, source);
        }
        if (mark.startsWith("PK")) {
            return zipped(bytes, source);
        }
        if (binary) {
            // titles of old GSAS files may hold any byte
            String latin1 = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
            if (GsasFormat.isOne(latin1)) {
                return GsasFormat.read(new String(bytes, StandardCharsets.ISO_8859_1), source);
            }
        }
        return text(bytes, source, extension);
    }

    private static PatternFileContent zipped(byte[] bytes, String source) {
        ZipEntries zip = new ZipEntries(bytes, source);
        if (!zip.of("RawData").isEmpty()) {
            return BrmlFormat.read(zip, source);
        }
        if (RasxFormat.isOne(zip)) {
            return RasxFormat.read(zip, source);
        }
        throw ForeignFormats.zip(zip.names(), source);
    }

    private PatternFileContent text(byte[] bytes, String source, String extension) {
        checkLines(bytes, source);
        String text = decode(bytes, source);
        String head = text.substring(0, Math.min(text.length(), HEAD)).stripLeading();
        if (head.startsWith("<")) {
            return XrdmlFormat.read(bytes, source);
        }
        if (head.startsWith("*RAS_")) {
            return RasFormat.read(text, source);
        }
        if (RigakuAscFormat.isOne(head)) {
            return RigakuAscFormat.read(text, source);
        }
        if (HeaderedCounts.isApd(head)) {
            return HeaderedCounts.readApd(text, source);
        }
        if (head.startsWith("SampleIdent,") || extension.equals("udf") && head.contains("RawScan")) {
            return UdfFormat.read(text, source);
        }
        if (JcampFormat.isOne(head)) {
            return JcampFormat.read(text, source);
        }
        if (UxdFormat.isOne(head)) {
            return UxdFormat.read(text, source);
        }
        if (HeaderedCounts.isCpi(head)) {
            return HeaderedCounts.readCpi(text, source);
        }
        if (HeaderedCounts.isMdi(head)) {
            return HeaderedCounts.readMdi(text, source);
        }
        if (GsasFormat.isOne(head)) {
            return GsasFormat.read(text, source);
        }
        if (extension.equals("cif") || isCif(head)) {
            return PowderCifFormat.read(text, source);
        }
        return TextFormat.read(text, source, m_splitTouchingColumns);
    }

    private static boolean isCif(String head) {
        return head.lines()
                .map(String::strip)
                .filter(l -> !l.isEmpty() && !l.startsWith("#"))
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("data_");
    }

    /** A file of more lines than a scan has points, or with a line of millions of numbers, is refused before it is taken apart. */
    private static void checkLines(byte[] bytes, String source) {
        int lines = 0;
        int longest = 0;
        int length = 0;
        for (byte b : bytes) {
            boolean end = b == '\n' || b == '\r';
            lines += end ? 1 : 0;
            length = end ? 0 : length + 1;
            longest = Math.max(longest, length);
        }
        boolean xml = new String(bytes, 0, Math.min(bytes.length, 16), StandardCharsets.ISO_8859_1).contains("<");
        if (lines > MAX_LINES || longest > LONGEST_LINE && !xml) {
            throw PatternFileException.in(
                    source,
                    lines > MAX_LINES
                            ? "more than " + MAX_LINES + " lines"
                            : "a line of more than " + (LONGEST_LINE >> 20) + " MiB",
                    "a scan of " + ScanBuilder.MAX_POINTS + " points at most",
                    "Export the scan with a coarser step, or split the file.");
        }
    }

    private static byte[] unzipped(byte[] bytes, String source) {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            byte[] content = in.readNBytes((int) MAX_BYTES + 1);
            if (content.length > 2 && content[0] == 0x1F && (content[1] & 0xFF) == 0x8B) {
                throw PatternFileException.in(
                        source, "a gzip file in a gzip file", "a pattern file", "Unpack it first.");
            }
            return content;
        } catch (IOException e) {
            throw PatternFileException.in(source, "a broken gzip file (" + e.getMessage() + ")", "a pattern file", "")
                    .causedBy(e);
        }
    }

    private static String extension(String source) {
        int dot = source.lastIndexOf('.');
        return dot < 0 ? "" : source.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    /** Offset of a byte that no text has, or -1. A few control characters in a title of long ago make no binary file. */
    private static int isBinary(byte[] bytes) {
        int control = 0;
        for (int i = 0; i < Math.min(bytes.length, 65536); i++) {
            if (bytes[i] >= 0 && bytes[i] < 32 && "\t\n\r\f\u001a".indexOf(bytes[i]) < 0) {
                control++;
                if (bytes[i] == 0 || control > MOST_CONTROLS) {
                    return i;
                }
            }
        }
        return -1;
    }

    /** A program that broke off may leave a text filled up with zeros. */
    private static byte[] withoutZerosAtEnd(byte[] bytes) {
        boolean utf16 = bytes.length > 1 && ((bytes[0] & bytes[1]) & 0xFE) == 0xFE;
        int n = bytes.length;
        while (n > 1 && (bytes[n - 1] == 0 || bytes[n - 1] == 0x1A)) {
            n--;
        }
        byte[] shorter = n == bytes.length || utf16 ? bytes : Arrays.copyOf(bytes, n);
        return shorter.length < bytes.length && isBinary(shorter) < 0 ? shorter : bytes;
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
