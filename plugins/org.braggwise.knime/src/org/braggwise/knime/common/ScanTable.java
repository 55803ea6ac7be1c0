// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.braggwise.diffraction.Radiation;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.def.DoubleCell;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;

/** The columns of a measured scan: what the XRD Pattern Reader writes and the Pattern Preparation reads. */
public final class ScanTable {

    /** Angles in degrees. */
    public static final String TWO_THETA = "Two-theta (deg)";
    /** Intensities in the file's own unit. */
    public static final String INTENSITY = "Intensity";
    /** Mean wavelength in angstrom; missing where the file states none. */
    public static final String WAVELENGTH = "Wavelength (Å)";

    /** The radiation's name, or the lines of one whose name does not tell them; missing where the file states none. */
    public static final String RADIATION = "Radiation";

    /** What of the radiation was assumed, in words; missing where the file states all of it, or nothing. */
    public static final String ASSUMED = "Wavelength assumed";

    /** Tables of wavelengths differ by less; radiations of one anode, as K-alpha and K-alpha-1, by more. */
    private static final double SAME_ANGSTROM = 1e-4;
    /** A line as {@link #text} writes it: its share of the first line's intensity and its wavelength. */
    private static final Pattern LINE = Pattern.compile("(?:(\\S+) x )?(\\S+) A");

    /** What the XRD Pattern Reader writes. */
    public static final DataTableSpec SPEC = new DataTableSpec(
            "Scans",
            Columns.column(TWO_THETA, PatternColumn.VECTOR),
            Columns.column(INTENSITY, PatternColumn.VECTOR),
            Columns.column(WAVELENGTH, DoubleCell.TYPE),
            Columns.column(RADIATION, StringCell.TYPE),
            Columns.column("First two-theta (deg)", DoubleCell.TYPE),
            Columns.column("Last two-theta (deg)", DoubleCell.TYPE),
            Columns.column("Points", IntCell.TYPE),
            Columns.column("Format", StringCell.TYPE),
            Columns.column("Metadata", StringCell.TYPE),
            Columns.column("Source", StringCell.TYPE),
            Columns.column(ASSUMED, StringCell.TYPE));

    private ScanTable() {}

    /** @return the radiation as a cell says it: "Cu Ka1+Ka2", or "1.5406 A + 0.5 x 1.54439 A" where its name does not tell its lines */
    public static String text(Radiation radiation) {
        List<Radiation.Line> lines = radiation.lines();
        if (lines.size() == 1
                || radiation(radiation.name(), radiation.wavelengthAngstrom())
                                .lines()
                                .size()
                        == lines.size()) {
            return radiation.name();
        }
        double first = lines.get(0).weight();
        return lines.stream()
                .map(l -> (l.weight() == first ? "" : Math.round(1e6 * l.weight() / first) / 1e6 + " x ")
                        + l.wavelengthAngstrom() + " A")
                .collect(Collectors.joining(" + "));
    }

    /**
     * @param text as {@link #text} writes it, or anything else
     * @param wavelengthAngstrom the mean wavelength stated beside it
     * @return the lines that the text tells where they have that mean; else one line of that wavelength
     */
    public static Radiation radiation(String text, double wavelengthAngstrom) {
        try {
            Radiation told = Radiation.names().contains(text) ? Radiation.of(text) : new Radiation(text, lines(text));
            if (Math.abs(told.wavelengthAngstrom() - wavelengthAngstrom) < SAME_ANGSTROM) {
                return told;
            }
        } catch (IllegalArgumentException e) {
            // no lines, as in "from file": the wavelength says all
        }
        return Radiation.monochromatic(wavelengthAngstrom);
    }

    private static List<Radiation.Line> lines(String text) {
        List<Radiation.Line> lines = new ArrayList<>();
        for (String part : text.split(" \\+ ")) {
            Matcher m = LINE.matcher(part);
            if (!m.matches()) {
                throw new IllegalArgumentException(part);
            }
            lines.add(new Radiation.Line(
                    Double.parseDouble(m.group(2)), m.group(1) == null ? 1 : Double.parseDouble(m.group(1))));
        }
        return lines;
    }
}
