// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.peaks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.braggwise.diffraction.Radiation;

/**
 * The peaks of a pattern, by angle.
 *
 * @param radiation the X-rays; angles are for its strongest line
 * @param peaks sorted by two-theta by the constructor
 */
public record PeakList(Radiation radiation, List<Peak> peaks) {

    /** @throws NullPointerException for a missing radiation or peak */
    public PeakList {
        Objects.requireNonNull(radiation);
        List<Peak> sorted = new ArrayList<>(peaks);
        sorted.sort(Comparator.comparingDouble(Peak::twoThetaDeg));
        peaks = List.copyOf(sorted);
    }

    /**
     * A list of positions alone, as tables and older programs give it.
     *
     * @param twoThetaDeg angles in degrees, in any order
     * @param intensities heights or areas, one for each angle; null where they are not known, which makes all peaks equal
     * @param radiation what the angles are for
     * @throws IllegalArgumentException where the lengths differ, or an angle is not between 0 and 180 degrees
     */
    public static PeakList ofPositions(double[] twoThetaDeg, double[] intensities, Radiation radiation) {
        if (intensities != null && intensities.length != twoThetaDeg.length) {
            throw new IllegalArgumentException("The peak list has " + twoThetaDeg.length + " angles and "
                    + intensities.length + " intensities: expected as many.");
        }
        List<Peak> peaks = new ArrayList<>();
        for (int i = 0; i < twoThetaDeg.length; i++) {
            double q = BraggLaw.q(twoThetaDeg[i], radiation.strongestLine().wavelengthAngstrom());
            peaks.add(new Peak(twoThetaDeg[i], 0, intensities == null ? 1 : intensities[i], 0, 0, q));
        }
        return new PeakList(radiation, peaks);
    }

    /** @return how many there are */
    public int size() {
        return peaks.size();
    }

    /** @return the wavelength that the angles are for, in angstrom */
    public double wavelengthAngstrom() {
        return radiation.strongestLine().wavelengthAngstrom();
    }

    /** @return the greatest area; 0 where there is no peak */
    public double strongest() {
        double max = 0;
        for (Peak p : peaks) {
            max = Math.max(max, p.area());
        }
        return max;
    }

    /** @return the peaks whose area is at least this share of the strongest's */
    public PeakList atLeast(double share) {
        double least = share * strongest();
        return new PeakList(
                radiation, peaks.stream().filter(p -> p.area() >= least).toList());
    }

    /** @return 1/d^2 of each peak in reciprocal square angstrom, ascending */
    public double[] q() {
        return peaks.stream().mapToDouble(Peak::q).toArray();
    }
}
