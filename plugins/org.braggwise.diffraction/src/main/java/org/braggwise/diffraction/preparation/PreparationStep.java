// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.preparation;

import java.util.Optional;

/**
 * What one step made, for the view.
 *
 * @param name of the step, as "background"
 * @param detail what it did, with its numbers
 * @param twoThetaDeg angles after the step
 * @param intensities after the step
 * @param removed what the step took away, on the same angles (the background, the K-alpha-2 part), where that is one curve
 */
public record PreparationStep(
        String name, String detail, double[] twoThetaDeg, double[] intensities, Optional<double[]> removed) {}
