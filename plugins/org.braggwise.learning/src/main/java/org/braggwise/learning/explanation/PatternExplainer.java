// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.ReflectionList;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.SimulationSettings;
import org.braggwise.learning.model.ModelInput;
import org.braggwise.learning.posterior.Categorical;

/**
 * Explains patterns in the words of diffraction: which regions of two-theta count, which reflections lie there, and which classes would have
 * a line where the pattern has none. Safe on several threads.
 */
public final class PatternExplainer {

    private final ModelInput m_input;
    private final Optional<Explainer> m_explainer;
    private final ClassLines m_lines;
    private final RegionSettings m_settings;
    private final TwoThetaGrid m_grid;
    private final Regions m_regions;
    private final PatternSimulator m_simulator;

    /**
     * @param input what the model takes
     * @param explainer of the model's networks
     * @param lines of patterns of each class; no more are added
     */
    public PatternExplainer(ModelInput input, Explainer explainer, ClassLines lines, RegionSettings settings) {
        this(input, Optional.of(explainer), lines, settings);
    }

    /** Without an explainer it can only describe what was attributed elsewhere. */
    public PatternExplainer(
            ModelInput input, Optional<Explainer> explainer, ClassLines lines, RegionSettings settings) {
        m_input = input;
        m_explainer = explainer;
        m_lines = lines;
        m_settings = settings;
        m_grid = input.space().grid();
        m_regions = new Regions(m_grid, settings.smoothingDeg(), settings.threshold());
        m_simulator = new PatternSimulator(SimulationSettings.builder()
                .grid(m_grid)
                .radiation(Radiation.monochromatic(input.space().wavelengthAngstrom()))
                .build());
    }

    /**
     * @param intensities a pattern of the model's space
     * @param classes to explain; none for the predicted one
     * @param structure the pattern's own, where it is known: its reflections name the regions. One whose reflections cannot be computed
     *     counts as unknown
     * @throws IllegalArgumentException if the pattern or a class does not fit the model
     */
    public ExplainedPattern explain(double[] intensities, int[] classes, Optional<CrystalStructure> structure) {
        return describe(intensities, attribute(intensities, classes), structure);
    }

    /** The part of {@link #explain} that takes time: the numbers. */
    public AttributedPattern attribute(double[] intensities, int[] classes) {
        Explainer explainer = m_explainer.orElseThrow();
        float[] x = m_input.of(intensities);
        int predicted = Categorical.argMax(explainer.outputs(x));
        return new AttributedPattern(
                predicted, explainer.explain(x, classes.length > 0 ? classes : new int[] {predicted}), null);
    }

    /** The other part of {@link #explain}: the words. */
    public ExplainedPattern describe(
            double[] intensities, AttributedPattern attributed, Optional<CrystalStructure> structure) {
        Optional<ReflectionList> reflections = structure.flatMap(this::reflections);
        List<ExplainedClass> explained = new ArrayList<>();
        for (Attribution a : attributed.classes()) {
            double[] size = Arrays.stream(a.values()).map(Math::abs).toArray();
            List<Region> found = m_regions.find(size, a.values(), m_settings.most());
            List<Region> named = reflections
                    .map(r -> Regions.assign(found, r, m_settings.toleranceDeg(), m_settings.weakest()))
                    .orElse(found);
            List<List<ClassLines.Absent>> absent = found.stream()
                    .map(g -> m_lines.absent(intensities, point(g.startDeg()), point(g.endDeg()) + 1, a.classIndex()))
                    .toList();
            explained.add(new ExplainedClass(a, named, absent));
        }
        return new ExplainedPattern(attributed.predicted(), explained, reflections);
    }

    private int point(double twoThetaDeg) {
        return (int) Math.round((twoThetaDeg - m_grid.startDeg()) / m_grid.stepDeg());
    }

    /** An explanation does not need the structure. */
    private Optional<ReflectionList> reflections(CrystalStructure structure) {
        try {
            return Optional.of(m_simulator.reflections(structure));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty();
        }
    }
}
