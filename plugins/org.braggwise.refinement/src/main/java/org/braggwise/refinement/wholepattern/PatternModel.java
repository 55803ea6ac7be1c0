// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.Radiation;
import org.braggwise.refinement.leastsquares.LeastSquaresModel;
import org.braggwise.refinement.leastsquares.NormalEquations;
import org.braggwise.refinement.leastsquares.Parameter;

/**
 * y_calc of a pattern: background, and for each phase, reflection and spectral line a profile of its area, with derivatives by everything
 * that {@link ParameterTable} says is refined. Call {@link #prepare} after that has changed. Not thread-safe.
 */
final class PatternModel implements LeastSquaresModel {

    private static final double DEG = 180 / Math.PI;

    /** Reflections this far outside the pattern, in degrees two-theta, count: their tails, and cells that move. */
    private static final double MARGIN_DEG = 2;

    private static final double LARGEST_SINE = 0.9999;

    private final MeasuredPattern m_pattern;
    private final RefinementSettings m_settings;
    private final ParameterTable m_table = new ParameterTable();
    private final BackgroundModel m_background;
    private final List<PhaseModel> m_phases = new ArrayList<>();
    private final PolarisationFactor m_polarisation;
    private final double m_displacementDeg;
    private final double m_leastGaussianSquare;
    private final double[] m_y;
    private final double[] m_weights;
    private final double[] m_calculated;
    private final double[] m_residuals;
    private final LineShape m_shape;
    private final ProfileWidths m_widths = new ProfileWidths();
    private final Radiation.Line[] m_lines;
    private double[][] m_columns;
    private int[] m_active;

    final int zero;
    final int displacement;
    final int u;
    final int v;
    final int w;
    final int asymmetry;
    final int commonB;

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
        int n = pattern.points();
        m_calculated = new double[n];
        m_residuals = new double[n];
        m_shape = new LineShape(pattern.twoThetaDeg());
        boolean tube = LaboratoryTube.isSourceOf(pattern.radiation());
        m_polarisation = new PolarisationFactor(settings.polarisation().orElse(tube ? 1.0 : 0.0));
        m_displacementDeg = 2 / settings.goniometerRadiusMm() * DEG;
        m_leastGaussianSquare = Math.pow(pattern.stepDeg(), 2);
        m_lines = pattern.radiation().lines().toArray(new Radiation.Line[0]);
        m_background = new BackgroundModel(pattern.twoThetaDeg(), settings, m_table);
        zero = m_table.add(Parameter.bounded("zero shift", 0, -0.5, 0.5)
                .withLargestStep(0.1)
                .withPrior(0, 0.1));
        double most = 0.5 / m_displacementDeg;
        displacement = m_table.add(Parameter.bounded("displacement", 0, -most, most)
                .withLargestStep(0.2 * most)
                .withPrior(0, 0.2 * most));
        u = m_table.add(Parameter.bounded("U", 0, -0.5, 2).withLargestStep(0.05));
        v = m_table.add(Parameter.bounded("V", 0, -1, 0.5).withLargestStep(0.05));
        w = m_table.add(Parameter.bounded("W", 0.01, 0, 4).withLargestStep(0.5));
        asymmetry = m_table.add(Parameter.bounded("asymmetry", 0, 0, 0.12).withLargestStep(0.02));
        commonB = m_table.add(
                Parameter.bounded("common B", 0, -3, 5).withLargestStep(0.5).withPrior(0, 1));
        for (int p = 0; p < phases.size(); p++) {
            m_phases.add(new PhaseModel("phase " + (p + 1), phases.get(p), settings, m_table, commonB));
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
        int n = pattern.points();
        double from = Math.max(0.3, pattern.twoThetaDeg()[0] - MARGIN_DEG);
        double to = Math.min(179, pattern.twoThetaDeg()[n - 1] + MARGIN_DEG);
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

    /** @return the background */
    BackgroundModel background() {
        return m_background;
    }

    /** @return the phases */
    List<PhaseModel> phases() {
        return m_phases;
    }

    /** @return what was measured */
    MeasuredPattern pattern() {
        return m_pattern;
    }

    /** @return the weights; they may be changed between fits */
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
        m_columns = new double[m_table.size()][];
        for (int i : m_active) {
            m_columns[i] = new double[m_y.length];
        }
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
        double sum = 0;
        for (int i = 0; i < m_y.length; i++) {
            double r = m_y[i] - m_calculated[i];
            sum += m_weights[i] * r * r;
        }
        return sum;
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
        for (int i : m_active) {
            java.util.Arrays.fill(m_columns[i], 0);
        }
        calculate(x, m_calculated, true);
        for (int i = 0; i < m_y.length; i++) {
            m_residuals[i] = m_y[i] - m_calculated[i];
        }
        double[][] columns = new double[m_active.length][];
        for (int i = 0; i < m_active.length; i++) {
            columns[i] = m_columns[m_active[i]];
        }
        equations.addColumns(columns, m_residuals, m_weights, 0, m_y.length);
    }

    /** Writes y_calc, and where wanted the derivatives to the columns. */
    void calculate(double[] x, double[] calculated, boolean derivatives) {
        m_background.evaluate(x, calculated);
        if (derivatives) {
            m_background.derivatives(x, m_columns);
        }
        for (PhaseModel phase : m_phases) {
            addPhase(phase, x, calculated, derivatives);
        }
    }

    /** Adds one phase to a curve. */
    void addPhase(PhaseModel phase, double[] x, double[] calculated, boolean derivatives) {
        phase.evaluate(x, derivatives);
        if (!derivatives && x[phase.scale] == 0) {
            return;
        }
        for (int i = 0; i < phase.q.length; i++) {
            for (Radiation.Line line : m_lines) {
                double sine = line.wavelengthAngstrom() * Math.sqrt(Math.max(1e-9, phase.q[i])) / 2;
                if (sine < LARGEST_SINE) {
                    addLine(phase, i, line, sine, x, calculated, derivatives);
                }
            }
        }
    }

    private void addLine(
            PhaseModel phase,
            int i,
            Radiation.Line line,
            double sine,
            double[] x,
            double[] calculated,
            boolean derivatives) {
        double cosine = Math.sqrt(1 - sine * sine);
        double tangent = sine / cosine;
        double secant2 = 1 / (cosine * cosine);
        double position = 2 * Math.asin(sine) * DEG + x[zero] - x[displacement] * m_displacementDeg * cosine;
        double gaussian = x[w] + tangent * (x[v] + tangent * x[u]);
        // Positive whatever U, V and W are, and never without a slope.
        double root = Math.sqrt(gaussian * gaussian + 4 * m_leastGaussianSquare * m_leastGaussianSquare);
        double slope = 0.5 * (1 + gaussian / root);
        double lorentzian = x[phase.strain] * tangent + x[phase.size] / cosine;
        m_widths.set(0.5 * (gaussian + root), lorentzian);
        double share = line.weight();
        double geometry = share * m_polarisation.at(sine * sine);
        double perScale = phase.strength[i] * geometry;
        double area = x[phase.scale] * perScale;
        if (!derivatives && area == 0
                || !m_shape.set(
                        position, m_widths.fwhm, m_widths.eta, x[asymmetry], phase.importance(i), derivatives)) {
            return;
        }
        int n = m_shape.to - m_shape.from;
        int offset = m_shape.from;
        for (int o = 0; o < n; o++) {
            calculated[offset + o] += area * m_shape.value[o];
        }
        if (!derivatives) {
            return;
        }
        addAreas(phase, i, geometry, perScale, x);
        double thetaByQ = line.wavelengthAngstrom() * line.wavelengthAngstrom() / (8 * sine * cosine);
        double positionByQ = (2 * DEG + x[displacement] * m_displacementDeg * sine) * thetaByQ;
        double gaussianByQ = slope * (x[v] + 2 * tangent * x[u]) * secant2 * thetaByQ;
        double lorentzianByQ = (x[phase.strain] * secant2 + x[phase.size] * sine * secant2) * thetaByQ;
        double areaByQ = x[phase.scale]
                * phase.strength[i]
                * share
                * m_polarisation.byU(sine * sine)
                * line.wavelengthAngstrom()
                * line.wavelengthAngstrom()
                / 4;
        double fwhmByQ = m_widths.fwhmByGaussianSquare * gaussianByQ + m_widths.fwhmByLorentzian * lorentzianByQ;
        double etaByQ = m_widths.etaByGaussianSquare * gaussianByQ + m_widths.etaByLorentzian * lorentzianByQ;
        for (int k = 0; k < phase.cellParameters(); k++) {
            double[] column = m_columns[phase.cell + k];
            if (column != null) {
                double qByP = phase.qByCell(i, k);
                addShape(
                        column, areaByQ * qByP, area * positionByQ * qByP, area * fwhmByQ * qByP, area * etaByQ * qByP);
            }
        }
        addPosition(zero, area);
        addPosition(displacement, -area * m_displacementDeg * cosine);
        addGaussian(u, slope * area * tangent * tangent);
        addGaussian(v, slope * area * tangent);
        addGaussian(w, slope * area);
        addLorentzian(phase.strain, area * tangent);
        addLorentzian(phase.size, area / cosine);
        if (m_columns[asymmetry] != null) {
            add(m_columns[asymmetry], m_shape.byAsymmetry, area);
        }
    }

    /** Parameters that change the area alone. */
    private void addAreas(PhaseModel phase, int i, double geometry, double perScale, double[] x) {
        if (m_columns[phase.scale] != null) {
            add(m_columns[phase.scale], m_shape.value, perScale);
        }
        if (m_columns[commonB] != null) {
            add(m_columns[commonB], m_shape.value, -2 * phase.s2(i) * x[phase.scale] * perScale);
        }
        for (int p = 0; p < phase.byParameter.length; p++) {
            if (phase.byParameter[p] != null) {
                add(m_columns[phase.texture + p], m_shape.value, x[phase.scale] * phase.byParameter[p][i] * geometry);
            }
        }
    }

    private void addPosition(int parameter, double factor) {
        if (m_columns[parameter] != null) {
            add(m_columns[parameter], m_shape.byPosition, factor);
        }
    }

    private void addGaussian(int parameter, double factor) {
        if (m_columns[parameter] != null) {
            addWidth(
                    m_columns[parameter],
                    factor * m_widths.fwhmByGaussianSquare,
                    factor * m_widths.etaByGaussianSquare);
        }
    }

    private void addLorentzian(int parameter, double factor) {
        if (m_columns[parameter] != null) {
            addWidth(m_columns[parameter], factor * m_widths.fwhmByLorentzian, factor * m_widths.etaByLorentzian);
        }
    }

    private void add(double[] column, double[] function, double factor) {
        int offset = m_shape.from;
        int n = m_shape.to - offset;
        for (int o = 0; o < n; o++) {
            column[offset + o] += factor * function[o];
        }
    }

    private void addWidth(double[] column, double byFwhm, double byEta) {
        double[] f = m_shape.byFwhm;
        double[] e = m_shape.byEta;
        int offset = m_shape.from;
        int n = m_shape.to - offset;
        for (int o = 0; o < n; o++) {
            column[offset + o] += byFwhm * f[o] + byEta * e[o];
        }
    }

    private void addShape(double[] column, double byArea, double byPosition, double byFwhm, double byEta) {
        double[] a = m_shape.value;
        double[] p = m_shape.byPosition;
        double[] f = m_shape.byFwhm;
        double[] e = m_shape.byEta;
        int offset = m_shape.from;
        int n = m_shape.to - offset;
        for (int o = 0; o < n; o++) {
            column[offset + o] += byArea * a[o] + byPosition * p[o] + byFwhm * f[o] + byEta * e[o];
        }
    }

    /**
     * Shares out what was measured among the reflections, by what the model has them contribute at each point (Rietveld's "observed"
     * intensities): for each phase and reflection the measured over the calculated area.
     *
     * @param x all parameters
     * @param calculated y_calc at x
     * @param background its background
     * @return a factor for each reflection of each phase; 1 where the reflection is outside the pattern
     */
    double[][] observedOverCalculated(double[] x, double[] calculated, double[] background) {
        double[][] factors = new double[m_phases.size()][];
        for (int p = 0; p < factors.length; p++) {
            PhaseModel phase = m_phases.get(p);
            phase.evaluate(x, false);
            factors[p] = new double[phase.q.length];
            for (int i = 0; i < factors[p].length; i++) {
                double observed = 0;
                double sum = 0;
                for (Radiation.Line line : m_lines) {
                    double sine = line.wavelengthAngstrom() * Math.sqrt(phase.q[i]) / 2;
                    if (sine >= LARGEST_SINE || !shapeOf(phase, i, line, sine, x)) {
                        continue;
                    }
                    double geometry = line.weight() * m_polarisation.at(sine * sine);
                    for (int o = 0, j = m_shape.from; j < m_shape.to; o++, j++) {
                        double value = geometry * m_shape.value[o];
                        double net = calculated[j] - background[j];
                        sum += value;
                        observed += net > 0 ? value * Math.max(0, m_y[j] - background[j]) / net : value;
                    }
                }
                factors[p][i] = sum > 0 ? observed / sum : 1;
            }
        }
        return factors;
    }

    private boolean shapeOf(PhaseModel phase, int i, Radiation.Line line, double sine, double[] x) {
        double cosine = Math.sqrt(1 - sine * sine);
        double tangent = sine / cosine;
        double position = 2 * Math.asin(sine) * DEG + x[zero] - x[displacement] * m_displacementDeg * cosine;
        double gaussian = x[w] + tangent * (x[v] + tangent * x[u]);
        double root = Math.sqrt(gaussian * gaussian + 4 * m_leastGaussianSquare * m_leastGaussianSquare);
        m_widths.set(0.5 * (gaussian + root), x[phase.strain] * tangent + x[phase.size] / cosine);
        return m_shape.set(position, m_widths.fwhm, m_widths.eta, x[asymmetry], phase.importance(i), false);
    }

    /** @return where the strongest spectral line of a reflection lies, in degrees two-theta; NaN beyond 180 */
    double positionDeg(double q, double[] x) {
        double sine = m_pattern.radiation().strongestLine().wavelengthAngstrom() * Math.sqrt(q) / 2;
        double cosine = Math.sqrt(1 - sine * sine);
        return sine < 1
                ? 2 * Math.asin(sine) * DEG + x[zero] - x[displacement] * m_displacementDeg * cosine
                : Double.NaN;
    }

    /** @return whether the strongest spectral line of a reflection lies in the pattern */
    boolean isInside(double q, double[] x) {
        double[] angles = m_pattern.twoThetaDeg();
        double at = positionDeg(q, x);
        return at >= angles[0] && at <= angles[angles.length - 1];
    }

    /** @return the Lorentz-polarisation factor of a reflection, the weighted mean over the spectral lines */
    double geometryOf(double q) {
        double sum = 0;
        for (Radiation.Line line : m_lines) {
            double u2 = line.wavelengthAngstrom() * line.wavelengthAngstrom() * q / 4;
            sum += u2 < 1 ? line.weight() * m_polarisation.at(u2) : 0;
        }
        return sum;
    }
}
