// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The entries of a zipped measurement that hold scans, unpacked within limits that keep a hostile file from filling the memory. */
final class ZipEntries {

    private static final String EXPECTED = "a zip of Bruker (.brml) or Rigaku (.rasx)";
    private static final Pattern WANTED =
            Pattern.compile("(?:.*/)?(RawData|Profile|MesurementConditions)(\\d{1,7})\\.(?:xml|txt)");
    private static final int MAX_ENTRIES = 10_000;
    private static final long MAX_ENTRY_BYTES = 256L << 20;
    private static final long MAX_TOTAL_BYTES = 1L << 30;

    private final Map<String, TreeMap<Integer, byte[]>> m_entries = new LinkedHashMap<>();
    private int m_count;

    /**
     * @param bytes the zip
     * @param source its name, for messages
     * @throws PatternFileException where it is broken or unpacks to too much
     */
    ZipEntries(byte[] bytes, String source) {
        long total = 0;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                if (++m_count > MAX_ENTRIES) {
                    throw PatternFileException.in(source, "more than " + MAX_ENTRIES + " zip entries", EXPECTED, "");
                }
                Matcher name = WANTED.matcher(e.getName());
                boolean wanted = name.matches();
                ByteArrayOutputStream kept = new ByteArrayOutputStream();
                byte[] buffer = new byte[1 << 16];
                long size = 0;
                for (int n = zip.read(buffer); n >= 0; n = zip.read(buffer)) {
                    size += n;
                    total += n;
                    if (size > MAX_ENTRY_BYTES || total > MAX_TOTAL_BYTES) {
                        throw PatternFileException.in(
                                source,
                                "the zip entry " + PatternFileException.quote(e.getName()) + " unpacks to more than "
                                        + (MAX_ENTRY_BYTES >> 20) + " MiB, or all to more than "
                                        + (MAX_TOTAL_BYTES >> 20) + " MiB",
                                EXPECTED,
                                "");
                    }
                    if (wanted) {
                        kept.write(buffer, 0, n);
                    }
                }
                if (wanted) {
                    m_entries
                            .computeIfAbsent(name.group(1), k -> new TreeMap<>())
                            .put(Integer.valueOf(name.group(2)), kept.toByteArray());
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            if (e instanceof PatternFileException p) {
                throw p;
            }
            throw PatternFileException.in(
                            source, "a broken zip (" + e.getMessage() + ")", EXPECTED, "The file may be cut short.")
                    .causedBy(e);
        }
    }

    /** @return how many entries the zip has, of any name */
    int count() {
        return m_count;
    }

    /** @return the entries of that name by their number: of "RawData" RawData0.xml, RawData1.xml ... */
    TreeMap<Integer, byte[]> of(String name) {
        return m_entries.getOrDefault(name, new TreeMap<>());
    }
}
