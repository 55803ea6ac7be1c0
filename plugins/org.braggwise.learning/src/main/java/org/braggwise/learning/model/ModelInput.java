// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import java.util.Objects;

import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.PatternSpace;

/**
 * What a model takes.
 *
 * @param space that of the patterns it learnt from
 * @param scale what its networks are shown of an intensity
 */
public record ModelInput(PatternSpace space, IntensityScale scale) {

    /** Checks that nothing is null. */
    public ModelInput {
        Objects.requireNonNull(space);
        Objects.requireNonNull(scale);
    }

    /** @return how many numbers a pattern has */
    public int points() {
        return space.grid().points();
    }

    /** @return what the networks are shown of a pattern of the space, see {@link IntensityScale#input} */
    public float[] of(double[] intensities) {
        return scale.input(intensities);
    }

    /** @return whether patterns of the other space are taken as they are */
    public boolean takes(PatternSpace other) {
        return space.samePositions(other) && sameHeights(other);
    }

    /** @return whether the networks are shown patterns of the other space at the heights that they know; only a linear scale depends on it */
    public boolean sameHeights(PatternSpace other) {
        return scale != IntensityScale.LINEAR || space.normalisation().equals(other.normalisation());
    }

    /** @return whether patterns can be brought to the heights that the networks know: the model's patterns were scaled, all in one way */
    public boolean canGiveHeights() {
        return space.normalisation().filter(n -> n != Normalisation.NONE).isPresent();
    }

    /** @return the space in words, with the normalisation where it counts */
    public String describe(PatternSpace patterns) {
        return patterns + (scale == IntensityScale.LINEAR ? ", normalisation " + patterns.normalisationText() : "");
    }
}
