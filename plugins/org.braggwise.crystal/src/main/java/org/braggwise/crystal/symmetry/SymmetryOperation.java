// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.symmetry;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.crystal.geometry.IntMatrix;

/**
 * A symmetry operation (W, w) on fractional coordinates: x' = W x + w, exact, with w modulo the lattice.
 *
 * @param rotation W, 9 integers, row by row
 * @param translation w, 3 integers in units of 1 / {@link #DENOMINATOR}, from 0 to DENOMINATOR - 1 (brought there by the constructor)
 */
public record SymmetryOperation(int[] rotation, int[] translation) {

    /** lcm(1 .. 16): halves to sixteenths are exact, so that translations of cells up to sixteen-fold are. */
    public static final int DENOMINATOR = 720720;

    /** x, y, z */
    public static final SymmetryOperation IDENTITY =
            new SymmetryOperation(new int[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, new int[3]);

    private static final int LONGEST = 200;
    private static final java.util.Set<String> BRACKETS = java.util.Set.of("()", "[]", "{}");

    /** "(2) -x,-y,z" and "2 -x,-y,z" */
    private static final Pattern NUMBERED =
            Pattern.compile("^(?:\\(\\d+\\)|\\d+[):.]?\\s)(?=\\s*[-+(\\[]?\\s*[\\dxyzabcuvw.])(?!\\s*/)");

    private static final Pattern SPACE = Pattern.compile("[\\s'\"]");
    private static final Pattern TERM =
            Pattern.compile("([+-]?)(?:([xyz])|(\\d*\\.?\\d+|\\d+\\.)(?:/(\\d+))?(\\*?)([xyz])?)");

    /** @throws IllegalArgumentException unless there are 9 and 3 numbers and the determinant is 1 or -1 */
    public SymmetryOperation {
        if (rotation.length != 9 || translation.length != 3) {
            throw new IllegalArgumentException("A symmetry operation has " + rotation.length + " and "
                    + translation.length + " numbers: expected 9 and 3.");
        }
        rotation = rotation.clone();
        translation = translation.clone();
        for (int i = 0; i < 3; i++) {
            translation[i] = Math.floorMod(translation[i], DENOMINATOR);
        }
        if (Math.abs(IntMatrix.determinant(rotation)) != 1) {
            throw new IllegalArgumentException(
                    "Rotation part " + Arrays.toString(rotation) + ": expected a determinant of 1 or -1.");
        }
    }

    /** @return a copy of the 9 integers */
    @Override
    public int[] rotation() {
        return rotation.clone();
    }

    /** @return a copy of the 3 integers */
    @Override
    public int[] translation() {
        return translation.clone();
    }

    /** @return the translation part as fractions, 0 to below 1 */
    public double[] translationFraction() {
        return new double[] {
            translation[0] / (double) DENOMINATOR,
            translation[1] / (double) DENOMINATOR,
            translation[2] / (double) DENOMINATOR
        };
    }

    /**
     * Reads a Jones-faithful symbol as CIF files write it: "x,y,z", "-y, x-y, z+1/3", "1/2+X,-Y,.5-Z", "x-0.3333,y,z".
     * Decimals close to a multiple of 1/24 (0.002) are taken for it, as are those close to other small fractions.
     *
     * @param text the symbol, quotes around it allowed
     * @return the operation
     * @throws IllegalArgumentException where the text is not such a symbol
     */
    public static SymmetryOperation parse(String text) {
        String[] parts = text.length() > LONGEST ? new String[0] : parts(text);
        if (parts.length != 3) {
            throw unreadable(text);
        }
        int[] r = new int[9];
        int[] t = new int[3];
        for (int i = 0; i < 3; i++) {
            Matcher m = TERM.matcher(parts[i]);
            int end = 0;
            double shift = 0;
            while (end < parts[i].length()) {
                if (!m.find(end) || m.start() != end || end > 0 && m.group(1).isEmpty()) {
                    throw unreadable(text);
                }
                end = m.end();
                int sign = m.group(1).equals("-") ? -1 : 1;
                String axis = m.group(2) != null ? m.group(2) : m.group(6);
                double value = m.group(3) == null ? 1 : Double.parseDouble(m.group(3));
                if (m.group(4) != null) {
                    value /= Double.parseDouble(m.group(4));
                }
                if (!Double.isFinite(value) || value > 100) {
                    throw unreadable(text);
                }
                if (axis == null) {
                    if ("*".equals(m.group(5))) {
                        throw unreadable(text);
                    }
                    shift += sign * value;
                } else if (value != Math.rint(value)) {
                    throw unreadable(text);
                } else {
                    r[3 * i + axis.charAt(0) - 'x'] += sign * (int) value;
                }
            }
            t[i] = exact(shift);
        }
        try {
            return new SymmetryOperation(r, t);
        } catch (IllegalArgumentException e) {
            throw unreadable(text);
        }
    }

    /** Three expressions in x, y and z; brackets, other separators, other letters and a number in front are forgiven. */
    private static String[] parts(String text) {
        String s = PlainSymbol.of(text)
                .toLowerCase(Locale.ROOT)
                .replaceAll("['\"]", "")
                .trim();
        s = NUMBERED.matcher(s).replaceFirst("").trim().replace(';', ',');
        if (s.length() > 2 && BRACKETS.contains("" + s.charAt(0) + s.charAt(s.length() - 1))) {
            s = s.substring(1, s.length() - 1).trim();
        }
        if (s.indexOf(',') < 0) {
            s = s.replaceAll("\\s+", ",");
        }
        String plain = SPACE.matcher(s).replaceAll("");
        if (!plain.matches(".*[xyz].*")) {
            for (String letters : new String[] {"abc", "uvw"}) {
                if (plain.matches("[-+*/.,\\d" + letters + "]+")) {
                    plain = plain.replace(letters.charAt(0), 'x')
                            .replace(letters.charAt(1), 'y')
                            .replace(letters.charAt(2), 'z');
                }
            }
        }
        return plain.split(",", -1);
    }

    /** @return the nearest multiple of 1/24, else of 1/5, 1/7, .. 1/16 when it is within 0.002, in units of 1/DENOMINATOR */
    static int exact(double fraction) {
        for (int n : new int[] {24, 5, 7, 9, 10, 11, 13, 14, 15, 16}) {
            double multiple = Math.rint(fraction * n) / n;
            if (Math.abs(multiple - fraction) < (n == 24 ? 0.002 : 0.0005)) {
                return (int) Math.rint(multiple * DENOMINATOR);
            }
        }
        return (int) Math.rint(fraction * DENOMINATOR);
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "Symmetry operation \"" + text + "\": expected three expressions such as \"-x, y+1/2, -z+1/2\".");
    }

    /** @return x' = W x + w, not reduced to the cell */
    public double[] apply(double[] x) {
        double[] y = new double[3];
        for (int i = 0; i < 3; i++) {
            y[i] = rotation[3 * i] * x[0]
                    + rotation[3 * i + 1] * x[1]
                    + rotation[3 * i + 2] * x[2]
                    + translation[i] / (double) DENOMINATOR;
        }
        return y;
    }

    /** @return the operation that does first the other and then this */
    public SymmetryOperation times(SymmetryOperation other) {
        int[] t = new int[3];
        for (int i = 0; i < 3; i++) {
            long sum = translation[i];
            for (int j = 0; j < 3; j++) {
                sum += (long) rotation[3 * i + j] * other.translation[j];
            }
            t[i] = (int) Math.floorMod(sum, (long) DENOMINATOR);
        }
        return new SymmetryOperation(IntMatrix.times(rotation, other.rotation), t);
    }

    /** @return the operation that undoes this one */
    public SymmetryOperation inverse() {
        int[] r = IntMatrix.inverse(rotation);
        int[] t = new int[3];
        for (int i = 0; i < 3; i++) {
            long sum = 0;
            for (int j = 0; j < 3; j++) {
                sum -= (long) r[3 * i + j] * translation[j];
            }
            t[i] = (int) Math.floorMod(sum, (long) DENOMINATOR);
        }
        return new SymmetryOperation(r, t);
    }

    /** @return whether the rotation part is the identity */
    public boolean isTranslation() {
        return Arrays.equals(rotation, IDENTITY.rotation);
    }

    /** @return the determinant of W: 1 for rotations and screws, -1 for the others */
    public int determinant() {
        return IntMatrix.determinant(rotation);
    }

    int[] rotationInPlace() {
        return rotation;
    }

    int[] translationInPlace() {
        return translation;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SymmetryOperation o
                && Arrays.equals(rotation, o.rotation)
                && Arrays.equals(translation, o.translation);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(rotation) + Arrays.hashCode(translation);
    }

    /** @return as CIF writes it: "-x,y+1/2,-z+1/2" */
    @Override
    public String toString() {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            int start = s.append(i == 0 ? "" : ",").length();
            for (int j = 0; j < 3; j++) {
                int n = rotation[3 * i + j];
                if (n != 0) {
                    s.append(n < 0 ? "-" : s.length() > start ? "+" : "")
                            .append(Math.abs(n) == 1 ? "" : Math.abs(n) + "*")
                            .append((char) ('x' + j));
                }
            }
            if (translation[i] != 0) {
                int g = IntMatrix.gcd(translation[i], DENOMINATOR);
                s.append('+').append(translation[i] / g).append('/').append(DENOMINATOR / g);
            }
        }
        return s.toString();
    }
}
