// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where patterns of each class have lines: what a pattern without a line there speaks against. Cubic answers rest on such absences, of the
 * superlattice lines of the tilted structures. Of each class the first {@value #MOST_PATTERNS} patterns are kept.
 */
public final class ClassLines {
    private static final int MOST_PATTERNS = 20;
    /** A line is what rises above so much of its pattern's highest point; of an absent one not half of that is there. */
    private static final double LINE = 0.01;
    /** So many of a class's patterns must have the line. */
    private static final double TYPICAL = 0.5;

    private final List<List<float[]>> m_patterns = new ArrayList<>(); // by class, highest point 1

    /** @param classes number of classes */
    public ClassLines(int classes) {
        for (int c = 0; c < classes; c++) {
            m_patterns.add(new ArrayList<>());
        }
    }

    /** @return whether another pattern of the class would be kept */
    public boolean wants(int classIndex) {
        return m_patterns.get(classIndex).size() < MOST_PATTERNS;
    }

    /**
     * Adds a pattern of a class.
     *
     * @param intensities background subtracted; not kept
     */
    public void add(int classIndex, double[] intensities) {
        List<float[]> own = m_patterns.get(classIndex);
        double highest = highest(intensities, 0, intensities.length);
        if (wants(classIndex) && highest > 0) {
            float[] scaled = new float[intensities.length];
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = (float) (intensities[i] / highest);
            }
            own.add(scaled);
        }
    }

    /**
     * A class that usually has a line where a pattern has none.
     *
     * @param share of the class's patterns that have it, 0.5 to 1
     */
    public record Absent(int classIndex, double share) {}

    /**
     * @param pattern one's intensities
     * @param from first point of a window
     * @param to behind its last point
     * @param except the class that is explained
     * @return the classes whose line is missing in the window, those that have it most often first; none where the pattern has a line there
     */
    public List<Absent> absent(double[] pattern, int from, int to, int except) {
        double highest = highest(pattern, 0, pattern.length);
        List<Absent> absent = new ArrayList<>();
        if (!(highest(pattern, from, to) < LINE / 2 * highest)) {
            return absent;
        }
        for (int c = 0; c < m_patterns.size(); c++) {
            List<float[]> own = m_patterns.get(c);
            long having = own.stream().filter(p -> highest(p, from, to) >= LINE).count();
            if (c != except && !own.isEmpty() && having >= TYPICAL * own.size()) {
                absent.add(new Absent(c, (double) having / own.size()));
            }
        }
        absent.sort(Comparator.comparingDouble((Absent a) -> -a.share()).thenComparing(Absent::classIndex));
        return absent;
    }

    private static double highest(double[] values, int from, int to) {
        double highest = 0;
        for (int i = from; i < to; i++) {
            highest = Math.max(highest, values[i]);
        }
        return highest;
    }

    private static double highest(float[] values, int from, int to) {
        double highest = 0;
        for (int i = from; i < to; i++) {
            highest = Math.max(highest, values[i]);
        }
        return highest;
    }
}
