// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.scattering;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A table of f = sum of a_i exp(-b_i s^2) + c. Its file has a line for each species: "Sr2+", the a's, the b's, c, between tabulators. */
final class GaussianFormFactors implements FormFactors {

    private final String m_name;
    private final Map<String, FormFactor> m_factors = new HashMap<>();

    GaussianFormFactors(String name, String resource, int terms) {
        m_name = name;
        for (String[] fields : ResourceTable.read(resource, 2 * terms + 2)) {
            double[] numbers = Arrays.stream(fields)
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            m_factors.put(
                    fields[0],
                    new GaussianSum(
                            Arrays.copyOf(numbers, terms),
                            Arrays.copyOfRange(numbers, terms, 2 * terms),
                            numbers[2 * terms]));
        }
    }

    @Override
    public String name() {
        return m_name;
    }

    @Override
    public Optional<FormFactor> find(String element, int charge) {
        String symbol = element.equals("D") ? "H" : element;
        return Optional.ofNullable(
                m_factors.get(charge == 0 ? symbol : symbol + Math.abs(charge) + (charge > 0 ? "+" : "-")));
    }
}
