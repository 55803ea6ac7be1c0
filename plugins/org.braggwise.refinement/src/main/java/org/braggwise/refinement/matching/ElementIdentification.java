// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.braggwise.crystal.Elements;

/**
 * Finds which elements are on the roles of a structure whose scattering powers were fitted. Powers are known up to a common factor: an anchor,
 * the role with most atoms, goes through the usual anions, which fixes the factor; the other roles go through the elements near to their power
 * times the factor. Each combination is compared with the integrated intensities at the refined positions. Elements in this differ by the shape
 * of their scattering factors, their dispersion, and the displacement parameters that the elements' table gives them.
 */
final class ElementIdentification {

    private static final int[] ANIONS = {1, 7, 8, 9, 16, 17, 34, 35, 52, 53};
    private static final Set<Integer> NOBLE = Set.of(2, 10, 18, 36, 54);
    private static final int LAST = 83;

    /** How far a power may be off: so many electrons, or this share. */
    private static final double ELECTRONS = 5;

    private static final double SHARE = 0.18;
    private static final int MOST_COMBINATIONS = 40_000;

    private final Observed m_observed;
    private final CandidateLibrary m_library;
    private final Set<String> m_allowed;

    /** @param allowed the elements that there may be; empty for any */
    ElementIdentification(Observed observed, CandidateLibrary library, Set<String> allowed) {
        m_observed = observed;
        m_library = library;
        m_allowed = allowed;
    }

    /** Elements for the roles, and the residual that they leave before refinement. */
    private record Ranked(int[] elements, double residual) {}

    /**
     * @param r a structure with fitted powers
     * @param most how many
     * @return the best combinations of elements, the best first
     */
    List<Assignment> best(Refined r, int most) {
        Optional<IntegratedIntensities> data = IntegratedIntensities.of(
                m_observed, m_library.shape(), r.template(), r.g(), IntegratedIntensities.FULL);
        if (data.isEmpty()) {
            return List.of();
        }
        RoleSums sums = new RoleSums(r.template(), r.positions(), data.get(), m_library.amplitudes());
        int anchor = anchor(r.template());
        List<Ranked> ranked = new ArrayList<>();
        for (int z : anchors()) {
            List<List<Integer>> choices = choices(r, anchor, z);
            int[] elements = new int[r.template().roles()];
            combine(sums, choices, elements, 0, new Amplitudes.Curve[elements.length], ranked);
        }
        ranked.sort(Comparator.comparingDouble(Ranked::residual));
        List<Assignment> best = new ArrayList<>();
        for (Ranked c : ranked.subList(0, Math.min(most, ranked.size()))) {
            Amplitudes.Curve[] curves = new Amplitudes.Curve[c.elements().length];
            String[] symbols = new String[curves.length];
            for (int role = 0; role < curves.length; role++) {
                symbols[role] = Elements.ofNumber(c.elements()[role]).symbol();
                curves[role] = m_library.amplitudes().of(symbols[role]);
            }
            best.add(new Assignment(0, curves, symbols));
        }
        return best;
    }

    private static int anchor(Template t) {
        int anchor = 0;
        for (int role = 1; role < t.roles(); role++) {
            anchor = t.roleAtoms(role) > t.roleAtoms(anchor) ? role : anchor;
        }
        return anchor;
    }

    private int[] anchors() {
        return m_allowed.isEmpty()
                ? ANIONS
                : m_allowed.stream()
                        .mapToInt(e -> Elements.of(e).atomicNumber())
                        .sorted()
                        .toArray();
    }

    private boolean possible(int z) {
        return m_allowed.isEmpty()
                ? z >= 1 && z <= LAST && !NOBLE.contains(z)
                : z >= 1
                        && z <= Amplitudes.LAST
                        && m_allowed.contains(Elements.ofNumber(z).symbol());
    }

    private List<List<Integer>> choices(Refined r, int anchor, int z) {
        double factor = z / Math.max(1, r.powers()[2 * anchor]);
        List<List<Integer>> choices = new ArrayList<>();
        long combinations = 1;
        for (int role = 0; role < r.template().roles(); role++) {
            List<Integer> near = new ArrayList<>();
            if (role == anchor) {
                near.add(z);
            } else {
                double target = factor * r.powers()[2 * role];
                double range = Math.max(ELECTRONS, SHARE * target);
                for (int e = (int) Math.max(1, Math.ceil(target - range)); e <= target + range; e++) {
                    if (e != z && e <= Amplitudes.LAST && possible(e)) {
                        near.add(e);
                    }
                }
            }
            combinations *= near.size();
            if (combinations > MOST_COMBINATIONS) {
                return List.of();
            }
            choices.add(near);
        }
        return choices;
    }

    private void combine(
            RoleSums sums,
            List<List<Integer>> choices,
            int[] elements,
            int role,
            Amplitudes.Curve[] curves,
            List<Ranked> ranked) {
        if (choices.isEmpty()) {
            return;
        }
        if (role == elements.length) {
            ranked.add(new Ranked(elements.clone(), sums.residual(curves)));
            return;
        }
        for (int e : choices.get(role)) {
            boolean used = false;
            for (int other = 0; other < role; other++) {
                used |= elements[other] == e;
            }
            if (!used) {
                elements[role] = e;
                curves[role] = m_library.amplitudes().of(Elements.ofNumber(e).symbol());
                combine(sums, choices, elements, role + 1, curves, ranked);
            }
        }
    }
}
