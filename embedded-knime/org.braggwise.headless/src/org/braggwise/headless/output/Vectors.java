// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.headless.output;

/**
 * Where the vectors of tables go. In a CSV they would be most of its bytes, and a pattern passes through several tables. Long lists of
 * numbers in a text, such as the peaks of a pattern, stay in the CSV where vectors are kept, and are left out where they are not.
 */
public enum Vectors {

    /** Into files of their own, for tables that no other node takes: the ends of the workflow. */
    ENDS,

    /** Into files of their own, for every table. */
    ALL,

    /** Into the CSV, each in full as a JSON array, with all digits. */
    CSV;

    /** @return whether a table's vectors get files of their own */
    boolean inFiles(boolean end) {
        return this == ALL || this == ENDS && end;
    }
}
