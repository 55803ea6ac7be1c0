// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.Arrays;
import java.util.Optional;

import org.braggwise.refinement.leastsquares.NormalEquations;

/** Starts parameters of a model, and says which a stage of the refinement frees. Nothing is fitted here but the starting background. */
final class StageParameters {

    /** A phase with a smaller share of the net intensity has no widths, displacement parameter or texture of its own. */
    private static final double SMALL_SHARE = 0.03;

    private final PatternModel m_model;
    private final RefinementSettings m_settings;
    private final ParameterTable m_table;
    private final SharedParameters m_shared;
    private final boolean m_leBail;

    StageParameters(PatternModel model) {
        m_model = model;
        m_settings = model.settings();
        m_table = model.table();
        m_shared = model.shared();
        m_leBail = m_settings.method() == IntensityMethod.LE_BAIL;
    }

    /** Fits the background's linear terms to a given curve, and starts the widths. */
    void start(StartingProfile profile) {
        BackgroundModel shape = m_model.background();
        NormalEquations equations = new NormalEquations(shape.linear());
        double[][] columns = new double[shape.linear()][];
        for (int k = 0; k < columns.length; k++) {
            columns[k] = shape.function(k);
        }
        equations.addColumns(columns, profile.background(), m_model.weights(), 0, profile.background().length);
        double[] coefficients = equations.solve();
        for (int k = 0; k < coefficients.length; k++) {
            m_table.set(shape.firstLinear() + k, coefficients[k]);
        }
        Optional<InstrumentProfile> known = m_settings.instrument();
        if (known.isPresent()) {
            m_table.set(m_shared.u(), known.get().u());
            m_table.set(m_shared.v(), known.get().v());
            m_table.set(m_shared.w(), known.get().w());
            m_table.set(m_shared.asymmetry(), known.get().asymmetry());
        } else {
            m_table.set(m_shared.w(), profile.fwhmDeg() * profile.fwhmDeg());
        }
    }

    void freeScales() {
        BackgroundModel background = m_model.background();
        m_table.free(background.firstLinear(), background.linear(), true);
        if (background.hump() >= 0) {
            m_table.free(background.hump(), true);
        }
        for (PhaseModel phase : m_model.phases()) {
            m_table.free(phase.scale, !m_leBail);
        }
    }

    /** All scales 0 and held: the background alone. */
    void holdScalesAtZero() {
        for (PhaseModel phase : m_model.phases()) {
            m_table.set(phase.scale, 0);
            m_table.free(phase.scale, false);
        }
    }

    void freePositions() {
        PositionCorrection correction = m_settings.positionCorrection();
        if (correction == PositionCorrection.AUTOMATIC) {
            correction = m_model.pattern().radiation().isOfTube()
                    ? PositionCorrection.DISPLACEMENT
                    : PositionCorrection.ZERO_SHIFT;
        }
        boolean both = correction == PositionCorrection.BOTH;
        m_table.free(m_shared.zero(), both || correction == PositionCorrection.ZERO_SHIFT);
        m_table.free(m_shared.displacement(), both || correction == PositionCorrection.DISPLACEMENT);
        for (PhaseModel phase : m_model.phases()) {
            m_table.free(phase.cell, phase.cellParameters(), m_settings.cells());
        }
    }

    /** Which phases have a share of the intensity that lets them have widths of their own. */
    boolean[] large() {
        double[] x = m_table.values();
        double[] areas = new double[m_model.phases().size()];
        for (int p = 0; p < areas.length; p++) {
            PhaseModel phase = m_model.phases().get(p);
            phase.evaluate(x, false);
            for (int i = 0; i < phase.q.length; i++) {
                areas[p] += x[phase.scale] * phase.strength[i] * m_model.line().geometryOf(phase.q[i]);
            }
        }
        double sum = Arrays.stream(areas).sum();
        boolean[] large = new boolean[areas.length];
        for (int p = 0; p < areas.length; p++) {
            large[p] = areas[p] > SMALL_SHARE * sum;
        }
        return large;
    }

    /** Half of the width goes to domain size, which then has a slope in both directions. */
    void freeSizes(boolean[] large) {
        boolean known = m_settings.instrument().isPresent();
        double w = m_table.values()[m_shared.w()];
        if (!m_settings.phaseWidths()) {
            return;
        }
        for (int p = 0; p < large.length; p++) {
            PhaseModel phase = m_model.phases().get(p);
            m_table.set(phase.size, (known ? 0.2 : 0.5) * Math.sqrt(w));
            m_table.free(phase.size, large[p]);
        }
        m_table.set(m_shared.w(), known ? w : 0.5 * w);
    }

    void freeCaglioti() {
        m_table.free(m_shared.u(), true);
        m_table.free(m_shared.v(), true);
    }

    void freeStrains(boolean[] large) {
        double w = m_table.values()[m_shared.w()];
        for (int p = 0; p < large.length && m_settings.phaseWidths(); p++) {
            PhaseModel phase = m_model.phases().get(p);
            m_table.set(phase.strain, 0.1 * Math.sqrt(w));
            m_table.free(phase.strain, large[p]);
        }
    }

    /** Gives small phases the mean widths of the large ones. */
    void lendWidths(boolean[] large) {
        double size = 0;
        double strain = 0;
        int n = 0;
        for (int p = 0; p < large.length; p++) {
            PhaseModel phase = m_model.phases().get(p);
            size += large[p] ? m_table.values()[phase.size] : 0;
            strain += large[p] ? m_table.values()[phase.strain] : 0;
            n += large[p] ? 1 : 0;
        }
        for (int p = 0; p < large.length && n > 0; p++) {
            if (!large[p]) {
                m_table.set(m_model.phases().get(p).size, size / n);
                m_table.set(m_model.phases().get(p).strain, strain / n);
            }
        }
    }

    void freeKnownTextures() {
        var directions = m_settings.textureDirections();
        for (int p = 0; p < Math.min(directions.size(), m_model.phases().size()) && !m_leBail; p++) {
            PhaseModel phase = m_model.phases().get(p);
            phase.orient(directions.get(p).orElse(null));
            m_table.free(phase.texture, directions.get(p).isPresent());
        }
    }

    void freeDisplacements(boolean[] large) {
        DisplacementRefinement which = m_leBail ? DisplacementRefinement.FIXED : m_settings.displacements();
        m_table.free(m_shared.commonB(), which == DisplacementRefinement.COMMON);
        for (int p = 0; p < large.length; p++) {
            PhaseModel phase = m_model.phases().get(p);
            m_table.free(phase.overallB, large[p] && which == DisplacementRefinement.OVERALL);
            m_table.free(
                    phase.elementB, phase.elements().size(), large[p] && which == DisplacementRefinement.PER_ELEMENT);
        }
    }

    void freeHump() {
        int hump = m_model.background().hump();
        if (hump >= 0) {
            m_table.free(hump, 3, true);
        }
    }

    /** Coordinates of small phases would fit what the large ones leave. */
    void freeStructures(boolean[] large) {
        for (int p = 0; p < large.length; p++) {
            PhaseModel phase = m_model.phases().get(p);
            m_table.free(phase.coordinates, phase.freeCoordinates(), large[p] && m_settings.positions());
            for (int s = 0; s < phase.start().sites().size(); s++) {
                String label = phase.start().sites().get(s).label();
                m_table.free(phase.occupancies + s, m_settings.occupancies().contains(label));
            }
        }
    }
}
