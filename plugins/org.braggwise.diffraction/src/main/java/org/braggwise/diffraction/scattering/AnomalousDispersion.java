// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.scattering;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Anomalous dispersion: f' + i f'' is added to the scattering factor. After Cromer and Liberman (1981), Acta Cryst. A37, 267,
 * doi:10.1107/S0567739481000600, free atoms; within some 20 eV of an absorption edge the compound decides, and no table is right. The
 * tabulated energies lie the closer the nearer an edge is: along straight lines between them values are within 0.03 electrons of the theory on
 * both sides of every edge, down to 0.01 eV of it. At the K-alpha lines of Ag, Mo, Cu, Co, Fe and Cr they are tabulated.
 *
 * @param real f' in electrons
 * @param imaginary f'' in electrons, 0 or more
 */
public record AnomalousDispersion(double real, double imaginary) {

    /** No dispersion. */
    public static final AnomalousDispersion NONE = new AnomalousDispersion(0, 0);

    /** h c in eV angstrom (CODATA 2018) */
    private static final double EV_ANGSTROM = 12398.41984;

    private record Curve(double[] energies, double[] real, double[] imaginary) {

        Optional<AnomalousDispersion> at(double energy) {
            int found = Arrays.binarySearch(energies, energy);
            int i = found >= 0 ? found : -found - 2;
            if (i < 0 || i >= energies.length - 1 && found < 0) {
                return Optional.empty();
            }
            if (found >= 0) {
                return Optional.of(new AnomalousDispersion(real[i], imaginary[i]));
            }
            double t = (energy - energies[i]) / (energies[i + 1] - energies[i]);
            return Optional.of(new AnomalousDispersion(
                    real[i] + t * (real[i + 1] - real[i]), imaginary[i] + t * (imaginary[i + 1] - imaginary[i])));
        }
    }

    /** The table is read when it is first asked for. */
    private static final class Table {
        static final Map<String, Curve> CURVES = new HashMap<>();

        static {
            for (String[] row : ResourceTable.read("anomalous-cromer-liberman.tsv", 4)) {
                CURVES.put(row[0], new Curve(numbers(row[1]), numbers(row[2]), numbers(row[3])));
            }
        }

        private static double[] numbers(String list) {
            return Arrays.stream(list.split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
        }
    }

    /**
     * @param element a symbol of {@link org.braggwise.crystal.Elements}
     * @param wavelengthAngstrom of the X-rays
     * @return f' and f''; those of H, D and He are 0; empty beyond uranium and outside 0.2 to 3.1 angstrom
     */
    public static Optional<AnomalousDispersion> find(String element, double wavelengthAngstrom) {
        if (element.equals("H") || element.equals("D") || element.equals("He")) {
            return Optional.of(NONE);
        }
        Curve curve = Table.CURVES.get(element);
        return curve == null ? Optional.empty() : curve.at(EV_ANGSTROM / wavelengthAngstrom);
    }
}
