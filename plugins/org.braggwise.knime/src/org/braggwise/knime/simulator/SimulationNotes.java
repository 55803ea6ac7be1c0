// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.simulator;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.braggwise.crystal.Diagnostic.Severity;
import org.braggwise.diffraction.ReflectionNote;
import org.braggwise.diffraction.simulation.Simulation;
import org.braggwise.knime.common.table.ProblemTable;

/**
 * What was assumed in the simulation of a table's structures: one line for each element, however many structures have it. What concerns one
 * structure alone goes to the problems at once.
 */
final class SimulationNotes {

    private static final class OfElement {
        private final Set<String> m_texts = new LinkedHashSet<>();
        private final String m_first;
        private String m_last;
        private long m_rows;

        OfElement(String row) {
            m_first = row;
        }
    }

    private final Map<String, OfElement> m_elements = new LinkedHashMap<>();

    private long m_empty;

    /** @return a warning of patterns without a line, null where there is none */
    String warning() {
        return m_empty == 0
                ? null
                : m_empty + (m_empty == 1 ? " pattern has" : " patterns have")
                        + " no line: no reflection of these structures lies between the first and the last two-theta.";
    }

    void add(String row, Simulation simulation, ProblemTable problems) {
        for (ReflectionNote note : simulation.reflections().notes()) {
            switch (note.about()) {
                case ELEMENT -> {
                    OfElement e = m_elements.computeIfAbsent(note.element(), k -> new OfElement(row));
                    e.m_texts.add(note.text());
                    e.m_rows += row.equals(e.m_last) ? 0 : 1;
                    e.m_last = row;
                }
                case RANGE -> {
                    m_empty++;
                    problems.add(
                            row,
                            0,
                            Severity.WARNING,
                            "simulation",
                            note.text(),
                            "at least one reflection",
                            "an empty pattern");
                }
                case CELL -> problems.add(row, 0, Severity.INFO, "simulation", note.text(), "", "row kept");
            }
        }
    }

    /** Writes one line for each element, at the first row that has it. */
    void report(ProblemTable problems) {
        m_elements.forEach((element, e) -> problems.add(
                e.m_first,
                0,
                Severity.INFO,
                "simulation",
                String.join(" ", e.m_texts)
                        + (e.m_rows > 1 ? " So in " + e.m_rows + " rows, of which this is the first." : ""),
                "",
                "rows kept"));
    }
}
