// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;

/**
 * Which reflections of many structures stand where. The structures of a class differ in their cells, so a region of the class's mean
 * attributions is named after the reflections that are strongest in it in the mean of the structures. Memory grows with the number of
 * different indices and angles, not with the number of structures.
 */
public final class ReflectionTally {
    private static final double BIN_DEG = 0.1;

    private record Indices(int h, int k, int l) {}

    /** One reflection of several structures: the sum of its relative intensities, and the strongest, which stands for all. */
    private record Sum(double relative, double strongestRelative, Reflection strongest) {
        Sum plus(Sum other) {
            boolean mine = strongestRelative >= other.strongestRelative;
            return new Sum(
                    relative + other.relative,
                    Math.max(strongestRelative, other.strongestRelative),
                    mine ? strongest : other.strongest);
        }
    }

    private final TreeMap<Integer, Map<Indices, Sum>> m_bins = new TreeMap<>();
    private int m_structures;

    private static int bin(double twoThetaDeg) {
        return (int) Math.floor(twoThetaDeg / BIN_DEG);
    }

    /**
     * Adds one structure's reflections.
     *
     * @param weakest reflections below this share of the strongest intensity are left out, 0 to 1
     */
    public void add(ReflectionList reflections, double weakest) {
        m_structures++;
        double strongest = reflections.strongest();
        for (Reflection r : reflections.reflections()) {
            double relative = r.intensity() / strongest;
            if (relative >= weakest) {
                m_bins.computeIfAbsent(bin(r.twoThetaDeg()), b -> new HashMap<>())
                        .merge(new Indices(r.h(), r.k(), r.l()), new Sum(relative, relative, r), Sum::plus);
            }
        }
    }

    /**
     * The same regions with the reflections that lie in them, to 0.1 degrees, strongest in the mean first.
     *
     * @param toleranceDeg how far outside a region a reflection still counts, in degrees, 0 or more
     * @param weakest reflections whose mean relative intensity over the structures is below this are left out, 0 to 1
     */
    public List<Region> assign(List<Region> regions, double toleranceDeg, double weakest) {
        return regions.stream()
                .map(region -> {
                    Map<Indices, Sum> inside = new HashMap<>();
                    m_bins.subMap(
                                    bin(region.startDeg() - toleranceDeg),
                                    true,
                                    bin(region.endDeg() + toleranceDeg),
                                    true)
                            .values()
                            .forEach(bin -> bin.forEach((indices, sum) -> inside.merge(indices, sum, Sum::plus)));
                    List<Reflection> named = inside.values().stream()
                            .filter(s -> s.relative / m_structures >= weakest)
                            .sorted(Comparator.comparingDouble((Sum s) -> -s.relative)
                                    .thenComparing(s -> s.strongest.hkl()))
                            .map(Sum::strongest)
                            .toList();
                    return region.with(named);
                })
                .toList();
    }
}
