// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The contents of a cell and its formula. The number of formula units is the greatest common divisor of the numbers of atoms; in a
 * disordered structure, of the numbers of positions that are occupied in the same way, so that 4 x (La0.8Ca0.2), 4 Mn and 12 O are 4 units.
 */
final class Composition {

    private static final double INTEGER = 1e-3;

    private Composition() {}

    static Map<String, Double> ofCell(CrystalStructure structure) {
        Map<String, Double> amounts = new TreeMap<>(Elements.FORMULA_ORDER);
        for (int i = 0; i < structure.sites().size(); i++) {
            for (Species s : structure.sites().get(i).species()) {
                amounts.merge(s.element(), s.occupancy() * structure.multiplicity(i), Double::sum);
            }
        }
        amounts.values().removeIf(n -> n <= 0);
        return new LinkedHashMap<>(amounts);
    }

    static double formulaUnits(CrystalStructure structure) {
        if (structure.ordered()) {
            return divisor(ofCell(structure).values());
        }
        Map<String, Double> alike = new TreeMap<>();
        for (int i = 0; i < structure.sites().size(); i++) {
            Site site = structure.sites().get(i);
            Map<String, Double> elements = new TreeMap<>();
            site.species().forEach(s -> elements.merge(s.element(), s.occupancy(), Double::sum));
            List<String> key = new ArrayList<>();
            elements.forEach((e, n) -> key.add(e + Math.round(n * 1000)));
            // A partly empty site counts with the positions that there are, not with the atoms on them.
            alike.merge(String.join(" ", key), (double) structure.multiplicity(i), Double::sum);
        }
        return divisor(alike.values());
    }

    private static double divisor(Collection<Double> amounts) {
        int gcd = 0;
        for (double n : amounts) {
            if (Math.abs(n - Math.rint(n)) > INTEGER) {
                return 1;
            }
            int b = (int) Math.rint(n);
            int a = gcd;
            while (b != 0) {
                int r = a % b;
                a = b;
                b = r;
            }
            gcd = a;
        }
        return Math.max(1, gcd);
    }

    static String formula(CrystalStructure structure) {
        double z = formulaUnits(structure);
        StringBuilder s = new StringBuilder();
        ofCell(structure).forEach((element, n) -> {
            String number = BigDecimal.valueOf(n / z)
                    .setScale(4, RoundingMode.HALF_UP)
                    .stripTrailingZeros()
                    .toPlainString();
            s.append(element).append(number.equals("1") ? "" : number);
        });
        return s.toString();
    }
}
