// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.braggwise.crystal.geometry.DelaunayReduction;
import org.braggwise.crystal.geometry.IntMatrix;
import org.braggwise.crystal.geometry.Metric;

/**
 * The bases along the symmetry axes of a point group that the standard settings can have: what is left open by the axes themselves
 * (which of three two-fold axes is a, which vectors of the plane a monoclinic cell has, obverse or reverse, ..) gives several.
 * Axes from the rotation matrices as in R. W. Grosse-Kunstleve (1999), Acta Cryst. A55, 383, doi:10.1107/S0108767398010186.
 */
final class ConventionalBases {

    private final List<int[]> m_proper;
    private final Metric m_metric;

    private ConventionalBases(List<int[]> rotations, Metric metric) {
        m_proper = rotations.stream()
                .map(r -> IntMatrix.times(r, IntMatrix.determinant(r)))
                .toList();
        m_metric = metric;
    }

    /**
     * @param rotations the rotation parts on a primitive basis
     * @param metric the metric tensor of that basis
     * @param laue their Laue class
     * @return matrices with positive determinants, whose columns are a, b, c in terms of the primitive basis, the preferred one first
     */
    static List<int[]> of(List<int[]> rotations, Metric metric, LaueClass laue) {
        ConventionalBases b = new ConventionalBases(rotations, metric);
        List<int[]> all =
                switch (laue.crystalSystem()) {
                    case TRICLINIC -> List.of(DelaunayReduction.of(metric));
                    case MONOCLINIC -> b.monoclinic();
                    case ORTHORHOMBIC -> b.permuted(b.axes(2), true);
                    case TETRAGONAL -> b.inPlane(4, false);
                    case TRIGONAL, HEXAGONAL -> b.inPlane(3, true);
                    case CUBIC -> b.permuted(b.axes(laue == LaueClass.L_M3BAR ? 2 : 4), false);
                };
        return all.stream().filter(p -> IntMatrix.determinant(p) > 0).toList();
    }

    /** @return n for a proper rotation by 360 / n degrees; 0 for a matrix that is none */
    static int order(int[] proper) {
        return switch (IntMatrix.trace(proper)) {
            case 3 -> 1;
            case -1 -> 2;
            case 0 -> 3;
            case 1 -> 4;
            case 2 -> 6;
            default -> 0;
        };
    }

    private List<int[]> monoclinic() {
        int[] two = first(2);
        int[] b = axis(two);
        int[][] plane = plane(two);
        int[] u = plane[0];
        int[] v = plane[1];
        int[] w = IntMatrix.times(IntMatrix.sum(u, v), -1);
        List<int[]> all = new ArrayList<>();
        for (int[][] pair : new int[][][] {{u, v}, {v, u}, {v, w}, {w, v}, {w, u}, {u, w}}) {
            int[] p = IntMatrix.columns(pair[0], b, pair[1]);
            all.add(IntMatrix.determinant(p) > 0 ? p : IntMatrix.columns(pair[0], IntMatrix.times(b, -1), pair[1]));
        }
        // The cell with the shortest a and c; of two that differ in the order only, that with a < c.
        all.sort(Comparator.comparingDouble((int[] p) -> Math.rint(1e6 * (length(p, 0) + length(p, 2))))
                .thenComparingDouble(p -> length(p, 0)));
        return all;
    }

    /** The three axes in all right-handed orders (orthorhombic: shorter first), or in the two that differ by a quarter turn (cubic). */
    private List<int[]> permuted(List<int[]> axes, boolean allOrders) {
        List<int[]> e = new ArrayList<>(axes.subList(0, 3));
        e.sort(Comparator.comparingDouble(v -> m_metric.dot(v, v)));
        List<int[]> all = new ArrayList<>();
        int[][] orders = allOrders
                ? new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}
                : new int[][] {{0, 1, 2}, {1, 0, 2}};
        for (int[] o : orders) {
            int[] p = IntMatrix.columns(e.get(o[0]), e.get(o[1]), e.get(o[2]));
            all.add(
                    IntMatrix.determinant(p) > 0
                            ? p
                            : IntMatrix.columns(e.get(o[0]), e.get(o[1]), IntMatrix.times(e.get(o[2]), -1)));
        }
        return all;
    }

    /** c along the main axis, a the shortest vector across it, b = a turned by 90 or 120 degrees. */
    private List<int[]> inPlane(int order, boolean hexagonal) {
        int[] r = first(order);
        int[] c = axis(r);
        int[] a = plane(r)[0];
        int[] b = IntMatrix.apply(r, a);
        int[] p = IntMatrix.columns(a, b, c);
        if (IntMatrix.determinant(p) < 0) {
            p = IntMatrix.columns(a, b, IntMatrix.times(c, -1));
        }
        return hexagonal ? List.of(p, IntMatrix.times(p, new int[] {-1, 0, 0, 0, -1, 0, 0, 0, 1})) : List.of(p);
    }

    private int[] first(int order) {
        return m_proper.stream().filter(r -> order(r) == order).findFirst().orElseThrow();
    }

    private List<int[]> axes(int order) {
        List<int[]> axes = new ArrayList<>();
        for (int[] r : m_proper) {
            if (order(r) == order) {
                int[] v = axis(r);
                int[] minus = IntMatrix.times(v, -1);
                if (axes.stream().noneMatch(w -> Arrays.equals(w, v) || Arrays.equals(w, minus))) {
                    axes.add(v);
                }
            }
        }
        return axes;
    }

    private double length(int[] p, int column) {
        int[] v = {p[column], p[3 + column], p[6 + column]};
        return Math.sqrt(m_metric.dot(v, v));
    }

    /** I + R + .. + R^(n-1), which projects on the axis. */
    private static int[] projector(int[] r) {
        int[] sum = IntMatrix.identity();
        int[] power = r;
        while (!Arrays.equals(power, IntMatrix.identity())) {
            for (int i = 0; i < 9; i++) {
                sum[i] += power[i];
            }
            power = IntMatrix.times(power, r);
        }
        return sum;
    }

    /** The shortest lattice vector along the axis of a proper rotation. */
    private static int[] axis(int[] r) {
        int[] s = projector(r);
        for (int j = 0; j < 3; j++) {
            int g = IntMatrix.gcd(s[j], IntMatrix.gcd(s[3 + j], s[6 + j]));
            if (g != 0) {
                return new int[] {s[j] / g, s[3 + j] / g, s[6 + j] / g};
            }
        }
        throw new IllegalStateException("A rotation without axis: " + Arrays.toString(r));
    }

    /** The two shortest lattice vectors across the axis of a proper rotation, at 90 degrees or more to each other. */
    private int[][] plane(int[] r) {
        int[] s = projector(r);
        int row = s[0] != 0 || s[1] != 0 || s[2] != 0 ? 0 : s[3] != 0 || s[4] != 0 || s[5] != 0 ? 1 : 2;
        int g = IntMatrix.gcd(s[3 * row], IntMatrix.gcd(s[3 * row + 1], s[3 * row + 2]));
        int h = s[3 * row] / g;
        int k = s[3 * row + 1] / g;
        int l = s[3 * row + 2] / g;
        int[] u;
        int[] v;
        if (h == 0 && k == 0) {
            u = new int[] {1, 0, 0};
            v = new int[] {0, 1, 0};
        } else {
            int[] e = extendedGcd(h, k);
            u = new int[] {k / e[0], -h / e[0], 0};
            v = new int[] {-l * e[1], -l * e[2], e[0]};
        }
        while (true) {
            if (m_metric.dot(v, v) < m_metric.dot(u, u) * (1 - 1e-12)) {
                int[] t = u;
                u = v;
                v = t;
            }
            int n = (int) Math.rint(m_metric.dot(u, v) / m_metric.dot(u, u) * (1 - 1e-9));
            if (n == 0) {
                return new int[][] {u, m_metric.dot(u, v) > 0 ? IntMatrix.times(v, -1) : v};
            }
            v = IntMatrix.sum(v, IntMatrix.times(u, -n));
        }
    }

    /** @return (g, p, q) with p a + q b = g > 0 */
    private static int[] extendedGcd(int a, int b) {
        if (b == 0) {
            return new int[] {Math.abs(a), a < 0 ? -1 : 1, 0};
        }
        int[] e = extendedGcd(b, a % b);
        return new int[] {e[0], e[2], e[1] - a / b * e[2]};
    }
}
