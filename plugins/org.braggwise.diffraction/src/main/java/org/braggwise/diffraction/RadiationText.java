// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.braggwise.diffraction.Radiation.Line;

/** How a radiation is written in a cell or a file: by its name where that tells its lines, else line by line. */
final class RadiationText {

    /** A line: its share of the first line's intensity and its wavelength. */
    private static final Pattern LINE = Pattern.compile("(?:(\\S+) x )?(\\S+) A");

    private static final double PARTS = 1e6;

    private RadiationText() {}

    static String of(Radiation radiation) {
        List<Line> lines = radiation.lines();
        boolean told = read(radiation.name())
                .filter(r -> r.lines().size() == lines.size())
                .filter(r -> r.hasMean(radiation.wavelengthAngstrom()))
                .isPresent();
        if (lines.size() == 1 || told) {
            return radiation.name();
        }
        double first = lines.get(0).weight();
        return lines.stream()
                .map(l -> (l.weight() == first ? "" : Math.round(PARTS * l.weight() / first) / PARTS + " x ")
                        + l.wavelengthAngstrom() + " A")
                .collect(Collectors.joining(" + "));
    }

    /** @return what the text tells by itself; empty where it tells no lines, as "from file" */
    static Optional<Radiation> read(String text) {
        try {
            return Optional.of(
                    Radiation.names().contains(text) ? Radiation.of(text) : new Radiation(text, lines(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Line> lines(String text) {
        List<Line> lines = new ArrayList<>();
        for (String part : text.split(" \\+ ")) {
            Matcher m = LINE.matcher(part);
            if (!m.matches()) {
                throw new IllegalArgumentException(part);
            }
            lines.add(
                    new Line(Double.parseDouble(m.group(2)), m.group(1) == null ? 1 : Double.parseDouble(m.group(1))));
        }
        return lines;
    }
}
