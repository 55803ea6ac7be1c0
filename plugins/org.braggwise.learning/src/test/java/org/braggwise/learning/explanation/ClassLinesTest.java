// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class ClassLinesTest {

    private static double[] pattern(double line) {
        double[] y = new double[100];
        y[20] = 50;
        y[60] = line;
        return y;
    }

    /** The first class has the line always, the second in three of four patterns, the third never, the fourth has no patterns. */
    private static ClassLines lines() {
        ClassLines lines = new ClassLines(4);
        for (int i = 0; i < 4; i++) {
            lines.add(0, pattern(2));
            lines.add(1, pattern(i == 0 ? 0 : 5));
            lines.add(2, pattern(0));
        }
        return lines;
    }

    @Test
    void classesWhoseLineIsMissingAreNamed() {
        List<ClassLines.Absent> absent = lines().absent(pattern(0.1), 55, 65, 2);
        assertEquals(List.of(new ClassLines.Absent(0, 1), new ClassLines.Absent(1, 0.75)), absent);
    }

    @Test
    void theExplainedClassIsNotNamed() {
        assertEquals(List.of(new ClassLines.Absent(1, 0.75)), lines().absent(pattern(0), 55, 65, 0));
    }

    @Test
    void whereThePatternHasALineNothingIsMissing() {
        assertEquals(List.of(), lines().absent(pattern(1), 55, 65, 2));
        assertEquals(List.of(), lines().absent(pattern(0), 30, 40, 2), "nobody has a line there");
    }
}
