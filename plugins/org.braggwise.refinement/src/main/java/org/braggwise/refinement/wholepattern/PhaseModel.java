// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.Arrays;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Elements;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.refinement.phase.ReciprocalMetric;
import org.braggwise.refinement.phase.ReflectionFamilies;

/**
 * A phase of a pattern: its reflections, where they are and how strong, as functions of the phase's parameters. Intensities are in units of
 * {@link #unit()}, the strongest reflection's at the start, so that a scale of 1 is a line of area 1.
 */
final class PhaseModel {

    private final CrystalStructure m_structure;
    private final ReciprocalMetric m_metric;
    private final double[] m_startMetric;
    private final double[] m_metricUnits;
    private final ReflectionFamilies m_families;
    private final double[] m_coefficients;
    private final double[] m_s2;
    private final StructureIntensities m_intensities;
    private final double[] m_squares;
    private final double[] m_leBail;
    private final double m_unit;
    private final double[] m_importance;
    private PreferredOrientation m_orientation;
    private MillerIndices m_direction;
    private double[] m_structureAt;
    private final int m_commonB;

    final int scale;
    final int cell;
    final int strain;
    final int size;
    final int texture;
    final int overallB;
    final int elementB;
    final int coordinates;
    final int occupancies;

    /** Q = 1 / d^2 and m |F|^2 times texture of each reflection; written by {@link #evaluate}. */
    final double[] q;

    final double[] strength;

    /** Derivatives of strength; null for parameters that are not refined, by index from {@link #texture}. */
    final double[][] byParameter;

    /**
     * @param name prefix of the parameters' names
     * @param reflections the phase at its start
     * @param settings what will be refined
     * @param table where the parameters go
     * @param common index of the displacement parameter that all phases share
     */
    PhaseModel(
            String name, PhaseReflections reflections, RefinementSettings settings, ParameterTable table, int common) {
        m_commonB = common;
        m_structure = reflections.structure();
        m_metric = reflections.metric();
        m_startMetric = reflections.startMetric();
        m_families = reflections.families();
        int n = m_families.size();
        m_coefficients = new double[n * m_metric.size()];
        m_s2 = reflections.s2();
        for (int i = 0; i < n; i++) {
            m_metric.coefficients(
                    m_families.h()[i], m_families.k()[i], m_families.l()[i], m_coefficients, i * m_metric.size());
        }
        m_intensities = new StructureIntensities(m_structure, m_families, m_s2, reflections.radiation());
        m_squares = reflections.squares().clone();
        q = new double[n];
        strength = new double[n];
        m_metricUnits = new double[m_metric.size()];
        for (int k = 0; k < m_metricUnits.length; k++) {
            m_metricUnits[k] = metricUnit(k);
        }
        PhaseParameters at = PhaseParameters.of(name, reflections, m_intensities, settings.latticeTolerance(), table);
        scale = at.scale();
        cell = at.cell();
        strain = at.strain();
        size = at.size();
        texture = at.texture();
        overallB = at.overallB();
        elementB = at.elementB();
        coordinates = at.coordinates();
        occupancies = at.occupancies();
        byParameter = new double[table.size() - texture][];
        m_leBail = settings.method() == IntensityMethod.LE_BAIL ? new double[n] : null;
        m_structureAt = structureParameters(table.values());
        double strongest = 0;
        for (int i = 0; i < n; i++) {
            strongest = Math.max(strongest, m_families.multiplicity()[i] * m_squares[i]);
        }
        m_unit = m_leBail != null || !(strongest > 0) ? 1 : strongest;
        m_importance = m_leBail == null ? reflections.relativeAreas() : null;
    }

    /** @return area of reflection i at the start over that of the strongest, about */
    double importance(int i) {
        return m_importance == null ? 1 : m_importance[i];
    }

    private double metricUnit(int k) {
        double[][] r = m_structure.cell().reciprocalMetricTensor();
        double mean = Math.cbrt(r[0][0] * r[1][1] * r[2][2]);
        return Math.max(Math.abs(m_startMetric[k]), 0.3 * mean);
    }

    /** |F|^2 from the parameters, with derivatives by those that have an array. */
    private void computeSquares(double[] x) {
        m_structureAt = structureParameters(x);
        int elements = m_intensities.elements().size();
        int free = m_intensities.positions().size();
        int sites = m_structure.sites().size();
        m_intensities.evaluate(
                Arrays.copyOfRange(x, coordinates, coordinates + free),
                Arrays.copyOfRange(x, elementB, elementB + elements),
                Arrays.copyOfRange(x, occupancies, occupancies + sites),
                m_squares,
                some(coordinates, free),
                some(elementB, elements),
                some(occupancies, sites));
    }

    private double[][] some(int from, int count) {
        double[][] arrays = new double[count][];
        boolean any = false;
        for (int i = 0; i < count; i++) {
            arrays[i] = byParameter[from - texture + i];
            any |= arrays[i] != null;
        }
        return any ? arrays : null;
    }

    /** Gives the parameters that are refined room for their derivatives, and computes the structure factors of the others' values. */
    void prepare(ParameterTable table) {
        for (int i = 0; i < byParameter.length; i++) {
            byParameter[i] = table.isFree(texture + i) ? new double[q.length] : null;
        }
        if (!Arrays.equals(m_structureAt, structureParameters(table.values()))) {
            computeSquares(table.values());
        }
    }

    /** What structure factors depend on. */
    private double[] structureParameters(double[] x) {
        return Arrays.copyOfRange(x, elementB, occupancies + m_structure.sites().size());
    }

    /** Whether structure factors depend on a parameter that is refined. */
    private boolean structureIsFree() {
        for (int i = 2; i < byParameter.length; i++) {
            if (byParameter[i] != null) {
                return true;
            }
        }
        return false;
    }

    /** Computes positions and strengths of all reflections, and the derivatives of strengths. */
    void evaluate(double[] x, boolean derivatives) {
        int n = q.length;
        int free = m_metric.size();
        if (structureIsFree()) {
            computeSquares(x);
        }
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < free; k++) {
                sum += m_coefficients[i * free + k] * (m_startMetric[k] + x[cell + k] * m_metricUnits[k]);
            }
            q[i] = sum;
            if (m_leBail != null) {
                strength[i] = m_leBail[i];
                continue;
            }
            double orientation = m_orientation == null ? 1 : m_orientation.factor(i, x[texture]);
            double factor =
                    m_families.multiplicity()[i] * Math.exp(-2 * (x[overallB] + x[m_commonB]) * m_s2[i]) / m_unit;
            strength[i] = factor * m_squares[i] * orientation;
            if (derivatives) {
                strengthDerivatives(x, i, factor, orientation);
            }
        }
    }

    private void strengthDerivatives(double[] x, int i, double factor, double orientation) {
        if (byParameter[0] != null) {
            byParameter[0][i] = m_orientation == null ? 0 : factor * m_squares[i] * m_orientation.byR(i, x[texture]);
        }
        if (byParameter[1] != null) {
            byParameter[1][i] = -2 * m_s2[i] * strength[i];
        }
        for (int p = 2; p < byParameter.length; p++) {
            if (byParameter[p] != null) {
                byParameter[p][i] *= factor * orientation;
            }
        }
    }

    /** @return 1 / (4 d^2) of reflection i at the start, in reciprocal square angstrom */
    double s2(int i) {
        return m_s2[i];
    }

    /** @return the derivative of Q of reflection i by cell parameter k */
    double qByCell(int i, int k) {
        return m_coefficients[i * m_metric.size() + k] * m_metricUnits[k];
    }

    /** @return how many cell parameters there are */
    int cellParameters() {
        return m_metric.size();
    }

    /** @return the free coordinates' number */
    int freeCoordinates() {
        return m_intensities.positions().size();
    }

    /** @return the elements, in the order of their B */
    List<String> elements() {
        return m_intensities.elements();
    }

    /** @return whether the cell's numbers are those of a cell */
    boolean spans(double[] x) {
        return m_metric.spans(metric(x));
    }

    private double[] metric(double[] x) {
        double[] g = m_startMetric.clone();
        for (int k = 0; k < g.length; k++) {
            g[k] += x[cell + k] * m_metricUnits[k];
        }
        return g;
    }

    /** @return the cell */
    UnitCell cellAt(double[] x) {
        return m_metric.cell(metric(x));
    }

    /** @return the phase at its start */
    CrystalStructure start() {
        return m_structure;
    }

    /** @return the intensities' engine, for coordinates and displacement parameters */
    StructureIntensities intensities() {
        return m_intensities;
    }

    /** @return the reflections */
    ReflectionFamilies families() {
        return m_families;
    }

    /** @return |F|^2 times this number of electrons squared is a strength of 1 before multiplicity */
    double unit() {
        return m_unit;
    }

    /** @return intensities of Le Bail's method, to be read and written; null for Rietveld's */
    double[] leBail() {
        return m_leBail;
    }

    /** Refines a preferred orientation along this direction; null for none. */
    void orient(MillerIndices direction) {
        m_direction = direction;
        m_orientation = direction == null ? null : new PreferredOrientation(m_structure, m_families, direction);
    }

    /** @return the preferred direction, null for none */
    MillerIndices direction() {
        return m_direction;
    }

    /** @return the mass of the cell's contents in u, with the occupancies at x */
    double mass(double[] x) {
        double mass = 0;
        for (int s = 0; s < m_structure.sites().size(); s++) {
            int multiplicity = m_structure.multiplicity(s);
            double factor = x[occupancies + s];
            mass += m_structure.sites().get(s).species().stream()
                            .mapToDouble(p ->
                                    p.occupancy() * Elements.of(p.element()).mass())
                            .sum()
                    * multiplicity
                    * factor;
        }
        return mass;
    }
}
