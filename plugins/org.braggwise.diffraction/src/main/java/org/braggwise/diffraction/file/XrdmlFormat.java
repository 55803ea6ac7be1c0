// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import static org.braggwise.crystal.Diagnostic.Severity.WARNING;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * PANalytical / Malvern XRDML, schema 1.0 to 2.x (namespaces www.xrdml.com/XRDMeasurement/...).
 *
 * <p>"intensities" are already corrected for the beam attenuator; "counts" (schema 2) are not and are multiplied by
 * "beamAttenuationFactors" where the file has them. Both are of the counting time, which may vary from point to point. Positions are start
 * and end, spread evenly, or a list. "intended" says for which wavelength the user aligned the instrument: K-alpha-1 is measured alone only
 * where the file also says that K-alpha-2 has no intensity.
 */
final class XrdmlFormat {

    private XrdmlFormat() {}

    static PatternFileContent read(byte[] bytes, String source) {
        List<PatternFileException> broken = new ArrayList<>();
        XmlElement root = XmlElement.parse(bytes, source, broken::add);
        if (!root.name().equals("xrdMeasurements")) {
            throw PatternFileException.atLine(
                    source,
                    root.line(),
                    "XML with the root element <" + root.name() + ">",
                    "<xrdMeasurements> of PANalytical XRDML",
                    "This is XML of another kind.");
        }
        Scans scans = new Scans();
        for (XmlElement measurement : root.children("xrdMeasurement")) {
            for (XmlElement scan : measurement.children("scan")) {
                scans.add(index -> {
                    if (!scan.complete() && !hasListedAngles(scan)) {
                        // start and end alone do not tell the angles of the points before the break
                        throw broken.get(0);
                    }
                    return scan(root, measurement, scan, new ScanBuilder(source, PatternFormat.XRDML, index), source);
                });
            }
        }
        return scans.content(
                broken.isEmpty()
                        ? PatternFileException.in(source, "no <scan> in any <xrdMeasurement>", "at least one scan", "")
                        : broken.get(0));
    }

    private static boolean hasListedAngles(XmlElement scan) {
        return scan.descendants("positions").stream()
                .anyMatch(p -> p.attribute("axis").equalsIgnoreCase("2Theta")
                        && p.child("listPositions") != null
                        && p.complete());
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
        if (!scan.complete()) {
            y = Arrays.copyOf(y, Math.max(0, y.length - 1));
        }
        double[] x = positions(scan, points, y.length, source);
        double[] factors = raw ? attenuation(points, y.length, source) : null;
        double[] seconds = values.attribute("unit").equals("cps") ? null : seconds(points, y.length, source);
        Attenuator attenuator = new Attenuator();
        for (int i = 0; i < y.length; i++) {
            builder.add(x[i], factors == null ? y[i] : y[i] * attenuator.factor(factors[i % factors.length]), 0);
            if (seconds != null) {
                builder.addSeconds(seconds[i]);
            }
        }
        attenuator.tell(builder, points.line());
        if (!scan.complete()) {
            builder.interrupted(values.line(), "the end of the file inside <" + values.name() + ">", "all of the scan");
        }
        if (raw
                && points.descendants("commonDivergenceCorrection").size()
                                + points.descendants("divergenceCorrections").size()
                        > 0) {
            builder.note(WARNING, points.line(), "divergence", "divergence corrections", "none", "not applied");
        }
        if (!scan.attribute("status").isEmpty() && !scan.attribute("status").equals("Completed")) {
            builder.note(
                    WARNING,
                    scan.line(),
                    "status",
                    "scan status " + scan.attribute("status"),
                    "Completed",
                    "points read as they are");
        }
        wavelength(measurement, builder);
        metadata(root, measurement, scan, builder);
        return builder.build();
    }

    private static void metadata(XmlElement root, XmlElement measurement, XmlElement scan, ScanBuilder builder) {
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
    }

    private static void wavelength(XmlElement measurement, ScanBuilder builder) {
        XmlElement anode = measurement.descendant("anodeMaterial");
        WavelengthClues clues = new WavelengthClues().anode(anode == null ? "" : anode.text());
        XmlElement used = measurement.child("usedWavelength");
        if (used != null) {
            String intended = used.attribute("intended");
            double ratio = value(used, "ratioKAlpha2KAlpha1");
            boolean noAlpha2 = ratio == 0 || Double.isNaN(ratio) && hasIncidentMonochromator(measurement);
            boolean alpha1 = intended.replaceAll("[\\s-]", "").equalsIgnoreCase("KAlpha1");
            if (alpha1 && !noAlpha2 && value(used, "kAlpha2") > 0) {
                clues.assume(
                        used.line(),
                        "intended wavelength " + intended + " with a share of K-alpha-2"
                                + (Double.isNaN(ratio) ? "" : " of " + ratio)
                                + (hasIncidentMonochromator(measurement)
                                        ? ""
                                        : " and no monochromator before the sample"),
                        "a ratio of 0",
                        "K-alpha-1 and K-alpha-2");
            } else {
                clues.measured(intended);
            }
            clues.alpha1(value(used, "kAlpha1"))
                    .alpha2(value(used, "kAlpha2"))
                    .beta(value(used, "kBeta"))
                    .ratio(ratio);
            builder.metadata("intended wavelength", intended);
        }
        clues.giveTo(builder);
    }

    private static boolean hasIncidentMonochromator(XmlElement measurement) {
        XmlElement path = measurement.child("incidentBeamPath");
        return path != null && path.descendant("monochromator") != null;
    }

    private static double value(XmlElement parent, String name) {
        XmlElement e = parent.child(name);
        return e == null
                ? Double.NaN
                : Numeral.orElse(e.text(), Double.NaN) * (e.attribute("unit").equals("nm") ? 10 : 1);
    }

    private static double[] positions(XmlElement scan, XmlElement points, int n, String source) {
        for (XmlElement p : points.children("positions")) {
            if (!p.attribute("axis").equalsIgnoreCase("2Theta") || p.child("commonPosition") != null) {
                continue;
            }
            boolean radians = p.attribute("unit").equals("rad");
            if (!p.attribute("unit").isEmpty() && !p.attribute("unit").equals("deg") && !radians) {
                throw PatternFileException.atLine(source, p.line(), "2Theta in " + p.attribute("unit"), "deg", "");
            }
            double[] x;
            if (p.child("listPositions") != null) {
                x = numbers(p.child("listPositions"), source);
            } else {
                double start = one(required(p, "startPosition", source), source);
                double end = one(required(p, "endPosition", source), source);
                x = new double[n];
                for (int i = 0; i < n; i++) {
                    x[i] = start + (end - start) * i / Math.max(1, n - 1);
                }
            }
            if (x.length > n && !scan.complete()) {
                x = Arrays.copyOf(x, n);
            }
            if (x.length != n) {
                throw PatternFileException.atLine(
                        source, p.line(), x.length + " positions for " + n + " intensities", "as many of both", "");
            }
            for (int i = 0; radians && i < n; i++) {
                x[i] = Math.toDegrees(x[i]);
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

    private static double[] seconds(XmlElement points, int n, String source) {
        XmlElement e = points.child("countingTimes");
        if (e == null) {
            return null;
        }
        double[] seconds = numbers(e, source);
        if (seconds.length != n) {
            throw PatternFileException.atLine(
                    source, e.line(), seconds.length + " counting times", n + ", one a point", "");
        }
        return seconds;
    }

    private static double one(XmlElement element, String source) {
        double[] v = numbers(element, source);
        if (v.length == 0) {
            throw PatternFileException.atLine(
                    source, element.line(), "an empty <" + element.name() + ">", "an angle", "");
        }
        return v[0];
    }

    private static XmlElement required(XmlElement parent, String name, String source) {
        XmlElement e = parent.child(name);
        if (e == null) {
            throw PatternFileException.atLine(
                    source, parent.line(), "<" + parent.name() + "> without <" + name + ">", "one", "");
        }
        return e;
    }

    private static double[] numbers(XmlElement element, String source) {
        return NumberList.of(
                element.text(), source, element.line(), "numbers separated by blanks in <" + element.name() + ">");
    }
}
