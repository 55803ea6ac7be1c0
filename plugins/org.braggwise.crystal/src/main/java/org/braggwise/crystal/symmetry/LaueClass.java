// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

/** The eleven Laue classes: the point groups that diffraction by a powder shows (International Tables A, table 3.2.1.2). */
public enum LaueClass {
    L_1BAR("-1", CrystalSystem.TRICLINIC, 2, 2),
    L_2_M("2/m", CrystalSystem.MONOCLINIC, 4, 15),
    L_MMM("mmm", CrystalSystem.ORTHORHOMBIC, 8, 74),
    L_4_M("4/m", CrystalSystem.TETRAGONAL, 8, 88),
    L_4_MMM("4/mmm", CrystalSystem.TETRAGONAL, 16, 142),
    L_3BAR("-3", CrystalSystem.TRIGONAL, 6, 148),
    L_3BAR_M("-3m", CrystalSystem.TRIGONAL, 12, 167),
    L_6_M("6/m", CrystalSystem.HEXAGONAL, 12, 176),
    L_6_MMM("6/mmm", CrystalSystem.HEXAGONAL, 24, 194),
    L_M3BAR("m-3", CrystalSystem.CUBIC, 24, 206),
    L_M3BAR_M("m-3m", CrystalSystem.CUBIC, 48, 230);

    private final String m_label;
    private final CrystalSystem m_system;
    private final int m_order;
    private final int m_lastNumber;

    LaueClass(String label, CrystalSystem system, int order, int lastNumber) {
        m_label = label;
        m_system = system;
        m_order = order;
        m_lastNumber = lastNumber;
    }

    /** @return the Laue class of a space-group type, 1 to 230 */
    public static LaueClass ofSpaceGroup(int number) {
        CrystalSystem.ofSpaceGroup(number);
        int i = 0;
        while (number > values()[i].m_lastNumber) {
            i++;
        }
        return values()[i];
    }

    /** @return "m-3m" */
    public String label() {
        return m_label;
    }

    /** @return the crystal system that it belongs to */
    public CrystalSystem crystalSystem() {
        return m_system;
    }

    /** @return how many operations it has: the multiplicity of a general reflection */
    public int order() {
        return m_order;
    }
}
