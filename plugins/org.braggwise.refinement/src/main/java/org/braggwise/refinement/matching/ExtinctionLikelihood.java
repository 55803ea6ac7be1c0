// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.BravaisLattice;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;
import org.braggwise.refinement.indexing.IndexedCell;
import org.braggwise.refinement.peaks.PeakList;
import org.braggwise.refinement.phase.FamilyEnumeration;
import org.braggwise.refinement.phase.ReflectionFamilies;

/**
 * What the lines that are there, and those that are not, say of each space group that fits an indexed lattice: a peak where the group has no
 * line counts heavily against it, a line where no peak is counts a little, so that of the groups that explain all peaks those with the most
 * extinctions win (compare A. J. Markvardsen et al. (2001), Acta Cryst. A57, 47, doi:10.1107/S0108767300012174).
 */
final class ExtinctionLikelihood {

    private static final double UNEXPLAINED = -4;

    /** How often an allowed line cannot be seen: too weak, or beneath others. */
    private static final double UNSEEN = 0.35;

    private static final double TOLERANCE_DEG = 0.035;
    private static final double MISFIT = 0.002;
    private static final int PEAKS = 40;
    private static final int MOST_FAMILIES = 1000;

    private final MatchConditions m_conditions;
    private final double[] m_peaks;

    ExtinctionLikelihood(MatchConditions conditions, PeakList peaks) {
        m_conditions = conditions;
        m_peaks = peaks.peaks().stream()
                .mapToDouble(p -> p.twoThetaDeg())
                .limit(PEAKS)
                .toArray();
    }

    /** @return the logarithm of the likelihood by space-group number, for groups with a setting on the lattice's conventional axes */
    Map<Integer, Double> of(IndexedCell cell) {
        BravaisLattice lattice = cell.lattice();
        UnitCell axes = lattice.conventional();
        Map<Integer, Double> all = new TreeMap<>();
        for (int number = 1; number <= 230; number++) {
            for (SpaceGroup group : SpaceGroup.settings(number)) {
                if (centring(group).equals(centring(lattice.centring())) && group.cellMisfit(axes) < MISFIT) {
                    all.merge(number, of(group, axes), Math::max);
                }
            }
        }
        return all;
    }

    /** Centring vectors in twelfths. */
    private static Set<List<Integer>> centring(SpaceGroup group) {
        Set<List<Integer>> vectors = new HashSet<>();
        for (SymmetryOperation t : group.centring()) {
            List<Integer> v = new ArrayList<>();
            for (double f : t.translationFraction()) {
                v.add((int) Math.rint(12 * f) % 12);
            }
            vectors.add(v);
        }
        return vectors;
    }

    private static Set<List<Integer>> centring(char letter) {
        List<Integer> zero = List.of(0, 0, 0);
        List<Integer> a = List.of(0, 6, 6);
        List<Integer> b = List.of(6, 0, 6);
        List<Integer> c = List.of(6, 6, 0);
        return switch (letter) {
            case 'A' -> Set.of(zero, a);
            case 'B' -> Set.of(zero, b);
            case 'C' -> Set.of(zero, c);
            case 'I' -> Set.of(zero, List.of(6, 6, 6));
            case 'F' -> Set.of(zero, a, b, c);
            case 'R' -> Set.of(zero, List.of(8, 4, 4), List.of(4, 8, 8));
            default -> Set.of(zero);
        };
    }

    private double of(SpaceGroup group, UnitCell axes) {
        FamilyEnumeration enumeration = new FamilyEnumeration(group);
        double[] g = enumeration.metric().of(axes);
        double last = m_peaks[m_peaks.length - 1] + TOLERANCE_DEG;
        ReflectionFamilies families =
                enumeration.find(g, 0, m_conditions.qAt(last), MOST_FAMILIES).orElse(null);
        if (families == null) {
            return UNEXPLAINED * m_peaks.length;
        }
        double[] lines = new double[families.size()];
        int n = 0;
        for (int i = 0; i < lines.length; i++) {
            double q = enumeration.metric().q(g, families.h()[i], families.k()[i], families.l()[i]);
            double angle = 2 * Math.toDegrees(Math.asin(Math.min(1, m_conditions.wavelength() * Math.sqrt(q) / 2)));
            if (angle >= m_conditions.grid().startDeg()) {
                lines[n++] = angle;
            }
        }
        lines = java.util.Arrays.copyOf(lines, n);
        java.util.Arrays.sort(lines);
        double sum = 0;
        for (double peak : m_peaks) {
            sum += near(lines, peak) ? 0 : UNEXPLAINED;
        }
        double before = Double.NEGATIVE_INFINITY;
        for (double line : lines) {
            // Lines that cannot be told apart are one.
            if (line - before > TOLERANCE_DEG) {
                sum += Math.log(near(m_peaks, line) ? 1 - UNSEEN : UNSEEN);
                before = line;
            }
        }
        return sum;
    }

    private static boolean near(double[] sorted, double x) {
        int i = java.util.Arrays.binarySearch(sorted, x);
        int at = i >= 0 ? i : -i - 1;
        return at < sorted.length && sorted[at] - x < TOLERANCE_DEG || at > 0 && x - sorted[at - 1] < TOLERANCE_DEG;
    }
}
