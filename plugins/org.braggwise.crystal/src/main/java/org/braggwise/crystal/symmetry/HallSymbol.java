// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.braggwise.crystal.geometry.IntMatrix;

/**
 * Turns a Hall symbol into the operations of its space group: S. R. Hall (1981), Acta Cryst. A37, 517,
 * doi:10.1107/S0567739481001228, and International Tables B (2010), section A1.4.2.3. Read are all its parts (lattice
 * symbols P A B C I R S T H F, axis symbols x y z ' " = *, screw and translation symbols, the origin shift "(0 0 1)" in twelfths)
 * and a change of basis as expressions, "(x-y,x+y,z+1/4)": the coordinates in the new basis by those of the symbol.
 */
final class HallSymbol {

    private static final int D = SymmetryOperation.DENOMINATOR;
    private static final int[] TWO_Z = {-1, 0, 0, 0, -1, 0, 0, 0, 1};
    private static final int[] THREE_Z = {0, -1, 0, 1, -1, 0, 0, 0, 1};
    private static final int[] FOUR_Z = {0, -1, 0, 1, 0, 0, 0, 0, 1};
    private static final int[] SIX_Z = {1, -1, 0, 1, 0, 0, 0, 0, 1};
    private static final int[] TWO_DIFFERENCE_Z = {0, -1, 0, -1, 0, 0, 0, 0, -1};
    private static final int[] TWO_SUM_Z = {0, 1, 0, 1, 0, 0, 0, 0, -1};
    private static final int[] THREE_DIAGONAL = {0, 0, 1, 1, 0, 0, 0, 1, 0};
    private static final int LARGEST_GROUP = 192;

    private final String m_symbol;
    private final List<SymmetryOperation> m_generators = new ArrayList<>();

    private HallSymbol(String symbol) {
        m_symbol = symbol;
    }

    /**
     * @param symbol the Hall symbol, underscores for spaces allowed
     * @return its operations with those of the lattice's centring, the identity first
     * @throws IllegalArgumentException where it is not a Hall symbol, or one of no space group
     */
    static List<SymmetryOperation> operations(String symbol) {
        HallSymbol h = new HallSymbol(symbol);
        // Jana writes ';' for the space, and some the lattice and the first rotation together.
        String s = symbol.replace('_', ' ')
                .replace(';', ' ')
                .trim()
                .replaceFirst("^(-?[A-Za-z])(?=[-\\d])", "$1 ")
                .replaceAll("(\\d) +([\"'=*])", "$1$2");
        String change = "";
        int open = s.indexOf('(');
        if (open >= 0) {
            if (!s.endsWith(")")) {
                throw h.bad("a closing parenthesis");
            }
            change = s.substring(open + 1, s.length() - 1);
            s = s.substring(0, open).trim();
        }
        h.readParts(s.split("\\s+"));
        List<SymmetryOperation> operations = generate(h.m_generators, symbol);
        return change.isBlank() ? operations : h.changed(operations, change);
    }

    /** All products of the generators modulo the lattice. */
    static List<SymmetryOperation> generate(List<SymmetryOperation> generators, String symbol) {
        Set<SymmetryOperation> seen = new LinkedHashSet<>();
        seen.add(SymmetryOperation.IDENTITY);
        List<SymmetryOperation> all = new ArrayList<>(seen);
        for (int i = 0; i < all.size(); i++) {
            for (SymmetryOperation g : generators) {
                SymmetryOperation p = g.times(all.get(i));
                if (seen.add(p)) {
                    all.add(p);
                }
                if (all.size() > LARGEST_GROUP) {
                    throw new IllegalArgumentException(
                            "\"" + symbol + "\" generates more than 192 operations: expected those of a space group.");
                }
            }
        }
        return all;
    }

    private void readParts(String[] parts) {
        String lattice = parts[0].toUpperCase(Locale.ROOT);
        boolean centred = lattice.startsWith("-");
        if (centred) {
            lattice = lattice.substring(1);
        }
        for (int[] twelfths : centring(lattice)) {
            m_generators.add(new SymmetryOperation(IntMatrix.identity(), scaled(twelfths)));
        }
        if (centred) {
            m_generators.add(new SymmetryOperation(IntMatrix.times(IntMatrix.identity(), -1), new int[3]));
        }
        int previousOrder = 0;
        char previousAxis = 'z';
        for (int i = 1; i < parts.length; i++) {
            String p = parts[i].toLowerCase(Locale.ROOT);
            int at = 0;
            boolean improper = p.charAt(0) == '-';
            if (improper) {
                at++;
            }
            if (at >= p.length() || "12346".indexOf(p.charAt(at)) < 0) {
                throw bad("a rotation 1, 2, 3, 4 or 6 in \"" + parts[i] + "\"");
            }
            int order = p.charAt(at++) - '0';
            char axis = 0;
            int[] shift = new int[3];
            int screw = 0;
            for (; at < p.length(); at++) {
                char c = p.charAt(at);
                if ("xyz'\"=*".indexOf(c) >= 0) {
                    axis = c == '=' ? '"' : c;
                } else if (c >= '1' && c <= '5') {
                    screw = c - '0';
                } else {
                    addTranslation(shift, c);
                }
            }
            if (axis == 0) {
                axis = i == 1 || order == 1
                        ? 'z'
                        : i == 2 && order == 2
                                ? previousOrder == 3 || previousOrder == 6 ? '\'' : 'x'
                                : order == 3 ? '*' : 'z';
            }
            int[] rotation = rotation(order, axis, previousAxis);
            if (screw != 0) {
                if ("xyz".indexOf(axis) < 0 || screw >= order) {
                    throw bad("a screw axis along x, y or z in \"" + parts[i] + "\"");
                }
                shift[axis - 'x'] += 12 * screw / order;
            }
            m_generators.add(new SymmetryOperation(improper ? IntMatrix.times(rotation, -1) : rotation, scaled(shift)));
            previousOrder = order;
            if (axis >= 'x') {
                previousAxis = axis;
            }
        }
    }

    private int[] rotation(int order, char axis, char previousAxis) {
        return switch (axis) {
            case 'x', 'y', 'z' -> turned(
                    order == 1
                            ? IntMatrix.identity()
                            : order == 2 ? TWO_Z : order == 3 ? THREE_Z : order == 4 ? FOUR_Z : SIX_Z,
                    axis);
            case '\'', '"' -> {
                if (order != 2) {
                    throw bad("a two-fold rotation with ' or \"");
                }
                yield turned(axis == '\'' ? TWO_DIFFERENCE_Z : TWO_SUM_Z, previousAxis);
            }
            default -> {
                if (order != 3) {
                    throw bad("a three-fold rotation with *");
                }
                yield THREE_DIAGONAL;
            }
        };
    }

    /** A rotation about z, about another axis instead: its indices change in the cyclic order x, y, z. */
    private static int[] turned(int[] aboutZ, char axis) {
        int by = (axis - 'z' + 3) % 3;
        int[] r = new int[9];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                r[3 * ((i + by) % 3) + (j + by) % 3] = aboutZ[3 * i + j];
            }
        }
        return r;
    }

    private void addTranslation(int[] twelfths, char c) {
        int[] t =
                switch (c) {
                    case 'a' -> new int[] {6, 0, 0};
                    case 'b' -> new int[] {0, 6, 0};
                    case 'c' -> new int[] {0, 0, 6};
                    case 'n' -> new int[] {6, 6, 6};
                    case 'u' -> new int[] {3, 0, 0};
                    case 'v' -> new int[] {0, 3, 0};
                    case 'w' -> new int[] {0, 0, 3};
                    case 'd' -> new int[] {3, 3, 3};
                    default -> throw bad("a translation a, b, c, n, u, v, w or d and not '" + c + "'");
                };
        for (int i = 0; i < 3; i++) {
            twelfths[i] += t[i];
        }
    }

    private int[][] centring(String lattice) {
        return switch (lattice) {
            case "P" -> new int[0][];
            case "A" -> new int[][] {{0, 6, 6}};
            case "B" -> new int[][] {{6, 0, 6}};
            case "C" -> new int[][] {{6, 6, 0}};
            case "I" -> new int[][] {{6, 6, 6}};
            case "R" -> new int[][] {{8, 4, 4}, {4, 8, 8}};
            case "S" -> new int[][] {{4, 4, 8}, {8, 8, 4}};
            case "T" -> new int[][] {{4, 8, 4}, {8, 4, 8}};
            case "H" -> new int[][] {{8, 4, 0}, {4, 8, 0}};
            case "F" -> new int[][] {{0, 6, 6}, {6, 0, 6}, {6, 6, 0}};
            default -> throw bad("a lattice P, A, B, C, I, R, S, T, H or F and not \"" + lattice + "\"");
        };
    }

    /** Operations in another basis: V S V^-1 for the change V. */
    private List<SymmetryOperation> changed(List<SymmetryOperation> operations, String change) {
        SymmetryOperation v;
        String[] numbers = change.trim().split("\\s+");
        if (numbers.length == 3 && change.matches("[-\\d\\s]+")) {
            int[] shift = new int[3];
            for (int i = 0; i < 3; i++) {
                if (!numbers[i].matches("-?\\d{1,3}")) {
                    throw bad("an origin shift of three integers");
                }
                shift[i] = Integer.parseInt(numbers[i]);
            }
            v = new SymmetryOperation(IntMatrix.identity(), scaled(shift));
        } else {
            v = SymmetryOperation.parse(change);
        }
        SymmetryOperation inverse = v.inverse();
        return operations.stream().map(s -> v.times(s).times(inverse)).toList();
    }

    private static int[] scaled(int[] twelfths) {
        return IntMatrix.times(twelfths, D / 12);
    }

    private IllegalArgumentException bad(String expected) {
        return new IllegalArgumentException("Hall symbol \"" + m_symbol + "\": expected " + expected + ".");
    }
}
