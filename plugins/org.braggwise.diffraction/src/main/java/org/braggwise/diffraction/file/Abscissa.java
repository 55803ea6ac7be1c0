// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

/**
 * What a file's abscissa may be, with its unit, and how it becomes two-theta: Q = 4 pi sin(theta) / lambda, d = lambda / (2 sin theta),
 * s = 1 / d (International Tables C, 2.3).
 */
enum Abscissa {
    TWO_THETA_DEG("two-theta in degrees"),
    TWO_THETA_RAD("two-theta in radians"),
    THETA_DEG("theta in degrees"),
    THETA_RAD("theta in radians"),
    Q_PER_ANGSTROM("Q in 1/Å"),
    Q_PER_NM("Q in 1/nm"),
    D_ANGSTROM("d in Å"),
    D_NM("d in nm"),
    S_PER_ANGSTROM("1/d in 1/Å"),
    S_PER_NM("1/d in 1/nm"),
    SINE_PER_ANGSTROM("sin(theta)/lambda in 1/Å"),
    SINE_PER_NM("sin(theta)/lambda in 1/nm");

    private static final double ANGSTROM_PER_NM = 10;

    private final String m_label;

    Abscissa(String label) {
        m_label = label;
    }

    /** @return the quantity and its unit, for messages */
    String label() {
        return m_label;
    }

    /** @return whether two-theta can't be told without the wavelength */
    boolean needsWavelength() {
        return compareTo(Q_PER_ANGSTROM) >= 0;
    }

    /**
     * @param value in this abscissa's unit
     * @param wavelengthAngstrom used by those that {@linkplain #needsWavelength() need it}
     * @return two-theta in degrees; NaN where no angle has that value at the wavelength
     */
    double twoThetaDeg(double value, double wavelengthAngstrom) {
        return switch (this) {
            case TWO_THETA_DEG -> value;
            case TWO_THETA_RAD -> Math.toDegrees(value);
            case THETA_DEG -> 2 * value;
            case THETA_RAD -> 2 * Math.toDegrees(value);
            default -> 2 * Math.toDegrees(Math.asin(wavelengthAngstrom * sinePerWavelength(value)));
        };
    }

    /** sin(theta) / lambda in 1/Å. */
    private double sinePerWavelength(double value) {
        return switch (this) {
            case Q_PER_ANGSTROM -> value / (4 * Math.PI);
            case Q_PER_NM -> value / ANGSTROM_PER_NM / (4 * Math.PI);
            case D_ANGSTROM -> 1 / (2 * value);
            case D_NM -> 1 / (2 * value * ANGSTROM_PER_NM);
            case S_PER_ANGSTROM -> value / 2;
            case S_PER_NM -> value / ANGSTROM_PER_NM / 2;
            case SINE_PER_ANGSTROM -> value;
            case SINE_PER_NM -> value / ANGSTROM_PER_NM;
            default -> throw new IllegalStateException(name());
        };
    }
}
