// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.scattering;

import java.util.HashMap;
import java.util.Map;

import org.braggwise.crystal.Elements;

/**
 * Isotropic displacement parameters of the elements at room temperature, for structures that give none: measured ones of ABX3 compounds
 * where there are, else those of Gao and Peng (1999), Acta Cryst. A55, 926, doi:10.1107/S0108767399005176 (at 295 K), for a compound of the
 * element or the element itself. The metals of groups 1 and 2 are much softer than their salts and are not used. Elements without a value
 * have that of a chemically similar ion. The table, element-displacements.tsv, says for each what it is.
 */
public final class ElementDisplacements {

    /**
     * A value and where it is from.
     *
     * @param element whose
     * @param bIso B = 8 pi^2 U in square angstrom
     * @param source where it was measured or computed: "ABX3", "GP99 ZnS", "GP99"
     * @param similar the element or ion whose value it is; "" where it is the element's own
     */
    public record Entry(String element, double bIso, String source, String similar) {

        /** @return such as "B = 2.47 A^2 of the similar Cu+ (GP99 CuI)" */
        public String describe() {
            return "B = " + bIso + " A^2" + (similar.isEmpty() ? "" : " of the similar " + similar) + " (" + source
                    + ")";
        }
    }

    private static final Map<String, Entry> ENTRIES = new HashMap<>();

    static {
        for (String[] row : ResourceTable.read("element-displacements.tsv", 4)) {
            ENTRIES.put(row[0], new Entry(row[0], Double.parseDouble(row[1]), row[2], row[3]));
        }
    }

    private ElementDisplacements() {}

    /**
     * @param element a symbol from H to Lr, or D
     * @return its value
     * @throws IllegalArgumentException where there is no such element
     */
    public static Entry of(String element) {
        Entry entry = ENTRIES.get(element);
        return entry == null ? ENTRIES.get(Elements.of(element).symbol()) : entry;
    }
}
