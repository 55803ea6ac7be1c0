// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.settings;

import org.braggwise.diffraction.Radiation;
import org.knime.node.parameters.widget.choices.Label;

/** The radiations of laboratory tubes, and any wavelength. The constants' names are stored in workflows: never rename one. */
public enum RadiationChoice {
    @Label(value = "Cu Kα", description = "Copper, weighted mean of Kα1 and Kα2, 1.54184 Å")
    CU_KA("Cu Ka"), //
    @Label(value = "Cu Kα1", description = "Copper Kα1 alone (monochromator), 1.54059 Å")
    CU_KA1("Cu Ka1"), //
    @Label(value = "Cu Kα1 + Kα2", description = "Copper doublet, 1.54059 and 1.54443 Å, intensities 2 : 1")
    CU_KA12("Cu Ka1+Ka2"), //
    @Label(value = "Co Kα", description = "Cobalt, weighted mean, 1.79026 Å")
    CO_KA("Co Ka"), //
    @Label(value = "Co Kα1", description = "Cobalt Kα1 alone, 1.78900 Å")
    CO_KA1("Co Ka1"), //
    @Label(value = "Co Kα1 + Kα2", description = "Cobalt doublet, 1.78900 and 1.79283 Å, intensities 2 : 1")
    CO_KA12("Co Ka1+Ka2"), //
    @Label(value = "Mo Kα", description = "Molybdenum, weighted mean, 0.71073 Å")
    MO_KA("Mo Ka"), //
    @Label(value = "Mo Kα1", description = "Molybdenum Kα1 alone, 0.70932 Å")
    MO_KA1("Mo Ka1"), //
    @Label(value = "Mo Kα1 + Kα2", description = "Molybdenum doublet, 0.70932 and 0.71361 Å, intensities 2 : 1")
    MO_KA12("Mo Ka1+Ka2"), //
    @Label(value = "Cr Kα", description = "Chromium, weighted mean, 2.29100 Å")
    CR_KA("Cr Ka"), //
    @Label(value = "Cr Kα1", description = "Chromium Kα1 alone, 2.28973 Å")
    CR_KA1("Cr Ka1"), //
    @Label(value = "Cr Kα1 + Kα2", description = "Chromium doublet, 2.28973 and 2.29365 Å, intensities 2 : 1")
    CR_KA12("Cr Ka1+Ka2"), //
    @Label(value = "Fe Kα", description = "Iron, weighted mean, 1.93736 Å")
    FE_KA("Fe Ka"), //
    @Label(value = "Fe Kα1", description = "Iron Kα1 alone, 1.93604 Å")
    FE_KA1("Fe Ka1"), //
    @Label(value = "Fe Kα1 + Kα2", description = "Iron doublet, 1.93604 and 1.93997 Å, intensities 2 : 1")
    FE_KA12("Fe Ka1+Ka2"), //
    @Label(value = "Ag Kα", description = "Silver, weighted mean, 0.56087 Å")
    AG_KA("Ag Ka"), //
    @Label(value = "Ag Kα1", description = "Silver Kα1 alone, 0.55942 Å")
    AG_KA1("Ag Ka1"), //
    @Label(value = "Ag Kα1 + Kα2", description = "Silver doublet, 0.55942 and 0.56381 Å, intensities 2 : 1")
    AG_KA12("Ag Ka1+Ka2"), //
    @Label(value = "Other wavelength", description = "Synchrotron or another line: state the wavelength")
    OTHER(null);

    private final String m_name;

    RadiationChoice(String name) {
        m_name = name;
    }

    /** @return the radiation; for {@link #OTHER} the one of the wavelength, in angstrom */
    public Radiation radiation(double otherWavelengthAngstrom) {
        return m_name == null ? Radiation.monochromatic(otherWavelengthAngstrom) : Radiation.of(m_name);
    }
}
