// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.synthesizer;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.diffraction.synthesis.PatternShape;
import org.braggwise.diffraction.synthesis.SourceRow;
import org.braggwise.diffraction.synthesis.SynthesisSettings.SamePattern;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.table.PatternColumn.BadPatternException;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.StringValue;
import org.knime.core.data.container.CloseableRowIterator;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.CanceledExecutionException;
import org.knime.core.node.ExecutionMonitor;
import org.knime.core.node.InvalidSettingsException;
import org.knime.core.node.KNIMEException;

/**
 * The patterns of one input with their classes and compounds, in memory as float32 because mixing draws them in any order: 14 MB a
 * thousand patterns of 3,501 points. An input that would take more than half of the memory is refused with what to do.
 */
final class PatternStore {

    private final List<float[]> m_patterns = new ArrayList<>();
    private final List<SourceRow> m_rows = new ArrayList<>();
    private final List<Long> m_positions = new ArrayList<>();

    PatternStore(
            BufferedDataTable table,
            String which,
            SynthesizerParameters p,
            int points,
            List<String> skipped,
            ExecutionMonitor exec)
            throws KNIMEException, CanceledExecutionException {
        DataTableSpec spec = table.getDataTableSpec();
        int pattern;
        int label;
        int compound;
        try {
            pattern = Columns.requirePattern(spec, p.m_patternColumn);
            label = Columns.requireClass(spec, p.m_classColumn);
            compound = Columns.require(spec, p.m_compoundColumn, "compound", StringValue.class);
        } catch (InvalidSettingsException e) {
            throw new KNIMEException("The table of " + which + " patterns: " + e.getMessage(), e);
        }
        boolean shapes = p.m_samePattern.m_value != SamePattern.ALLOW;
        long position = 0;
        try (CloseableRowIterator rows = table.iterator()) {
            while (rows.hasNext()) {
                exec.checkCanceled();
                DataRow row = rows.next();
                add(row, position++, pattern, label, compound, points, shapes, which, skipped);
                exec.setProgress((double) position / table.size(), "reading " + which + " patterns");
            }
        }
    }

    private void add(
            DataRow row,
            long position,
            int pattern,
            int label,
            int compound,
            int points,
            boolean shapes,
            String which,
            List<String> skipped) {
        String name = Columns.className(row.getCell(label));
        try {
            if (name == null || row.getCell(compound).isMissing()) {
                throw new IllegalArgumentException(name == null ? "its class is missing" : "its compound is missing");
            }
            double[] y = PatternColumn.read(row.getCell(pattern), points);
            var f = new float[y.length];
            for (int i = 0; i < y.length; i++) {
                f[i] = (float) y[i];
            }
            m_patterns.add(f);
            m_positions.add(position);
            m_rows.add(new SourceRow(
                    row.getKey().getString(),
                    name,
                    ((StringValue) row.getCell(compound)).getStringValue(),
                    shapes ? PatternShape.of(y) : null));
        } catch (BadPatternException | IllegalArgumentException e) {
            skipped.add(which + " row " + row.getKey().getString() + ": " + e.getMessage());
        }
    }

    List<SourceRow> rows() {
        return m_rows;
    }

    /** @return the position in the input table of a row of {@link #rows()} */
    long position(int index) {
        return m_positions.get(index);
    }

    /** @return the pattern of a row of {@link #rows()}, null for a negative index */
    double[] pattern(int index) {
        if (index < 0) {
            return null;
        }
        float[] f = m_patterns.get(index);
        var y = new double[f.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = f[i];
        }
        return y;
    }
}
