// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.spark.api.java.JavaSparkContext;
import org.braggwise.spark.table.HadoopSettings;
import org.braggwise.spark.table.Part;
import org.braggwise.spark.table.PartRows;
import org.braggwise.spark.task.KeyHashes;

import scala.Tuple2;

/** Keys that two parts have both: the later one gets a number, as a node gives it within a part. */
final class UniqueKeys {

    private UniqueKeys() {}

    /**
     * @param parts whose keys are unique within each part
     * @return the same parts, with other keys where an earlier part has a row's
     */
    static List<Part> in(List<Part> parts, JavaSparkContext spark, HadoopSettings files) {
        spark.setJobDescription("keys that are there twice");
        int tasks = Math.min(parts.size(), spark.defaultParallelism());
        Set<Long> doubled = new HashSet<>(spark.parallelize(parts, tasks)
                .flatMap(new KeyHashes(files))
                .mapToPair(hash -> new Tuple2<>(hash, 1))
                .reduceByKey(Integer::sum, tasks)
                .filter(count -> count._2() > 1)
                .keys()
                .collect());
        return doubled.isEmpty() ? parts : renamed(parts, doubled, files);
    }

    private static List<Part> renamed(List<Part> parts, Set<Long> doubled, HadoopSettings files) {
        Set<String> taken = new HashSet<>();
        List<Part> unique = new ArrayList<>();
        for (Part part : parts) {
            Map<Long, String> renamed = new HashMap<>();
            try (PartRows rows = new PartRows(List.of(part), null, files.configuration(), parts)) {
                for (long i = 0; rows.hasNext(); i++) {
                    String wanted = rows.next().getKey().getString();
                    if (doubled.contains(KeyHashes.hash(wanted))) {
                        String key = wanted;
                        for (int n = 2; !taken.add(key); n++) {
                            key = wanted + " (" + n + ")";
                        }
                        if (!key.equals(wanted)) {
                            renamed.put(part.from() + i, key);
                        }
                    }
                }
            }
            unique.add(part.withKeys(renamed));
        }
        return unique;
    }
}
