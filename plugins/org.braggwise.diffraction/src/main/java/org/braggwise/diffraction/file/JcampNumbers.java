// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The ordinates of JCAMP-DX X++(Y..Y) lines, plain or compressed (R. S. McDonald, P. A. Wilks, Appl. Spectrosc. 42, 151 (1988)): a letter
 * stands for a first digit with its sign in SQZ (@ A-I a-i), DIF (% J-R j-r, the difference to the number before) and DUP (S-Z s, the
 * number before so many times in all) form. After a line that ends with a difference, the next repeats its last number as a check.
 */
final class JcampNumbers {

    private static final String SQZ = "@ABCDEFGHI";
    private static final String SQZ_NEGATIVE = "abcdefghi";
    private static final String DIF = "%JKLMNOPQR";
    private static final String DIF_NEGATIVE = "jklmnopqr";
    private static final String DUP = "STUVWXYZs";

    private final String m_source;
    private double[] m_values = new double[1024];
    private int m_size;
    private boolean m_endsWithDifference;

    JcampNumbers(String source) {
        m_source = source;
    }

    /** Reads one line: an abscissa, which is left out, and ordinates. */
    void line(String line, int number) {
        List<String> words = words(line);
        boolean check = m_endsWithDifference;
        m_endsWithDifference = false;
        double difference = Double.NaN;
        for (int w = 1; w < words.size(); w++) {
            String word = words.get(w);
            char c = word.charAt(0);
            if (c == '?') {
                add(Double.NaN, number);
                difference = Double.NaN;
            } else if (DUP.indexOf(c) >= 0) {
                int times = (int) value(word, DUP.indexOf(c) + 1, number);
                for (int i = 1; i < times && m_size > 0; i++) {
                    add(Double.isNaN(difference) ? last() : last() + difference, number);
                }
            } else if (DIF.indexOf(c) >= 0 || DIF_NEGATIVE.indexOf(c) >= 0) {
                boolean negative = DIF.indexOf(c) < 0;
                int first = negative ? DIF_NEGATIVE.indexOf(c) + 1 : DIF.indexOf(c);
                difference = (negative ? -1 : 1) * value(word, first, number);
                add(last() + difference, number);
                m_endsWithDifference = true;
            } else {
                boolean negative = SQZ_NEGATIVE.indexOf(c) >= 0;
                int first = negative ? SQZ_NEGATIVE.indexOf(c) + 1 : SQZ.indexOf(c);
                double v = first >= 0 ? (negative ? -1 : 1) * value(word, first, number) : plain(word, number);
                difference = Double.NaN;
                m_endsWithDifference = false;
                if (w == 1 && check && m_size > 0) {
                    if (v != last()) {
                        throw PatternFileException.atLine(
                                m_source,
                                number,
                                "the ordinate " + v,
                                last() + ", as the line before ends",
                                "The file is damaged.");
                    }
                } else {
                    add(v, number);
                }
            }
        }
    }

    private double last() {
        return m_size == 0 ? 0 : m_values[m_size - 1];
    }

    private void add(double v, int line) {
        if (m_size == ScanBuilder.MAX_POINTS) {
            throw ScanBuilder.tooLong(m_source, line);
        }
        m_values = m_size == m_values.length ? Arrays.copyOf(m_values, 2 * m_size) : m_values;
        m_values[m_size++] = v;
    }

    private double value(String word, int first, int line) {
        return plain(first + word.substring(1), line);
    }

    private double plain(String word, int line) {
        Double v = Numeral.of(word);
        if (v == null) {
            throw PatternFileException.atLine(
                    m_source, line, PatternFileException.quote(word), "a number of JCAMP-DX", "");
        }
        return v;
    }

    /** A word ends before a blank, a sign, or a letter that begins another; E with a sign or digits behind is an exponent. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= line.length(); i++) {
            char c = i < line.length() ? line.charAt(i) : ' ';
            boolean blank = c <= ' ' || c == ',' || c == ';';
            boolean exponent = start >= 0 && isExponent(line, i);
            boolean letter = (Character.isLetter(c) || c == '@' || c == '%' || c == '?') && !exponent;
            boolean sign = (c == '+' || c == '-') && !(start >= 0 && isExponent(line, i - 1));
            if (start >= 0 && (blank || letter || sign)) {
                words.add(line.substring(start, i));
                start = -1;
            }
            if (start < 0 && !blank) {
                start = i;
            }
        }
        return words;
    }

    private static boolean isExponent(String line, int i) {
        boolean e = i > 0 && i + 2 < line.length() && (line.charAt(i) == 'E' || line.charAt(i) == 'e');
        return e && "+-".indexOf(line.charAt(i + 1)) >= 0 && Character.isDigit(line.charAt(i + 2));
    }

    double[] values() {
        return Arrays.copyOf(m_values, m_size);
    }
}
