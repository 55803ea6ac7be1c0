// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.EnumMap;
import java.util.Map;

import org.braggwise.crystal.symmetry.CrystalSystem;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.refinement.phase.ReciprocalMetric;

/** The free numbers of the reciprocal metric of each lattice system, those of the holohedry's symmorphic group on conventional axes. */
final class Metrics {

    private static final Map<CrystalSystem, ReciprocalMetric> BY_SYSTEM = new EnumMap<>(CrystalSystem.class);

    static {
        int[] holohedral = {2, 10, 47, 123, 166, 191, 221};
        for (CrystalSystem system : CrystalSystem.values()) {
            BY_SYSTEM.put(system, ReciprocalMetric.of(SpaceGroup.ofNumber(holohedral[system.ordinal()])));
        }
    }

    private Metrics() {}

    static ReciprocalMetric of(CrystalSystem system) {
        return BY_SYSTEM.get(system);
    }

    /** @return (G11, G22, G33, 2 G23, 2 G13, 2 G12) of a reciprocal metric tensor, the coefficients of h^2, k^2, l^2, kl, hl, hk in Q */
    static double[] form(double[][] r) {
        return new double[] {r[0][0], r[1][1], r[2][2], 2 * r[1][2], 2 * r[0][2], 2 * r[0][1]};
    }

    /** @return the tensor of a form */
    static double[][] tensor(double[] f) {
        return new double[][] {{f[0], f[5] / 2, f[4] / 2}, {f[5] / 2, f[1], f[3] / 2}, {f[4] / 2, f[3] / 2, f[2]}};
    }
}
