// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.augmentation;

import java.util.Locale;

/** What is varied. The first five are parallel, each on the unchanged structure; the last has them all at once. */
public enum AugmentationMode {
    /** Peaks that are not the phase's. */
    IMPURITY,
    /** Intensities. */
    TEXTURE,
    /** Widths. */
    BROADENING,
    /** Positions, by the lattice. */
    STRAIN,
    /** Positions, by the instrument. */
    SHIFT,
    /** All of them, with background, K-alpha-2 and noise. */
    CHAINED;

    /** @return the name in lower case, which is also that of the mode's random draws */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
