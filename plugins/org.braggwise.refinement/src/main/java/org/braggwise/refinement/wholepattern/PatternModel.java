// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.Radiation;
import org.braggwise.refinement.leastsquares.LeastSquaresModel;
import org.braggwise.refinement.leastsquares.NormalEquations;
import org.braggwise.refinement.leastsquares.WeightedSquares;

/**
 * y_calc of a pattern: background, and for each phase, reflection and spectral line a profile of its area, with derivatives by everything
 * that {@link ParameterTable} says is refined. Call {@link #prepare} after that has changed. Not thread-safe.
 */
final class PatternModel implements LeastSquaresModel {

    /** Reflections this far outside the pattern, in degrees two-theta, count: their tails, and cells that move. */
    private static final double MARGIN_DEG = 2;

    private final MeasuredPattern m_pattern;
    private final RefinementSettings m_settings;
    private final ParameterTable m_table = new ParameterTable();
    private final SharedParameters m_shared;
    private final BackgroundModel m_background;
    private final List<PhaseModel> m_phases = new ArrayList<>();
    private final ReflectionLine m_line;
    private final double[] m_y;
    private final double[] m_weights;
    private final double[] m_calculated;
    private final double[] m_residuals;
    private final Radiation.Line[] m_lines;
    private DerivativeColumns m_columns;
    private int[] m_active;

    /**
     * @param pattern what was measured
     * @param weights of its points
     * @param phases the phases
     * @param settings what will be refined
     */
    PatternModel(
            MeasuredPattern pattern, double[] weights, List<PhaseReflections> phases, RefinementSettings settings) {
        m_pattern = pattern;
        m_settings = settings;
        m_y = pattern.intensities();
        m_weights = weights;
        m_calculated = new double[m_y.length];
        m_residuals = new double[m_y.length];
        m_lines = pattern.radiation().lines().toArray(new Radiation.Line[0]);
        double displacementDeg = Math.toDegrees(2 / settings.goniometerRadiusMm());
        m_background = new BackgroundModel(pattern.twoThetaDeg(), settings, m_table);
        m_shared = SharedParameters.of(m_table, displacementDeg);
        m_line = new ReflectionLine(pattern, settings, m_shared, displacementDeg);
        for (int p = 0; p < phases.size(); p++) {
            m_phases.add(new PhaseModel("phase " + (p + 1), phases.get(p), settings, m_table, m_shared.commonB()));
        }
    }

    /**
     * @param pattern what was measured
     * @param structures the phases
     * @param settings what will be refined
     * @return the reflections of each that lie in the pattern or near its ends
     */
    static List<PhaseReflections> reflections(
            MeasuredPattern pattern, List<CrystalStructure> structures, RefinementSettings settings) {
        double from = Math.max(0.3, pattern.twoThetaDeg()[0] - MARGIN_DEG);
        double to = Math.min(179, pattern.twoThetaDeg()[pattern.points() - 1] + MARGIN_DEG);
        double shortest = Double.POSITIVE_INFINITY;
        double longest = 0;
        for (Radiation.Line line : pattern.radiation().lines()) {
            shortest = Math.min(shortest, line.wavelengthAngstrom());
            longest = Math.max(longest, line.wavelengthAngstrom());
        }
        double qMin = Math.pow(2 * Math.sin(Math.toRadians(from / 2)) / longest, 2);
        double qMax = Math.pow(2 * Math.sin(Math.toRadians(to / 2)) / shortest, 2);
        boolean all = settings.positions()
                || !settings.occupancies().isEmpty()
                || settings.method() == IntensityMethod.LE_BAIL;
        double least = all ? 0 : settings.weakestReflection();
        return structures.stream()
                .map(structure -> PhaseReflections.of(structure, pattern.radiation(), qMin, qMax, least))
                .toList();
    }

    /** @return all parameters */
    ParameterTable table() {
        return m_table;
    }

    /** @return indices of the parameters that all phases share */
    SharedParameters shared() {
        return m_shared;
    }

    /** @return the background */
    BackgroundModel background() {
        return m_background;
    }

    /** @return the phases */
    List<PhaseModel> phases() {
        return m_phases;
    }

    /** @return place, widths and profile of one line at a time */
    ReflectionLine line() {
        return m_line;
    }

    /** @return what was measured */
    MeasuredPattern pattern() {
        return m_pattern;
    }

    /** @return the weights */
    double[] weights() {
        return m_weights;
    }

    /** @return the settings */
    RefinementSettings settings() {
        return m_settings;
    }

    /** Takes over which parameters are refined. */
    void prepare() {
        m_active = m_table.active();
        m_columns = new DerivativeColumns(m_table.size(), m_active, m_y.length, m_line);
        m_phases.forEach(phase -> phase.prepare(m_table));
    }

    @Override
    public int parameters() {
        return m_active.length;
    }

    @Override
    public int observations() {
        return m_y.length;
    }

    private double[] all(double[] active) {
        double[] x = m_table.values().clone();
        for (int i = 0; i < m_active.length; i++) {
            x[m_active[i]] = active[i];
        }
        return x;
    }

    @Override
    public double objective(double[] active) {
        double[] x = all(active);
        if (!exists(x)) {
            return Double.POSITIVE_INFINITY;
        }
        calculate(x, m_calculated, false);
        return WeightedSquares.sum(m_y, m_calculated, m_weights);
    }

    private boolean exists(double[] x) {
        for (PhaseModel phase : m_phases) {
            if (!phase.spans(x)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void linearise(double[] active, NormalEquations equations) {
        double[] x = all(active);
        m_columns.clear();
        calculate(x, m_calculated, true);
        for (int i = 0; i < m_y.length; i++) {
            m_residuals[i] = m_y[i] - m_calculated[i];
        }
        equations.addColumns(m_columns.active(), m_residuals, m_weights, 0, m_y.length);
    }

    /** Writes y_calc, and where wanted the derivatives to the columns. */
    void calculate(double[] x, double[] calculated, boolean derivatives) {
        m_background.evaluate(x, calculated);
        if (derivatives) {
            m_background.derivatives(x, m_columns.all());
        }
        for (PhaseModel phase : m_phases) {
            phase.evaluate(x, derivatives);
            for (int i = 0; i < phase.q.length && (derivatives || x[phase.scale] != 0); i++) {
                for (Radiation.Line line : m_lines) {
                    addLine(phase, i, line, x, calculated, derivatives);
                }
            }
        }
    }

    private void addLine(
            PhaseModel phase, int i, Radiation.Line line, double[] x, double[] calculated, boolean derivatives) {
        if (!m_line.place(phase, i, line, x) || !m_line.render(phase.importance(i), x, derivatives)) {
            return;
        }
        double perScale = phase.strength[i] * m_line.geometry;
        double area = x[phase.scale] * perScale;
        AsymmetricProfile shape = m_line.shape;
        for (int o = 0, j = shape.from; j < shape.to; o++, j++) {
            calculated[j] += area * shape.value[o];
        }
        if (derivatives) {
            m_columns.addArea(phase.scale, perScale);
            m_columns.addArea(m_shared.commonB(), -2 * phase.s2(i) * area);
            for (int p = 0; p < phase.byParameter.length; p++) {
                if (phase.byParameter[p] != null) {
                    m_columns.addArea(phase.texture + p, x[phase.scale] * phase.byParameter[p][i] * m_line.geometry);
                }
            }
            m_line.addDerivatives(phase, i, area, x, m_columns);
        }
    }

    /** @return whether the strongest spectral line of a reflection lies in the pattern */
    boolean isInside(double q, double[] x) {
        double at = m_line.positionDeg(q, x);
        double[] angles = m_pattern.twoThetaDeg();
        return at >= angles[0] && at <= angles[angles.length - 1];
    }
}
