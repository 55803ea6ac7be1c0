// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.apache.spark.api.java.function.FlatMapFunction;
import org.braggwise.spark.table.HadoopSettings;
import org.braggwise.spark.table.Part;
import org.braggwise.spark.table.PartRows;

/** A number for each key of a part; different keys rarely have the same. */
public final class KeyHashes implements FlatMapFunction<Part, Long> {

    private static final long serialVersionUID = 1L;

    private final HadoopSettings m_files;

    public KeyHashes(HadoopSettings files) {
        m_files = files;
    }

    @Override
    public Iterator<Long> call(Part part) {
        List<Long> hashes = new ArrayList<>();
        try (PartRows rows = new PartRows(List.of(part), null, m_files.configuration(), this)) {
            while (rows.hasNext()) {
                hashes.add(hash(rows.next().getKey().getString()));
            }
        }
        return hashes.iterator();
    }

    /** @return FNV-1a over the key's characters */
    public static long hash(String key) {
        long h = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            h = (h ^ key.charAt(i)) * 0x100000001b3L;
        }
        return h;
    }
}
