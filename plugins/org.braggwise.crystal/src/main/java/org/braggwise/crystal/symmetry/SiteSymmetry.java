// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.List;

import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.crystal.geometry.Metric;

/**
 * The projection of a position on the special position that it is near: the mean of those of its images that are within a distance of it. A
 * position that the operations leave in place is its own mean.
 *
 * @param position the mean, fractional coordinates
 * @param images how many images went into it, the position itself among them
 */
public record SiteSymmetry(double[] position, int images) {

    private static final int MOST_STEPS = 100;

    /**
     * @param operations of a group
     * @param metric of the cell that the coordinates are in
     * @param x fractional coordinates
     * @param radiusAngstrom images nearer than this are taken; less than half of the shortest translation
     * @return the mean of the images
     */
    public static SiteSymmetry of(
            List<SymmetryOperation> operations, Metric metric, double[] x, double radiusAngstrom) {
        double[] sum = new double[3];
        int n = 0;
        double limit = radiusAngstrom * radiusAngstrom;
        for (SymmetryOperation operation : operations) {
            double[] d = FractionalDifference.of(operation.apply(x), x);
            if (metric.square(d) < limit) {
                n++;
                for (int k = 0; k < 3; k++) {
                    sum[k] += d[k];
                }
            }
        }
        for (int k = 0; k < 3; k++) {
            sum[k] = x[k] + sum[k] / Math.max(1, n);
        }
        return new SiteSymmetry(sum, n);
    }

    /**
     * The same until the position stays where it is. One mean is not enough: of a position near the crossing of several axes, some images
     * may be near and others far.
     *
     * @return the special position, or the position itself where none of its images is near
     */
    public static double[] settled(
            List<SymmetryOperation> operations, Metric metric, double[] x, double radiusAngstrom) {
        double[] at = x.clone();
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] mean = of(operations, metric, at, radiusAngstrom).position;
            double largest = 0;
            for (int k = 0; k < 3; k++) {
                largest = Math.max(largest, Math.abs(mean[k] - at[k]));
            }
            at = mean;
            if (largest < 1e-13) {
                break;
            }
        }
        return at;
    }

    /**
     * The shifts that the symmetry of a position leaves free: the mean of the rotations that leave it in place projects any shift on them.
     *
     * @param operations of a group
     * @param metric of the cell that the coordinates are in
     * @param x fractional coordinates
     * @param radiusAngstrom an operation that moves the position by less leaves it in place
     * @return 3 x 3, on fractional shifts
     */
    public static double[][] freeShifts(
            List<SymmetryOperation> operations, Metric metric, double[] x, double radiusAngstrom) {
        double[][] mean = new double[3][3];
        int count = 0;
        for (SymmetryOperation operation : operations) {
            double[] d = FractionalDifference.of(operation.apply(x), x);
            if (metric.square(d) < radiusAngstrom * radiusAngstrom) {
                count++;
                for (int i = 0; i < 9; i++) {
                    mean[i / 3][i % 3] += operation.rotationInPlace()[i];
                }
            }
        }
        for (int i = 0; i < 9; i++) {
            mean[i / 3][i % 3] /= count;
        }
        return mean;
    }
}
