// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.indexing;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.symmetry.BravaisLattice;
import org.braggwise.crystal.symmetry.CrystalSystem;

/**
 * Spells reflection conditions as International Tables A do: for each symmetry direction the glide plane that the conditions of its zone
 * show, else the screw axis that those of its row show, else "-". What the centring demands by itself is not said again.
 */
final class ExtinctionName {

    /** Whether a reflection is forbidden. */
    interface Absences {
        boolean absent(int h, int k, int l);
    }

    private interface Index {
        int[] at(int i, int j);
    }

    private static final int RANGE = 12;

    private final char m_centring;
    private final Absences m_absences;

    private ExtinctionName(char centring, Absences absences) {
        m_centring = centring;
        m_absences = absences;
    }

    static String of(CrystalSystem system, char centring, Absences absences) {
        ExtinctionName name = new ExtinctionName(centring, absences);
        List<String> parts = new ArrayList<>();
        parts.add(String.valueOf(centring));
        switch (system) {
            case TRICLINIC -> parts.add("-");
            case MONOCLINIC -> parts.add(name.monoclinic());
            case ORTHORHOMBIC -> parts.addAll(name.orthorhombic());
            case TETRAGONAL -> parts.addAll(name.tetragonal());
            case TRIGONAL, HEXAGONAL -> parts.addAll(name.hexagonal(system == CrystalSystem.TRIGONAL));
            case CUBIC -> parts.addAll(name.cubic());
        }
        return String.join(" ", parts);
    }

    private String monoclinic() {
        String screw = row((i, j) -> new int[] {0, i, 0});
        String glide = plane((i, j) -> new int[] {i, 0, j}, "ac");
        if (m_centring != 'P') {
            return glide.isEmpty() ? "-" : m_centring == 'C' ? "c" : m_centring == 'A' ? "n" : "a";
        }
        String axis = screw.isEmpty() ? "" : "21";
        return axis.isEmpty() ? dash(glide) : glide.isEmpty() ? axis : axis + "/" + glide;
    }

    /** A screw is said where no glide plane through its axis forbids the same. */
    private List<String> orthorhombic() {
        String x = plane((i, j) -> new int[] {0, i, j}, "bc");
        String y = plane((i, j) -> new int[] {i, 0, j}, "ac");
        String z = plane((i, j) -> new int[] {i, j, 0}, "ab");
        boolean alongX = has(y, "aned") || has(z, "aned");
        boolean alongY = has(x, "bned") || has(z, "bned");
        boolean alongZ = has(x, "cned") || has(y, "cned");
        return List.of(
                x.isEmpty() ? alongX ? "-" : screw((i, j) -> new int[] {i, 0, 0}) : x,
                y.isEmpty() ? alongY ? "-" : screw((i, j) -> new int[] {0, i, 0}) : y,
                z.isEmpty() ? alongZ ? "-" : screw((i, j) -> new int[] {0, 0, i}) : z);
    }

    private List<String> tetragonal() {
        String z = plane((i, j) -> new int[] {i, j, 0}, "ab").replace('e', 'a');
        String x = plane((i, j) -> new int[] {0, i, j}, "bc").replace('e', 'c');
        String d = diagonal();
        String screw = row((i, j) -> new int[] {0, 0, i});
        boolean implied = screw.equals("2") && (has(x, "cn") || d.equals("c")) || d.equals("d");
        String axis = screw.isEmpty() || implied ? "" : screw.equals("4") ? "41" : "42";
        String first = axis.isEmpty() ? dash(z) : z.isEmpty() ? axis : axis + "/" + z;
        String second = x.isEmpty() && z.isEmpty() ? screw((i, j) -> new int[] {i, 0, 0}) : dash(x);
        return List.of(first, second, dash(d));
    }

    private List<String> hexagonal(boolean rhombohedral) {
        Index h0l = (i, j) -> new int[] {i, -i, j};
        Index hhl = (i, j) -> new int[] {i, i, j};
        String c = beyond(h0l, (i, j) -> j % 2 != 0) ? "c" : "";
        String d = beyond(hhl, (i, j) -> j % 2 != 0) ? "c" : "";
        String screw = row((i, j) -> new int[] {0, 0, i});
        String axis = rhombohedral || screw.equals("2") && !(c + d).isEmpty()
                ? ""
                : switch (screw) {
                    case "2" -> "63";
                    case "3" -> "31";
                    case "6" -> "61";
                    default -> "";
                };
        return List.of(dash(axis), dash(c), dash(d));
    }

    private List<String> cubic() {
        String a = plane((i, j) -> new int[] {0, i, j}, "bc")
                .replace('e', 'a')
                .replace('b', 'a')
                .replace('c', 'a');
        String d = diagonal();
        String screw = row((i, j) -> new int[] {0, 0, i});
        boolean implied = !a.isEmpty() || d.equals("d") || screw.equals("2") && !d.isEmpty();
        String axis = screw.isEmpty() || implied ? "" : screw.equals("4") ? "41" : "42";
        return List.of(a.isEmpty() ? dash(axis) : a, "-", dash(d));
    }

    private static String dash(String symbol) {
        return symbol.isEmpty() ? "-" : symbol;
    }

    private static boolean has(String glide, String letters) {
        return !glide.isEmpty() && letters.contains(glide);
    }

    private String screw(Index row) {
        return switch (row(row)) {
            case "2" -> "21";
            case "4" -> "41";
            default -> "-";
        };
    }

    /** @return the modulus n > 1 of a row's condition beyond the centring's, "" for none */
    private String row(Index index) {
        int modulus = modulus(index, false);
        int centring = modulus(index, true);
        return modulus > centring ? Integer.toString(modulus) : "";
    }

    private int modulus(Index index, boolean byCentring) {
        for (int n : new int[] {6, 4, 3, 2}) {
            boolean all = true;
            for (int i = 1; i <= RANGE; i++) {
                int[] x = index.at(i, 0);
                all &= i % n == 0 || (byCentring ? centred(x) : absent(x));
            }
            if (all) {
                return n;
            }
        }
        return 1;
    }

    /** @return the glide plane whose zone is i, j: n, d, the letter of i or j, e for both; "" for none beyond the centring */
    private String plane(Index index, String letters) {
        if (everyAbsent(index, (i, j) -> (i + j) % 4 != 0 || i % 2 != 0)
                && !everyCentred(index, (i, j) -> (i + j) % 4 != 0 || i % 2 != 0)) {
            return "d";
        }
        boolean first = beyond(index, (i, j) -> i % 2 != 0);
        boolean second = beyond(index, (i, j) -> j % 2 != 0);
        boolean sum = beyond(index, (i, j) -> (i + j) % 2 != 0);
        if (first && second) {
            return m_centring == 'P' ? letters : "e";
        }
        return first ? letters.substring(0, 1) : second ? letters.substring(1) : sum ? "n" : "";
    }

    /** hhl: c for l = 2 n, d for 2 h + l = 4 n. */
    private String diagonal() {
        Index hhl = (i, j) -> new int[] {i, i, j};
        if (beyond(hhl, (i, j) -> (2 * i + j) % 4 != 0)) {
            return "d";
        }
        return beyond(hhl, (i, j) -> j % 2 != 0) ? "c" : "";
    }

    private interface Condition {
        boolean forbids(int i, int j);
    }

    /** Whether all that a condition forbids is absent, and not by the centring alone. */
    private boolean beyond(Index index, Condition condition) {
        return everyAbsent(index, condition) && !everyCentred(index, condition);
    }

    private boolean everyAbsent(Index index, Condition condition) {
        return every(index, condition, false);
    }

    private boolean everyCentred(Index index, Condition condition) {
        return every(index, condition, true);
    }

    private boolean every(Index index, Condition condition, boolean byCentring) {
        for (int i = 0; i <= 6; i++) {
            for (int j = 0; j <= 6; j++) {
                int[] x = index.at(i, j);
                if ((i > 0 || j > 0) && condition.forbids(i, j) && !(byCentring ? centred(x) : absent(x))) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean absent(int[] x) {
        return m_absences.absent(x[0], x[1], x[2]);
    }

    private boolean centred(int[] x) {
        return !BravaisLattice.allows(m_centring, x[0], x[1], x[2]);
    }
}
