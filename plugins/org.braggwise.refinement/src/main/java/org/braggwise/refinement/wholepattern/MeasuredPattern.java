// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.Arrays;

import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.file.PatternFile;
import org.braggwise.diffraction.preparation.Steps;

/**
 * A measured scan: angles, intensities, their standard uncertainties, and the X-rays. The record keeps the arrays, which nobody must write to.
 *
 * @param twoThetaDeg strictly increasing angles above 0 and below 180 degrees, at least 20
 * @param intensities one finite number for each angle, in any unit
 * @param sigmas standard uncertainty of each intensity, above 0, in the same unit
 * @param radiation the X-rays, with both lines where two are measured
 */
public record MeasuredPattern(double[] twoThetaDeg, double[] intensities, double[] sigmas, Radiation radiation) {

    private static final int FEWEST_POINTS = 20;

    /** @throws IllegalArgumentException for arrays of different lengths, or numbers outside their ranges; the text names the point */
    public MeasuredPattern {
        java.util.Objects.requireNonNull(radiation);
        int n = twoThetaDeg.length;
        if (intensities.length != n || sigmas.length != n) {
            throw new IllegalArgumentException("The pattern has " + n + " angles, " + intensities.length
                    + " intensities and " + sigmas.length + " uncertainties: expected as many of each.");
        }
        if (n < FEWEST_POINTS) {
            throw new IllegalArgumentException(
                    "The pattern has " + n + " points: expected at least " + FEWEST_POINTS + ".");
        }
        for (int i = 0; i < n; i++) {
            if (!(twoThetaDeg[i] > (i == 0 ? 0 : twoThetaDeg[i - 1]) && twoThetaDeg[i] < 180)) {
                throw new IllegalArgumentException("Angle " + i + " of the pattern is " + twoThetaDeg[i]
                        + " deg two-theta: expected angles that increase, above 0 and below 180.");
            }
            if (!Double.isFinite(intensities[i]) || !(sigmas[i] > 0) || sigmas[i] == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("Intensity " + i + " of the pattern, at " + twoThetaDeg[i]
                        + " deg two-theta, is " + intensities[i] + " with uncertainty " + sigmas[i]
                        + ": expected finite numbers, the second above 0.");
            }
        }
    }

    /**
     * A pattern whose variances are proportional to its intensities, as those of counted photons are. The factor is 1 for true counts; where
     * the intensities' own scatter shows that they are counts times another number (counts per second, a rescaled maximum), it is that number,
     * estimated by {@link NoiseEstimate}.
     *
     * @param twoThetaDeg angles
     * @param intensities as many
     * @param radiation the X-rays
     * @return the pattern with its uncertainties
     */
    public static MeasuredPattern counted(double[] twoThetaDeg, double[] intensities, Radiation radiation) {
        return new MeasuredPattern(twoThetaDeg, intensities, NoiseEstimate.sigmas(intensities), radiation);
    }

    /**
     * @param file what was read; points that it calls missing, and angles that are not above 0, are left out
     * @param radiation the X-rays where the file does not state them, or states them wrongly
     * @return the scan, with the file's uncertainties where it has usable ones
     */
    public static MeasuredPattern of(PatternFile file, Radiation radiation) {
        int n = file.points();
        double[] angles = new double[n];
        double[] intensities = new double[n];
        double[] sigmas = new double[n];
        double[] given = file.uncertainties().orElse(null);
        int count = 0;
        boolean usable = given != null;
        for (int i = 0; i < n; i++) {
            if (file.twoThetaDeg()[i] > 0 && Double.isFinite(file.intensities()[i])) {
                angles[count] = file.twoThetaDeg()[i];
                intensities[count] = file.intensities()[i];
                usable &= given != null && given[i] > 0 && given[i] < Double.POSITIVE_INFINITY;
                sigmas[count++] = given == null ? 1 : given[i];
            }
        }
        angles = Arrays.copyOf(angles, count);
        intensities = Arrays.copyOf(intensities, count);
        return usable
                ? new MeasuredPattern(angles, intensities, Arrays.copyOf(sigmas, count), radiation)
                : counted(angles, intensities, radiation);
    }

    /** @return the same counted with other X-rays */
    public MeasuredPattern with(Radiation other) {
        return new MeasuredPattern(twoThetaDeg, intensities, sigmas, other);
    }

    /** @return how many points there are */
    public int points() {
        return twoThetaDeg.length;
    }

    /** @return the mean distance of neighbouring angles in degrees */
    public double stepDeg() {
        return (twoThetaDeg[points() - 1] - twoThetaDeg[0]) / (points() - 1);
    }

    /** @return the median distance of neighbouring angles in degrees: that of the detector, where parts of the scan are missing */
    public double usualStepDeg() {
        return Steps.usualDeg(twoThetaDeg);
    }

    /**
     * @return the width in degrees that each point stands for: the distance to the one before it, of the first to the second; of one behind a
     *     stretch that was not measured a usual step
     */
    public double[] widthsDeg() {
        double usual = usualStepDeg();
        double widest = Steps.widestDeg(twoThetaDeg);
        double[] widths = new double[points()];
        for (int i = 0; i < widths.length; i++) {
            int to = Math.max(1, i);
            double step = twoThetaDeg[to] - twoThetaDeg[to - 1];
            widths[i] = step > widest ? usual : step;
        }
        return widths;
    }

    /** @return the points from one angle to another, both included */
    public MeasuredPattern within(double fromDeg, double toDeg) {
        int from = 0;
        int to = points();
        while (from < to && twoThetaDeg[from] < fromDeg) {
            from++;
        }
        while (to > from && twoThetaDeg[to - 1] > toDeg) {
            to--;
        }
        return new MeasuredPattern(
                Arrays.copyOfRange(twoThetaDeg, from, to),
                Arrays.copyOfRange(intensities, from, to),
                Arrays.copyOfRange(sigmas, from, to),
                radiation);
    }

    /**
     * @param together how many neighbouring points become one, 1 or more
     * @return means of intensities and angles over so many points; a rest at the end is left out
     */
    public MeasuredPattern rebinned(int together) {
        if (together == 1) {
            return this;
        }
        int n = points() / together;
        double[] angles = new double[n];
        double[] means = new double[n];
        double[] errors = new double[n];
        for (int i = 0; i < n; i++) {
            double variance = 0;
            for (int j = i * together; j < (i + 1) * together; j++) {
                angles[i] += twoThetaDeg[j] / together;
                means[i] += intensities[j] / together;
                variance += sigmas[j] * sigmas[j];
            }
            errors[i] = Math.sqrt(variance) / together;
        }
        return new MeasuredPattern(angles, means, errors, radiation);
    }
}
