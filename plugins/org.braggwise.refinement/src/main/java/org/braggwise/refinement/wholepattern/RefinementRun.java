// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.refinement.leastsquares.FitResult;
import org.braggwise.refinement.leastsquares.FitSettings;
import org.braggwise.refinement.leastsquares.LevenbergMarquardt;
import org.braggwise.refinement.leastsquares.NormalEquations;
import org.braggwise.refinement.leastsquares.Parameter;

/** The stages of one refinement. */
final class RefinementRun {

    /** Lattice parameters that are off by so much are caught by a blur of as much. */
    private static final double[] BLURS = {0.02, 0.007, 0.0025};

    private static final double[] QUICK_BLURS = {0.012, 0.003};

    /** A phase with a smaller share of the net intensity has no widths, displacement parameter or texture of its own. */
    private static final double SMALL_SHARE = 0.03;

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
        startBackground(m_model, m_start.background());
        startWidths(m_model, m_start.fwhmDeg());
        if (m_settings.cells() && m_settings.latticeSearch() && !m_leBail) {
            double tangent = m_start.meanTangent(m_pattern);
            for (double share : BLURS) {
                double blur = Math.toDegrees(2 * tangent * share);
                if (blur > m_start.fwhmDeg()) {
                    blurred(blur);
                }
            }
        }
        if (m_leBail) {
            startLeBail();
        }
        if (!m_leBail) {
            freeScales(m_model);
            fit(m_coarse);
        }
        freePositions(m_model);
        m_table.free(m_model.shared().w(), m_settings.instrument().isEmpty());
        fit(m_coarse);
        boolean[] large = large(m_model);
        freeWidths(large);
        fit(m_coarse);
        knownTexture();
        if (m_settings.automaticTexture() && !m_leBail) {
            texture(large);
        }
        freeRest(large);
        fit(m_coarse);
        if (m_settings.positions() || !m_settings.occupancies().isEmpty()) {
            freeStructures();
        }
        fit(m_settings.tolerance());
    }

    LatticeFit latticeFit() {
        startBackground(m_model, m_start.background());
        startWidths(m_model, m_start.fwhmDeg());
        double tangent = m_start.meanTangent(m_pattern);
        double misfit = 1;
        for (double share : QUICK_BLURS) {
            misfit = blurred(Math.max(m_start.fwhmDeg(), Math.toDegrees(2 * tangent * share)));
        }
        PhaseModel phase = m_model.phases().get(0);
        return new LatticeFit(m_structures.get(0).withCell(phase.cellAt(m_table.values())), misfit);
    }

    private static void startBackground(PatternModel model, double[] background) {
        BackgroundModel shape = model.background();
        NormalEquations equations = new NormalEquations(shape.linear());
        double[][] columns = new double[shape.linear()][];
        for (int k = 0; k < columns.length; k++) {
            columns[k] = shape.function(k);
        }
        equations.addColumns(columns, background, model.weights(), 0, background.length);
        double[] coefficients = equations.solve();
        for (int k = 0; k < coefficients.length; k++) {
            model.table().set(shape.firstLinear() + k, coefficients[k]);
        }
    }

    private void startWidths(PatternModel model, double fwhm) {
        Optional<InstrumentProfile> known = m_settings.instrument();
        ParameterTable table = model.table();
        if (known.isPresent()) {
            table.set(model.shared().u(), known.get().u());
            table.set(model.shared().v(), known.get().v());
            table.set(model.shared().w(), known.get().w());
            table.set(model.shared().asymmetry(), known.get().asymmetry());
        } else {
            table.set(model.shared().w(), fwhm * fwhm);
        }
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
        freeScales(model);
        for (PhaseModel phase : model.phases()) {
            table.set(phase.scale, 0);
            table.free(phase.scale, false);
        }
        double without = run(model, 1e-3, 1).objective();
        freeScales(model);
        run(model, 1e-3, 2);
        freePositions(model);
        boolean[] large = large(model);
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

    private void freeScales(PatternModel model) {
        BackgroundModel background = model.background();
        model.table().free(background.firstLinear(), background.linear(), true);
        if (background.hump() >= 0) {
            model.table().free(background.hump(), true);
        }
        for (PhaseModel phase : model.phases()) {
            model.table().free(phase.scale, !m_leBail);
        }
    }

    private void freePositions(PatternModel model) {
        PositionCorrection correction = m_settings.positionCorrection();
        if (correction == PositionCorrection.AUTOMATIC) {
            correction = LaboratoryTube.isSourceOf(m_pattern.radiation())
                    ? PositionCorrection.DISPLACEMENT
                    : PositionCorrection.ZERO_SHIFT;
        }
        boolean both = correction == PositionCorrection.BOTH;
        model.table().free(model.shared().zero(), both || correction == PositionCorrection.ZERO_SHIFT);
        model.table().free(model.shared().displacement(), both || correction == PositionCorrection.DISPLACEMENT);
        for (PhaseModel phase : model.phases()) {
            model.table().free(phase.cell, phase.cellParameters(), m_settings.cells());
        }
    }

    /** Which phases have a share of the intensity that lets them have widths of their own. */
    private static boolean[] large(PatternModel model) {
        double[] areas = new double[model.phases().size()];
        double sum = 0;
        for (int p = 0; p < areas.length; p++) {
            PhaseModel phase = model.phases().get(p);
            phase.evaluate(model.table().values(), false);
            for (int i = 0; i < phase.q.length; i++) {
                areas[p] += model.table().values()[phase.scale]
                        * phase.strength[i]
                        * model.line().geometryOf(phase.q[i]);
            }
            sum += areas[p];
        }
        boolean[] large = new boolean[areas.length];
        for (int p = 0; p < areas.length; p++) {
            large[p] = areas[p] > SMALL_SHARE * sum;
        }
        return large;
    }

    private void freeWidths(boolean[] large) {
        double w = m_table.values()[m_model.shared().w()];
        boolean known = m_settings.instrument().isPresent();
        for (int p = 0; p < large.length; p++) {
            PhaseModel phase = m_model.phases().get(p);
            if (m_settings.phaseWidths()) {
                m_table.set(phase.size, (known ? 0.2 : 0.5) * Math.sqrt(w));
                m_table.free(phase.size, large[p]);
            }
        }
        if (m_settings.phaseWidths() && !known) {
            m_table.set(m_model.shared().w(), 0.5 * w);
        }
        if (m_settings.caglioti() && !known) {
            fit(10 * m_coarse);
            m_table.free(m_model.shared().u(), true);
            m_table.free(m_model.shared().v(), true);
        }
        for (int p = 0; p < large.length; p++) {
            PhaseModel phase = m_model.phases().get(p);
            if (m_settings.phaseWidths()) {
                m_table.set(phase.strain, 0.1 * Math.sqrt(w));
                m_table.free(phase.strain, large[p]);
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

    private void knownTexture() {
        List<Optional<MillerIndices>> directions = m_settings.textureDirections();
        for (int p = 0; p < Math.min(directions.size(), m_model.phases().size()) && !m_leBail; p++) {
            PhaseModel phase = m_model.phases().get(p);
            phase.orient(directions.get(p).orElse(null));
            m_table.free(phase.texture, directions.get(p).isPresent());
        }
    }

    private void freeRest(boolean[] large) {
        // With intensities that follow the pattern, the background is let go only when lines have their places and
        // widths.
        freeScales(m_model);
        boolean rietveld = !m_leBail;
        m_table.free(
                m_model.shared().commonB(), rietveld && m_settings.displacements() == DisplacementRefinement.COMMON);
        for (int p = 0; p < large.length; p++) {
            PhaseModel phase = m_model.phases().get(p);
            if (rietveld && large[p]) {
                m_table.free(phase.overallB, m_settings.displacements() == DisplacementRefinement.OVERALL);
                m_table.free(
                        phase.elementB,
                        phase.elements().size(),
                        m_settings.displacements() == DisplacementRefinement.PER_ELEMENT);
            }
        }
        if (m_settings.asymmetry() && m_settings.instrument().isEmpty()) {
            startAsymmetry();
        }
        int hump = m_model.background().hump();
        if (hump >= 0) {
            m_table.free(hump, 3, true);
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

    private void freeStructures() {
        for (PhaseModel phase : m_model.phases()) {
            m_table.free(phase.coordinates, phase.freeCoordinates(), m_settings.positions());
            for (int s = 0; s < phase.start().sites().size(); s++) {
                String label = phase.start().sites().get(s).label();
                m_table.free(phase.occupancies + s, m_settings.occupancies().contains(label));
            }
        }
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
