// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

import org.braggwise.crystal.Diagnostic;

/**
 * Rigaku RASX (SmartLab Studio II): a zip with, for each scan n, Data{n}/Profile{n}.txt, lines of angle, intensity and attenuator factor
 * between tabulators, and Data{n}/MesurementConditions{n}.xml (so spelled) with the scan's axis, the anode and the wavelengths. The
 * intensity is the second column times the third, as in {@link RasFormat}.
 *
 * <p>The layout is that of the files in the public repositories FAIRmat-NFDI/nomad-measurements, datalab-org/datalab and CederGroupHub/dara.
 */
final class RasxFormat {

    private static final List<String> METADATA = List.of(
            "SampleName",
            "Comment",
            "Operator",
            "SystemName",
            "StartTime",
            "AxisName",
            "Mode",
            "Speed",
            "SpeedUnit",
            "Step",
            "IntensityUnit",
            "TargetName",
            "WaveType");

    private RasxFormat() {}

    static boolean isOne(ZipEntries zip) {
        return !zip.of("Profile").isEmpty();
    }

    static List<PatternFile> read(ZipEntries zip, String source) {
        TreeMap<Integer, byte[]> conditions = zip.of("MesurementConditions");
        List<PatternFile> scans = new ArrayList<>();
        zip.of("Profile")
                .forEach((number, profile) ->
                        scans.add(scan(profile, conditions.get(number), number, scans.size(), source)));
        return scans;
    }

    private static PatternFile scan(byte[] profile, byte[] conditions, int number, int index, String source) {
        ScanBuilder scan = new ScanBuilder(source, PatternFormat.RASX, index);
        if (conditions == null) {
            throw PatternFileException.in(
                    source,
                    "no MesurementConditions" + number + ".xml",
                    "one beside Profile" + number + ".txt",
                    "Without it neither the axis of the scan nor its wavelength is known.");
        }
        describe(scan, conditions, source + "!MesurementConditions" + number + ".xml");
        String name = source + "!Profile" + number + ".txt";
        boolean attenuated = false;
        int line = 0;
        for (String raw : new String(profile, StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .lines()
                .toList()) {
            line++;
            if (raw.isBlank()) {
                continue;
            }
            String[] f = raw.strip().split("\\s+");
            Double x = TextLayout.BLANKS.number(f[0]);
            Double y = f.length > 1 ? TextLayout.BLANKS.number(f[1]) : null;
            Double factor = f.length > 2 ? TextLayout.BLANKS.number(f[2]) : Double.valueOf(1);
            if (x == null || y == null || factor == null) {
                throw PatternFileException.atLine(
                        name,
                        line,
                        PatternFileException.quote(raw),
                        "an angle, an intensity and an attenuator factor",
                        "");
            }
            attenuated |= factor != 1;
            scan.add(x, y * factor, line);
        }
        if (attenuated) {
            scan.note(
                    Diagnostic.Severity.INFO,
                    0,
                    "attenuator",
                    "attenuator factors other than 1",
                    "corrected counts",
                    "intensities multiplied by the factors");
        }
        return scan.build();
    }

    private static void describe(ScanBuilder scan, byte[] conditions, String source) {
        XmlElement root = XmlElement.parse(conditions, source);
        String axis = text(root, "AxisName");
        if (!axis.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "").contains("twotheta")) {
            throw PatternFileException.in(
                    source,
                    "a scan along " + PatternFileException.quote(axis),
                    "TwoTheta",
                    "Rocking curves and maps are no powder patterns.");
        }
        StatedRadiation.withoutShares(
                scan,
                text(root, "TargetName"),
                number(root, "WavelengthKalpha1"),
                number(root, "WavelengthKalpha2"),
                text(root, "WaveType"));
        for (String key : METADATA) {
            scan.metadata(key, text(root, key));
        }
    }

    private static String text(XmlElement root, String name) {
        XmlElement e = root.descendant(name);
        return e == null ? "" : e.text();
    }

    private static double number(XmlElement root, String name) {
        Double v = TextLayout.BLANKS.number(text(root, name));
        return v == null ? 0 : v;
    }
}
