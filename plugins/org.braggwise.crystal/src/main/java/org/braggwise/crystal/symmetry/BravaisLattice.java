// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.Arrays;
import java.util.List;

import org.braggwise.crystal.geometry.IntMatrix;
import org.braggwise.crystal.geometry.Lattice;
import org.braggwise.crystal.geometry.Metric;
import org.braggwise.crystal.geometry.UnitCell;

/**
 * The symmetry of a lattice without atoms: its holohedry within a tolerance, and its conventional cell (International Tables A (2016),
 * section 3.1.1). Axes as in the standard settings: b unique and beta obtuse, c along the main axis, hexagonal axes in the obverse setting.
 *
 * @param holohedry the Laue class of all rotations that leave the lattice in place
 * @param centring P, C, I, F or R of the conventional cell
 * @param reduced a primitive cell with the three shortest vectors, metric exactly as the holohedry demands
 * @param conventional the conventional cell, exactly as the holohedry demands
 */
public record BravaisLattice(LaueClass holohedry, char centring, UnitCell reduced, UnitCell conventional) {

    private static final double SMALLER = 0.8;
    private static final int MOST_TRIES = 60;
    private static final String PREFERRED = "PCIFRAB";

    /**
     * @param primitive a primitive cell of the lattice
     * @param toleranceAngstrom how far the ends of lattice vectors may be from where a rotation puts them, above 0; where the rotations found
     *     are no group, it is made smaller until they are
     * @return the lattice that has all these rotations
     * @throws IllegalArgumentException for a tolerance that is not positive, or a cell that cannot be reduced
     */
    public static BravaisLattice of(UnitCell primitive, double toleranceAngstrom) {
        if (!(toleranceAngstrom > 0)) {
            throw new IllegalArgumentException(
                    "Tolerance is " + toleranceAngstrom + ": expected a positive number of angstroms.");
        }
        Metric g = new Lattice(primitive.metric()).reduced();
        double tolerance = toleranceAngstrom;
        for (int i = 0; i < MOST_TRIES; i++, tolerance *= SMALLER) {
            List<int[]> rotations = LatticeSymmetry.rotations(g, tolerance);
            LaueClass laue = holohedry(rotations);
            if (laue != null) {
                return of(g, rotations, laue);
            }
        }
        return of(g, List.of(IntMatrix.identity(), IntMatrix.times(IntMatrix.identity(), -1)), LaueClass.L_1BAR);
    }

    private static LaueClass holohedry(List<int[]> rotations) {
        LaueClass laue =
                switch (rotations.size()) {
                    case 2 -> LaueClass.L_1BAR;
                    case 4 -> LaueClass.L_2_M;
                    case 8 -> LaueClass.L_MMM;
                    case 12 -> LaueClass.L_3BAR_M;
                    case 16 -> LaueClass.L_4_MMM;
                    case 24 -> LaueClass.L_6_MMM;
                    case 48 -> LaueClass.L_M3BAR_M;
                    default -> null;
                };
        if (laue == null) {
            return null;
        }
        for (int[] r : rotations) {
            for (int[] s : rotations) {
                int[] product = IntMatrix.times(r, s);
                if (rotations.stream().noneMatch(t -> Arrays.equals(t, product))) {
                    return null;
                }
            }
        }
        return laue;
    }

    private static BravaisLattice of(Metric g, List<int[]> rotations, LaueClass laue) {
        Metric exact = averaged(g, rotations);
        int[] best = null;
        char centring = 0;
        for (int[] p : ConventionalBases.of(rotations, exact, laue)) {
            char c = centring(p);
            boolean better = best == null || PREFERRED.indexOf(c) < PREFERRED.indexOf(centring);
            if (c != 0 && better) {
                best = p;
                centring = c;
            }
        }
        UnitCell conventional = UnitCell.ofMetric(exact.transformed(best));
        return new BravaisLattice(laue, centring, UnitCell.ofMetric(exact), conventional);
    }

    private static Metric averaged(Metric g, List<int[]> rotations) {
        double[][] mean = new double[3][3];
        for (int[] r : rotations) {
            Metric t = g.transformed(r);
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    mean[i][j] += t.at(i, j) / rotations.size();
                }
            }
        }
        return new Metric(mean);
    }

    /** @return the letter of a cell whose vectors are the columns in terms of a primitive basis; 0 for the reverse setting of R */
    private static char centring(int[] columns) {
        int volume = IntMatrix.determinant(columns);
        if (volume == 1) {
            return 'P';
        }
        if (volume == 4) {
            return 'F';
        }
        int[] inverse = IntMatrix.adjugate(columns);
        for (int j = 0; j < 3; j++) {
            int x = Math.floorMod(inverse[j], volume);
            int y = Math.floorMod(inverse[3 + j], volume);
            int z = Math.floorMod(inverse[6 + j], volume);
            if (volume == 2 && x + y + z > 0) {
                return x + y + z == 3 ? 'I' : x == 0 ? 'A' : y == 0 ? 'B' : 'C';
            }
            if (volume == 3 && x + y + z > 0) {
                boolean obverse = x == 2 && y == 1 && z == 1 || x == 1 && y == 2 && z == 2;
                return obverse ? 'R' : 0;
            }
        }
        return 0;
    }

    /** @return a lattice of the same kind with another conventional cell, as a refinement of the cell makes it */
    public BravaisLattice withConventional(UnitCell cell) {
        double[][] primitive =
                switch (centring) {
                    case 'P' -> new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
                    case 'A' -> new double[][] {{1, 0, 0}, {0, 0.5, -0.5}, {0, 0.5, 0.5}};
                    case 'B' -> new double[][] {{0.5, 0, -0.5}, {0, 1, 0}, {0.5, 0, 0.5}};
                    case 'C' -> new double[][] {{0.5, -0.5, 0}, {0.5, 0.5, 0}, {0, 0, 1}};
                    case 'I' -> new double[][] {{1, 0, 0.5}, {0, 1, 0.5}, {0, 0, 0.5}};
                    case 'F' -> new double[][] {{0, 0.5, 0.5}, {0.5, 0, 0.5}, {0.5, 0.5, 0}};
                    default -> new double[][] {
                        {2 / 3.0, -1 / 3.0, -1 / 3.0}, {1 / 3.0, 1 / 3.0, -2 / 3.0}, {1 / 3.0, 1 / 3.0, 1 / 3.0}
                    };
                };
        Metric shortest = new Lattice(cell.metric().transformed(primitive)).reduced();
        return new BravaisLattice(holohedry, centring, UnitCell.ofMetric(shortest), cell);
    }

    /** @return the system of the lattice; trigonal for a rhombohedral one, hexagonal for a primitive one with hexagonal axes */
    public CrystalSystem system() {
        return holohedry.crystalSystem();
    }

    /** @return the Bravais symbol, such as "aP", "mC", "oI", "hR", "cF" (International Tables A, table 3.1.2.1) */
    public String symbol() {
        String family =
                switch (system()) {
                    case TRICLINIC -> "a";
                    case MONOCLINIC -> "m";
                    case ORTHORHOMBIC -> "o";
                    case TETRAGONAL -> "t";
                    case TRIGONAL, HEXAGONAL -> "h";
                    case CUBIC -> "c";
                };
        return family + (centring == 'A' || centring == 'B' ? 'C' : centring);
    }

    /** @return how many lattice points the conventional cell has: 1 (P), 2 (A B C I), 3 (R) or 4 (F) */
    public int pointsPerCell() {
        return switch (centring) {
            case 'P' -> 1;
            case 'R' -> 3;
            case 'F' -> 4;
            default -> 2;
        };
    }

    /** @return whether the centring lets a reflection of the conventional cell be */
    public boolean allows(int h, int k, int l) {
        return allows(centring, h, k, l);
    }

    /** @return whether a centring P, A, B, C, I, F or R (obverse) lets a reflection be; International Tables A, table 1.6.3.1 */
    public static boolean allows(char centring, int h, int k, int l) {
        return switch (centring) {
            case 'P' -> true;
            case 'A' -> (k + l & 1) == 0;
            case 'B' -> (h + l & 1) == 0;
            case 'C' -> (h + k & 1) == 0;
            case 'I' -> (h + k + l & 1) == 0;
            case 'F' -> (h + k & 1) == 0 && (k + l & 1) == 0;
            case 'R' -> Math.floorMod(-h + k + l, 3) == 0;
            default -> throw new IllegalArgumentException(
                    "Centring \"" + centring + "\" is not known: expected P, A, B, C, I, F or R.");
        };
    }
}
