// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The entries of a zipped measurement that hold scans, unpacked within limits that keep a hostile file from filling the memory. */
final class ZipEntries {

    private static final String EXPECTED = "a zip of Bruker (.brml) or Rigaku (.rasx)";
    private static final Pattern WANTED = Pattern.compile(
            "((?:.*/)?)(RawData|Profile|MesurementConditions|MeasurementConditions)(\\d{1,7})\\.(?:xml|txt)");
    private static final int MAX_ENTRIES = 10_000;
    private static final long MAX_ENTRY_BYTES = 128L << 20;
    private static final long MAX_TOTAL_BYTES = 512L << 20;

    private final List<Entry> m_entries = new ArrayList<>();
    private final List<String> m_names = new ArrayList<>();
    private String m_broken = "";

    /**
     * An unpacked entry: Experiment1/RawData0.xml has the folder "Experiment1/", the name RawData and the number 0.
     *
     * @param path folder and name as the zip has them
     * @param complete whether the zip held all of it
     */
    record Entry(String path, String folder, String name, int number, byte[] bytes, boolean complete) {}

    /**
     * @param bytes the zip
     * @param source its name, for messages
     * @throws PatternFileException where it is broken before its first entry, or unpacks to too much
     */
    ZipEntries(byte[] bytes, String source) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            long total = 0;
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                if (m_names.size() == MAX_ENTRIES) {
                    throw PatternFileException.in(source, "more than " + MAX_ENTRIES + " zip entries", EXPECTED, "");
                }
                m_names.add(e.getName());
                total += unpack(zip, e.getName(), total, source);
            }
        } catch (IOException | IllegalArgumentException e) {
            if (e instanceof PatternFileException p) {
                throw p;
            }
            m_broken = "a broken zip (" + e.getMessage() + ")";
            if (m_entries.isEmpty()) {
                throw PatternFileException.in(source, m_broken, EXPECTED, "The file may be cut short.")
                        .causedBy(e);
            }
        }
        m_entries.sort(Comparator.comparing((Entry e) -> sortable(e.folder)).thenComparingInt(Entry::number));
    }

    private long unpack(ZipInputStream zip, String path, long before, String source) throws IOException {
        Matcher name = WANTED.matcher(path);
        boolean wanted = name.matches();
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        IOException cut = null;
        try {
            for (int n = zip.read(buffer); n >= 0; n = zip.read(buffer)) {
                size += n;
                if (size > MAX_ENTRY_BYTES || before + size > MAX_TOTAL_BYTES) {
                    throw PatternFileException.in(
                            source,
                            "the zip entry " + PatternFileException.quote(path) + " unpacks to more than "
                                    + (MAX_ENTRY_BYTES >> 20) + " MiB, or all to more than " + (MAX_TOTAL_BYTES >> 20)
                                    + " MiB",
                            EXPECTED,
                            "");
                }
                if (wanted) {
                    kept.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            cut = e;
        }
        if (wanted && size > 0) {
            int number = Integer.parseInt(name.group(3));
            m_entries.add(new Entry(path, name.group(1), name.group(2), number, kept.toByteArray(), cut == null));
        }
        if (cut != null) {
            throw cut;
        }
        return size;
    }

    /** Numbers in names sort as numbers: Experiment2 before Experiment10. */
    private static String sortable(String folder) {
        StringBuilder b = new StringBuilder();
        Matcher m = Pattern.compile("\\d+|\\D+").matcher(folder);
        while (m.find()) {
            boolean digits = Character.isDigit(m.group().charAt(0));
            b.append(digits ? "0".repeat(Math.max(0, 12 - m.group().length())) : "")
                    .append(m.group());
        }
        return b.toString();
    }

    /** @return the paths of all entries */
    List<String> names() {
        return m_names;
    }

    /** Refuses what a zip that was cut after its first entries no longer holds. */
    void tellIfCut(Scans scans, String source) {
        if (!m_broken.isEmpty()) {
            scans.refuse(PatternFileException.in(
                    source, m_broken, "the whole zip", "The file is cut short: its later scans are lost."));
        }
    }

    /** @return the entries of that name, of "RawData" RawData0.xml, RawData1.xml ... of every folder, in the order of folder and number */
    List<Entry> of(String name) {
        return m_entries.stream().filter(e -> e.name.equals(name)).toList();
    }
}
