// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Shape and width of the reflections. All widths are full widths at half maximum in degrees two-theta:
 * <ul>
 * <li>instrument: sqrt(U tan^2 theta + V tan theta + W) (Caglioti, Paoletti and Ricci 1958, Nucl. Instrum. 3, 223,
 * doi:10.1016/0369-643X(58)90029-X)</li>
 * <li>domain size: K lambda / (size cos theta) (Scherrer 1918)</li>
 * <li>microstrain: 4 strain tan theta (Stokes and Wilson 1944, Proc. Phys. Soc. 56, 174, doi:10.1088/0959-5309/56/3/303)</li>
 * <li>X tan theta + Y / cos theta, Lorentzian, for {@link ProfileShape#THOMPSON_COX_HASTINGS} alone</li>
 * </ul>
 *
 * @param shape see {@link ProfileShape}
 * @param lorentzianShare eta of {@link ProfileShape#PSEUDO_VOIGT}, 0 to 1
 * @param u Caglioti U in square degrees
 * @param v Caglioti V in square degrees
 * @param w Caglioti W in square degrees
 * @param x in degrees
 * @param y in degrees
 * @param domainSizeNm size of the coherent domains, above 0; infinite for no broadening
 * @param scherrerConstant K, above 0
 * @param microstrain delta d / d, 0 or more, dimensionless
 */
public record PeakProfile(
        ProfileShape shape,
        double lorentzianShare,
        double u,
        double v,
        double w,
        double x,
        double y,
        double domainSizeNm,
        double scherrerConstant,
        double microstrain) {

    private static final List<String> NAMES =
            List.of("shape", "eta", "U", "V", "W", "X", "Y", "sizeNm", "K", "microstrain");

    /** A pseudo-Voigt, half of each, of 40 nm domains (K = 0.9) on an instrument of 0.05 degrees. */
    public static final PeakProfile DEFAULT =
            new PeakProfile(ProfileShape.PSEUDO_VOIGT, 0.5, 0, 0, 0.0025, 0, 0, 40, 0.9, 0);

    /** @throws IllegalArgumentException for a number outside its range */
    public PeakProfile {
        Objects.requireNonNull(shape);
        check("Lorentzian share", lorentzianShare, lorentzianShare >= 0 && lorentzianShare <= 1, "0 to 1");
        check("Caglioti U", u, Double.isFinite(u), "a finite number of square degrees");
        check("Caglioti V", v, Double.isFinite(v), "a finite number of square degrees");
        check("Caglioti W", w, Double.isFinite(w), "a finite number of square degrees");
        check("Lorentzian X", x, Double.isFinite(x), "a finite number of degrees");
        check("Lorentzian Y", y, Double.isFinite(y), "a finite number of degrees");
        check("domain size", domainSizeNm, domainSizeNm > 0, "more than 0 nm, infinite for no broadening");
        check(
                "Scherrer constant",
                scherrerConstant,
                scherrerConstant > 0 && scherrerConstant < 10,
                "a number near 0.9");
        check("microstrain", microstrain, microstrain >= 0 && microstrain < 1, "0 to below 1, such as 0.001");
    }

    /**
     * @param text what {@link #toText} made, of this version or another: what it does not say is as in {@link #DEFAULT}
     * @throws IllegalArgumentException for anything else
     */
    public static PeakProfile ofText(String text) {
        Map<String, String> parts = new HashMap<>();
        for (String part : text.split(" ")) {
            int equals = part.indexOf('=');
            if (equals < 0 || !NAMES.contains(part.substring(0, equals))) {
                throw new IllegalArgumentException("The peak profile \"" + text + "\" holds \"" + part
                        + "\": expected NAME=VALUE with one of " + String.join(", ", NAMES) + ".");
            }
            parts.put(part.substring(0, equals), part.substring(equals + 1));
        }
        double[] n = new double[NAMES.size()];
        for (int i = 1; i < n.length; i++) {
            n[i] = Double.parseDouble(parts.getOrDefault(
                    NAMES.get(i), String.valueOf(DEFAULT.values().get(i))));
        }
        return new PeakProfile(
                ProfileShape.valueOf(parts.getOrDefault(NAMES.get(0), DEFAULT.shape.name())),
                n[1],
                n[2],
                n[3],
                n[4],
                n[5],
                n[6],
                n[7],
                n[8],
                n[9]);
    }

    /** @return shape and numbers as NAME=VALUE, for {@link #ofText}: tables that workflows saved hold it */
    public String toText() {
        return IntStream.range(0, NAMES.size())
                .mapToObj(i -> NAMES.get(i) + "=" + values().get(i))
                .collect(Collectors.joining(" "));
    }

    /** In the order of {@link #NAMES}. */
    private List<Object> values() {
        return List.of(shape, lorentzianShare, u, v, w, x, y, domainSizeNm, scherrerConstant, microstrain);
    }

    private static void check(String what, double value, boolean right, String expected) {
        if (!right) {
            throw new IllegalArgumentException("The " + what + " is " + value + ": expected " + expected + ".");
        }
    }

    /** @return the same with another shape */
    public PeakProfile withShape(ProfileShape newShape) {
        return new PeakProfile(newShape, lorentzianShare, u, v, w, x, y, domainSizeNm, scherrerConstant, microstrain);
    }

    /** @return the same with another Lorentzian share, 0 to 1 */
    public PeakProfile withLorentzianShare(double share) {
        return new PeakProfile(shape, share, u, v, w, x, y, domainSizeNm, scherrerConstant, microstrain);
    }

    /** @return the same on an instrument with other Caglioti coefficients, in square degrees */
    public PeakProfile withCaglioti(double newU, double newV, double newW) {
        return new PeakProfile(
                shape, lorentzianShare, newU, newV, newW, x, y, domainSizeNm, scherrerConstant, microstrain);
    }

    /** @return the same with other Lorentzian coefficients, in degrees */
    public PeakProfile withLorentzianCoefficients(double newX, double newY) {
        return new PeakProfile(
                shape, lorentzianShare, u, v, w, newX, newY, domainSizeNm, scherrerConstant, microstrain);
    }

    /** @return the same with domains of another size in nm */
    public PeakProfile withDomainSizeNm(double size) {
        return new PeakProfile(shape, lorentzianShare, u, v, w, x, y, size, scherrerConstant, microstrain);
    }

    /** @return the same with another Scherrer constant */
    public PeakProfile withScherrerConstant(double constant) {
        return new PeakProfile(shape, lorentzianShare, u, v, w, x, y, domainSizeNm, constant, microstrain);
    }

    /** @return the same with another microstrain */
    public PeakProfile withMicrostrain(double strain) {
        return new PeakProfile(shape, lorentzianShare, u, v, w, x, y, domainSizeNm, scherrerConstant, strain);
    }

    /**
     * Adds up the widths as {@link ProfileShape} says.
     *
     * @param theta the Bragg angle in radians, 0 to below pi / 2
     * @param wavelengthAngstrom the wavelength, which matters for the domain size
     * @return width and shape of a reflection there
     * @throws IllegalArgumentException where U tan^2 theta + V tan theta + W is negative
     */
    public ReflectionWidth width(double theta, double wavelengthAngstrom) {
        return width(Math.tan(theta), Math.cos(theta), wavelengthAngstrom);
    }

    /** {@link #width(double, double)} of the Bragg angle with a tangent, 0 or more, and a cosine. */
    ReflectionWidth width(double tangent, double cosine, double wavelengthAngstrom) {
        double instrument = instrumentFwhmDeg(tangent);
        double size = sizeFwhmDeg(cosine, wavelengthAngstrom);
        double strain = strainFwhmDeg(tangent);
        double sum = instrument + size + strain;
        double quadrature = Math.sqrt(instrument * instrument + size * size + strain * strain);
        return switch (shape) {
            case GAUSSIAN -> new ReflectionWidth(quadrature, 0);
            case LORENTZIAN -> new ReflectionWidth(sum, 1);
            case PSEUDO_VOIGT -> new ReflectionWidth(
                    quadrature + lorentzianShare * (sum - quadrature), lorentzianShare);
            case THOMPSON_COX_HASTINGS -> ReflectionWidth.thompsonCoxHastings(
                    instrument, Math.max(0, x * tangent + y / cosine + size + strain));
        };
    }

    /**
     * @param tangent of the Bragg angle, 0 or more
     * @return the instrument's width, FWHM in degrees
     * @throws IllegalArgumentException where U tan^2 theta + V tan theta + W is negative
     */
    double instrumentFwhmDeg(double tangent) {
        double square = u * tangent * tangent + v * tangent + w;
        if (square < 0) {
            throw new IllegalArgumentException("The Caglioti width squared is " + square + " at "
                    + 2 * Math.toDegrees(Math.atan(tangent)) + " deg two-theta with U " + u + ", V " + v + ", W " + w
                    + ": expected 0 or more. Raise W or V.");
        }
        return Math.sqrt(square);
    }

    /** @return the width by domain size, FWHM in degrees, at the Bragg angle with a cosine */
    double sizeFwhmDeg(double cosine, double wavelengthAngstrom) {
        return Math.toDegrees(scherrerConstant * wavelengthAngstrom / (10 * domainSizeNm * cosine));
    }

    /** @return the width by microstrain, FWHM in degrees, at the Bragg angle with a tangent */
    double strainFwhmDeg(double tangent) {
        return Math.toDegrees(4 * microstrain * tangent);
    }
}
