// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.List;

import org.braggwise.crystal.Diagnostic;

/**
 * PANalytical / Malvern XRDML, schema 1.0 to 2.x (namespaces www.xrdml.com/XRDMeasurement/...).
 *
 * <p>"intensities" are already corrected for the beam attenuator; "counts" (schema 2) are not and are multiplied by
 * "beamAttenuationFactors" where the file has them. Positions are start and end, spread evenly, or a list.
 */
final class XrdmlFormat {

    private XrdmlFormat() {}

    static List<PatternFile> read(byte[] bytes, String source) {
        XmlElement root = XmlElement.parse(bytes, source);
        if (!root.name().equals("xrdMeasurements")) {
            throw PatternFileException.atLine(
                    source,
                    root.line(),
                    "the root element <" + root.name() + ">",
                    "<xrdMeasurements>",
                    "This is XML of another kind.");
        }
        List<PatternFile> scans = new ArrayList<>();
        for (XmlElement measurement : root.children("xrdMeasurement")) {
            for (XmlElement scan : measurement.children("scan")) {
                scans.add(scan(
                        root, measurement, scan, new ScanBuilder(source, PatternFormat.XRDML, scans.size()), source));
            }
        }
        if (scans.isEmpty()) {
            throw PatternFileException.in(source, "no <scan> in any <xrdMeasurement>", "at least one scan", "");
        }
        return scans;
    }

    private static PatternFile scan(
            XmlElement root, XmlElement measurement, XmlElement scan, ScanBuilder builder, String source) {
        XmlElement points = required(scan, "dataPoints", source);
        XmlElement values = points.child("intensities");
        boolean raw = values == null;
        if (raw) {
            values = points.child("counts");
        }
        if (values == null) {
            throw PatternFileException.atLine(
                    source, points.line(), "<dataPoints> without <intensities> or <counts>", "one of them", "");
        }
        double[] y = numbers(values, source);
        double[] x = positions(scan, points, y.length, source);
        double[] factors = raw ? attenuation(points, y.length, source) : null;
        for (int i = 0; i < y.length; i++) {
            builder.add(x[i], factors == null ? y[i] : y[i] * factors[i % factors.length], 0);
        }
        if (factors != null) {
            builder.note(
                    Diagnostic.Severity.INFO,
                    points.line(),
                    "attenuator",
                    "raw counts with attenuation factors",
                    "corrected counts",
                    "counts multiplied by the factors");
        }
        if (raw
                && points.descendants("commonDivergenceCorrection").size()
                                + points.descendants("divergenceCorrections").size()
                        > 0) {
            builder.note(
                    Diagnostic.Severity.WARNING,
                    points.line(),
                    "divergence",
                    "divergence corrections",
                    "none",
                    "not applied");
        }
        if (!scan.attribute("status").isEmpty() && !scan.attribute("status").equals("Completed")) {
            builder.note(
                    Diagnostic.Severity.WARNING,
                    scan.line(),
                    "status",
                    "scan status " + scan.attribute("status"),
                    "Completed",
                    "points read as they are");
        }
        wavelength(measurement, builder);
        XmlElement sample = root.child("sample") != null ? root.child("sample") : measurement.child("sample");
        for (XmlElement e : sample == null ? List.<XmlElement>of() : sample.children()) {
            builder.metadata("sample " + e.name(), e.text());
        }
        builder.metadata("scan axis", scan.attribute("scanAxis"));
        for (String name : List.of(
                "startTimeStamp", "endTimeStamp", "anodeMaterial", "tension", "current", "commonCountingTime")) {
            XmlElement e = scan.descendant(name) != null ? scan.descendant(name) : measurement.descendant(name);
            if (e != null) {
                builder.metadata(name, e.text());
            }
        }
        return builder.build();
    }

    private static void wavelength(XmlElement measurement, ScanBuilder builder) {
        XmlElement used = measurement.child("usedWavelength");
        if (used == null) {
            return;
        }
        String intended = used.attribute("intended").replaceAll("[\\s-]", "").toLowerCase(java.util.Locale.ROOT);
        XmlElement anode = measurement.descendant("anodeMaterial");
        String tube = anode == null ? "" : anode.text();
        if (intended.equals("kbeta")) {
            builder.radiation(StatedRadiation.of("", value(used, "kBeta"), 0, 0, 0));
        } else {
            boolean onlyAlpha1 = intended.equals("kalpha1");
            builder.radiation(StatedRadiation.of(
                    tube,
                    value(used, "kAlpha1"),
                    onlyAlpha1 ? 0 : value(used, "kAlpha2"),
                    value(used, "ratioKAlpha2KAlpha1"),
                    0));
        }
        builder.metadata("intended wavelength", used.attribute("intended"));
    }

    private static double value(XmlElement parent, String name) {
        XmlElement e = parent.child(name);
        try {
            return e == null ? 0 : Double.parseDouble(e.text());
        } catch (NumberFormatException wrong) {
            return 0;
        }
    }

    private static double[] positions(XmlElement scan, XmlElement points, int n, String source) {
        for (XmlElement p : points.children("positions")) {
            if (!p.attribute("axis").equalsIgnoreCase("2Theta") || p.child("commonPosition") != null) {
                continue;
            }
            if (!p.attribute("unit").isEmpty() && !p.attribute("unit").equals("deg")) {
                throw PatternFileException.atLine(source, p.line(), "2Theta in " + p.attribute("unit"), "deg", "");
            }
            double[] x;
            if (p.child("listPositions") != null) {
                x = numbers(p.child("listPositions"), source);
            } else {
                double[] start = numbers(required(p, "startPosition", source), source);
                double[] end = numbers(required(p, "endPosition", source), source);
                x = new double[n];
                for (int i = 0; i < n; i++) {
                    x[i] = start[0] + (end[0] - start[0]) * i / Math.max(1, n - 1);
                }
            }
            if (x.length != n) {
                throw PatternFileException.atLine(
                        source, p.line(), x.length + " positions for " + n + " intensities", "as many of both", "");
            }
            return x;
        }
        throw PatternFileException.atLine(
                source,
                points.line(),
                "a scan along "
                        + (scan.attribute("scanAxis").isEmpty() ? "an unnamed axis" : scan.attribute("scanAxis")),
                "positions that vary along 2Theta",
                "Rocking curves and maps are no powder patterns.");
    }

    private static double[] attenuation(XmlElement points, int n, String source) {
        XmlElement e = points.child("beamAttenuationFactors");
        if (e == null) {
            e = points.child("commonBeamAttenuationFactor");
        }
        if (e == null) {
            return null;
        }
        double[] factors = numbers(e, source);
        if (factors.length != n && factors.length != 1) {
            throw PatternFileException.atLine(
                    source, e.line(), factors.length + " attenuation factors", n + ", one a point", "");
        }
        return factors;
    }

    private static XmlElement required(XmlElement parent, String name, String source) {
        XmlElement e = parent.child(name);
        if (e == null) {
            throw PatternFileException.atLine(
                    source, parent.line(), "<" + parent.name() + "> without <" + name + ">", "one", "");
        }
        return e;
    }

    static double[] numbers(XmlElement element, String source) {
        String[] words = element.text().split("\\s+");
        double[] v = new double[words.length];
        for (int i = 0; i < v.length; i++) {
            Double number = TextLayout.BLANKS.number(words[i]);
            if (number == null) {
                throw PatternFileException.atLine(
                        source,
                        element.line(),
                        PatternFileException.quote(words[i]) + " in <" + element.name() + ">",
                        "numbers separated by blanks",
                        "");
            }
            v[i] = number;
        }
        return v;
    }
}
