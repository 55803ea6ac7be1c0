// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.refinement.leastsquares.FitResult;

/** Makes plain results of a model and its last fit. */
final class ResultBuilder {

    private static final String[] CELL = {"a", "b", "c", "alpha", "beta", "gamma"};
    private static final double SCHERRER = 0.9;

    private final PatternModel m_model;
    private final List<CrystalStructure> m_structures;
    private final FitResult m_fit;
    private final int m_iterations;
    private final int[] m_active;
    private final int[] m_position;
    private final double[] m_x;

    ResultBuilder(PatternModel model, List<CrystalStructure> structures, FitResult fit, int iterations) {
        m_model = model;
        m_structures = structures;
        m_fit = fit;
        m_iterations = iterations;
        m_active = model.table().active();
        m_position = new int[model.table().size()];
        java.util.Arrays.fill(m_position, -1);
        for (int i = 0; i < m_active.length; i++) {
            m_position[m_active[i]] = i;
        }
        m_x = model.table().values().clone();
    }

    RefinementResult build() {
        m_model.prepare();
        IntensityPartition partition = IntensityPartition.of(m_model);
        double[] calculated = partition.calculated();
        double[] background = partition.background();
        double[][] factors = partition.factors();
        Agreement agreement = Agreement.of(
                m_model.pattern().intensities(), m_model.weights(), calculated, background, m_fit.freeParameters());
        double[] masses = masses();
        List<RefinedPhase> phases = new ArrayList<>();
        for (int p = 0; p < m_model.phases().size(); p++) {
            phases.add(phase(p, factors[p], masses));
        }
        List<RefinedValue> values = new ArrayList<>();
        double[][] correlations = new double[m_active.length][m_active.length];
        for (int i = 0; i < m_active.length; i++) {
            values.add(value(m_active[i]));
            for (int j = 0; j < m_active.length; j++) {
                correlations[i][j] = m_fit.correlation(i, j);
            }
        }
        return new RefinementResult(
                m_model.pattern(),
                List.copyOf(phases),
                agreement,
                calculated,
                background,
                new InstrumentProfile(
                        m_x[m_model.shared().u()],
                        m_x[m_model.shared().v()],
                        m_x[m_model.shared().w()],
                        m_x[m_model.shared().asymmetry()]),
                value(m_model.shared().zero()),
                value(m_model.shared().displacement()),
                List.copyOf(values),
                correlations,
                m_iterations,
                m_fit.converged());
    }

    private RefinedValue value(int index) {
        int i = m_position[index];
        return new RefinedValue(
                m_model.table().parameter(index).name(), m_x[index], i < 0 ? 0 : m_fit.standardUncertainty(i));
    }

    private double covariance(int i, int j) {
        int p = m_position[i];
        int q = m_position[j];
        return p < 0 || q < 0 ? 0 : m_fit.covariance(p, q) * m_fit.inflation();
    }

    /** S Z M V of each phase per unit of its scale. Strengths are in units of |F|^2, scattering per volume goes with 1 / V^2. With microabsorption. */
    private double[] masses() {
        double[] masses = new double[m_model.phases().size()];
        double[] volumes = new double[masses.length];
        double[] absorption = new double[masses.length];
        for (int p = 0; p < masses.length; p++) {
            PhaseModel phase = m_model.phases().get(p);
            double volume = phase.cellAt(m_x).volume();
            masses[p] = phase.mass(m_x) * volume / phase.unit();
            volumes[p] = m_x[phase.scale] * volume * volume / phase.unit();
            absorption[p] =
                    Microabsorption.perCm(phase.start(), m_model.pattern().radiation());
        }
        double[] factors =
                Microabsorption.factors(volumes, absorption, m_model.settings().particleDiameterUm());
        for (int p = 0; p < masses.length; p++) {
            masses[p] /= factors[p];
        }
        return masses;
    }

    private RefinedValue weightFraction(int p, double[] masses) {
        if (m_model.phases().get(p).leBail() != null) {
            return new RefinedValue("weight fraction", Double.NaN, 0);
        }
        double sum = 0;
        for (int i = 0; i < masses.length; i++) {
            sum += m_x[m_model.phases().get(i).scale] * masses[i];
        }
        double share = sum > 0 ? m_x[m_model.phases().get(p).scale] * masses[p] / sum : 0;
        double variance = 0;
        for (int i = 0; i < masses.length && sum > 0; i++) {
            for (int j = 0; j < masses.length; j++) {
                double di = masses[i] * ((i == p ? 1 : 0) - share) / sum;
                double dj = masses[j] * ((j == p ? 1 : 0) - share) / sum;
                variance += di
                        * dj
                        * covariance(
                                m_model.phases().get(i).scale, m_model.phases().get(j).scale);
            }
        }
        return new RefinedValue("weight fraction", share, Math.sqrt(Math.max(0, variance)));
    }

    private RefinedPhase phase(int p, double[] factors, double[] masses) {
        PhaseModel phase = m_model.phases().get(p);
        List<RefinedReflection> reflections = reflections(phase, factors);
        double misfit = 0;
        double observed = 0;
        for (RefinedReflection r : reflections) {
            misfit += Math.abs(r.observed() - r.calculated());
            observed += r.observed();
        }
        double width = m_x[phase.size];
        double wavelength = m_model.pattern().radiation().strongestLine().wavelengthAngstrom();
        return new RefinedPhase(
                structure(p, phase),
                cell(phase),
                value(phase.scale),
                weightFraction(p, masses),
                value(phase.size),
                width > 0 ? SCHERRER * wavelength / 10 / Math.toRadians(width) : Double.POSITIVE_INFINITY,
                value(phase.strain),
                phase.direction() == null
                        ? Optional.empty()
                        : Optional.of(new Texture(phase.direction(), m_x[phase.texture])),
                value(phase.overallB),
                observed > 0 ? misfit / observed : Double.NaN,
                reflections);
    }

    private List<RefinedReflection> reflections(PhaseModel phase, double[] factors) {
        List<RefinedReflection> reflections = new ArrayList<>();
        phase.evaluate(m_x, false);
        for (int i = 0; i < factors.length; i++) {
            double at = m_model.line().positionDeg(phase.q[i], m_x);
            if (m_model.isInside(phase.q[i], m_x)) {
                double area =
                        m_x[phase.scale] * phase.strength[i] * m_model.line().geometryOf(phase.q[i]);
                reflections.add(new RefinedReflection(
                        phase.families().h()[i],
                        phase.families().k()[i],
                        phase.families().l()[i],
                        1 / Math.sqrt(phase.q[i]),
                        at,
                        area,
                        area * factors[i]));
            }
        }
        reflections.sort(Comparator.comparingDouble(RefinedReflection::twoThetaDeg));
        return List.copyOf(reflections);
    }

    /** Uncertainties of lengths and angles from those of the reciprocal metric, by central differences. */
    private List<RefinedValue> cell(PhaseModel phase) {
        UnitCell cell = phase.cellAt(m_x);
        double[] values = numbers(cell);
        int k = phase.cellParameters();
        double[][] derivatives = new double[k][];
        for (int i = 0; i < k; i++) {
            double step = 1e-5;
            double[] x = m_x.clone();
            x[phase.cell + i] += step;
            double[] plus = numbers(phase.cellAt(x));
            x[phase.cell + i] -= 2 * step;
            double[] minus = numbers(phase.cellAt(x));
            derivatives[i] = new double[6];
            for (int j = 0; j < 6; j++) {
                derivatives[i][j] = (plus[j] - minus[j]) / (2 * step);
            }
        }
        List<RefinedValue> result = new ArrayList<>();
        for (int j = 0; j < 6; j++) {
            double variance = 0;
            for (int p = 0; p < k; p++) {
                for (int q = 0; q < k; q++) {
                    variance += derivatives[p][j] * derivatives[q][j] * covariance(phase.cell + p, phase.cell + q);
                }
            }
            double sigma = Math.sqrt(Math.max(0, variance));
            result.add(new RefinedValue(CELL[j], values[j], sigma < 1e-12 ? 0 : sigma));
        }
        return List.copyOf(result);
    }

    private static double[] numbers(UnitCell cell) {
        return new double[] {cell.a(), cell.b(), cell.c(), cell.alphaDeg(), cell.betaDeg(), cell.gammaDeg()};
    }

    private CrystalStructure structure(int p, PhaseModel phase) {
        double[] shifts =
                java.util.Arrays.copyOfRange(m_x, phase.coordinates, phase.coordinates + phase.freeCoordinates());
        CrystalStructure moved = phase.intensities().positions().moved(shifts, phase.cellAt(m_x));
        if (m_model.settings().method() == IntensityMethod.LE_BAIL) {
            return moved;
        }
        List<Site> sites = new ArrayList<>();
        for (int s = 0; s < moved.sites().size(); s++) {
            Site site = moved.sites().get(s);
            double occupancy = m_x[phase.occupancies + s];
            double b = phase.intensities().startB(s)
                    + m_x[phase.overallB]
                    + m_x[m_model.shared().commonB()];
            int element = phase.elements().indexOf(site.species().get(0).element());
            b += m_x[phase.elementB + element];
            Site refined = occupancy == 1
                    ? site
                    : site.withSpecies(site.species().stream()
                            .map(species -> species.withOccupancy(species.occupancy() * occupancy))
                            .toList());
            sites.add(refined.withDisplacement(new Displacement(Displacement.Kind.B_ISO, b)));
        }
        return moved.withSites(sites).withName(m_structures.get(p).name());
    }
}
