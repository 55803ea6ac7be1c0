// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

/**
 * What counts as a region of an explanation, and which reflections name it.
 *
 * @param most regions of one explanation
 * @param smoothingDeg see {@link Regions#Regions}
 * @param threshold see {@link Regions#Regions}
 * @param toleranceDeg how far outside a region a reflection still counts, in degrees, 0 or more
 * @param weakest reflections below this share of the strongest intensity are left out, 0 to 1
 */
public record RegionSettings(int most, double smoothingDeg, double threshold, double toleranceDeg, double weakest) {

    /** What the SHAP Explainer takes. */
    public static final RegionSettings DEFAULT = new RegionSettings(6, 0.3, 0.1, 0.15, 0.005);
}
