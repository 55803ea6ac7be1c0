// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

import java.util.Optional;

import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;

/**
 * What {@link PatternPreparation} does. Immutable; made by {@link #builder()}.
 *
 * @param grid where to (default 10 to 80 deg, 3,501 points)
 * @param outside what to do where the scan does not reach (default error)
 * @param assumedRadiation of scans whose file states none (default empty: such scans are refused)
 * @param targetRadiation to convert the angles to (default empty: kept)
 * @param convertLorentzPolarisation whether the conversion also converts the Lorentz-polarisation factor (default no)
 * @param missing what to do with missing (NaN) intensities (default interpolate)
 * @param negative what to do with negative intensities after the background (default clip to zero)
 * @param zeroShiftDeg subtracted from the angles (default 0)
 * @param displacementMm specimen displacement to correct for, as the simulation takes it, with the goniometer
 *            radius: 2 s cos(theta) / R is added to the angles (default 0)
 * @param goniometerRadiusMm default 200
 * @param stripAlpha2 whether to remove K-alpha-2 where the radiation has it (default no)
 * @param smoothingPoints window of the Savitzky-Golay filter, odd; 0 for none (default 0)
 * @param smoothingDegree its degree (default 2)
 * @param background how to estimate it (default none)
 * @param backgroundHalfWidthDeg half the window of SNIP or of the rolling ball in degrees (default 1.0)
 * @param normalisation of the result (default highest point 1)
 */
public record PreparationSettings(
        TwoThetaGrid grid,
        GridResampling.Outside outside,
        Optional<Radiation> assumedRadiation,
        Optional<Radiation> targetRadiation,
        boolean convertLorentzPolarisation,
        Missing missing,
        Negative negative,
        double zeroShiftDeg,
        double displacementMm,
        double goniometerRadiusMm,
        boolean stripAlpha2,
        int smoothingPoints,
        int smoothingDegree,
        Background background,
        double backgroundHalfWidthDeg,
        Normalisation normalisation) {

    /** Missing intensities. */
    public enum Missing {
        /** Refuse the scan. */
        ERROR,
        /** A straight line between the neighbours; at the ends the nearest value. */
        INTERPOLATE
    }

    /** Negative intensities. */
    public enum Negative {
        /** Refuse the scan. */
        ERROR,
        /** Set to zero. */
        ZERO,
        /** Leave. */
        KEEP
    }

    /** Background estimates. */
    public enum Background {
        /** No background is taken away. */
        NONE,
        /** {@link SnipBackground} with the log-log-square-root transform, on a 5-point mean. */
        SNIP,
        /** {@link RollingBallBackground}. */
        ROLLING_BALL
    }

    /** @throws IllegalArgumentException naming the setting that makes no sense */
    public PreparationSettings {
        if (!(Math.abs(zeroShiftDeg) <= 10) || !(Math.abs(displacementMm) <= 20) || !(goniometerRadiusMm > 10)) {
            throw new IllegalArgumentException(
                    "Zero shift " + zeroShiftDeg + " deg, displacement " + displacementMm + " mm, radius "
                            + goniometerRadiusMm + " mm; expected at most 10 deg and 20 mm, and a radius above 10 mm.");
        }
        if (background != Background.NONE && !(backgroundHalfWidthDeg > 0 && backgroundHalfWidthDeg <= 90)) {
            throw new IllegalArgumentException(
                    "Background half width " + backgroundHalfWidthDeg + " deg; expected above 0, at most 90.");
        }
        if (smoothingPoints != 0) {
            new SavitzkyGolay(smoothingPoints, smoothingDegree);
        }
    }

    /** @return a builder with the defaults */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects settings; each method sets the component of the same name. */
    public static final class Builder {

        private TwoThetaGrid m_grid = TwoThetaGrid.DEFAULT;
        private GridResampling.Outside m_outside = GridResampling.Outside.ERROR;
        private Optional<Radiation> m_assumed = Optional.empty();
        private Optional<Radiation> m_target = Optional.empty();
        private boolean m_convertLorentzPolarisation;
        private Missing m_missing = Missing.INTERPOLATE;
        private Negative m_negative = Negative.ZERO;
        private double m_zeroShiftDeg;
        private double m_displacementMm;
        private double m_radiusMm = 200;
        private boolean m_stripAlpha2;
        private int m_smoothingPoints;
        private int m_smoothingDegree = 2;
        private Background m_background = Background.NONE;
        private double m_backgroundHalfWidthDeg = 1.0;
        private Normalisation m_normalisation = Normalisation.MAXIMUM_1;

        private Builder() {}

        /** @return this */
        public Builder grid(TwoThetaGrid grid) {
            m_grid = grid;
            return this;
        }

        /** @return this */
        public Builder outside(GridResampling.Outside outside) {
            m_outside = outside;
            return this;
        }

        /** @return this */
        public Builder assumedRadiation(Radiation radiation) {
            m_assumed = Optional.ofNullable(radiation);
            return this;
        }

        /** @return this */
        public Builder targetRadiation(Radiation radiation) {
            m_target = Optional.ofNullable(radiation);
            return this;
        }

        /** @return this */
        public Builder convertLorentzPolarisation(boolean convert) {
            m_convertLorentzPolarisation = convert;
            return this;
        }

        /** @return this */
        public Builder missing(Missing missing) {
            m_missing = missing;
            return this;
        }

        /** @return this */
        public Builder negative(Negative negative) {
            m_negative = negative;
            return this;
        }

        /** @return this */
        public Builder zeroShiftDeg(double zeroShiftDeg) {
            m_zeroShiftDeg = zeroShiftDeg;
            return this;
        }

        /** @return this */
        public Builder displacement(double displacementMm, double goniometerRadiusMm) {
            m_displacementMm = displacementMm;
            m_radiusMm = goniometerRadiusMm;
            return this;
        }

        /** @return this */
        public Builder stripAlpha2(boolean strip) {
            m_stripAlpha2 = strip;
            return this;
        }

        /** @return this */
        public Builder smoothing(int points, int degree) {
            m_smoothingPoints = points;
            m_smoothingDegree = degree;
            return this;
        }

        /** @return this */
        public Builder background(Background background, double halfWidthDeg) {
            m_background = background;
            m_backgroundHalfWidthDeg = halfWidthDeg;
            return this;
        }

        /** @return this */
        public Builder normalisation(Normalisation normalisation) {
            m_normalisation = normalisation;
            return this;
        }

        /** @return the settings */
        public PreparationSettings build() {
            return new PreparationSettings(
                    m_grid,
                    m_outside,
                    m_assumed,
                    m_target,
                    m_convertLorentzPolarisation,
                    m_missing,
                    m_negative,
                    m_zeroShiftDeg,
                    m_displacementMm,
                    m_radiusMm,
                    m_stripAlpha2,
                    m_smoothingPoints,
                    m_smoothingDegree,
                    m_background,
                    m_backgroundHalfWidthDeg,
                    m_normalisation);
        }
    }
}
