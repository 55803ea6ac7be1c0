// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.braggwise.crystal.Elements;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.diffraction.scattering.AnomalousDispersion;
import org.braggwise.diffraction.scattering.ElementDisplacements;
import org.braggwise.diffraction.scattering.FormFactor;

/**
 * Scattering amplitudes sampled over s = 1 / (2 d) in steps of {@link #STEP}, between which they are interpolated: f with dispersion and the
 * Debye-Waller factor of the elements' table, and bare f for fits in which the atomic number is free. Made once for the conditions of the
 * patterns; immutable but for a cache.
 */
final class Amplitudes {

    /** In reciprocal angstrom. */
    static final double STEP = 0.0025;

    /** The last element that a fit of atomic numbers may reach. */
    static final int LAST = 94;

    /** An amplitude: real and imaginary part at s = i {@link #STEP}. */
    record Curve(double[] real, double[] imaginary) {}

    private final MatchConditions m_conditions;
    private final int m_samples;
    private final Map<String, Curve> m_curves = new ConcurrentHashMap<>();
    private final double[][] m_bare = new double[LAST + 2][];

    Amplitudes(MatchConditions conditions) {
        m_conditions = conditions;
        m_samples = (int) (Math.sqrt(conditions.qMax()) / 2 / STEP) + 3;
        for (int z = 1; z <= LAST + 1; z++) {
            int number = Math.min(z, LAST);
            FormFactor f = factor(Elements.ofNumber(number).symbol());
            m_bare[z] = new double[m_samples];
            for (int i = 0; i < m_samples; i++) {
                m_bare[z][i] = f.at(i * STEP * i * STEP);
            }
        }
    }

    private FormFactor factor(String element) {
        return m_conditions
                .formFactors()
                .find(element, 0)
                .orElseThrow(() -> new IllegalArgumentException("There is no scattering factor of " + element + " in "
                        + m_conditions.formFactors().name() + ": expected an element of that table."));
    }

    /** @return how many samples there are */
    int samples() {
        return m_samples;
    }

    /** @return bare f of an element, by atomic number 1 to {@link #LAST}; one more is given for interpolation */
    double[] bare(int atomicNumber) {
        return m_bare[atomicNumber];
    }

    /** @return the amplitude of an element alone on a site, with the table's displacement parameter */
    Curve of(String element) {
        return m_curves.computeIfAbsent(element, e -> curve(List.of(new Species(e, 0, 1)), Double.NaN));
    }

    /** @return the amplitude of what is on a site: its species by occupancy, its displacement parameter or else the table's */
    Curve of(Site site) {
        double b =
                site.displacement() == null ? Double.NaN : site.displacement().bIso();
        Map<String, Double> shares = new TreeMap<>();
        site.species().forEach(s -> shares.merge(s.element(), s.occupancy(), Double::sum));
        if (Double.isNaN(b) && shares.size() == 1 && shares.containsValue(1.0)) {
            return of(shares.keySet().iterator().next());
        }
        return m_curves.computeIfAbsent(shares + " " + b, key -> {
            List<Species> species = new ArrayList<>();
            shares.forEach((e, o) -> species.add(new Species(e, 0, o)));
            return curve(species, b);
        });
    }

    private double bIso(String element, double ownOrNaN) {
        return switch (m_conditions.displacements()) {
            case NONE -> 0;
            case STRUCTURE -> Double.isNaN(ownOrNaN) ? 0 : ownOrNaN;
            case STRUCTURE_ELSE_TABLE -> Double.isNaN(ownOrNaN)
                    ? ElementDisplacements.of(element).bIso()
                    : ownOrNaN;
            case TABLE, INPUT -> ElementDisplacements.of(element).bIso();
        };
    }

    private Curve curve(List<Species> species, double bOrNaN) {
        double[] real = new double[m_samples];
        double[] imaginary = new double[m_samples];
        for (Species s : species) {
            FormFactor f = factor(s.element());
            double b = bIso(s.element(), bOrNaN);
            AnomalousDispersion dispersion = m_conditions.anomalous()
                    ? AnomalousDispersion.find(s.element(), m_conditions.wavelength())
                            .orElse(AnomalousDispersion.NONE)
                    : AnomalousDispersion.NONE;
            for (int i = 0; i < m_samples; i++) {
                double s2 = i * STEP * i * STEP;
                double weight = s.occupancy() * Math.exp(-b * s2);
                real[i] += weight * (f.at(s2) + dispersion.real());
                imaginary[i] += weight * dispersion.imaginary();
            }
        }
        return new Curve(real, imaginary);
    }
}
