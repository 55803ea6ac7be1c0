// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.spark.task;

import java.io.Serializable;
import java.util.List;

import org.braggwise.spark.table.Part;
import org.braggwise.spark.table.SpecRecord;

/** What a node gets at one of its ports. */
public sealed interface Input extends Serializable {

    /**
     * The table of which each task gets a part.
     *
     * @param spec of the whole table
     */
    record SplitTable(SpecRecord spec) implements Input {}

    /**
     * A table that each task gets whole.
     *
     * @param parts all of it
     */
    record WholeTable(SpecRecord spec, List<Part> parts) implements Input {}

    /**
     * A model, which each task gets whole.
     *
     * @param objectClass the class of the port object
     * @param specClass the class of its spec
     * @param specFile and objectFile the addresses of its two files
     */
    record Model(String objectClass, String specClass, String specFile, String objectFile) implements Input {}
}
