// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        Set<String> places = new LinkedHashSet<>();
        for (String name : List.of("MesurementConditions", "MeasurementConditions", "Profile")) {
            zip.of(name).forEach(e -> places.add(e.folder() + e.number()));
        }
        for (String place : places) {
            Optional<ZipEntries.Entry> profile = at(zip, "Profile", place);
            if (profile.isPresent()) {
                Optional<ZipEntries.Entry> conditions =
                        at(zip, "MesurementConditions", place).or(() -> at(zip, "MeasurementConditions", place));
                scans.add(index -> scan(profile.get(), conditions, index, source));
            } else {
                scans.refuse(withoutProfile(zip, place, source));
            }
        }
        zip.tellIfCut(scans, source);
        return scans.content(withoutProfile(zip, "", source));
    }

    private static PatternFileException withoutProfile(ZipEntries zip, String place, String source) {
        String folder = place.replaceFirst("\\d+$", "");
        boolean image = zip.names().stream().anyMatch(n -> n.startsWith(folder) && n.matches("(.*/)?Image\\d+\\..*"));
        return PatternFileException.in(
                source,
                (image ? "a Rigaku image without a profile" : "a Rigaku measurement without a profile")
                        + (folder.isEmpty() ? "" : " in " + folder),
                "Profile0.txt with angles and intensities",
                image ? "Integrate the image in Rigaku's program and save the profile." : "The file holds no scan.");
    }

    private static Optional<ZipEntries.Entry> at(ZipEntries zip, String name, String place) {
        return zip.of(name).stream()
                .filter(e -> (e.folder() + e.number()).equals(place))
                .findFirst();
    }

    private static PatternFile scan(
            ZipEntries.Entry entry, Optional<ZipEntries.Entry> conditions, int index, String source) {
        ScanBuilder scan = new ScanBuilder(source, PatternFormat.RASX, index);
        int number = entry.number();
        if (conditions.isEmpty()) {
            throw PatternFileException.in(
                    source,
                    "no MesurementConditions" + number + ".xml",
                    "one beside Profile" + number + ".txt",
                    "Without it neither the axis of the scan nor its wavelength is known.");
        }
        describe(scan, conditions.get().bytes(), source + "!MesurementConditions" + number + ".xml");
        String name = source + "!Profile" + number + ".txt";
        String text = new String(entry.bytes(), StandardCharsets.UTF_8).replace("\uFEFF", "");
        List<String> lines = text.lines().toList();
        RigakuProfile.read(scan, lines, 0, lines.size(), RigakuProfile.End.of(entry.complete(), text), name);
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
