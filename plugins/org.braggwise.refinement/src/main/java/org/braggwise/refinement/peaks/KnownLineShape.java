// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import java.util.Objects;

import org.braggwise.diffraction.simulation.PeakProfile;
import org.braggwise.diffraction.simulation.ReflectionWidth;

/**
 * The line shape of a profile that is known: that of a simulation, or of an instrument that was measured with a standard.
 *
 * @param profile its parameters
 * @param wavelengthAngstrom the radiation's strongest line
 * @param tailThreshold where lines are cut: where they have fallen to this share of their height, as the simulator does; above 0
 */
public record KnownLineShape(PeakProfile profile, double wavelengthAngstrom, double tailThreshold)
        implements LineShape {

    /** @throws IllegalArgumentException for a wavelength or threshold that is not positive */
    public KnownLineShape {
        Objects.requireNonNull(profile);
        if (!(wavelengthAngstrom > 0 && tailThreshold > 0 && tailThreshold < 1)) {
            throw new IllegalArgumentException(
                    "The line shape got a wavelength of " + wavelengthAngstrom + " angstrom and a tail threshold of "
                            + tailThreshold + ": expected a positive wavelength and a threshold between 0 and 1.");
        }
    }

    @Override
    public double fwhmDeg(double twoThetaDeg) {
        return width(twoThetaDeg).fwhmDeg();
    }

    @Override
    public double lorentzianShare(double twoThetaDeg) {
        return width(twoThetaDeg).lorentzianShare();
    }

    @Override
    public double reach(double twoThetaDeg) {
        ReflectionWidth width = width(twoThetaDeg);
        return width.reachDeg(tailThreshold) / width.fwhmDeg();
    }

    private ReflectionWidth width(double twoThetaDeg) {
        return profile.width(Math.toRadians(twoThetaDeg / 2), wavelengthAngstrom);
    }
}
