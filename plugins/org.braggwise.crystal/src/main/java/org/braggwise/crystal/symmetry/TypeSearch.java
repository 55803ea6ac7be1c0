// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.crystal.geometry.HermiteReduction;
import org.braggwise.crystal.geometry.IntMatrix;
import org.braggwise.crystal.geometry.Matrix3;
import org.braggwise.crystal.geometry.Metric;

/**
 * Finds the type of a space group from its operations on a primitive basis, and the transformation to the standard setting. The rotations
 * give the Laue class and the bases along its axes; for each type of the same point group and each of those bases the origin shift that
 * would turn the standard operations into the given ones is solved for, and the best fit within the tolerance is the answer.
 * R. W. Grosse-Kunstleve (1999), Acta Cryst. A55, 383, doi:10.1107/S0108767398010186.
 */
public final class TypeSearch {

    /**
     * A type and the way to its standard setting: x = P x' + p, with x on the primitive basis and x' in the standard setting.
     *
     * @param number the type
     * @param basis P, 9 integers row by row: the columns are the standard basis vectors in terms of the primitive ones
     * @param origin p, the standard origin in fractions of the primitive basis
     * @param misfitAngstrom the largest distance between a translation part found and the standard one
     */
    public record Match(int number, int[] basis, double[] origin, double misfitAngstrom) {}

    /** For each type the indices of a few operations that generate the others: the same on every basis. */
    private static final Map<Integer, List<Integer>> GENERATORS = new java.util.concurrent.ConcurrentHashMap<>();

    private final List<int[]> m_rotations;
    private final List<double[]> m_translations;
    private final Metric m_metric;

    private TypeSearch(List<int[]> rotations, List<double[]> translations, Metric metric) {
        m_rotations = rotations;
        m_translations = translations;
        m_metric = metric;
    }

    /**
     * @param rotations the rotation parts, a group, on a primitive basis
     * @param translations the translation parts, in fractions of that basis
     * @param metric the metric tensor of that basis in square angstrom
     * @param toleranceAngstrom the largest misfit of a translation part
     * @return the best match, empty where no type fits
     */
    public static Optional<Match> find(
            List<int[]> rotations, List<double[]> translations, Metric metric, double toleranceAngstrom) {
        LaueClass laue = laueClass(rotations);
        if (laue == null) {
            return Optional.empty();
        }
        return new TypeSearch(rotations, translations, metric).best(laue, toleranceAngstrom);
    }

    /** The type of a group of exact operations on any cell, which the caller completed to a group. */
    static Match ofExact(List<SymmetryOperation> operations) {
        List<int[]> lattice = new ArrayList<>();
        for (SymmetryOperation s : operations) {
            if (s.isTranslation()) {
                lattice.add(s.translationInPlace());
            }
        }
        double[][] basis = HermiteReduction.basis(lattice, SymmetryOperation.DENOMINATOR);
        double[][] inverse = Matrix3.inverse(basis);
        List<int[]> rotations = new ArrayList<>();
        List<double[]> translations = new ArrayList<>();
        Map<List<Integer>, SymmetryOperation> first = new LinkedHashMap<>();
        operations.forEach(s ->
                first.putIfAbsent(Arrays.stream(s.rotationInPlace()).boxed().toList(), s));
        for (SymmetryOperation s : first.values()) {
            int[] w = s.rotationInPlace();
            int[] r = new int[9];
            double[] t = new double[3];
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    double sum = 0;
                    for (int p = 0; p < 3; p++) {
                        for (int q = 0; q < 3; q++) {
                            sum += inverse[i][p] * w[3 * p + q] * basis[q][j];
                        }
                    }
                    r[3 * i + j] = (int) Math.rint(sum);
                    t[i] += inverse[i][j] * s.translationFraction()[j];
                }
            }
            rotations.add(r);
            translations.add(t);
        }
        double[][] metric = new double[3][3];
        for (int[] r : rotations) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    metric[i][j] +=
                            (r[i] * r[j] + r[3 + i] * r[3 + j] + r[6 + i] * r[6 + j]) / (double) rotations.size();
                }
            }
        }
        return find(rotations, translations, new Metric(metric), 1e-3)
                .orElseThrow(() -> new IllegalArgumentException("The " + operations.size()
                        + " symmetry operations are those of no space group: expected a group of the 230 types."));
    }

    /** By the numbers of rotations of each order (International Tables A, table 3.2.1.5); null where they are those of no class. */
    static LaueClass laueClass(List<int[]> rotations) {
        int[] count = new int[7];
        boolean improper = false;
        for (int[] r : rotations) {
            int det = IntMatrix.determinant(r);
            improper |= det < 0;
            if (det == 1) {
                count[ConventionalBases.order(r)]++;
            }
        }
        if (improper) { // the Laue class has the proper parts of all operations as its rotations
            count = new int[7];
            List<int[]> proper = new ArrayList<>();
            for (int[] r : rotations) {
                int[] p = IntMatrix.times(r, IntMatrix.determinant(r));
                if (proper.stream().noneMatch(q -> Arrays.equals(p, q))) {
                    proper.add(p);
                    count[ConventionalBases.order(p)]++;
                }
            }
        }
        if (count[0] > 0 || count[1] != 1) {
            return null;
        }
        String key = count[2] + " " + count[3] + " " + count[4] + " " + count[6];
        return switch (key) {
            case "0 0 0 0" -> LaueClass.L_1BAR;
            case "1 0 0 0" -> LaueClass.L_2_M;
            case "3 0 0 0" -> LaueClass.L_MMM;
            case "1 0 2 0" -> LaueClass.L_4_M;
            case "5 0 2 0" -> LaueClass.L_4_MMM;
            case "0 2 0 0" -> LaueClass.L_3BAR;
            case "3 2 0 0" -> LaueClass.L_3BAR_M;
            case "1 2 0 2" -> LaueClass.L_6_M;
            case "7 2 0 2" -> LaueClass.L_6_MMM;
            case "3 8 0 0" -> LaueClass.L_M3BAR;
            case "9 8 6 0" -> LaueClass.L_M3BAR_M;
            default -> null;
        };
    }

    private Optional<Match> best(LaueClass laue, double toleranceAngstrom) {
        Match best = null;
        List<int[]> bases = ConventionalBases.of(m_rotations, m_metric, laue);
        for (int number = 1; number <= 230; number++) {
            SpaceGroup standard = LaueClass.ofSpaceGroup(number) == laue ? SpaceGroup.ofNumber(number) : null;
            if (standard == null || standard.primitiveOperations().size() != m_rotations.size()) {
                continue;
            }
            for (int[] p : bases) {
                Match m = match(standard, p);
                if (m != null
                        && m.misfitAngstrom <= toleranceAngstrom
                        && (best == null
                                || m.misfitAngstrom < best.misfitAngstrom - 1e-6
                                        && (m.number != best.number
                                                || m.misfitAngstrom
                                                        < best.misfitAngstrom - 1e-2 * toleranceAngstrom))) {
                    best = m;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private Match match(SpaceGroup standard, int[] p) {
        int determinant = IntMatrix.determinant(p);
        if (determinant != standard.centring().size()) {
            return null;
        }
        for (SymmetryOperation c : standard.centring()) {
            for (int i = 0; i < 3; i++) {
                int[] t = c.translationInPlace();
                if (Math.floorMod(
                                (long) p[3 * i] * t[0] + (long) p[3 * i + 1] * t[1] + (long) p[3 * i + 2] * t[2],
                                (long) SymmetryOperation.DENOMINATOR)
                        != 0) {
                    return null;
                }
            }
        }
        int n = standard.primitiveOperations().size();
        int[] adjugate = IntMatrix.adjugate(p);
        int[][] w = new int[n][];
        double[][] difference = new double[n][3];
        for (int i = 0; i < n; i++) {
            SymmetryOperation s = standard.primitiveOperations().get(i);
            int[] r = IntMatrix.times(IntMatrix.times(p, s.rotationInPlace()), adjugate);
            for (int k = 0; k < 9; k++) {
                if (r[k] % determinant != 0) {
                    return null;
                }
                r[k] /= determinant;
            }
            int index = indexOf(r);
            if (index < 0) {
                return null;
            }
            w[i] = r;
            double[] t = s.translationFraction();
            double[] found = m_translations.get(index);
            for (int k = 0; k < 3; k++) {
                difference[i][k] = p[3 * k] * t[0] + p[3 * k + 1] * t[1] + p[3 * k + 2] * t[2] - found[k];
            }
        }
        double[] origin = origin(w, difference, GENERATORS.computeIfAbsent(standard.number(), number -> generators(w)));
        return new Match(standard.number(), p, origin, misfit(w, difference, origin));
    }

    private int indexOf(int[] rotation) {
        for (int i = 0; i < m_rotations.size(); i++) {
            if (Arrays.equals(m_rotations.get(i), rotation)) {
                return i;
            }
        }
        return -1;
    }

    /** p with (W - I) p = difference modulo 1: exact for a few operations that generate the rest, then the least-squares fit to all. */
    private double[] origin(int[][] w, double[][] difference, List<Integer> generators) {
        int[][] a = new int[3 * generators.size()][];
        double[] b = new double[a.length];
        for (int g = 0; g < generators.size(); g++) {
            for (int k = 0; k < 3; k++) {
                int[] r = w[generators.get(g)];
                a[3 * g + k] = new int[] {
                    r[3 * k] - (k == 0 ? 1 : 0), r[3 * k + 1] - (k == 1 ? 1 : 0), r[3 * k + 2] - (k == 2 ? 1 : 0)
                };
                b[3 * g + k] = difference[generators.get(g)][k];
            }
        }
        double[] p = a.length == 0 ? new double[3] : new ModularEquations(a).solve(b);
        // For a group, the mean of -residual over all operations is the least-squares correction in its non-polar part:
        // averaging (W - I) over the group projects on what no rotation leaves in place, with the factor -1.
        double[] mean = new double[3];
        for (int i = 0; i < w.length; i++) {
            double[] r = residual(w[i], difference[i], p);
            for (int k = 0; k < 3; k++) {
                mean[k] += r[k] / w.length;
            }
        }
        double[] average = new double[9];
        for (int[] r : w) {
            for (int k = 0; k < 9; k++) {
                average[k] += r[k] / (double) w.length;
            }
        }
        for (int k = 0; k < 3; k++) {
            double polar = average[3 * k] * mean[0] + average[3 * k + 1] * mean[1] + average[3 * k + 2] * mean[2];
            p[k] += mean[k] - polar;
        }
        return p;
    }

    /** (W - I) p - difference, to the nearest lattice vector. */
    private static double[] residual(int[] w, double[] difference, double[] p) {
        double[] r = new double[3];
        for (int k = 0; k < 3; k++) {
            r[k] = FractionalDifference.nearest(
                    w[3 * k] * p[0] + w[3 * k + 1] * p[1] + w[3 * k + 2] * p[2] - p[k] - difference[k]);
        }
        return r;
    }

    private double misfit(int[][] w, double[][] difference, double[] p) {
        double worst = 0;
        for (int i = 0; i < w.length; i++) {
            double[] r = residual(w[i], difference[i], p);
            worst = Math.max(worst, m_metric.square(r));
        }
        return Math.sqrt(worst);
    }

    private static List<Integer> generators(int[][] w) {
        List<Integer> generators = new ArrayList<>();
        List<int[]> group = new ArrayList<>(List.of(IntMatrix.identity()));
        for (int i = 0; i < w.length && group.size() < w.length; i++) {
            int[] r = w[i];
            if (group.stream().noneMatch(q -> Arrays.equals(q, r))) {
                generators.add(i);
                for (int j = 0; j < group.size(); j++) {
                    for (int g : generators) {
                        int[] product = IntMatrix.times(w[g], group.get(j));
                        if (group.stream().noneMatch(q -> Arrays.equals(q, product))) {
                            group.add(product);
                        }
                    }
                }
            }
        }
        return generators;
    }
}
