// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.Map;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.scattering.AnomalousDispersion;

/**
 * Grains of a phase that absorbs more than its surroundings show less of their volume (Brindley 1945, Phil. Mag. 36, 347,
 * doi:10.1080/14786444508520918). The factor here is the first order of his table for spheres of diameter D: exp(-0.73 (mu - mean mu) D),
 * within 0.02 of it for |(mu - mean mu) D| below 0.3.
 */
final class Microabsorption {

    private static final double MEAN_PATH = 0.73;

    /** Beyond this exponent the powder is coarse, and no correction of this kind holds. */
    private static final double LARGEST_EXPONENT = 0.5;

    /** 2 r_e in angstrom, CODATA 2018: the absorption cross-section of an atom is 2 r_e lambda f''. */
    private static final double TWICE_ELECTRON_RADIUS = 2 * 2.8179403262e-5;

    private static final double PER_CM = 1e8;

    private Microabsorption() {}

    /** @return the linear absorption coefficient of a phase in 1/cm, by f''; elements without one do not absorb */
    static double perCm(CrystalStructure structure, Radiation radiation) {
        double wavelength = radiation.wavelengthAngstrom();
        double area = 0;
        for (Map.Entry<String, Double> atom : structure.composition().entrySet()) {
            double imaginary = AnomalousDispersion.find(atom.getKey(), wavelength)
                    .map(AnomalousDispersion::imaginary)
                    .orElse(0.0);
            area += atom.getValue() * TWICE_ELECTRON_RADIUS * wavelength * imaginary;
        }
        return area / structure.cell().volume() * PER_CM;
    }

    /**
     * @param volumes what each phase seems to have of the volume, in any unit
     * @param absorption linear absorption coefficient of each in 1/cm
     * @param diameterUm of the grains in micrometres; 0 for no correction
     * @return what to divide each phase's scale by
     */
    static double[] factors(double[] volumes, double[] absorption, double diameterUm) {
        int n = volumes.length;
        double[] factors = new double[n];
        java.util.Arrays.fill(factors, 1);
        for (int iteration = 0; iteration < 8 && diameterUm > 0; iteration++) {
            double sum = 0;
            double mean = 0;
            for (int i = 0; i < n; i++) {
                sum += volumes[i] / factors[i];
                mean += volumes[i] / factors[i] * absorption[i];
            }
            mean = sum > 0 ? mean / sum : 0;
            for (int i = 0; i < n; i++) {
                double exponent = -MEAN_PATH * (absorption[i] - mean) * diameterUm * 1e-4;
                factors[i] = Math.exp(Math.max(-LARGEST_EXPONENT, Math.min(LARGEST_EXPONENT, exponent)));
            }
        }
        return factors;
    }
}
