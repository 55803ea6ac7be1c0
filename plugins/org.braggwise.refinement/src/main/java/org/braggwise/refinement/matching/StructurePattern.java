// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.Arrays;
import java.util.Optional;

import org.braggwise.diffraction.Radiation;
import org.braggwise.refinement.phase.FreePositions;
import org.braggwise.refinement.phase.ReflectionFamilies;

/**
 * The calculated pattern of one structure with its derivatives. Parameters are, in this order: the scale, the free lattice numbers, the shifts
 * of free coordinates, and, where they are fitted, atomic number and B of each role. One object serves one thread; its arrays grow and stay.
 */
final class StructurePattern {

    private static final int MOST_FAMILIES = 2500;

    /** The relative change of q that intensities are differentiated with. */
    private static final double SMALL = 1e-4;

    private final MatchConditions m_conditions;
    private final JacobianRows m_rows;
    private final DerivativeDrawing m_drawing;
    private final RoleScattering m_scattering;
    private final PhaseTable m_phases = new PhaseTable();
    private Template m_template;
    private ReflectionFamilies m_families;
    private double[] m_coefficients;
    private int m_latticeSize;
    private int m_parameters;
    private int[] m_siteStart = new int[0];
    private double[] m_xyz = new double[0];
    private float[] m_derivatives = new float[0];

    StructurePattern(Observed observed, Amplitudes amplitudes, ProfileIntegral shape) {
        m_conditions = observed.conditions();
        m_rows = new JacobianRows(observed);
        m_drawing = new DerivativeDrawing(m_conditions, shape, m_rows);
        m_scattering = new RoleScattering(amplitudes);
    }

    /**
     * Takes a structure with the reflections that its lattice has at the start.
     *
     * @return whether there are any, and not too many
     */
    boolean prepare(Template template, Assignment assignment, double[] g, boolean powers) {
        Optional<ReflectionFamilies> families =
                template.enumeration().find(g, m_conditions.qMin(), m_conditions.qMax(), MOST_FAMILIES);
        if (families.isEmpty() || families.get().size() == 0) {
            return false;
        }
        m_template = template;
        m_families = families.get();
        m_latticeSize = g.length;
        m_parameters = 1 + m_latticeSize + template.free().size() + (powers ? 2 * template.roles() : 0);
        m_coefficients = new double[m_latticeSize * m_families.size()];
        for (int f = 0; f < m_families.size(); f++) {
            template.metric()
                    .coefficients(
                            m_families.h()[f], m_families.k()[f], m_families.l()[f], m_coefficients, m_latticeSize * f);
        }
        m_rows.prepare(m_parameters);
        m_derivatives = m_derivatives.length < m_parameters ? new float[m_parameters] : m_derivatives;
        m_xyz = m_xyz.length < 3 * template.atoms() ? new double[3 * template.atoms()] : m_xyz;
        m_siteStart = new int[template.structure().sites().size() + 1];
        for (int a : template.distinctAtoms()) {
            m_siteStart[template.free().siteOfAtom(a) + 1]++;
        }
        for (int s = 0; s < m_siteStart.length - 1; s++) {
            m_siteStart[s + 1] += m_siteStart[s];
        }
        m_phases.prepare(m_families, template.distinctAtoms().length);
        m_scattering.prepare(template, assignment);
        return true;
    }

    /** @return how many parameters the structure at hand has */
    int parameters() {
        return m_parameters;
    }

    /** @return how many families of reflections it has in the range */
    int families() {
        return m_families.size();
    }

    /** @return the derivatives of the last calculation that made them */
    JacobianRows rows() {
        return m_rows;
    }

    /** Writes the pattern, and makes the derivatives where told so. */
    void calculate(double[] g, double[] x, double scale, double[] powersOrNull, double[] y, boolean derivatives) {
        Arrays.fill(y, 0);
        if (derivatives) {
            m_rows.clear();
        }
        m_template.free().positions(x, m_xyz);
        m_phases.fill(m_xyz, m_template.distinctAtoms());
        for (int f = 0; f < m_families.size(); f++) {
            double q = 0;
            for (int i = 0; i < m_latticeSize; i++) {
                q += g[i] * m_coefficients[m_latticeSize * f + i];
            }
            if (q > 0) {
                family(f, q, scale, powersOrNull, y, derivatives);
            }
        }
    }

    private void family(int f, double q, double scale, double[] powers, double[] y, boolean derivatives) {
        m_phases.at(m_families.h()[f], m_families.k()[f], m_families.l()[f]);
        m_scattering.sum(m_phases, m_siteStart);
        double centring = m_template.centring();
        double factor = m_families.multiplicity()[f] * centring * centring;
        double further = derivatives ? factor * m_scattering.square(Math.sqrt(q * (1 + SMALL)) / 2, powers) : 0;
        double square = factor * m_scattering.square(Math.sqrt(q) / 2, powers);
        if (derivatives) {
            m_derivatives[0] = (float) square;
            byPositions(f, 2 * scale * factor);
            if (powers != null) {
                byPowers(2 * scale * factor);
            }
        }
        for (Radiation.Line line : m_conditions.radiation().lines()) {
            double sine = line.wavelengthAngstrom() * Math.sqrt(q) / 2;
            if (sine >= 0.999) {
                continue;
            }
            double lp = line.weight() * m_conditions.lorentzPolarisation(sine);
            DerivativeDrawing.Derivatives d = null;
            if (derivatives) {
                // Form factors and the Lorentz-polarisation factor change with the lattice, too.
                double lpFurther = line.weight() * m_conditions.lorentzPolarisation(sine * Math.sqrt(1 + SMALL));
                double byQ = scale * (further * lpFurther / lp - square) / (SMALL * q);
                for (int i = 0; i < m_latticeSize; i++) {
                    m_derivatives[1 + i] = (float) (byQ * m_coefficients[m_latticeSize * f + i]);
                }
                d = new DerivativeDrawing.Derivatives(
                        m_derivatives, lp, m_coefficients, m_latticeSize * f, m_latticeSize);
            }
            m_drawing.draw(y, q, line.wavelengthAngstrom(), scale * square * lp, d);
        }
    }

    private void byPowers(double factor) {
        int o = 1 + m_latticeSize + m_template.free().size();
        for (int r = 0; r < m_template.roles(); r++) {
            m_derivatives[o + 2 * r] = (float) (factor * m_scattering.byNumber(r));
            m_derivatives[o + 2 * r + 1] = (float) (factor * m_scattering.byB(r));
        }
    }

    private void byPositions(int f, double factor) {
        FreePositions free = m_template.free();
        int[] atoms = m_template.distinctAtoms();
        int h = m_families.h()[f];
        int k = m_families.k()[f];
        int l = m_families.l()[f];
        double[] sums = new double[3];
        int o = 1 + m_latticeSize;
        for (int s = 0; s < m_siteStart.length - 1; s++) {
            int freedom = free.freedom(s);
            if (freedom == 0) {
                continue;
            }
            double a = m_scattering.byCosine(m_template.roleOfSite(s));
            double b = m_scattering.bySine(m_template.roleOfSite(s));
            Arrays.fill(sums, 0);
            for (int i = m_siteStart[s]; i < m_siteStart[s + 1]; i++) {
                double change = b * m_phases.cosine(i) - a * m_phases.sine(i);
                double[] d = free.atomDirections(atoms[i]);
                for (int p = 0; p < freedom; p++) {
                    sums[p] += change * (h * d[3 * p] + k * d[3 * p + 1] + l * d[3 * p + 2]);
                }
            }
            for (int p = 0; p < freedom; p++) {
                m_derivatives[o++] = (float) (2 * Math.PI * factor * sums[p]);
            }
        }
    }
}
