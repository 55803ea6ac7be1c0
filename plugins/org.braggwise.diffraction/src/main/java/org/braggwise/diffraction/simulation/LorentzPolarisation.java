// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

/**
 * 2 (1 + A cos^2 2theta) / (1 + A) / (sin^2 theta cos theta): International Tables C, section 6.2. A is cos^2 of the monochromator's angle;
 * without one it is 1, and the factor (1 + cos^2 2theta) / (sin^2 theta cos theta).
 */
final class LorentzPolarisation {

    private final boolean m_on;
    private final double m_a;

    LorentzPolarisation(SimulationSettings settings) {
        m_on = settings.lorentzPolarisation();
        double c = Math.cos(Math.toRadians(settings.monochromatorTwoThetaDeg()));
        m_a = c * c;
    }

    /** @return the factor at a Bragg angle whose sine is given, above 0 and below 1; 1 where it is switched off */
    double at(double sine) {
        if (!m_on) {
            return 1;
        }
        double s2 = sine * sine;
        double cos2Theta = 1 - 2 * s2;
        return 2 * (1 + m_a * cos2Theta * cos2Theta) / (1 + m_a) / (s2 * Math.sqrt(1 - s2));
    }
}
