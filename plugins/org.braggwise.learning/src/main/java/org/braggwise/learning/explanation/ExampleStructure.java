// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;

/**
 * One structure out of those of a class, to name the regions of the class's mean attributions by. The structures differ in their cells, so
 * that the same indices mean other lines in each: a list made of several would be none. The one that has most intensity in the regions
 * stands for the class, under its own name. The first {@value #MOST} structures are looked at.
 */
public final class ExampleStructure {
    private static final int MOST = 64;

    private record Named(String name, ReflectionList reflections) {}

    private final List<Named> m_structures = new ArrayList<>();

    /** Adds a structure of the class. */
    public void add(String name, ReflectionList reflections) {
        if (m_structures.size() < MOST) {
            m_structures.add(new Named(name, reflections));
        }
    }

    /**
     * @param regions of the class's mean attributions
     * @param toleranceDeg how far outside a region a reflection still counts, in degrees, 0 or more
     * @return the name of the structure that stands for the class; empty where there is none
     */
    public Optional<String> name(List<Region> regions, double toleranceDeg) {
        return best(regions, toleranceDeg).map(Named::name);
    }

    /**
     * The same regions with the reflections of that structure.
     *
     * @param weakest reflections below this share of the strongest intensity are left out, 0 to 1
     */
    public List<Region> assign(List<Region> regions, double toleranceDeg, double weakest) {
        return best(regions, toleranceDeg)
                .map(s -> Regions.assign(regions, s.reflections(), toleranceDeg, weakest))
                .orElse(regions);
    }

    private Optional<Named> best(List<Region> regions, double toleranceDeg) {
        Named best = null;
        double most = -1;
        for (Named s : m_structures) {
            double inside = 0;
            for (Region region : regions) {
                double sum = s
                        .reflections()
                        .within(region.startDeg() - toleranceDeg, region.endDeg() + toleranceDeg)
                        .reflections()
                        .stream()
                        .mapToDouble(Reflection::intensity)
                        .sum();
                inside += region.share() * sum / s.reflections().strongest();
            }
            if (inside > most) { // the first of equals
                most = inside;
                best = s;
            }
        }
        return Optional.ofNullable(best);
    }
}
