// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.braggwise.diffraction.TwoThetaGrid;

/**
 * The mean attributions of each class: what it looks for. A wrong answer shows what misled the network, and no such thing; it is averaged
 * with the right ones only where told so.
 */
public final class ClassProfiles {

    private final List<String> m_classes;
    private final boolean m_rightOnly;
    private final int m_least;
    private final RegionSettings m_settings;
    private final int m_points;
    private final Regions m_regions;
    private final ClassProfile[] m_profiles;
    private final ExampleStructure[] m_structures;

    /**
     * What a class looks for.
     *
     * @param classIndex the class
     * @param profile its mean attributions
     * @param regions where most of them lie, with the reflections of the example
     * @param example the name of the structure that stands for the class; empty where none is known
     */
    public record Shown(int classIndex, ClassProfile profile, List<Region> regions, Optional<String> example) {}

    /**
     * A class of too few patterns.
     *
     * @param classIndex the class
     * @param rows how many it has
     */
    public record Few(int classIndex, int rows) {}

    /**
     * @param classes names, in the order of the outputs
     * @param grid of the patterns
     * @param rightOnly whether only patterns whose true class was predicted count
     * @param least a class of fewer patterns has no profile
     */
    public ClassProfiles(
            List<String> classes, TwoThetaGrid grid, boolean rightOnly, int least, RegionSettings settings) {
        m_classes = List.copyOf(classes);
        m_rightOnly = rightOnly;
        m_least = least;
        m_settings = settings;
        m_points = grid.points();
        m_regions = new Regions(grid, settings.smoothingDeg(), settings.threshold());
        m_profiles = new ClassProfile[classes.size()];
        m_structures = new ExampleStructure[classes.size()];
    }

    /**
     * Adds the attributions of one pattern.
     *
     * @param name what to call the pattern's structure
     * @param trueClass empty where it is not known
     */
    public void add(String name, ExplainedPattern explanation, Optional<String> trueClass) {
        for (ExplainedClass each : explanation.classes()) {
            int c = each.attribution().classIndex();
            boolean right = explanation.predicted() == c
                    && trueClass.filter(m_classes.get(c)::equals).isPresent();
            if (m_rightOnly && !right) {
                continue;
            }
            if (m_profiles[c] == null) {
                m_profiles[c] = new ClassProfile(m_points);
                m_structures[c] = new ExampleStructure();
            }
            m_profiles[c].add(each.attribution());
            ExampleStructure structures = m_structures[c];
            explanation.reflections().ifPresent(r -> structures.add(name, r));
        }
    }

    /** @return the classes that have patterns enough, in the order of the outputs */
    public List<Shown> shown() {
        List<Shown> shown = new ArrayList<>();
        for (int c = 0; c < m_profiles.length; c++) {
            if (m_profiles[c] != null && m_profiles[c].rows() >= m_least) {
                List<Region> regions =
                        m_regions.find(m_profiles[c].meanAbsolute(), m_profiles[c].mean(), m_settings.most());
                shown.add(new Shown(
                        c,
                        m_profiles[c],
                        m_structures[c].assign(regions, m_settings.toleranceDeg(), m_settings.weakest()),
                        m_structures[c].name(regions, m_settings.toleranceDeg())));
            }
        }
        return shown;
    }

    /** @return the classes that have patterns, but too few */
    public List<Few> few() {
        List<Few> few = new ArrayList<>();
        for (int c = 0; c < m_profiles.length; c++) {
            if (m_profiles[c] != null && m_profiles[c].rows() < m_least) {
                few.add(new Few(c, m_profiles[c].rows()));
            }
        }
        return few;
    }
}
