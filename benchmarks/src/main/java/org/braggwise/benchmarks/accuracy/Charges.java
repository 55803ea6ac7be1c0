// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.accuracy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.substitution.Ion;
import org.braggwise.crystal.substitution.IonTable;

/** Writes oxidation states on a template, which TER needs to know its ions' radii when it rescales the cell. */
final class Charges {

    private static final Map<String, Integer> ANIONS =
            Map.of("F", -1, "Cl", -1, "Br", -1, "I", -1, "H", -1, "O", -2, "S", -2, "Se", -2, "Te", -2, "N", -3);

    private Charges() {}

    /** @return the template with charges of the ion table that add up to zero; as it is where no choice does */
    static CrystalStructure neutral(CrystalStructure s, String anion) {
        List<String> cations =
                s.composition().keySet().stream().filter(e -> !e.equals(anion)).toList();
        if (cations.size() != 2 || !ANIONS.containsKey(anion)) {
            return s;
        }
        for (int p : states(cations.get(0))) {
            for (int q : states(cations.get(1))) {
                if (p + q + 3 * ANIONS.get(anion) == 0) {
                    return with(s, Map.of(cations.get(0), p, cations.get(1), q, anion, ANIONS.get(anion)));
                }
            }
        }
        return s;
    }

    static CrystalStructure with(CrystalStructure s, Map<String, Integer> charges) {
        return s.withSites(s.sites().stream()
                .map(site -> new Site(
                        site.label(),
                        site.species().stream()
                                .map(p -> new Species(
                                        p.element(), charges.getOrDefault(p.element(), p.charge()), p.occupancy()))
                                .toList(),
                        site.x(),
                        site.y(),
                        site.z(),
                        site.displacement()))
                .toList());
    }

    private static Set<Integer> states(String element) {
        Set<Integer> states = new LinkedHashSet<>();
        for (Ion ion : IonTable.standard().ions()) {
            if (ion.element().equals(element) && ion.charge() > 0) {
                states.add(ion.charge());
            }
        }
        return states;
    }
}
