// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.scattering.AnomalousDispersion;
import org.braggwise.diffraction.scattering.ElementDisplacements;
import org.braggwise.diffraction.scattering.FormFactor;
import org.braggwise.diffraction.scattering.WaasmaierKirfel;

/**
 * The amplitude of what is on a site: the sum over its species of occupancy (f + f' + i f'') exp(-B s^2), with s = sin theta / lambda. Factors
 * of Waasmaier and Kirfel, neutral where the table has not the ion; B of the site where it has one, else that of the built-in table.
 */
final class SiteScattering {

    /** @param element index into the phase's list of elements */
    private record Part(FormFactor factor, double real, double imaginary, double occupancy, double b, int element) {}

    private final List<Part> m_parts = new ArrayList<>();

    /**
     * @param site the site
     * @param radiation whose mean wavelength the dispersion is for
     * @param elements symbols in the order of their parameters; symbols that are missing are added
     */
    SiteScattering(Site site, Radiation radiation, List<String> elements) {
        for (Species species : site.species()) {
            String symbol = species.element();
            if (!elements.contains(symbol)) {
                elements.add(symbol);
            }
            FormFactor factor = WaasmaierKirfel.TABLE
                    .find(symbol, species.charge())
                    .or(() -> WaasmaierKirfel.TABLE.find(symbol, 0))
                    .orElseThrow(() -> new IllegalArgumentException("There is no scattering factor of " + symbol
                            + ": expected an element up to californium. Replace it by a neighbour."));
            AnomalousDispersion dispersion = AnomalousDispersion.find(symbol, radiation.wavelengthAngstrom())
                    .orElse(AnomalousDispersion.NONE);
            double b = site.displacement() == null
                    ? ElementDisplacements.of(symbol).bIso()
                    : site.displacement().bIso();
            m_parts.add(new Part(
                    factor,
                    dispersion.real(),
                    dispersion.imaginary(),
                    species.occupancy(),
                    b,
                    elements.indexOf(symbol)));
        }
    }

    /** @return the site's B in square angstrom, weighted by occupancy */
    double meanB() {
        double sum = 0;
        double weight = 0;
        for (Part p : m_parts) {
            sum += p.occupancy() * p.b();
            weight += p.occupancy();
        }
        return weight > 0 ? sum / weight : 0;
    }

    /**
     * @param s2 s^2 in reciprocal square angstrom
     * @param shifts what is added to B of each element, in square angstrom
     * @param element -1 for the amplitude itself; an element's index for minus its derivative by that element's shift over s^2, which is the
     *     part of the amplitude that the element has
     * @param out written: real and imaginary part in electrons
     */
    void amplitude(double s2, double[] shifts, int element, double[] out) {
        double re = 0;
        double im = 0;
        for (Part p : m_parts) {
            if (element < 0 || p.element() == element) {
                double weight = p.occupancy() * Math.exp(-(p.b() + shifts[p.element()]) * s2);
                re += weight * (p.factor().at(s2) + p.real());
                im += weight * p.imaginary();
            }
        }
        out[0] = re;
        out[1] = im;
    }
}
