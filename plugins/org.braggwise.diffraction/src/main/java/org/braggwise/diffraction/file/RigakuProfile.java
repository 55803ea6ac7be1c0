// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.List;
import java.util.Locale;

/** What Rigaku's text formats share: lines of angle, intensity and attenuator factor, and the names of the axis that was scanned. */
final class RigakuProfile {

    /** Where a file ends. */
    enum End {
        /** Behind the points. */
        WHOLE,
        /** After a line of a point, and others may have followed. */
        AFTER_A_LINE,
        /** Inside the line of the last point, whose numbers can't be trusted. */
        IN_A_LINE;

        static End of(boolean complete, String text) {
            boolean lineEnds = text.endsWith("\n") || text.endsWith("\r");
            return complete ? WHOLE : lineEnds ? AFTER_A_LINE : IN_A_LINE;
        }
    }

    private RigakuProfile() {}

    /**
     * Reads lines up to {@code to}; the intensity is the second number times the third. A last line that the end of the file cut is left
     * out.
     *
     * @param lines of the file, of which {@code from} to {@code to} (0-based, exclusive) are points
     * @param end what of the points the file holds
     */
    static void read(ScanBuilder scan, List<String> lines, int from, int to, End end, String source) {
        Attenuator attenuator = new Attenuator();
        int last = end == End.IN_A_LINE ? to - 1 : to;
        for (int i = from; i < last; i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                continue;
            }
            String[] f = line.split("[\\s,]+");
            Double x = f.length > 0 ? Numeral.of(f[0]) : null;
            Double y = f.length > 1 ? Numeral.of(f[1]) : null;
            Double factor = f.length > 2 ? Numeral.of(f[2]) : Double.valueOf(1);
            if (x == null || y == null || factor == null) {
                if (end != End.WHOLE && i == last - 1) {
                    break;
                }
                throw PatternFileException.atLine(
                        source,
                        i + 1,
                        PatternFileException.quote(line),
                        "an angle, an intensity and an attenuator factor",
                        "");
            }
            scan.add(x, y * attenuator.factor(factor), i + 1);
        }
        attenuator.tell(scan, from + 1);
        if (end != End.WHOLE) {
            scan.interrupted(
                    lines.size(), "the end of the file after " + scan.points() + " points", "the end of the scan");
        }
    }

    /**
     * @param axis as "2-Theta/Theta", "TwoThetaTheta", "2θ/ω"; in files of a Japanese or a Greek Windows the letter θ may have become other
     *     signs: it is what follows the 2
     */
    static boolean isTwoTheta(String axis) {
        String plain = axis.replace("\u0083\u00c6", "θ")
                .replace("\u0083\u0087", "θ")
                .replaceAll("^2[^\\p{Alnum}\\s]{1,2}(?=$|/)", "2θ");
        return plain.replace("2è", "2θ")
                .replace("θ", "theta")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "")
                .matches(".*(2theta|twotheta).*");
    }

    static PatternFileException otherAxis(String source, int line, String axis) {
        return PatternFileException.atLine(
                source,
                line,
                "a scan along " + PatternFileException.quote(axis),
                "2-Theta",
                "Rocking curves and pole figures are no powder patterns.");
    }
}
