// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * What a pattern has under its reflections. Heights are relative to the highest point of the reflections alone (1 where there are none).
 *
 * @param polynomial coefficients c0, c1, ... of a polynomial in t, where t is -1 at the grid's first angle and 1 at its last; empty for none
 * @param humps broad Gaussians of amorphous matter
 */
public record Background(List<Double> polynomial, List<Hump> humps) {

    /** No background. */
    public static final Background NONE = new Background(List.of(), List.of());

    /** d of the hump of silica glass and most organic glasses, near 25 degrees of Cu Ka. */
    private static final double AMORPHOUS_D_ANGSTROM = 3.562;

    /**
     * A Gaussian.
     *
     * @param centreDeg where, in degrees two-theta
     * @param fwhmDeg full width at half maximum in degrees, above 0
     * @param height relative to the highest point of the reflections, 0 or more
     */
    public record Hump(double centreDeg, double fwhmDeg, double height) {

        /** @throws IllegalArgumentException for a number outside its range */
        public Hump {
            if (!Double.isFinite(centreDeg) || !(fwhmDeg > 0 && fwhmDeg < 1e3) || !(height >= 0 && height < 1e9)) {
                throw new IllegalArgumentException(
                        "A background hump lies at " + centreDeg + " deg, is " + fwhmDeg + " deg wide and " + height
                                + " high: expected finite numbers, the width above 0, the height 0 or more.");
            }
        }
    }

    /** @throws IllegalArgumentException for a coefficient that is not finite */
    public Background {
        polynomial = List.copyOf(polynomial);
        humps = List.copyOf(humps);
        for (double c : polynomial) {
            if (!Double.isFinite(c)) {
                throw new IllegalArgumentException(
                        "Background polynomial " + polynomial + ": expected finite numbers.");
            }
        }
    }

    /**
     * The hump of glass, 10 degrees wide near 25 degrees with copper, at the angle that it has with another radiation.
     *
     * @param wavelengthAngstrom the wavelength, below 7 angstrom
     * @param height relative to the highest point of the reflections
     * @return a background of that hump alone
     */
    public static Background amorphous(double wavelengthAngstrom, double height) {
        double sine = wavelengthAngstrom / (2 * AMORPHOUS_D_ANGSTROM);
        if (!(sine > 0 && sine < 1)) {
            throw new IllegalArgumentException("Wavelength is " + wavelengthAngstrom
                    + " angstrom: expected above 0 and below " + 2 * AMORPHOUS_D_ANGSTROM + ".");
        }
        double cuSine = 1.54184 / (2 * AMORPHOUS_D_ANGSTROM);
        // The same width in 1/d, at the other wavelength.
        double width = 10 * wavelengthAngstrom / 1.54184 * Math.sqrt((1 - cuSine * cuSine) / (1 - sine * sine));
        return new Background(List.of(), List.of(new Hump(2 * Math.toDegrees(Math.asin(sine)), width, height)));
    }

    /** @return the same, higher by that at every angle */
    public Background plus(double height) {
        List<Double> raised = new ArrayList<>(polynomial.isEmpty() ? List.of(0.0) : polynomial);
        raised.set(0, raised.get(0) + height);
        return new Background(raised, humps);
    }

    /** @return the same with one hump more */
    public Background plus(Hump hump) {
        List<Hump> all = new ArrayList<>(humps);
        all.add(hump);
        return new Background(polynomial, all);
    }

    /** @return whether there is nothing */
    boolean isNone() {
        return polynomial.isEmpty() && humps.isEmpty();
    }

    /** @return the relative height at an angle; position is that of the angle on the grid, -1 to 1 */
    double at(double twoThetaDeg, double position) {
        double sum = 0;
        for (int i = polynomial.size() - 1; i >= 0; i--) {
            sum = sum * position + polynomial.get(i);
        }
        for (Hump hump : humps) {
            double x = (twoThetaDeg - hump.centreDeg()) / hump.fwhmDeg();
            sum += hump.height() * Math.exp(-4 * Math.log(2) * x * x);
        }
        return sum;
    }
}
