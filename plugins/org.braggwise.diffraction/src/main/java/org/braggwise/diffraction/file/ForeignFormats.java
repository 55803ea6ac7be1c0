// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names the formats that people take for a pattern file and that this reader does not read, by what they begin with or hold. */
final class ForeignFormats {

    private static final Map<String, String> MARKS = new LinkedHashMap<>();
    private static final Map<String, String> ZIPPED = new LinkedHashMap<>();

    static {
        MARKS.put("\u0089HDF", "HDF5 (NeXus and others)");
        MARKS.put("\u00d0\u00cf\u0011\u00e0", "an old Excel or Word document");
        MARKS.put("%PDF", "a PDF document");
        MARKS.put("\u0089PNG", "a PNG picture");
        MARKS.put("\u00ff\u00d8\u00ff", "a JPEG picture");
        MARKS.put("II*\u0000", "a TIFF image");
        MARKS.put("MM\u0000*", "a TIFF image");
        MARKS.put("GIF8", "a GIF picture");
        MARKS.put("{\\rtf", "an RTF document");
        MARKS.put("Rar!", "a RAR archive");
        MARKS.put("7z\u00bc\u00af", "a 7-Zip archive");
        MARKS.put("BZh", "a bzip2 archive");
        MARKS.put("SQLite format 3", "an SQLite database");
        MARKS.put("MATLAB 5", "a MATLAB file");
        MARKS.put("CPY", "an Origin project");
        MARKS.put("###CBF", "a CBF image");
        MARKS.put("FI\u0000", "Rigaku's binary RAW");
        MARKS.put("RAW5", "Bruker RAW of version 5");
        MARKS.put("FORMAT :", "a Bruker image (GFRM)");
        ZIPPED.put("xl/", "an Excel workbook");
        ZIPPED.put("word/", "a Word document");
        ZIPPED.put("ppt/", "a PowerPoint document");
        ZIPPED.put("content.xml", "an OpenDocument file");
        ZIPPED.put("workflow.knime", "a KNIME workflow");
        ZIPPED.put("META-INF/", "a Java archive");
    }

    private ForeignFormats() {}

    /** Refuses a file that begins as one of another format. */
    static void check(byte[] bytes, String source) {
        String head = new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> mark : MARKS.entrySet()) {
            if (head.startsWith(mark.getKey())) {
                throw refusal(source, mark.getValue());
            }
        }
        String lower = head.stripLeading().toLowerCase(java.util.Locale.ROOT);
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            throw refusal(source, "a web page (HTML)");
        }
        if (lower.startsWith("{") && lower.contains("\"")) {
            throw refusal(source, "JSON");
        }
    }

    /** @return the refusal of a zip that is neither Bruker's nor Rigaku's */
    static PatternFileException zip(List<String> names, String source) {
        for (Map.Entry<String, String> part : ZIPPED.entrySet()) {
            if (names.stream().anyMatch(n -> n.startsWith(part.getKey()) || n.endsWith("/" + part.getKey()))) {
                return refusal(source, part.getValue());
            }
        }
        boolean experiment =
                names.stream().anyMatch(n -> n.matches("(.*/)?Experiment\\d+/.*|experimentCollection\\.xml"));
        if (experiment) {
            return PatternFileException.in(
                    source,
                    "a Bruker BRML file without RawData0.xml, so without a measurement",
                    "measured data",
                    "The measurement was not made, or was not saved.");
        }
        String some = names.isEmpty()
                ? "nothing"
                : PatternFileException.quote(String.join(", ", names.subList(0, Math.min(3, names.size()))));
        return PatternFileException.in(
                source,
                "a zip of " + names.size() + " entries, which holds " + some,
                "a zip of Bruker (.brml) or Rigaku (.rasx)",
                names.isEmpty() ? "The file may be cut short." : "Unpack it and read the files in it.");
    }

    private static PatternFileException refusal(String source, String what) {
        return PatternFileException.in(
                source, what, "a pattern file", "This format is not read: export the scan as text.");
    }
}
