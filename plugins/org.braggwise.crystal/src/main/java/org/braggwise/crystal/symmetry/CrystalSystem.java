// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.Locale;

/** The seven crystal systems (International Tables A, table 2.1.1.1; trigonal groups are one system, whatever their lattice). */
public enum CrystalSystem {
    TRICLINIC,
    MONOCLINIC,
    ORTHORHOMBIC,
    TETRAGONAL,
    TRIGONAL,
    HEXAGONAL,
    CUBIC;

    private static final int[] LAST_NUMBER = {2, 15, 74, 142, 167, 194, 230};

    /**
     * The crystal system of a space-group type.
     *
     * @param number the number of the type in International Tables A, 1 to 230
     * @return its crystal system
     * @throws IllegalArgumentException outside 1 to 230
     */
    public static CrystalSystem ofSpaceGroup(int number) {
        if (number < 1 || number > 230) {
            throw new IllegalArgumentException("Space group number " + number + ": expected 1 to 230.");
        }
        int i = 0;
        while (number > LAST_NUMBER[i]) {
            i++;
        }
        return values()[i];
    }

    /** @return the name in lower case, "cubic" */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
