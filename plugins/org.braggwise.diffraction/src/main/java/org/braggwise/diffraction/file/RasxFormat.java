// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

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
        return !zip.of("Profile").isEmpty()
                || zip.names().stream().anyMatch(n -> n.matches("(.*/)?Mea?surementConditions\\d+\\.xml"));
    }

    static PatternFileContent read(ZipEntries zip, String source) {
        Scans scans = new Scans();
        for (ZipEntries.Entry profile : zip.of("Profile")) {
            scans.add(index -> scan(profile, conditions(zip, profile), index, source));
        }
        zip.tellIfCut(scans, source);
        boolean image = zip.names().stream().anyMatch(n -> n.matches("(.*/)?Image\\d+\\..*"));
        return scans.content(PatternFileException.in(
                source,
                image ? "a Rigaku image without a profile" : "a Rigaku measurement without a profile",
                "Profile0.txt with angles and intensities",
                image ? "Integrate the image in Rigaku's program and save the profile." : "The file holds no scan."));
    }

    private static byte[] conditions(ZipEntries zip, ZipEntries.Entry profile) {
        return Stream.concat(zip.of("MesurementConditions").stream(), zip.of("MeasurementConditions").stream())
                .filter(c -> c.folder().equals(profile.folder()) && c.number() == profile.number())
                .map(ZipEntries.Entry::bytes)
                .findFirst()
                .orElse(null);
    }

    private static PatternFile scan(ZipEntries.Entry entry, byte[] conditions, int index, String source) {
        ScanBuilder scan = new ScanBuilder(source, PatternFormat.RASX, index);
        int number = entry.number();
        if (conditions == null) {
            throw PatternFileException.in(
                    source,
                    "no MesurementConditions" + number + ".xml",
                    "one beside Profile" + number + ".txt",
                    "Without it neither the axis of the scan nor its wavelength is known.");
        }
        describe(scan, conditions, source + "!MesurementConditions" + number + ".xml");
        String name = source + "!Profile" + number + ".txt";
        List<String> lines = new String(entry.bytes(), StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .lines()
                .toList();
        RigakuProfile.read(scan, lines, 0, lines.size(), entry.complete(), name);
        return scan.build();
    }

    private static void describe(ScanBuilder scan, byte[] conditions, String source) {
        XmlElement root = XmlElement.parse(conditions, source);
        String axis = text(root, "AxisName");
        if (!RigakuProfile.isTwoTheta(axis)) {
            throw RigakuProfile.otherAxis(source, 0, axis);
        }
        new WavelengthClues()
                .anode(text(root, "TargetName"))
                .alpha1(number(root, "WavelengthKalpha1"))
                .alpha2(number(root, "WavelengthKalpha2"))
                .beta(number(root, "WavelengthKbeta"))
                .measured(text(root, "WaveType"))
                .giveTo(scan);
        for (String key : METADATA) {
            scan.metadata(key, text(root, key));
        }
    }

    private static String text(XmlElement root, String name) {
        XmlElement e = root.descendant(name);
        return e == null ? "" : e.text();
    }

    private static double number(XmlElement root, String name) {
        return Numeral.orElse(text(root, name), Double.NaN);
    }
}
