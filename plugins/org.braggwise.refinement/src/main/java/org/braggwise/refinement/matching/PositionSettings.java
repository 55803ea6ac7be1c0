// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

/**
 * How candidates are compared with the positions of peaks.
 *
 * @param fromDeg first angle of the pattern in degrees two-theta
 * @param toDeg last angle
 * @param strain how far lengths of a candidate's cell may be off, as a share; half of it is a standard deviation
 * @param anisotropy how far the c axis may be off besides
 * @param shiftDeg how far all angles may be off, in degrees
 * @param sigmaDeg standard deviation of a peak's angle in degrees
 * @param impurityShare the share of peaks that belong to something else
 * @param intensityPower lines are expected as their intensity to this power: 1 for a good powder, 0.5 where texture makes heights unsure
 */
public record PositionSettings(
        double fromDeg,
        double toDeg,
        double strain,
        double anisotropy,
        double shiftDeg,
        double sigmaDeg,
        double impurityShare,
        double intensityPower) {

    /** A film from 10 to 60 degrees: cells to 3.5 %, c axis to 1 %, angles shifted to 0.12 and good to 0.06 degrees, 15 % impurities. */
    public static final PositionSettings FILM = new PositionSettings(10, 60, 0.035, 0.01, 0.12, 0.06, 0.15, 0.5);

    /** @throws IllegalArgumentException for a number outside its range */
    public PositionSettings {
        if (!(fromDeg >= 0 && toDeg > fromDeg && toDeg < 180 && strain >= 0 && anisotropy >= 0 && shiftDeg >= 0)
                || !(sigmaDeg > 0 && impurityShare > 0 && impurityShare < 1 && intensityPower >= 0)) {
            throw new IllegalArgumentException("Positions from " + fromDeg + " to " + toDeg + " deg, strain " + strain
                    + ", anisotropy " + anisotropy + ", shift " + shiftDeg + " deg, sigma " + sigmaDeg
                    + " deg, impurities "
                    + impurityShare + ", intensity power " + intensityPower
                    + ": expected ascending angles, no negative number, and a sigma and a share above 0.");
        }
    }

    /** @return the same for cells that are known to another share of their lengths */
    public PositionSettings withStrain(double share) {
        return new PositionSettings(
                fromDeg, toDeg, share, anisotropy, shiftDeg, sigmaDeg, impurityShare, intensityPower);
    }
}
