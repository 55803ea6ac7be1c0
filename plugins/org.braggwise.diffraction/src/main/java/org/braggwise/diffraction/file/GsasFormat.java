// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GSAS powder data (A. C. Larson, R. B. Von Dreele, GSAS, LAUR 86-748): a title, then for each bank a line
 * {@code BANK n channels records CONST start step 0 0 type} with angles in hundredths of a degree and the intensities in fixed columns: STD
 * (ten of I2, F6.0: detectors and counts), ESD (five of 2 F8.0: intensity and standard deviation), ALT (four of F8.0, F7.4, F5.4: angle,
 * intensity, standard deviation), or free: FXY and FXYE (angle, intensity, standard deviation). Banks of other binnings are time of flight
 * or energy.
 */
final class GsasFormat {

    private static final Pattern BANK = Pattern.compile("BANK\\s+(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+([A-Z_]+\\d*)\\s+(.*)");
    private static final double CENTI = 100;
    private static final double ALT_ANGLE = 3200;
    private static final double ALT_INTENSITY = 1000;

    private final String m_source;
    private final List<String> m_lines;

    private GsasFormat(String text, String source) {
        m_source = source;
        m_lines = text.lines().toList();
    }

    static boolean isOne(String head) {
        return head.lines().anyMatch(l -> BANK.matcher(l.strip()).matches());
    }

    static PatternFileContent read(String text, String source) {
        return new GsasFormat(text, source).read();
    }

    private PatternFileContent read() {
        Scans scans = new Scans();
        WavelengthClues clues = new WavelengthClues();
        for (int i = 0; i < m_lines.size(); i++) {
            String line = m_lines.get(i).strip();
            Matcher bank = BANK.matcher(line);
            if (bank.matches()) {
                int from = i + 1;
                scans.add(index -> scan(bank, from, clues, index));
            } else if (scans.met() == 0) {
                HeaderText.read(line, i + 1, clues);
            }
        }
        return scans.content(PatternFileException.in(m_source, "no BANK line", "one, as GSAS data have it", ""));
    }

    private PatternFile scan(Matcher bank, int from, WavelengthClues clues, int index) {
        String binning = bank.group(4);
        String[] words = bank.group(5).strip().split("\\s+");
        String type = words[words.length - 1].matches("[A-Z]+") ? words[words.length - 1] : "STD";
        if (!binning.matches("CONST?")) {
            throw PatternFileException.atLine(
                    m_source,
                    from,
                    "a GSAS bank with the binning " + binning
                            + (binning.equals("EDS") ? " (energies)" : " (time of flight)"),
                    "CONST: two-theta",
                    "Only patterns of one wavelength are read.");
        }
        double start = words.length > 1 ? Numeral.orElse(words[0], Double.NaN) / CENTI : Double.NaN;
        double step = words.length > 1 ? Numeral.orElse(words[1], Double.NaN) / CENTI : Double.NaN;
        int channels = (int) Math.min(ScanBuilder.MAX_POINTS, Long.parseLong(shortened(bank.group(2))));
        ScanBuilder scan = new ScanBuilder(m_source, PatternFormat.GSAS, index);
        scan.metadata("title", m_lines.get(0).replace("\u001a", ""));
        scan.metadata("bank", bank.group(1));
        scan.metadata("type", binning + " " + type);
        clues.giveTo(scan);
        for (int i = from; i < m_lines.size() && scan.points() < channels; i++) {
            String line = m_lines.get(i);
            if (line.startsWith("BANK") || line.startsWith("TIME_MAP")) {
                break;
            }
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            switch (type) {
                case "FXY", "FXYE" -> free(scan, line, i + 1, type.equals("FXYE"));
                case "ESD" -> fixed(scan, line, i + 1, channels, start, step, 16, new int[] {0, 8, 16});
                case "ALT" -> alternative(scan, line, i + 1);
                case "STD" -> fixed(scan, line, i + 1, channels, start, step, 8, new int[] {2, 8});
                default -> throw PatternFileException.atLine(
                        m_source, from, "a GSAS bank of type " + type, "STD, ESD, ALT, FXY or FXYE", "");
            }
        }
        if (scan.points() < channels) {
            scan.interrupted(0, scan.points() + " points", channels + " by the BANK line");
        }
        return scan.build();
    }

    private static String shortened(String digits) {
        return digits.length() > 12 ? "999999999999" : digits;
    }

    /** @param columns where a point's intensity and, if there are three, its standard deviation begin and end in a field of that width */
    private void fixed(
            ScanBuilder scan,
            String line,
            int number,
            int channels,
            double start,
            double step,
            int width,
            int[] columns) {
        for (int at = 0; at < line.length() && scan.points() < channels; at += width) {
            String field = line.substring(at, Math.min(line.length(), at + width));
            if (field.isBlank()) {
                return;
            }
            scan.add(start + step * scan.points(), number(field, columns[0], columns[1], number), number);
            if (columns.length > 2) {
                scan.addSigma(number(field, columns[1], columns[2], number));
            }
        }
    }

    private void alternative(ScanBuilder scan, String line, int number) {
        for (int at = 0; at + 8 < line.length(); at += 20) {
            String field = line.substring(at, Math.min(line.length(), at + 20));
            if (field.isBlank()) {
                return;
            }
            scan.add(number(field, 0, 8, number) / ALT_ANGLE, number(field, 8, 15, number) / ALT_INTENSITY, number);
            scan.addSigma(number(field, 15, 20, number) / ALT_INTENSITY);
        }
    }

    private void free(ScanBuilder scan, String line, int number, boolean withSigma) {
        double[] v = NumberList.of(line, m_source, number, "an angle in hundredths of a degree and an intensity");
        if (v.length < 2) {
            throw PatternFileException.atLine(
                    m_source, number, PatternFileException.quote(line.strip()), "an angle and an intensity", "");
        }
        scan.add(v[0] / CENTI, v[1], number);
        if (withSigma && v.length > 2) {
            scan.addSigma(v[2]);
        }
    }

    private double number(String field, int from, int to, int line) {
        String digits = field.substring(Math.min(field.length(), from), Math.min(field.length(), to))
                .replace("\u001a", "")
                .strip();
        Double v = digits.isEmpty() ? Double.valueOf(0) : Numeral.of(digits);
        if (v == null) {
            throw PatternFileException.atLine(
                    m_source, line, PatternFileException.quote(digits), "a number in columns of GSAS's width", "");
        }
        return v;
    }
}
