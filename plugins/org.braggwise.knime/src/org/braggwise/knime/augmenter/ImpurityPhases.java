// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.augmenter;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.knime.common.table.CifCell;
import org.braggwise.knime.common.table.CifCell.BadCifException;
import org.braggwise.knime.common.table.ProblemTable;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.KNIMEException;

/** The structures of an input table that may be impurities. */
final class ImpurityPhases {

    private ImpurityPhases() {}

    /**
     * @param cif the column of CIF text
     * @param simulator with the grid and radiation of the patterns
     * @param problems gets the rows that can't be used
     * @return the phases in the order of their row keys, so that the draws do not depend on the order of the rows
     * @throws KNIMEException where no row can be used: random peaks in their place would be another thing than what was asked for
     */
    static List<CrystalStructure> read(
            BufferedDataTable table, int cif, PatternSimulator simulator, ProblemTable problems, ExecutionMonitor exec)
            throws KNIMEException, CanceledExecutionException {
        var phases = new TreeMap<String, CrystalStructure>();
        String column = table.getDataTableSpec().getColumnSpec(cif).getName();
        String first = "it has no row";
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                exec.checkCanceled();
                DataRow row = rows.next();
                String problem = add(row, cif, simulator, phases);
                if (problem != null) {
                    first = problems.errors() == 0 ? "row " + row.getKey().getString() + ": " + problem : first;
                    problems.addRowError(
                            row.getKey(),
                            "impurity phases, column \"" + column + "\"",
                            problem,
                            "a structure with reflections in the patterns' range");
                }
            }
        }
        if (phases.isEmpty()) {
            throw new KNIMEException("The table of impurity phases has no phase that can be used; " + first
                    + ". Expected CIF text in the column \"" + column
                    + "\". Without this input, impurities are random peaks.");
        }
        return new ArrayList<>(phases.values());
    }

    /** @return what is wrong, null for nothing */
    private static String add(
            DataRow row, int cif, PatternSimulator simulator, TreeMap<String, CrystalStructure> phases) {
        try {
            CrystalStructure structure = CifCell.read(row, cif);
            if (simulator
                    .reflections(structure)
                    .within(simulator.settings().grid())
                    .reflections()
                    .isEmpty()) {
                return "a structure without any reflection in the patterns' range";
            }
            phases.put(row.getKey().getString(), structure);
            return null;
        } catch (BadCifException | IllegalArgumentException | IllegalStateException e) {
            return e.getMessage();
        }
    }
}
