// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.finder;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.braggwise.crystal.geometry.Lattice;
import org.braggwise.crystal.geometry.PositionIndex;

/**
 * Tells atoms of one kind apart by how many neighbours of each kind they have within a radius. The radius lies in a gap of the distances
 * that is wider than symmetry within the tolerance can move a distance, so that atoms which an operation brings onto each other always have
 * the same numbers. A large cell with few faults, in which every operation fails only at the faults, is then searched by its faults.
 */
final class Environments {

    private static final double LONGEST_ANGSTROM = 4;
    private static final int SAMPLE = 2000;

    private Environments() {}

    /**
     * @param lattice the translations
     * @param kinds of each atom
     * @param positions in the reduced basis of the lattice
     * @param tolerance in angstrom
     * @return finer kinds; the kinds given where the distances have no gap
     */
    static int[] refined(Lattice lattice, int[] kinds, double[][] positions, double tolerance) {
        PositionIndex index = new PositionIndex(lattice, positions.length);
        for (double[] x : positions) {
            index.add(x);
        }
        double radius = gap(index, positions, tolerance);
        if (Double.isNaN(radius)) {
            return kinds;
        }
        int kindCount = Arrays.stream(kinds).max().orElse(-1) + 1;
        Map<String, Integer> finer = new HashMap<>();
        int[] refined = new int[kinds.length];
        int[] count = new int[kindCount];
        for (int i = 0; i < kinds.length; i++) {
            Arrays.fill(count, 0);
            int n = index.near(positions[i], radius);
            for (int h = 0; h < n; h++) {
                count[kinds[index.found(h)]]++;
            }
            refined[i] = finer.computeIfAbsent(kinds[i] + Arrays.toString(count), k -> finer.size());
        }
        return refined;
    }

    /** @return a radius that no distance comes near, by all distances of all atoms; NaN where there is none */
    private static double gap(PositionIndex index, double[][] positions, double tolerance) {
        double needed = 8 * tolerance;
        double[] sample = new double[0];
        for (int i = 0; i < Math.min(SAMPLE, positions.length); i++) {
            int n = index.near(
                    positions[(int) ((long) i * positions.length / Math.min(SAMPLE, positions.length))],
                    LONGEST_ANGSTROM);
            int old = sample.length;
            if (old > 100 * SAMPLE) {
                break;
            }
            sample = Arrays.copyOf(sample, old + n);
            for (int h = 0; h < n; h++) {
                sample[old + h] = Math.sqrt(index.square(h));
            }
        }
        Arrays.sort(sample);
        double widest = needed;
        double radius = Double.NaN;
        for (int i = 1; i < sample.length; i++) {
            double width = sample[i] - sample[i - 1];
            if (sample[i - 1] > needed && width > widest) {
                widest = width;
                radius = (sample[i] + sample[i - 1]) / 2;
            }
        }
        return Double.isNaN(radius) || crossed(index, positions, radius, needed / 2) ? Double.NaN : radius;
    }

    /** The sample may have missed a distance: of the atoms at a fault, say. */
    private static boolean crossed(PositionIndex index, double[][] positions, double radius, double margin) {
        double low = (radius - margin) * (radius - margin);
        for (double[] x : positions) {
            int n = index.near(x, radius + margin);
            for (int h = 0; h < n; h++) {
                if (index.square(h) > low) {
                    return true;
                }
            }
        }
        return false;
    }
}
