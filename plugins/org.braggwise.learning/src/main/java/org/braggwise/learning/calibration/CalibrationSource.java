// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.calibration;

/** What kind of rows temperature and conformal scores were fitted to. Only rows like those to be predicted make them hold. */
public enum CalibrationSource {
    /** None: there is neither a temperature nor a conformal set. */
    NONE,
    /** Patterns of real structures, or measured ones. */
    REAL,
    /** Patterns of virtual structures alone: real ones are harder, and confidences of them too high. */
    VIRTUAL,
    /** Not told: the model is from before it was kept. */
    UNKNOWN
}
