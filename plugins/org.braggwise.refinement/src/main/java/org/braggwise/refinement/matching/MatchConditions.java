// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.Objects;

import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.scattering.FormFactors;
import org.braggwise.diffraction.scattering.WaasmaierKirfel;
import org.braggwise.diffraction.simulation.DisplacementSource;
import org.braggwise.diffraction.simulation.PatternSimulator;
import org.braggwise.diffraction.simulation.PeakProfile;

/**
 * How patterns were measured: what calculated patterns need to know besides the structure.
 *
 * @param grid the angles
 * @param radiation the X-rays
 * @param profile shape and width of reflections
 * @param monochromatorTwoThetaDeg the Bragg angle 2 theta of a monochromator's crystal in degrees, 0 for none
 * @param formFactors the scattering factors
 * @param anomalous whether f' and f'' are added
 * @param displacements where displacement parameters come from
 */
public record MatchConditions(
        TwoThetaGrid grid,
        Radiation radiation,
        PeakProfile profile,
        double monochromatorTwoThetaDeg,
        FormFactors formFactors,
        boolean anomalous,
        DisplacementSource displacements) {

    /** Reflections this far beyond the ends of the grid are there in any case, since a refined lattice may bring them in. */
    private static final double LEAST_MARGIN_DEG = 4;

    /** @throws NullPointerException where something is null */
    public MatchConditions {
        Objects.requireNonNull(grid);
        Objects.requireNonNull(radiation);
        Objects.requireNonNull(profile);
        Objects.requireNonNull(formFactors);
        Objects.requireNonNull(displacements);
    }

    /** Conditions without a monochromator, with Waasmaier and Kirfel's factors and anomalous dispersion. */
    public static MatchConditions of(TwoThetaGrid grid, Radiation radiation, PeakProfile profile) {
        return new MatchConditions(
                grid, radiation, profile, 0, WaasmaierKirfel.TABLE, true, DisplacementSource.STRUCTURE_ELSE_TABLE);
    }

    /** @return the mean wavelength in angstrom */
    double wavelength() {
        return radiation.wavelengthAngstrom();
    }

    /** @return Q = 1 / d^2 that is seen at an angle, in reciprocal square angstrom */
    double qAt(double twoThetaDeg) {
        double s = 2 * Math.sin(Math.toRadians(twoThetaDeg / 2)) / wavelength();
        return s * s;
    }

    /** @return the least Q that reaches into the grid */
    double qMin() {
        return qAt(Math.max(0.5, grid.startDeg() - marginDeg(grid.startDeg())));
    }

    /** @return the greatest Q that reaches into the grid */
    double qMax() {
        return qAt(Math.min(178, grid.endDeg() + marginDeg(grid.endDeg())));
    }

    /** As far as the simulator draws them: a broad line's tail without its line would look like something unexplained. */
    private double marginDeg(double twoThetaDeg) {
        return Math.max(
                LEAST_MARGIN_DEG,
                PatternSimulator.marginDeg(
                        profile, twoThetaDeg, wavelength(), ProfileIntegral.THRESHOLD, grid.stepDeg()));
    }

    /** @return 2 (1 + A cos^2 2theta) / (1 + A) / (sin^2 theta cos theta) at a Bragg angle whose sine is given (International Tables C, 6.2) */
    double lorentzPolarisation(double sine) {
        double c = Math.cos(Math.toRadians(monochromatorTwoThetaDeg));
        double s2 = sine * sine;
        double cos2 = 1 - 2 * s2;
        return 2 * (1 + c * c * cos2 * cos2) / (1 + c * c) / (s2 * Math.sqrt(1 - s2));
    }
}
