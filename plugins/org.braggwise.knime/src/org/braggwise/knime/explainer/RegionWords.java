// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.explainer;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.braggwise.diffraction.Reflection;
import org.braggwise.learning.explanation.ClassLines;
import org.braggwise.learning.explanation.Region;

/** The regions of an explanation in words. */
final class RegionWords {

    private static final int MOST_NAMED = 4;

    private RegionWords() {}

    /**
     * @param absent of each region, the classes whose line is missing there
     * @return "31.2-33.0 deg 24 % (1 1 0); 38.0-38.6 deg 9 % absent: tetragonal, orthorhombic", the largest share first
     */
    static String of(List<Region> regions, List<List<ClassLines.Absent>> absent, List<String> classes) {
        return IntStream.range(0, regions.size())
                .mapToObj(i -> of(regions.get(i))
                        + (absent.get(i).isEmpty()
                                ? ""
                                : " absent: " + String.join(", ", names(absent.get(i), classes))))
                .collect(Collectors.joining("; "));
    }

    private static String of(Region g) {
        String hkl = hkl(g).stream().map(h -> " (" + h + ")").collect(Collectors.joining());
        return String.format(Locale.ROOT, "%.1f-%.1f deg %.0f %%%s", g.startDeg(), g.endDeg(), 100 * g.share(), hkl);
    }

    /** @return the names of at most four classes */
    static List<String> names(List<ClassLines.Absent> absent, List<String> classes) {
        return absent.stream()
                .limit(MOST_NAMED)
                .map(a -> classes.get(a.classIndex()))
                .toList();
    }

    /** @return the indices of at most four reflections */
    static List<String> hkl(Region region) {
        return region.reflections().stream()
                .limit(MOST_NAMED)
                .map(Reflection::hkl)
                .toList();
    }
}
