// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.scattering;

/** The scattering factor of one kind of atom, without anomalous dispersion. */
@FunctionalInterface
public interface FormFactor {

    /**
     * @param s2 s^2 = (sin(theta) / lambda)^2 = 1 / (4 d^2) in reciprocal square angstrom, 0 or more
     * @return f in electrons
     */
    double at(double s2);
}
