// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.learner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.braggwise.knime.common.Columns;
import org.braggwise.knime.common.PatternColumn;
import org.braggwise.knime.common.PatternColumn.BadPatternException;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.ModelInput;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;

/** The rows of a table that training can use; the others are counted with the reason of the first. */
final class TrainingRows {

    private final List<float[]> m_patterns = new ArrayList<>();
    private final List<String> m_labels = new ArrayList<>();
    private final List<String> m_keys = new ArrayList<>();
    private final List<String> m_groups = new ArrayList<>();
    private final List<Boolean> m_virtual = new ArrayList<>();
    private int m_skipped;
    private String m_firstReason;

    TrainingRows(BufferedDataTable table, BVggNetLearnerParameters p, ModelInput input, ExecutionMonitor exec)
            throws InvalidSettingsException, CanceledExecutionException {
        DataTableSpec spec = table.getDataTableSpec();
        int pattern = Columns.requirePattern(spec, p.m_patternColumn);
        int label = Columns.requireClass(spec, p.m_classColumn);
        int group = spec.findColumnIndex(p.m_compoundColumn);
        int kind = spec.findColumnIndex("Kind");
        int template = spec.findColumnIndex("Template");
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                exec.checkCanceled();
                DataRow row = rows.next();
                String name = Columns.className(row.getCell(label));
                try {
                    if (name == null) {
                        throw new IllegalArgumentException("its class is missing");
                    }
                    m_patterns.add(input.of(PatternColumn.read(row.getCell(pattern), input.points())));
                    m_labels.add(name);
                    m_keys.add(row.getKey().getString());
                    m_virtual.add(isVirtual(row, kind, template));
                    m_groups.add(
                            group >= 0 && row.getCell(group) instanceof StringValue g
                                    ? g.getStringValue()
                                    : row.getKey().getString());
                } catch (BadPatternException | IllegalArgumentException e) {
                    if (m_skipped++ == 0) {
                        m_firstReason = "row " + row.getKey().getString() + ": " + e.getMessage();
                    }
                }
            }
        }
    }

    /** By the columns that the RSS/VSS Synthesizer and the CIF Template Substitutor write. */
    private static boolean isVirtual(DataRow row, int kind, int template) {
        String told = kind >= 0 && row.getCell(kind) instanceof StringValue k ? k.getStringValue() : "";
        return told.equals("virtual")
                || told.equals("mixed")
                || template >= 0
                        && row.getCell(template) instanceof StringValue t
                        && !t.getStringValue().isBlank();
    }

    /** @return class names: numbers by size, else by the alphabet */
    List<String> classes() {
        var names = new TreeSet<String>(
                java.util.Comparator.comparingInt(TrainingRows::number).thenComparing(s -> s));
        names.addAll(new HashSet<>(m_labels)); // thousands of rows, few names
        return List.copyOf(names);
    }

    private static int number(String name) {
        try {
            return Integer.parseInt(name);
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    /** Leaves out rows whose class is none of these. */
    LabelledPatterns labelled(List<String> classes) {
        List<Integer> kept = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        classes.forEach(c -> numbers.put(c, numbers.size()));
        for (int i = 0; i < m_labels.size(); i++) {
            if (numbers.containsKey(m_labels.get(i))) {
                kept.add(i);
            } else if (m_skipped++ == 0) {
                m_firstReason = "row " + m_keys.get(i) + ": no training pattern has its class, " + m_labels.get(i);
            }
        }
        boolean[] virtual = new boolean[kept.size()];
        for (int i = 0; i < virtual.length; i++) {
            virtual[i] = m_virtual.get(kept.get(i));
        }
        return new LabelledPatterns(
                kept.stream().map(m_patterns::get).toArray(float[][]::new),
                kept.stream().mapToInt(i -> numbers.get(m_labels.get(i))).toArray(),
                classes,
                kept.stream().map(m_keys::get).toList(),
                kept.stream().map(m_groups::get).toList(),
                virtual);
    }

    int size() {
        return m_patterns.size();
    }

    /** @return what was left out, null for nothing */
    String warning(String table) {
        return m_skipped == 0
                ? null
                : m_skipped + " row(s) of the " + table + " table left out, the first: " + m_firstReason + ".";
    }
}
