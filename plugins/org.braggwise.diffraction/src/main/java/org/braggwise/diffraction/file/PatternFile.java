// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.braggwise.crystal.Diagnostic;
import org.braggwise.diffraction.Radiation;

/**
 * One measured scan as its file gives it: nothing resampled or corrected, and nothing assumed that the diagnostics do not say.
 *
 * @param source the file's name as given to the reader
 * @param scan 0-based number of the scan (range) in its file
 * @param format which format was read
 * @param twoThetaDeg strictly increasing, in degrees, at least two
 * @param intensities in the file's own unit, per second where the counting time varies, as long as {@code twoThetaDeg}; NaN where
 *     the file itself says "missing"
 * @param uncertainties standard deviations in the same unit where the file has them, else empty
 * @param radiation as the file states it, with its lines; empty when it states none
 * @param assumption what of the radiation the file does not state and the reader assumed, such as "Ka1 and Ka2 2 : 1"; empty where
 *     nothing was assumed
 * @param metadata what else the file says, in the file's order (sample, date, anode, time per step, ...)
 * @param diagnostics what was repaired, assumed or is worth knowing, each with its line
 */
public record PatternFile(
        String source,
        int scan,
        PatternFormat format,
        double[] twoThetaDeg,
        double[] intensities,
        Optional<double[]> uncertainties,
        Optional<Radiation> radiation,
        Optional<String> assumption,
        Map<String, String> metadata,
        List<Diagnostic> diagnostics) {

    /** @return the intensity-weighted mean wavelength of the file's lines in angstrom; empty when the file states none */
    public OptionalDouble wavelengthAngstrom() {
        return radiation.isPresent() ? OptionalDouble.of(radiation.get().wavelengthAngstrom()) : OptionalDouble.empty();
    }

    /** @return the number of points */
    public int points() {
        return twoThetaDeg.length;
    }
}
