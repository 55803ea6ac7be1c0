// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

/** A cell so large, or a wavelength so short, that its reflections are too many to be simulated. */
public final class ReflectionLimitException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    ReflectionLimitException(String message) {
        super(message);
    }
}
