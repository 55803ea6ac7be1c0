// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal;

/**
 * The isotropic, or the equivalent isotropic, displacement parameter of a site. B = 8 pi^2 U
 * (Trueblood et al. 1996, Acta Cryst. A52, 770, doi:10.1107/S0108767396005697); both are kept as they were given.
 *
 * @param kind what the value is
 * @param value in square angstrom
 */
public record Displacement(Kind kind, double value) {

    /** What a displacement parameter is; "equivalent" is the mean of an anisotropic one. */
    public enum Kind {
        B_ISO,
        U_ISO,
        B_EQUIVALENT,
        U_EQUIVALENT;

        /** @return whether the value is a B, 8 pi^2 U */
        public boolean isB() {
            return this == B_ISO || this == B_EQUIVALENT;
        }
    }

    /** @throws IllegalArgumentException where the value is not finite */
    public Displacement {
        if (kind == null || !Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "Displacement parameter " + kind + " " + value + ": expected a kind and a finite number.");
        }
    }

    /** @return B = 8 pi^2 U in square angstrom, the exponent of exp(-B sin^2(theta) / lambda^2) on the amplitude */
    public double bIso() {
        return kind.isB() ? value : value * 8 * Math.PI * Math.PI;
    }

    /** @return U in square angstrom */
    public double uIso() {
        return kind.isB() ? value / (8 * Math.PI * Math.PI) : value;
    }
}
