// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.braggwise.crystal.Diagnostic.Severity.INFO;
import static org.braggwise.crystal.Diagnostic.Severity.WARNING;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings the chosen columns of a block of text into a scan: two-theta from whatever the abscissa is, touching columns parted. */
final class TextScan {

    private static final Pattern ATTENUATOR =
            Pattern.compile("^[#*;]\\s*Attenuator[_ ]coefficient\\s*[=: ]\\s*\"?([\\d.eE+]+)");

    private final List<String> m_lines;
    private final String m_source;
    private final boolean m_splitTouching;
    private final boolean m_blanks;
    private final TouchingColumns m_touching;
    private final NavigableMap<Integer, Double> m_attenuation;

    TextScan(List<String> lines, TextBlock block, TextLayout layout, String source, boolean splitTouching) {
        m_lines = lines;
        m_source = source;
        m_splitTouching = splitTouching;
        m_blanks = layout.separator() == TextLayout.BLANK;
        m_touching = new TouchingColumns(lines, block, layout, source);
        m_attenuation = attenuation(lines, block);
    }

    /** @param headerLine 1-based, where the abscissa is named, 0 where it is not */
    void fill(ScanBuilder scan, NumberRows rows, ColumnPlan.Series series, int headerLine) {
        double wavelength = wavelength(scan, series.abscissa(), headerLine);
        if (series.abscissa() != Abscissa.TWO_THETA_DEG) {
            // theta is often written and two-theta meant: the doubling must be seen
            boolean theta = series.abscissa() == Abscissa.THETA_DEG;
            scan.note(
                    theta ? WARNING : INFO,
                    headerLine,
                    "abscissa",
                    series.abscissa().label(),
                    "two-theta in degrees",
                    theta ? "doubled: rename the column if it holds two-theta" : "converted");
        }
        IntensityForm form = IntensityForm.of(series.name());
        if (form != IntensityForm.PLAIN) {
            scan.note(
                    WARNING,
                    headerLine,
                    "intensities",
                    "a column named " + PatternFileException.quote(series.name()),
                    "intensities as they were measured",
                    form.undone());
        }
        Attenuator attenuator = new Attenuator();
        for (int r = 0; r < rows.rows(); r++) {
            double x = rows.at(r, series.x());
            double y = form.intensity(rows.at(r, series.y()));
            if (m_blanks && rows.width(r) == 1 && series.x() == 0) {
                loneNumber(scan, rows, r);
                continue;
            }
            if (Double.isNaN(x)) {
                if (Double.isNaN(y) && series.x() > 0) {
                    continue; // of several scans side by side, this is the shorter one
                }
                throw PatternFileException.atLine(
                        m_source,
                        rows.line(r),
                        PatternFileException.quote(m_lines.get(rows.line(r) - 1).strip()),
                        "an angle in column " + (series.x() + 1) + " and an intensity in column " + (series.y() + 1),
                        "");
            }
            double angle = series.abscissa().twoThetaDeg(x, wavelength);
            if (Double.isNaN(angle)) {
                throw PatternFileException.atLine(
                        m_source,
                        rows.line(r),
                        series.abscissa().label() + " of " + x,
                        "one that has an angle at " + wavelength + " angstrom",
                        "The wavelength is not that of the scan, or the unit is not the one stated.");
            }
            scan.add(
                    angle,
                    m_attenuation.isEmpty() ? y : y * attenuator.factor(attenuation(rows.line(r))),
                    rows.line(r));
            if (series.sigma() >= 0 && form == IntensityForm.PLAIN) {
                scan.addSigma(rows.at(r, series.sigma()));
            }
            if (series.seconds() >= 0) {
                scan.addSeconds(rows.at(r, series.seconds()));
            }
        }
        attenuator.tell(scan, headerLine);
    }

    /** Rigaku's text states a factor before the points that it holds for. */
    private static NavigableMap<Integer, Double> attenuation(List<String> lines, TextBlock block) {
        NavigableMap<Integer, Double> factors = new TreeMap<>();
        for (int i = block.headerFrom(); i < block.to(); i++) {
            Matcher m = ATTENUATOR.matcher(lines.get(i));
            if (m.find()) {
                factors.put(i, Numeral.orElse(m.group(1), 1));
            }
        }
        return factors;
    }

    private double attenuation(int line) {
        Map.Entry<Integer, Double> before = m_attenuation.floorEntry(line - 1);
        return before == null ? 1 : before.getValue();
    }

    private double wavelength(ScanBuilder scan, Abscissa abscissa, int headerLine) {
        OptionalDouble wavelength = scan.wavelengthAngstrom();
        if (abscissa.needsWavelength() && wavelength.isEmpty()) {
            throw PatternFileException.atLine(
                    m_source,
                    headerLine,
                    "an abscissa that is " + abscissa.label() + ", and no wavelength",
                    "two-theta in degrees",
                    "Write the wavelength into the header (# wavelength: 0.41328 A), or convert the pattern first.");
        }
        return wavelength.orElse(Double.NaN);
    }

    /** An angle whose intensity is missing, or two columns that touch. */
    private void loneNumber(ScanBuilder scan, NumberRows rows, int row) {
        int line = rows.line(row);
        double[] parted = m_touching.split(line - 1);
        if (parted != null) {
            if (!m_splitTouching) {
                throw PatternFileException.atLine(
                        m_source,
                        line,
                        PatternFileException.quote(m_lines.get(line - 1).strip()),
                        "two numbers",
                        "Columns that touch are not split, as chosen.");
            }
            scan.add(parted[0], parted[1], line);
            scan.note(
                    WARNING,
                    line,
                    "touching-columns",
                    m_lines.get(line - 1).strip(),
                    "two numbers with a separator",
                    parted[0] + " and " + parted[1]);
        } else if (row == rows.rows() - 1) {
            scan.interrupted(line, "one number in the last line", "an angle and an intensity");
        } else if (m_touching.isAngle(line - 1, rows.at(row, 0))) {
            scan.add(rows.at(row, 0), Double.NaN, line);
        } else {
            throw m_touching.refusal(line - 1);
        }
    }
}
