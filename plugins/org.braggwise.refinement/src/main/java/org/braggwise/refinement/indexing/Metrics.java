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
}
