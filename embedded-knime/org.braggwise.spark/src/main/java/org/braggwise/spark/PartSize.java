// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark;

import org.apache.spark.api.java.JavaSparkContext;

/**
 * How many rows a part of a table gets.
 *
 * @param fixed as spark.braggwise.rows says; 0: as the cluster suggests
 * @param slots tasks that can run at the same time
 */
record PartSize(long fixed, int slots) {

    /** A part's patterns stay within some tens of megabytes, also when they are augmented tenfold. */
    private static final long MOST = 1000;

    /** A lost executor, or one that is slower than the others, costs a fourth of its share. */
    private static final int PARTS_PER_SLOT = 4;

    /** @return as it is now: executors come and go */
    static PartSize of(JavaSparkContext spark) {
        int cpus = Integer.parseInt(spark.getConf().get("spark.task.cpus", "1"));
        return new PartSize(
                Long.parseLong(spark.getConf().get("spark.braggwise.rows", "0")),
                Math.max(1, spark.defaultParallelism() / cpus));
    }

    /** @return rows of a part, 1 at least */
    long rows(long size) {
        if (fixed > 0) {
            return fixed;
        }
        long parts = slots == 1 ? 1 : (long) slots * PARTS_PER_SLOT;
        return Math.max(1, Math.min(MOST, (size + parts - 1) / parts));
    }
}
