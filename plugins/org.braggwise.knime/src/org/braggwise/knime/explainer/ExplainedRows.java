// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.explainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.knime.common.CifCell;
import org.braggwise.knime.common.CifCell.BadCifException;
import org.braggwise.knime.common.ModelPatterns;
import org.braggwise.knime.common.PatternColumn.BadPatternException;
import org.braggwise.knime.explainer.ShapExplainerExecution.RowResult;
import org.braggwise.learning.explanation.Attribution;
import org.braggwise.learning.explanation.ClassLines;
import org.braggwise.learning.explanation.Explainer;
import org.braggwise.learning.explanation.Region;
import org.braggwise.learning.explanation.Regions;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.posterior.Categorical;
import org.knime.core.data.DataRow;

/** Explains one row; used by all threads. */
final class ExplainedRows {
    private final BVggNetModel m_model;
    private final Explainer m_explainer;
    private final ModelPatterns m_patterns;
    private final int m_cif;
    private final int[] m_classes;
    private final ClassLines m_lines;
    private final TwoThetaGrid m_grid;
    private final PatternSimulator m_simulator;
    private final Regions m_regions;

    /**
     * @param cif column of structures, -1 for none
     * @param classes to explain for every pattern, null for the predicted one
     * @param lines of the background's patterns; no more are added
     */
    ExplainedRows(
            BVggNetModel model, Explainer explainer, ModelPatterns patterns, int cif, int[] classes, ClassLines lines) {
        m_model = model;
        m_explainer = explainer;
        m_patterns = patterns;
        m_cif = cif;
        m_classes = classes;
        m_lines = lines;
        m_grid = model.input().space().grid();
        m_simulator = new PatternSimulator(SimulationSettings.builder()
                .grid(m_grid)
                .radiation(Radiation.monochromatic(model.input().space().wavelengthAngstrom()))
                .build());
        m_regions = new Regions(m_grid, ShapExplainerExecution.SMOOTHING_DEG, ShapExplainerExecution.THRESHOLD);
    }

    RowResult explain(DataRow row) {
        try {
            double[] pattern = m_patterns.read(row);
            float[] x = m_model.input().of(pattern);
            int predicted = Categorical.argMax(m_explainer.outputs(x));
            List<Attribution> attributions =
                    m_explainer.explain(x, m_classes != null ? m_classes : new int[] {predicted});
            ReflectionList reflections = reflections(row);
            List<List<Region>> regions = new ArrayList<>();
            List<List<List<ClassLines.Absent>>> absent = new ArrayList<>();
            for (Attribution a : attributions) {
                double[] size = Arrays.stream(a.values()).map(Math::abs).toArray();
                List<Region> found = m_regions.find(size, a.values(), ShapExplainerExecution.REGIONS);
                regions.add(
                        reflections == null
                                ? found
                                : Regions.assign(
                                        found,
                                        reflections,
                                        ShapExplainerExecution.HKL_TOLERANCE_DEG,
                                        ShapExplainerExecution.WEAKEST_HKL));
                absent.add(found.stream()
                        .map(g -> m_lines.absent(pattern, point(g.startDeg()), point(g.endDeg()) + 1, a.classIndex()))
                        .toList());
            }
            return new RowResult(row, pattern, predicted, attributions, regions, absent, reflections, null);
        } catch (BadPatternException | IllegalArgumentException e) {
            return new RowResult(row, null, -1, null, null, null, null, e.getMessage());
        }
    }

    private int point(double twoThetaDeg) {
        return (int) Math.round((twoThetaDeg - m_grid.startDeg()) / m_grid.stepDeg());
    }

    /** @return null where no structure is known */
    private ReflectionList reflections(DataRow row) {
        if (m_cif < 0) {
            return null;
        }
        try {
            return m_simulator.reflections(CifCell.read(row, m_cif));
        } catch (BadCifException | IllegalArgumentException | IllegalStateException e) {
            return null; // an explanation does not need the structure
        }
    }
}
