// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.cif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * One instruction of a SHELXL file, lines that go on after "=" put together and remarks after "!" left off.
 *
 * @param words what stands between blanks
 * @param line where it starts, from 1
 */
record ShelxLine(String[] words, int line) {

    /** @return the instruction's name, or the atom's, without the residue behind "_" */
    String name() {
        String w = words[0].toUpperCase(Locale.ROOT);
        int underscore = w.indexOf('_');
        return underscore > 0 ? w.substring(0, underscore) : w;
    }

    /** @return the number in a word, another where there is none */
    double number(int word, double absent) {
        if (word >= words.length) {
            return absent;
        }
        double n = CifNumber.parse(words[word]).value();
        return Double.isNaN(n) ? absent : n;
    }

    /** Lines that begin with a blank are remarks; but there are texts of which every line does. */
    private static final Pattern AT_START = Pattern.compile("(?im)^CELL\\s");

    /** @return the instructions of a file */
    static List<ShelxLine> of(String text) {
        boolean blankIsRemark = AT_START.matcher(text).find();
        List<ShelxLine> all = new ArrayList<>();
        String[] lines = text.split("\\r\\n|\\r|\\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            int start = i + 1;
            if (blankIsRemark && !line.isEmpty() && Character.isWhitespace(line.charAt(0))) {
                continue;
            }
            String words = line.stripLeading();
            boolean remark = words.regionMatches(true, 0, "REM", 0, 3) || words.regionMatches(true, 0, "TITL", 0, 4);
            String s = remark ? line : withoutRemark(line);
            while (!remark && s.stripTrailing().endsWith("=") && i + 1 < lines.length) {
                s = s.stripTrailing();
                s = s.substring(0, s.length() - 1) + " " + withoutRemark(lines[++i]);
            }
            if (!s.isBlank()) {
                all.add(new ShelxLine(s.trim().split("\\s+"), start));
            }
        }
        return all;
    }

    /** What stands behind "!" or "=" is for people. */
    private static String withoutRemark(String line) {
        return line.replaceAll("!.*$", "").replaceAll("=.*$", "=");
    }
}
