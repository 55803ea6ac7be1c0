// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.refinement.leastsquares.FitResult;
import org.braggwise.refinement.leastsquares.FitSettings;
import org.braggwise.refinement.leastsquares.LevenbergMarquardt;
import org.braggwise.refinement.leastsquares.Parameter;

/** The stages of one refinement. */
final class RefinementRun {

    /** Lattice parameters that are off by so much are caught by a blur of as much. */
    private static final double[] BLURS = {0.02, 0.007, 0.0025};

    private static final double[] QUICK_BLURS = {0.012, 0.003};

    /** A texture must lower the objective by this share. */
    private static final double TEXTURE_GAIN = 0.1;

    private static final int LE_BAIL_CYCLES = 8;

    private static final double[] ASYMMETRIES = {0, 0.002, 0.004, 0.008, 0.015, 0.025, 0.035};

    private final MeasuredPattern m_pattern;
    private final List<CrystalStructure> m_structures;
    private final RefinementSettings m_settings;
    private final BooleanSupplier m_cancelled;
    private final List<PhaseReflections> m_reflections;
    private final PatternModel m_model;
    private final ParameterTable m_table;
    private final StartingProfile m_start;
    private final StageParameters m_stage;
    private final boolean m_leBail;
    private final double m_coarse;
    private FitResult m_fit;
    private int m_iterations;

    RefinementRun(
            MeasuredPattern pattern,
            List<CrystalStructure> structures,
            RefinementSettings settings,
            StartingProfile start,
            BooleanSupplier cancelled) {
        m_pattern = pattern;
        m_structures = structures;
        m_settings = settings;
        m_cancelled = cancelled;
        m_reflections = PatternModel.reflections(pattern, structures, settings);
        m_model = new PatternModel(pattern, weights(pattern), m_reflections, settings);
        m_table = m_model.table();
        m_stage = new StageParameters(m_model);
        m_start = start;
        m_coarse = Math.min(1e-2, 100 * settings.tolerance());
        m_leBail = settings.method() == IntensityMethod.LE_BAIL;
    }

    private static double[] weights(MeasuredPattern pattern) {
        double[] weights = new double[pattern.points()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1 / (pattern.sigmas()[i] * pattern.sigmas()[i]);
        }
        return weights;
    }

    void stages() {
        m_stage.start(m_start);
        if (m_leBail) {
            startLeBail();
        } else {
            if (m_settings.cells() && m_settings.latticeSearch()) {
                searchLattices();
            }
            m_stage.freeScales();
            fit(m_coarse);
        }
        m_stage.freePositions();
        m_table.free(m_model.shared().w(), m_settings.instrument().isEmpty());
        if (m_table.active().length == 0) {
            m_stage.freeScales();
        }
        fit(m_coarse);
        boolean[] large = m_stage.large();
        m_stage.freeSizes(large);
        if (m_settings.caglioti() && m_settings.instrument().isEmpty()) {
            fit(10 * m_coarse);
            m_stage.freeCaglioti();
        }
        m_stage.freeStrains(large);
        fit(m_coarse);
        m_stage.lendWidths(large);
        m_stage.freeKnownTextures();
        if (m_settings.automaticTexture() && !m_leBail) {
            texture(large);
        }
        // With intensities that follow the pattern, the background is let go only when lines have places and widths.
        m_stage.freeScales();
        m_stage.freeDisplacements(large);
        if (m_settings.asymmetry() && m_settings.instrument().isEmpty()) {
            startAsymmetry();
        }
        m_stage.freeHump();
        fit(m_coarse);
        if (m_settings.positions() || !m_settings.occupancies().isEmpty()) {
            m_stage.freeStructures(large);
        }
        fit(m_settings.tolerance());
    }

    private void searchLattices() {
        double tangent = m_start.meanTangent(m_pattern);
        for (double share : BLURS) {
            double blur = Math.toDegrees(2 * tangent * share);
            if (blur > m_start.fwhmDeg()) {
                blurred(blur);
            }
        }
    }

    ScreeningFit screeningFit() {
        m_stage.start(m_start);
        double tangent = m_start.meanTangent(m_pattern);
        double misfit = 1;
        for (double share : QUICK_BLURS) {
            misfit = blurred(Math.max(m_start.fwhmDeg(), Math.toDegrees(2 * tangent * share)));
        }
        PhaseModel phase = m_model.phases().get(0);
        return new ScreeningFit(m_structures.get(0).withCell(phase.cellAt(m_table.values())), misfit);
    }

    /**
     * Refines scales and cells against the blurred pattern, in a model of its own whose values are then taken over.
     *
     * @return the misfit with the phases over that of the background alone
     */
    private double blurred(double blur) {
        MeasuredPattern pattern = BlurredPattern.of(m_pattern, blur);
        PatternModel model = new PatternModel(pattern, weights(pattern), m_reflections, m_settings);
        ParameterTable table = model.table();
        System.arraycopy(m_table.values(), 0, table.values(), 0, m_table.size());
        double w = m_table.values()[m_model.shared().w()];
        table.set(model.shared().w(), w + blur * blur);
        StageParameters stage = new StageParameters(model);
        stage.freeScales();
        stage.holdScalesAtZero();
        double without = run(model, 1e-3, 1).objective();
        stage.freeScales();
        run(model, 1e-3, 2);
        stage.freePositions();
        boolean[] large = stage.large();
        for (int p = 0; p < large.length; p++) {
            PhaseModel phase = model.phases().get(p);
            table.free(phase.cell, phase.cellParameters(), large[p]);
        }
        double with = fit(model, 1e-3).objective();
        System.arraycopy(table.values(), 0, m_table.values(), 0, m_table.size());
        m_table.set(m_model.shared().w(), w);
        return without > 0 ? with / without : 1;
    }

    private void startLeBail() {
        for (PhaseModel phase : m_model.phases()) {
            Arrays.fill(phase.leBail(), 1);
            m_table.set(phase.scale, 1);
        }
        m_model.prepare();
        for (int i = 0; i < LE_BAIL_CYCLES; i++) {
            shareOut();
        }
    }

    private void shareOut() {
        double[][] factors = IntensityPartition.of(m_model).factors();
        for (int p = 0; p < factors.length; p++) {
            double[] intensities = m_model.phases().get(p).leBail();
            for (int i = 0; i < intensities.length; i++) {
                intensities[i] *= factors[p][i];
            }
        }
    }

    /** Tries the best simple direction of each large phase, and keeps it where it makes the fit clearly better. */
    private void texture(boolean[] large) {
        for (int p = m_settings.textureDirections().size(); p < large.length; p++) {
            if (!large[p]) {
                continue;
            }
            PhaseModel phase = m_model.phases().get(p);
            m_model.prepare();
            Texture texture = TextureSearch.best(m_model, p);
            if (texture.r() == 1) {
                continue;
            }
            double[] before = m_table.values().clone();
            FitResult fitBefore = m_fit;
            phase.orient(texture.direction());
            m_table.set(phase.texture, texture.r());
            m_table.free(phase.texture, true);
            fit(10 * m_coarse);
            if (m_fit.objective() > fitBefore.objective() * (1 - TEXTURE_GAIN)) {
                System.arraycopy(before, 0, m_table.values(), 0, m_table.size());
                m_table.free(phase.texture, false);
                phase.orient(null);
                m_fit = fitBefore;
            }
        }
    }

    /** The derivative by the divergence is 0 at 0: a few values show whether there is any, and where to start. */
    private void startAsymmetry() {
        m_model.prepare();
        int[] active = m_table.active();
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double value : ASYMMETRIES) {
            m_table.set(m_model.shared().asymmetry(), value);
            double[] x =
                    Arrays.stream(active).mapToDouble(i -> m_table.values()[i]).toArray();
            double objective = m_model.objective(x);
            if (objective < least) {
                least = objective;
                best = value;
            }
        }
        m_table.set(m_model.shared().asymmetry(), best);
        m_table.free(m_model.shared().asymmetry(), best > 0);
    }

    private void fit(double tolerance) {
        if (m_leBail) {
            for (int i = 0; i < LE_BAIL_CYCLES; i++) {
                m_fit = run(m_model, tolerance, 2);
                shareOut();
            }
        }
        m_fit = fit(m_model, tolerance);
    }

    private FitResult fit(PatternModel model, double tolerance) {
        return run(model, tolerance, m_settings.iterationsPerStage());
    }

    private FitResult run(PatternModel model, double tolerance, int iterations) {
        ParameterTable table = model.table();
        model.prepare();
        int[] active = table.active();
        List<Parameter> parameters =
                Arrays.stream(active).mapToObj(table::parameter).toList();
        FitResult fit = LevenbergMarquardt.fit(
                model, parameters, List.of(), new FitSettings(iterations, tolerance, 1e-3), m_cancelled);
        for (int i = 0; i < active.length; i++) {
            table.set(active[i], fit.value(i));
        }
        m_iterations += fit.iterations();
        return fit;
    }

    RefinementResult result() {
        return new ResultBuilder(m_model, m_structures, m_fit, m_iterations).build();
    }
}
