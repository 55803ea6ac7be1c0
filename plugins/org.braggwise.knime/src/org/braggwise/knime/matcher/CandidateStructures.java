// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.matcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.knime.common.execution.OrderedParallel;
import org.braggwise.knime.common.table.CifCell;
import org.braggwise.knime.common.table.CifCell.BadCifException;
import org.braggwise.knime.common.table.ProblemTable;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;

/**
 * The candidates of a table.
 *
 * @param structures by RowID, in the order of the table
 */
record CandidateStructures(Map<String, CrystalStructure> structures) {

    private record Read(DataRow row, CrystalStructure structure, String problem) {}

    /** Reads all of them; those that cannot be read are reported and left out. */
    static CandidateStructures read(BufferedDataTable table, int column, ProblemTable problems, ExecutionMonitor exec)
            throws CanceledExecutionException {
        Map<String, CrystalStructure> structures = new LinkedHashMap<>();
        try (CloseableRowIterator rows = table.iterator()) {
            OrderedParallel.run(
                    rows,
                    table.size(),
                    "candidates",
                    row -> {
                        try {
                            return new Read(row, CifCell.read(row, column), null);
                        } catch (BadCifException e) {
                            return new Read(row, null, e.getMessage());
                        }
                    },
                    r -> {
                        if (r.problem != null) {
                            problems.addRowError(r.row.getKey(), "candidate", r.problem, "a crystal structure");
                        } else {
                            structures.put(r.row.getKey().getString(), r.structure);
                        }
                    },
                    exec);
        }
        return new CandidateStructures(structures);
    }

    /** @return how many candidates each space group has, by number */
    Map<Integer, Double> frequencies() {
        Map<Integer, Double> frequencies = new TreeMap<>();
        structures.values().forEach(s -> frequencies.merge(s.spaceGroup().number(), 1.0, Double::sum));
        return frequencies;
    }
}
