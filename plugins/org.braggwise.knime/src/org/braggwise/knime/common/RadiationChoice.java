// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common;

import org.braggwise.diffraction.Radiation;
import org.knime.node.parameters.widget.choices.Label;

/** The radiations of laboratory tubes, and any wavelength. The constants' names are stored in workflows: never rename one. */
public enum RadiationChoice {
        @Label(value = "Cu Kα", description = "Copper, weighted mean of Kα1 and Kα2, 1.54184 Å")
        CU_KA("Cu Ka"), //
        @Label(value = "Cu Kα1", description = "Copper Kα1 alone (monochromator)")
        CU_KA1("Cu Ka1"), //
        @Label(value = "Cu Kα1 + Kα2", description = "Copper doublet, intensities 2 : 1")
        CU_KA12("Cu Ka1+Ka2"), //
        @Label(value = "Co Kα", description = "Cobalt, weighted mean")
        CO_KA("Co Ka"), //
        @Label(value = "Co Kα1", description = "Cobalt Kα1 alone")
        CO_KA1("Co Ka1"), //
        @Label(value = "Co Kα1 + Kα2", description = "Cobalt doublet")
        CO_KA12("Co Ka1+Ka2"), //
        @Label(value = "Mo Kα", description = "Molybdenum, weighted mean")
        MO_KA("Mo Ka"), //
        @Label(value = "Mo Kα1", description = "Molybdenum Kα1 alone")
        MO_KA1("Mo Ka1"), //
        @Label(value = "Mo Kα1 + Kα2", description = "Molybdenum doublet")
        MO_KA12("Mo Ka1+Ka2"), //
        @Label(value = "Cr Kα", description = "Chromium, weighted mean")
        CR_KA("Cr Ka"), //
        @Label(value = "Cr Kα1", description = "Chromium Kα1 alone")
        CR_KA1("Cr Ka1"), //
        @Label(value = "Cr Kα1 + Kα2", description = "Chromium doublet")
        CR_KA12("Cr Ka1+Ka2"), //
        @Label(value = "Fe Kα", description = "Iron, weighted mean")
        FE_KA("Fe Ka"), //
        @Label(value = "Fe Kα1", description = "Iron Kα1 alone")
        FE_KA1("Fe Ka1"), //
        @Label(value = "Fe Kα1 + Kα2", description = "Iron doublet")
        FE_KA12("Fe Ka1+Ka2"), //
        @Label(value = "Ag Kα", description = "Silver, weighted mean")
        AG_KA("Ag Ka"), //
        @Label(value = "Ag Kα1", description = "Silver Kα1 alone")
        AG_KA1("Ag Ka1"), //
        @Label(value = "Ag Kα1 + Kα2", description = "Silver doublet")
        AG_KA12("Ag Ka1+Ka2"), //
        @Label(value = "Other wavelength", description = "Synchrotron or another line: state the wavelength")
        OTHER(null);

    private final String m_name;

    RadiationChoice(final String name) {
        m_name = name;
    }

    /** @return the radiation; for {@link #OTHER} the one of the wavelength, in angstrom */
    public Radiation radiation(final double otherWavelengthAngstrom) {
        return m_name == null ? Radiation.monochromatic(otherWavelengthAngstrom) : Radiation.of(m_name);
    }
}
