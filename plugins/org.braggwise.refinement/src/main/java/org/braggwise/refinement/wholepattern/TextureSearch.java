// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.CrystalStructure;

/**
 * Finds the simple direction whose March-Dollase factors explain best how the measured areas of a phase's reflections deviate from the
 * calculated ones. It looks at areas alone, which is quick; the whole pattern has the last word.
 */
final class TextureSearch {

    private static final List<MillerIndices> DIRECTIONS = List.of(
            new MillerIndices(0, 0, 1),
            new MillerIndices(1, 0, 0),
            new MillerIndices(0, 1, 0),
            new MillerIndices(1, 1, 0),
            new MillerIndices(1, 0, 1),
            new MillerIndices(0, 1, 1),
            new MillerIndices(1, 1, 1),
            new MillerIndices(1, 0, 4));

    private static final double[] VALUES = {
        0.25, 0.32, 0.4, 0.48, 0.55, 0.62, 0.69, 0.76, 0.82, 0.88, 0.94, 1.0, 1.07, 1.15, 1.25, 1.37, 1.5, 1.7, 2.0, 2.5
    };

    private TextureSearch() {}

    /**
     * @param model the pattern, with parameters fitted without texture
     * @param p which phase
     * @return direction and parameter; a parameter of 1 where no direction helps
     */
    static Texture best(PatternModel model, int p) {
        PhaseModel phase = model.phases().get(p);
        double[] factors = IntensityPartition.of(model).factors()[p];
        double[] areas = new double[factors.length];
        double[] observed = new double[factors.length];
        for (int i = 0; i < areas.length; i++) {
            // Of a line beyond the ends only a tail is measured.
            if (model.isInside(phase.q[i], model.table().values())) {
                areas[i] = phase.strength[i] * model.line().geometryOf(phase.q[i]);
                observed[i] = areas[i] * factors[i];
            }
        }
        return best(phase, areas, observed);
    }

    private static Texture best(PhaseModel phase, double[] calculated, double[] observed) {
        double[] ones = new double[calculated.length];
        java.util.Arrays.fill(ones, 1);
        double least = misfit(calculated, ones, observed);
        Texture best = new Texture(DIRECTIONS.get(0), 1);
        double[] factors = new double[calculated.length];
        for (MillerIndices direction : distinct(phase.start())) {
            PreferredOrientation orientation = new PreferredOrientation(phase.start(), phase.families(), direction);
            for (double r : VALUES) {
                for (int i = 0; i < factors.length; i++) {
                    factors[i] = orientation.factor(i, r);
                }
                double misfit = misfit(calculated, factors, observed);
                if (misfit < least) {
                    least = misfit;
                    best = new Texture(direction, r);
                }
            }
        }
        return best;
    }

    /** Weighted by 1 / area, with the best scale. */
    private static double misfit(double[] calculated, double[] factors, double[] observed) {
        double mean = 0;
        for (double o : observed) {
            mean += o / observed.length;
        }
        double product = 0;
        double square = 0;
        double total = 0;
        for (int i = 0; i < observed.length; i++) {
            double weight = 1 / (observed[i] + 0.02 * mean + 1e-300);
            double c = calculated[i] * factors[i];
            product += weight * c * observed[i];
            square += weight * c * c;
            total += weight * observed[i] * observed[i];
        }
        return square > 0 ? total - product * product / square : total;
    }

    /** The simple directions without those that the group makes equivalent to an earlier one. */
    private static List<MillerIndices> distinct(CrystalStructure structure) {
        List<MillerIndices> distinct = new ArrayList<>();
        for (MillerIndices direction : DIRECTIONS) {
            boolean known = PreferredOrientation.images(structure, direction).stream()
                    .anyMatch(p -> distinct.contains(new MillerIndices(p[0], p[1], p[2]))
                            || distinct.contains(new MillerIndices(-p[0], -p[1], -p[2])));
            if (!known) {
                distinct.add(direction);
            }
        }
        return distinct;
    }
}
