// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.Serializable;

import org.braggwise.spark.table.EncodedTable;
import org.braggwise.spark.table.SpecRecord;

/**
 * A table that a node gave at one of its outputs, for a part of its rows.
 *
 * @param spec with the domains of these rows
 * @param file the address of the rows' file
 * @param rows how many there are in the file
 * @param bytes of the file
 * @param numbered whether the keys are "Row0", "Row1" and so on
 * @param first hashes of the first rows' cells, to find those that every part has
 * @param totals of a table of problems those that count over rows, which are not in the file; null for other tables
 */
public record PartOutput(
        SpecRecord spec, String file, long rows, long bytes, boolean numbered, long[] first, EncodedTable totals)
        implements Serializable {}
