// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.braggwise.crystal.Diagnostic.Severity.INFO;
import static org.braggwise.crystal.Diagnostic.Severity.WARNING;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.braggwise.crystal.Diagnostic;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.Radiation.Line;

/**
 * Collects what a file's header says of its wavelength and decides on the {@link Radiation}. What the file leaves open is assumed, and
 * said, in this order: both lines without their shares are 2 : 1, as a tube of any anode in use emits them to some per cent; an anode
 * without wavelengths emits its tabulated K-alpha doublet.
 *
 * <p>Wavelengths in angstrom; one that is absent or outside 0.05 to 5 Å, where no diffraction is measured, counts as not stated.
 */
final class WavelengthClues {

    private static final double TUBE_RATIO = 0.5;
    /** K-alpha lines of one anode in different tables differ by less, those of neighbouring elements by more. */
    private static final double SAME_LINE = 0.01;

    private String m_anode = "";
    private double m_alpha1 = Double.NaN;
    private double m_alpha2 = Double.NaN;
    private double m_beta = Double.NaN;
    private double m_mean = Double.NaN;
    private double m_ratio = Double.NaN;
    private String m_measured = "";
    private static final String BOTH = "K-alpha-1 and K-alpha-2";

    private String m_assumption;
    private final List<Note> m_notes = new ArrayList<>();

    private record Note(Diagnostic.Severity severity, int line, String found, String expected, String assumed) {}

    /** @param symbol of the tube's anode; anything but a chemical symbol counts as not stated */
    WavelengthClues anode(String symbol) {
        String s = symbol == null ? "" : symbol.strip();
        if (m_anode.isEmpty() && s.matches("[A-Za-z]{1,2}")) {
            m_anode =
                    s.substring(0, 1).toUpperCase(Locale.ROOT) + s.substring(1).toLowerCase(Locale.ROOT);
        }
        return this;
    }

    WavelengthClues alpha1(double angstrom) {
        m_alpha1 = usable(m_alpha1) ? m_alpha1 : angstrom;
        return this;
    }

    WavelengthClues alpha2(double angstrom) {
        m_alpha2 = usable(m_alpha2) ? m_alpha2 : angstrom;
        return this;
    }

    WavelengthClues beta(double angstrom) {
        m_beta = usable(m_beta) ? m_beta : angstrom;
        return this;
    }

    /** @param angstrom the one wavelength that is stated, or the weighted mean of several */
    WavelengthClues mean(double angstrom) {
        m_mean = usable(m_mean) ? m_mean : angstrom;
        return this;
    }

    /** @param alpha2OverAlpha1 of the intensities; 0 says that K-alpha-2 was taken away, NaN that nothing is stated */
    WavelengthClues ratio(double alpha2OverAlpha1) {
        m_ratio = Double.isNaN(m_ratio) ? alpha2OverAlpha1 : m_ratio;
        return this;
    }

    /** @param line which line the header says is measured, in any spelling of "Ka", "Ka1", "Ka2" or "Kb" */
    WavelengthClues measured(String line) {
        m_measured = m_measured.isEmpty() ? line.strip() : m_measured;
        return this;
    }

    /** What was assumed in reading a number of the header, such as its unit. */
    void assume(int line, String found, String expected, String assumed) {
        m_assumption = assumed;
        m_notes.add(new Note(WARNING, line, found, expected, assumed));
    }

    void warn(int line, String found, String expected, String assumed) {
        m_notes.add(new Note(WARNING, line, found, expected, assumed));
    }

    boolean statesWavelength() {
        return usable(m_alpha1) || usable(m_mean);
    }

    /** @return a copy to which the header of one scan can be added */
    WavelengthClues copy() {
        WavelengthClues c = new WavelengthClues();
        c.m_anode = m_anode;
        c.m_alpha1 = m_alpha1;
        c.m_alpha2 = m_alpha2;
        c.m_beta = m_beta;
        c.m_mean = m_mean;
        c.m_ratio = m_ratio;
        c.m_measured = m_measured;
        c.m_assumption = m_assumption;
        c.m_notes.addAll(m_notes);
        return c;
    }

    static boolean usable(double angstrom) {
        return angstrom > 0.05 && angstrom < 5;
    }

    /** Gives a scan its radiation, and says what was assumed. */
    void giveTo(ScanBuilder scan) {
        String line = m_measured
                .toLowerCase(Locale.ROOT)
                .replace("α", "a")
                .replace("β", "b")
                .replaceAll("[^a-z0-9]", "");
        boolean saysAlpha1 = line.matches(".*k(a|alpha)1");
        boolean hasBoth = saysAlpha1 && m_ratio > 0 && usable(m_alpha1) && usable(m_alpha2);
        m_notes.forEach(n -> scan.note(n.severity, n.line, "wavelength", n.found, n.expected, n.assumed));
        scan.metadata("anode", m_anode);
        if (!usable(m_alpha1) && usable(m_mean) && usable(m_alpha2) && m_alpha2 > m_mean) {
            // "lambda: 1.54056, 1.54439" names the second only
            m_alpha1 = m_mean;
            m_mean = Double.NaN;
        }
        if (line.matches(".*k(b|beta).*")) {
            beta(scan);
        } else if (line.matches(".*k(a|alpha)2") && usable(m_alpha2)) {
            scan.note(
                    WARNING,
                    0,
                    "wavelength",
                    "measured with " + m_measured,
                    "K-alpha or K-alpha-1",
                    "K-alpha-2 " + m_alpha2);
            scan.radiation(one(" Ka2", m_alpha2), m_assumption);
        } else {
            boolean onlyAlpha1 = saysAlpha1 && !hasBoth;
            if (usable(m_alpha1)) {
                if (hasBoth) {
                    scan.note(
                            WARNING,
                            0,
                            "wavelength",
                            "measured with " + m_measured + " and a share of K-alpha-2 of " + m_ratio,
                            "a ratio of 0",
                            BOTH);
                }
                alpha(scan, onlyAlpha1, hasBoth ? BOTH : "");
            } else if (usable(m_mean)) {
                scan.radiation(one(" Ka", m_mean), m_assumption);
            } else {
                fromAnode(scan, onlyAlpha1 ? " Ka1" : " Ka1+Ka2");
            }
        }
    }

    private void beta(ScanBuilder scan) {
        boolean stated = usable(m_beta);
        scan.note(
                WARNING,
                0,
                "wavelength",
                "measured with " + m_measured,
                "K-alpha or K-alpha-1",
                stated ? "K-beta " + m_beta : "no wavelength");
        if (stated) {
            scan.radiation(one(" Kb", m_beta), m_assumption);
        }
    }

    /** @param assumed beside what was assumed before, "" for nothing */
    private void alpha(ScanBuilder scan, boolean onlyAlpha1, String assumed) {
        boolean doublet = usable(m_alpha2) && m_alpha2 > m_alpha1 && m_alpha2 < 1.01 * m_alpha1;
        double ratio = m_ratio;
        if (doublet && !(ratio > 0) && usable(m_mean) && m_mean > m_alpha1 && m_mean < m_alpha2) {
            ratio = (m_mean - m_alpha1) / (m_alpha2 - m_mean);
        }
        if (usable(m_alpha2)) {
            scan.metadata("K-alpha-2 wavelength", Double.toString(m_alpha2));
        }
        String assumption =
                assumed.isEmpty() ? m_assumption : m_assumption == null ? assumed : m_assumption + "; " + assumed;
        if (doublet && !onlyAlpha1 && Double.isNaN(ratio)) {
            ratio = TUBE_RATIO;
            assumption = "Ka1 and Ka2 2 : 1";
            scan.note(
                    WARNING,
                    0,
                    "wavelength",
                    "K-alpha-1 " + m_alpha1 + " and K-alpha-2 " + m_alpha2 + " without their shares",
                    "an intensity ratio",
                    "2 : 1");
        }
        if (doublet && !onlyAlpha1 && ratio > 0 && ratio <= 1) {
            scan.radiation(
                    new Radiation(
                            name(" Ka1+Ka2", m_alpha1),
                            List.of(new Line(m_alpha1, 1 / (1 + ratio)), new Line(m_alpha2, ratio / (1 + ratio)))),
                    assumption);
            return;
        }
        if (usable(m_alpha2) && m_alpha1 != m_alpha2) {
            scan.note(
                    INFO,
                    0,
                    "wavelength",
                    onlyAlpha1
                            ? "K-alpha-2 " + m_alpha2 + " beside measured " + m_measured
                            : doublet
                                    ? "K-alpha-2 with the share " + ratio
                                    : "K-alpha-2 " + m_alpha2 + ", no doublet with " + m_alpha1,
                    "",
                    "K-alpha-1 only");
        }
        scan.radiation(one(" Ka1", m_alpha1), assumption);
    }

    private void fromAnode(ScanBuilder scan, String line) {
        if (m_anode.isEmpty()) {
            return;
        }
        String name = m_anode + line;
        if (Radiation.names().contains(name)) {
            scan.radiation(Radiation.of(name), name + " of the anode");
            scan.note(
                    WARNING,
                    0,
                    "wavelength",
                    "the anode " + m_anode + " without a wavelength",
                    "a wavelength",
                    name + " of the anode");
        } else {
            scan.note(
                    WARNING,
                    0,
                    "wavelength",
                    "the anode " + m_anode + " without a wavelength",
                    "a wavelength",
                    "none: give it in the node");
        }
    }

    private Radiation one(String line, double angstrom) {
        return new Radiation(name(line, angstrom), List.of(new Line(angstrom, 1)));
    }

    /** @return the anode with the line; "from file" where no anode is stated, or one that does not emit the wavelength */
    private String name(String line, double angstrom) {
        String mean = m_anode + " Ka";
        boolean other = !line.equals(" Kb")
                && Radiation.names().contains(mean)
                && Math.abs(Radiation.of(mean).wavelengthAngstrom() - angstrom) > SAME_LINE;
        return m_anode.isEmpty() || other ? "from file" : m_anode + line;
    }
}
