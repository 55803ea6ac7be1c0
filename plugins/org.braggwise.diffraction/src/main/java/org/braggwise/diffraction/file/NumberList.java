// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.Arrays;

/** A text of many numbers between blanks, commas or semicolons, read without taking it apart first. */
final class NumberList {

    private NumberList() {}

    /**
     * @param line of the file where the text begins, for messages
     * @param expected what the text is, such as "numbers in &lt;counts&gt;"
     * @throws PatternFileException for a word that is no number, or more numbers than {@link ScanBuilder#MAX_POINTS}
     */
    static double[] of(String text, String source, int line, String expected) {
        double[] values = new double[64];
        int n = 0;
        int length = text.length();
        for (int i = 0; i < length; ) {
            while (i < length && isSeparator(text.charAt(i))) {
                i++;
            }
            int start = i;
            while (i < length && !isSeparator(text.charAt(i))) {
                i++;
            }
            if (start == i) {
                break;
            }
            if (n == ScanBuilder.MAX_POINTS) {
                throw ScanBuilder.tooLong(source, line);
            }
            String word = text.substring(start, i);
            Double value = Numeral.of(word);
            if (value == null) {
                throw PatternFileException.atLine(source, line, PatternFileException.quote(word), expected, "");
            }
            values = n == values.length ? Arrays.copyOf(values, 2 * n) : values;
            values[n++] = value;
        }
        return Arrays.copyOf(values, n);
    }

    private static boolean isSeparator(char c) {
        return c <= ' ' || c == ',' || c == ';';
    }
}
