// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Effective ionic radii of R. D. Shannon, Acta Cryst. A32, 751 (1976), doi:10.1107/S0567739476001551.
 */
public final class ShannonRadii {

    private record Entry(int coordination, boolean usualShape, String spin, double radius) {}

    private static final List<String> NUMERALS =
            List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV");
    private static final Map<String, List<Entry>> ENTRIES = new HashMap<>();

    static {
        for (String[] f : TabSeparated.resource("shannon-radii.tsv", 5)) {
            String numeral = f[2].replaceAll("SQ|PY", "");
            ENTRIES.computeIfAbsent(f[0] + f[1], k -> new ArrayList<>())
                    .add(new Entry(
                            NUMERALS.indexOf(numeral) + 1, numeral.equals(f[2]), f[3], Double.parseDouble(f[4])));
        }
    }

    private ShannonRadii() {}

    /**
     * The radius at the tabulated coordination that is nearest to the one asked for: the rule of C. J. Bartel et al., Sci. Adv. 5,
     * eaav0693 (2019). Of two that are as near the smaller one counts; square-planar and pyramidal entries only where there is no other;
     * high spin before low.
     *
     * @param element the symbol
     * @param charge the oxidation state
     * @param coordination the number of neighbours
     * @return the radius in angstrom; NaN where the table has no such ion
     */
    public static double of(String element, int charge, int coordination) {
        Entry best = null;
        for (Entry e : ENTRIES.getOrDefault(element + charge, List.of())) {
            if (best == null || rank(e, coordination) < rank(best, coordination)) {
                best = e;
            }
        }
        return best == null ? Double.NaN : best.radius();
    }

    private static int rank(Entry e, int coordination) {
        int distance = Math.abs(e.coordination() - coordination);
        int above = e.coordination() > coordination ? 1 : 0;
        int spin = e.spin().equals("high") ? 0 : e.spin().equals("-") ? 1 : 2;
        return ((distance * 2 + above) * 2 + (e.usualShape() ? 0 : 1)) * 3 + spin;
    }
}
