// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.augmentation;

/** How a mode is carried out. */
public enum AugmentationVariant {
    /** As Xing et al. describe it: random peaks, random intensities, one size, one lattice factor, one shift. */
    PAPER,
    /**
     * As nature does it: patterns of impurity phases, March-Dollase texture, domain size with microstrain, strain of each free lattice
     * parameter, zero shift with specimen displacement.
     */
    PHYSICAL
}
