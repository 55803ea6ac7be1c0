// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nearest images and neighbours against all images within three cells, in cells that are long, flat and oblique. */
class PositionIndexTest {

    private static final int IMAGES = 7;

    @ParameterizedTest
    @CsvSource({
        "5, 5, 5, 90, 90, 90, 1.5",
        "5, 6, 7, 80, 95, 110, 3",
        "5, 5, 5, 60, 60, 60, 9",
        "2.5, 2.5, 40, 90, 90, 120, 4",
        "5, 5, 5, 15, 15, 15, 1",
        "4, 9, 6, 40, 115, 100, 2.5"
    })
    void findsWhatBruteForceFinds(
            double a, double b, double c, double alpha, double beta, double gamma, double radius) {
        Metric metric = new UnitCell(a, b, c, alpha, beta, gamma).metric();
        Lattice lattice = new Lattice(metric);
        double reach = Math.min(radius, 3 * lattice.shortest());
        SplittableRandom random = new SplittableRandom(1);
        PositionIndex index = new PositionIndex(lattice, 20);
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double[] x = {random.nextDouble() * 4 - 2, random.nextDouble(), random.nextDouble()};
            points.add(x);
            assertEquals(i, index.add(lattice.toReduced(x)));
        }
        for (double[] x : points) {
            int expected = 0;
            for (double[] y : points) {
                double least = Double.POSITIVE_INFINITY;
                for (int i = -IMAGES; i <= IMAGES; i++) {
                    for (int j = -IMAGES; j <= IMAGES; j++) {
                        for (int k = -IMAGES; k <= IMAGES; k++) {
                            double square = metric.square(x[0] - y[0] + i, x[1] - y[1] + j, x[2] - y[2] + k);
                            least = Math.min(least, square);
                            expected += square <= reach * reach ? 1 : 0;
                        }
                    }
                }
                assertEquals(least, lattice.distanceSquared(x, y), 1e-9);
            }
            assertEquals(expected, index.near(lattice.toReduced(x), radius));
        }
    }
}
