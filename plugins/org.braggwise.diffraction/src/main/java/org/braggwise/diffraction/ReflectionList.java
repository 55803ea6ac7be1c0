// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The reflections of a structure for one radiation, sorted by two-theta. Immutable. Reflections that overlap stay apart here;
 * {@link #merged} joins them for an output that asks for it.
 */
public final class ReflectionList {

    /**
     * What is measured as one line: reflections that lie within a tolerance.
     *
     * @param twoThetaDeg the angle of the strongest, in degrees
     * @param intensity the sum of their intensities
     * @param reflections the reflections, by two-theta
     */
    public record Peak(double twoThetaDeg, double intensity, List<Reflection> reflections) {}

    private final Radiation m_radiation;
    private final List<Reflection> m_reflections;
    private final List<ReflectionNote> m_notes;

    /**
     * @param radiation what the angles and intensities are for
     * @param reflections in any order
     * @param notes what was assumed on the way
     */
    public ReflectionList(Radiation radiation, List<Reflection> reflections, List<ReflectionNote> notes) {
        m_radiation = java.util.Objects.requireNonNull(radiation);
        List<Reflection> sorted = new ArrayList<>(reflections);
        sorted.sort(Comparator.comparingDouble(Reflection::twoThetaDeg));
        m_reflections = List.copyOf(sorted);
        m_notes = List.copyOf(notes);
    }

    /** A list of reflections about which nothing was assumed. */
    public ReflectionList(Radiation radiation, List<Reflection> reflections) {
        this(radiation, reflections, List.of());
    }

    /** @return what the angles and intensities are for */
    public Radiation radiation() {
        return m_radiation;
    }

    /** @return the reflections, sorted by two-theta */
    public List<Reflection> reflections() {
        return m_reflections;
    }

    /** @return what was assumed on the way: a neutral atom for an ion, a displacement parameter of a similar ion */
    public List<ReflectionNote> notes() {
        return m_notes;
    }

    /** @return how many reflections there are */
    public int size() {
        return m_reflections.size();
    }

    /** @return the greatest intensity, 0 where there is no reflection */
    public double strongest() {
        double max = 0;
        for (Reflection r : m_reflections) {
            max = Math.max(max, r.intensity());
        }
        return max;
    }

    /** @return the reflections from one angle to another, both included, in degrees two-theta */
    public ReflectionList within(double fromDeg, double toDeg) {
        return new ReflectionList(
                m_radiation,
                m_reflections.stream()
                        .filter(r -> r.twoThetaDeg() >= fromDeg && r.twoThetaDeg() <= toDeg)
                        .toList(),
                m_notes);
    }

    /** @return the reflections that lie on a grid, its ends included: the list of peaks that goes with a pattern */
    public ReflectionList within(TwoThetaGrid grid) {
        return within(grid.startDeg(), grid.endDeg());
    }

    /** @return the greatest intensity of a reflection on a grid, its ends included; 0 where there is none */
    public double strongest(TwoThetaGrid grid) {
        double max = 0;
        for (Reflection r : m_reflections) {
            if (r.twoThetaDeg() >= grid.startDeg() && r.twoThetaDeg() <= grid.endDeg()) {
                max = Math.max(max, r.intensity());
            }
        }
        return max;
    }

    /** @return the same reflections with other intensities */
    public ReflectionList withIntensities(ToDoubleFunction<Reflection> intensity) {
        return new ReflectionList(
                m_radiation,
                m_reflections.stream()
                        .map(r -> r.withIntensity(intensity.applyAsDouble(r)))
                        .toList(),
                m_notes);
    }

    /** @return the same reflections, the strongest intensity being the given number; as it is where there is none */
    public ReflectionList scaledTo(double maximum) {
        double strongest = strongest();
        return strongest > 0 ? withIntensities(r -> r.intensity() * maximum / strongest) : this;
    }

    /**
     * Joins reflections that lie within a tolerance of the first of their group.
     *
     * @param toleranceDeg in degrees two-theta, 0 or more
     * @return the peaks, by two-theta
     */
    public List<Peak> merged(double toleranceDeg) {
        List<Peak> peaks = new ArrayList<>();
        int i = 0;
        while (i < m_reflections.size()) {
            double first = m_reflections.get(i).twoThetaDeg();
            Reflection strongest = m_reflections.get(i);
            double sum = 0;
            int end = i;
            while (end < m_reflections.size() && m_reflections.get(end).twoThetaDeg() - first <= toleranceDeg) {
                Reflection r = m_reflections.get(end++);
                sum += r.intensity();
                strongest = r.intensity() > strongest.intensity() ? r : strongest;
            }
            peaks.add(new Peak(strongest.twoThetaDeg(), sum, m_reflections.subList(i, end)));
            i = end;
        }
        return peaks;
    }
}
