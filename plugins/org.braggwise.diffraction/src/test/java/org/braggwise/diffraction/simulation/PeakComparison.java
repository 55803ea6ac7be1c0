// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;

/** Compares two lists of lines: within every cluster of lines, whose neighbours are nearer than a tolerance, the sums must agree. */
final class PeakComparison {

    private record Signed(double twoThetaDeg, double intensity) {}

    private final List<Signed> m_lines = new ArrayList<>();

    PeakComparison first(double twoThetaDeg, double intensity) {
        m_lines.add(new Signed(twoThetaDeg, intensity));
        return this;
    }

    PeakComparison second(double twoThetaDeg, double intensity) {
        m_lines.add(new Signed(twoThetaDeg, -intensity));
        return this;
    }

    /** Two lists whose intensities are the same but for a factor. */
    static PeakComparison of(ReflectionList first, ReflectionList second, double factor) {
        PeakComparison c = new PeakComparison();
        for (Reflection r : first.reflections()) {
            c.first(r.twoThetaDeg(), r.intensity());
        }
        for (Reflection r : second.reflections()) {
            c.second(r.twoThetaDeg(), r.intensity() / factor);
        }
        return c;
    }

    void assertAgree(double angleTolerance, double intensityTolerance, String what) {
        m_lines.sort(Comparator.comparingDouble(Signed::twoThetaDeg));
        double sum = 0;
        for (int i = 0; i < m_lines.size(); i++) {
            double angle = m_lines.get(i).twoThetaDeg();
            sum += m_lines.get(i).intensity();
            if (i + 1 == m_lines.size() || m_lines.get(i + 1).twoThetaDeg() - angle > angleTolerance) {
                assertTrue(
                        Math.abs(sum) <= intensityTolerance,
                        what + " near " + angle + " deg: difference " + sum + ", allowed " + intensityTolerance);
                sum = 0;
            }
        }
    }
}
