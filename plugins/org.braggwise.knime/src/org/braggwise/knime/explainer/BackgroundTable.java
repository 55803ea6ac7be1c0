// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.explainer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.ModelPatterns;
import org.braggwise.knime.common.table.PatternColumn.BadPatternException;
import org.braggwise.learning.explanation.BackgroundPatterns;
import org.braggwise.learning.explanation.ClassLines;
import org.braggwise.learning.model.BVggNetModel;
import org.knime.core.data.DataRow;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;

/** The table that the background is drawn from. It is read twice, so that it may have any size: only what was chosen is kept. */
final class BackgroundTable {

    private final BufferedDataTable m_table;
    private final ModelPatterns m_patterns;
    private final BVggNetModel m_model;
    private final int m_label;

    /** @param classColumn the column of classes that the model learnt; the table may lack it */
    BackgroundTable(BufferedDataTable table, ModelPatterns patterns, BVggNetModel model, String classColumn) {
        m_table = table;
        m_patterns = patterns;
        m_model = model;
        m_label = Columns.findClass(table.getDataTableSpec(), classColumn);
    }

    /**
     * @param lines is given patterns of each class
     * @param leftOut is given the rows that hold no usable pattern: a background needs only good ones
     * @throws InvalidSettingsException where there is no usable pattern
     */
    BackgroundPatterns choose(int count, long seed, ClassLines lines, List<String> leftOut, ExecutionMonitor exec)
            throws CanceledExecutionException, InvalidSettingsException {
        List<Integer> labels = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        try (CloseableRowIterator rows = m_table.iterator()) {
            while (rows.hasNext()) {
                exec.checkCanceled();
                DataRow row = rows.next();
                int classIndex = m_label < 0 ? -1 : Columns.classIndex(row.getCell(m_label), m_model.classes());
                try {
                    if (classIndex >= 0 && lines.wants(classIndex)) {
                        lines.add(classIndex, m_patterns.read(row));
                    } else {
                        m_patterns.check(row);
                    }
                } catch (BadPatternException e) {
                    leftOut.add("row " + row.getKey().getString() + ": " + e.getMessage());
                    continue;
                }
                labels.add(Math.max(0, classIndex));
                keys.add(row.getKey().getString());
            }
        }
        if (keys.isEmpty()) {
            throw new InvalidSettingsException(
                    "The background table has no usable pattern among " + m_table.size() + " rows.");
        }
        int[] labelOfRow = labels.stream().mapToInt(Integer::intValue).toArray();
        return read(
                BackgroundPatterns.choose(labelOfRow, keys, count, seed).stream()
                        .map(keys::get)
                        .toList(),
                exec);
    }

    private BackgroundPatterns read(List<String> chosen, ExecutionMonitor exec) throws CanceledExecutionException {
        Map<String, float[]> patterns = new HashMap<>();
        Set<String> wanted = Set.copyOf(chosen);
        try (CloseableRowIterator rows = m_table.iterator()) {
            while (rows.hasNext() && patterns.size() < wanted.size()) {
                exec.checkCanceled();
                DataRow row = rows.next();
                if (wanted.contains(row.getKey().getString())) {
                    patterns.put(row.getKey().getString(), m_model.input().of(m_patterns.read(row)));
                }
            }
        } catch (BadPatternException e) {
            throw new IllegalStateException("A background pattern changed between two readings: " + e.getMessage(), e);
        }
        return new BackgroundPatterns(chosen.stream().map(patterns::get).toList(), chosen);
    }
}
