// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.table;

import java.io.Serializable;
import java.util.Map;

/**
 * Some consecutive rows of a table, in a file.
 *
 * @param file address of the Parquet file
 * @param from the first row of the file that belongs to the part
 * @param rows how many of them belong to it
 * @param number the number that makes the key of its first row, "Row7" for 7; -1 where the keys are those of the file
 * @param renamed keys of rows, by their position in the file, where they are not those of the file
 */
public record Part(String file, long from, long rows, long number, Map<Long, String> renamed) implements Serializable {

    /** @return all rows of a file, as they are */
    public static Part of(String file, long rows) {
        return new Part(file, 0, rows, -1, Map.of());
    }

    /** @return some of the rows */
    public Part slice(long start, long count) {
        return new Part(file, from + start, count, number, renamed);
    }

    /** @return the same with the keys "Row...", counted from the number */
    public Part numbered(long first) {
        return new Part(file, from, rows, first, renamed);
    }

    /** @return the same with other keys for some of the rows */
    public Part withKeys(Map<Long, String> keys) {
        return new Part(file, from, rows, number, keys);
    }
}
