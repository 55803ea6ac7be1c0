// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.braggwise.diffraction.Radiation;

/**
 * Finds the wavelength in the free text of a header, in whatever words: "Wavelength: 4.13280e-11 m", "K-Alpha2 wavelength,1.54443",
 * {@code *HW_XG_WAVE_LENGTH_BETA "1.392246"}, "lambda (nm) = 0.15406", {@code Anode: "Co"}, "Radiation: Mo Kα1", "Energy = 30 keV".
 *
 * <p>A number stands for the words between it and the number before it. A number without a unit is in angstrom where that is a
 * wavelength of diffraction; else in metres or nanometres where that is one, with a warning.
 */
final class HeaderText {

    /** h c in keV angstrom (CODATA 2018, exact constants). */
    private static final double KEV_ANGSTROM = 12.398419843320026;

    private static final Pattern NUMBER = Pattern.compile(
            "(?<![\\w.])[+]?(\\d+\\.\\d+(?:[eE][+-]?\\d+)?|\\d+,\\d+(?:[eE][+-]?\\d+)?(?![.,]?\\d)|\\d+[eE][+-]?\\d+"
                    + "|\\d+(?=\\s*(?:nm|[\u00c5\u212b]|[aA]ngstr|A\\b))|0(?=\\s*$))(?!\\.\\d)");
    private static final Pattern UNIT_AFTER =
            Pattern.compile("^[\\s\"']*[\\[(]?\\s*(nm|pm|keV|eV|angstr[^\\W\\d_]*|[aAåÅ\u212b](?!\\w)|m(?!\\w))");
    private static final Pattern UNIT_BEFORE = Pattern.compile(
            "[\\[(_\\s]\\s*(nm|pm|keV|eV|angstr[^\\W\\d_]*|A|Å|\u212b|m)\\s*[\\])]?[\"']?\\s*[:=,;\\t]?\\s*[\"']?$");
    private static final Pattern WAVELENGTH = Pattern.compile(
            "wave\\s*[-_]?\\s*length|wellenl|lambda|labda|\\bwl\\d?|_wl\\d?|(?<![a-z])(?:cu|co|mo|cr|fe|ag)?[-_ ]*k[-_ ]*(alpha|beta|a|b)[-_ ]*[12]?(?![a-z])|\\balpha[-_ ]*[12]|\\blam\\b|longueur");
    /** Not that of "calibration". */
    private static final Pattern RATIO = Pattern.compile("ratio(?!n)");

    private static final Pattern ENERGY = Pattern.compile(
            "(?i)(?:^|[^a-z])(?:(?:photon|beam|x-?ray|incident)[-_ ]*)?(?:energ(?:y|ie)|e(?=\\s*[=:]))[^0-9a-z]{0,12}"
                    + "(?:\\(?(?:k?eV)\\)?[^0-9a-z]{0,4})?(\\d+(?:[.,]\\d+)?)\\s*(k?eV)");
    private static final Pattern ENERGY_UNIT_FIRST =
            Pattern.compile("(?i)energ(?:y|ie)[\\s_]*[\\[(_]?\\s*(k?eV)[\\])]?[^0-9a-z]{0,6}(\\d+(?:[.,]\\d+)?)");
    private static final Pattern ANODE = Pattern.compile(
            "(?i)(?:anode|target|tube|r\u00f6hre|radiation|strahlung|x-?ray source)[-_ ]*(?:material|name|element|type)?[\\s\"':=,;]*\\b"
                    + "(Cu|Co|Mo|Cr|Fe|Ag|W|Ni|Ga|Rh)\\b");
    /** The anode before its word, or in words: "Cu tube", "Co radiation", "Radiation: copper". Targets are left out: films are made of them. */
    private static final Pattern ANODE_FIRST = Pattern.compile(
            "\\b(Cu|Co|Mo|Cr|Fe|Ag)[- ](?:[Xx]-?[Rr]ay[- ])?(?:[Tt]ube|[Aa]node|[Rr]adiation|[Ss]trahlung|[Rr]\u00f6hre)\\b");

    private static final String METALS =
            "(copper|cobalt|molybdenum|chromium|iron|silver|kupfer|kobalt|molybd\u00e4n|chrom|eisen|silber)";
    private static final Pattern METAL = Pattern.compile("(?i)\\b(?:" + METALS
            + "[- ]?(?:x-?ray[- ])?(?:tube|anode|radiation|strahlung|r\u00f6hre|k[- ]?(?:alpha|a|\u03b1)\\b)|"
            + "(?:anode|tube|r\u00f6hre|radiation|strahlung)[-_ ]*(?:material|name|element|type)?[\\s\"':=,;]+" + METALS
            + ")\\b");
    private static final Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("copper", "Cu"),
            Map.entry("kupfer", "Cu"),
            Map.entry("cobalt", "Co"),
            Map.entry("kobalt", "Co"),
            Map.entry("molybdenum", "Mo"),
            Map.entry("molybd\u00e4n", "Mo"),
            Map.entry("chromium", "Cr"),
            Map.entry("chrom", "Cr"),
            Map.entry("iron", "Fe"),
            Map.entry("eisen", "Fe"),
            Map.entry("silver", "Ag"),
            Map.entry("silber", "Ag"));
    private static final Pattern LINE = Pattern.compile(
            "\\b(Cu|Co|Mo|Cr|Fe|Ag)[-_ ]*K[-_ ]*(?:\\\\?a(?:lpha)?|α|A(?:lpha|LPHA)?)[-_ ]*(1[+,/ &]*(?:K[-_ ]*)?(?:\\\\?a(?:lpha)?|α)?2|1|2)?(?!\\w|[.,]\\d)");
    private static final Pattern ALPHA_2 = Pattern.compile("(?i)K[-_ ]*(?:\\\\?a(?:lpha)?|α)[-_ ]*2(?!\\w|[.,]\\d)");
    private static final Pattern MEASURED = Pattern.compile(
            "(?i)(?:intended|used|wave\\s*_?type|xray_char|wavelength\\s*type|wavelength)[^:=,;\"]*[\\s:=,;\"]+(K[-_ ]?(?:alpha|a|α|beta|b|β)[-_ ]?[12]?)\\s*\"?\\s*$");

    private HeaderText() {}

    /** @param number of the line, 1-based */
    static void read(String line, int number, WavelengthClues clues) {
        if (line.length() > 2000) {
            return;
        }
        Matcher measured = MEASURED.matcher(line);
        if (measured.find()) {
            clues.measured(measured.group(1));
        }
        Matcher anode = ANODE.matcher(line);
        if (anode.find()) {
            clues.anode(anode.group(1));
        }
        Matcher anodeFirst = ANODE_FIRST.matcher(line);
        if (anodeFirst.find()) {
            clues.anode(anodeFirst.group(1));
        }
        Matcher metal = METAL.matcher(line);
        if (metal.find()) {
            String word = metal.group(1) == null ? metal.group(2) : metal.group(1);
            clues.anode(SYMBOLS.get(word.toLowerCase(Locale.ROOT)));
        }
        Matcher spectral = LINE.matcher(line);
        if (spectral.find()) {
            clues.anode(spectral.group(1));
            if ("1".equals(spectral.group(2))
                    && !ALPHA_2.matcher(line.substring(spectral.end())).find()) {
                clues.measured("Ka1");
            }
        }
        energy(line, clues);
        Matcher m = NUMBER.matcher(line);
        int from = 0;
        String before = "";
        while (m.find()) {
            String words = line.substring(from, m.start());
            // "lambda: 1.54056, 1.54439" names both once
            boolean continued = words.matches("[\\s,;/+&and\"']*") && !before.isEmpty();
            String key = ColumnName.plain(continued ? before.replaceFirst("[^\\p{L}\\p{N}]+$", "") + "2" : words);
            if (WAVELENGTH.matcher(key).find()) {
                value(m.group(1), continued ? before : words, line.substring(m.end()), key, number, clues);
                before = words;
            } else if (key.matches(".*(^|\\W)i2(/i1)?\\W*")
                    || RATIO.matcher(key).find() && key.matches(".*(alpha|k-?a|a2|wavelength|intensit|^\\W*ratio).*")) {
                clues.ratio(decimal(m.group(1)));
            }
            from = m.end();
        }
    }

    private static void value(String digits, String words, String after, String key, int line, WavelengthClues clues) {
        double stated = decimal(digits);
        if (RATIO.matcher(key).find()) {
            clues.ratio(stated);
            return;
        }
        double angstrom = angstrom(stated, unit(words, after), digits, line, clues);
        if (!WavelengthClues.usable(angstrom)) {
            return;
        }
        if (key.matches("(?s).*(beta|kb|k-b|k_b|k b|wl3).*")) {
            clues.beta(angstrom);
        } else if (key.matches(
                "(?s).*(alpha|ka|k-a|wavelength|wave_length|length|lambda|labda|wl|a)[-_ ]*(alpha)?[-_ ]*2\\D*")) {
            clues.alpha2(angstrom);
        } else if (key.matches(
                "(?s).*(alpha|ka|k-a|wavelength|wave_length|length|lambda|labda|wl|a)[-_ ]*(alpha)?[-_ ]*1\\D*")) {
            clues.alpha1(angstrom);
        } else {
            clues.mean(angstrom);
        }
    }

    private static String unit(String before, String after) {
        Matcher a = UNIT_AFTER.matcher(after);
        if (a.find()) {
            return a.group(1);
        }
        Matcher b = UNIT_BEFORE.matcher(before);
        return b.find() ? b.group(1) : "";
    }

    private static double angstrom(double stated, String unit, String digits, int line, WavelengthClues clues) {
        double factor =
                switch (unit.toLowerCase(Locale.ROOT)) {
                    case "nm" -> 10;
                    case "pm" -> 0.01;
                    case "m" -> 1e10;
                    default -> 1;
                };
        double angstrom = round(stated * factor);
        if (unit.isEmpty()) {
            if (isKnownLine(10 * stated)) {
                clues.assume(
                        line,
                        "the wavelength " + digits + " without a unit",
                        "one in angstrom",
                        round(10 * stated) + " Å (from nm)");
                return round(10 * stated);
            }
            if (WavelengthClues.usable(1e10 * stated)) {
                clues.assume(
                        line,
                        "the wavelength " + digits + " without a unit",
                        "one in angstrom",
                        round(1e10 * stated) + " Å (from m)");
                return round(1e10 * stated);
            }
        }
        if (!WavelengthClues.usable(angstrom)) {
            clues.warn(
                    line,
                    "the wavelength " + digits + " " + unit,
                    "a wavelength between 0.05 and 5 angstrom",
                    "not used");
        }
        return angstrom;
    }

    /** 0.15406 is Cu K-alpha in nanometres: nobody measures a powder with 80 keV and writes it with just these digits. */
    private static boolean isKnownLine(double angstrom) {
        return Radiation.names().stream()
                .flatMap(n -> Radiation.of(n).lines().stream())
                .anyMatch(l -> Math.abs(l.wavelengthAngstrom() - angstrom) < 2e-4 * angstrom);
    }

    private static void energy(String line, WavelengthClues clues) {
        Matcher after = ENERGY.matcher(line);
        Matcher before = ENERGY_UNIT_FIRST.matcher(line);
        if (clues.statesWavelength()) {
            return;
        }
        if (after.find()) {
            energy(after.group(1), after.group(2), clues);
        } else if (before.find()) {
            energy(before.group(2), before.group(1), clues);
        }
    }

    private static void energy(String digits, String unit, WavelengthClues clues) {
        clues.mean(round(KEV_ANGSTROM / (decimal(digits) * (unit.equalsIgnoreCase("keV") ? 1 : 1e-3))));
    }

    private static double decimal(String digits) {
        return Double.parseDouble(digits.replace(',', '.'));
    }

    /** To the nine decimals that the best wavelengths have: a factor of ten leaves noise behind. */
    private static double round(double v) {
        return Math.rint(v * 1e9) / 1e9;
    }

    /** @return the key and the value of a header line, empty where it has none */
    static List<String> keyAndValue(String line) {
        Matcher m = KEY_VALUE.matcher(line);
        return m.matches() ? List.of(m.group(1), m.group(2)) : List.of();
    }

    private static final Pattern KEY_VALUE =
            Pattern.compile("\\s*[#!;'*%/_\"]*\\s*([^:=,;\\t]{1,60}?)\\s*[:=,;\\t]\\s*(.+)");
}
