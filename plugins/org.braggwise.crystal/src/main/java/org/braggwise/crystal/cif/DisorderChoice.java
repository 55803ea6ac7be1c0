// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chooses among the alternatives of a disordered structure that gives no occupancies: all of them together would be more atoms than there
 * are. The alternative with the most atoms is kept, the first by its name where several have as many; by convention it is the most occupied.
 */
final class DisorderChoice {

    private static final double FULL = 1.02;

    private DisorderChoice() {}

    /** @return the rows without those of alternatives that can't be there as well */
    static List<SiteRow> of(List<SiteRow> rows, CifLog log) {
        Map<String, Map<String, List<SiteRow>>> assemblies = new LinkedHashMap<>();
        for (SiteRow row : rows) {
            if (!row.group().isEmpty() && !row.excludesItsImages()) {
                assemblies
                        .computeIfAbsent(row.assembly(), a -> new TreeMap<>())
                        .computeIfAbsent(row.group(), g -> new ArrayList<>())
                        .add(row);
            }
        }
        List<SiteRow> kept = new ArrayList<>(rows);
        assemblies.forEach((assembly, groups) -> {
            double sum = groups.values().stream()
                    .mapToDouble(DisorderChoice::occupancy)
                    .sum();
            boolean noneGiven = groups.values().stream().allMatch(g -> occupancy(g) >= 1);
            if (groups.size() < 2 || sum <= FULL || !noneGiven) {
                return;
            }
            String taken = null;
            for (Map.Entry<String, List<SiteRow>> g : groups.entrySet()) {
                if (taken == null || g.getValue().size() > groups.get(taken).size()) {
                    taken = g.getKey();
                }
            }
            String keep = taken;
            log.warning(
                    groups.get(keep).get(0).line(),
                    "disorder",
                    "alternatives " + groups.keySet() + " of disordered atoms without occupancies"
                            + (assembly.isEmpty() ? "" : " in assembly " + assembly),
                    "occupancies that add up to 1",
                    "alternative " + keep + " alone");
            groups.forEach((name, members) -> {
                if (!name.equals(keep)) {
                    kept.removeAll(members);
                }
            });
        });
        return kept;
    }

    private static double occupancy(List<SiteRow> rows) {
        return rows.stream().mapToDouble(SiteRow::occupancy).max().orElse(0);
    }
}
