// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.braggwise.crystal.Diagnostic;

/**
 * Bruker BRML: a zip whose Experiment0/RawData0.xml (1, 2, ...) holds a scan as {@code <Datum>} rows of comma-separated numbers.
 *
 * <p>Which column is what stands in {@code <DataViews>}: the angles in the "VaryingRawDataView", the intensity in the
 * "RecordedRawDataView". The absorber is already applied to the stored intensity. A recorded view longer than 1 is a frame of a
 * position-sensitive detector and refused.
 */
final class BrmlFormat {

    private final String m_source;

    private BrmlFormat(String source) {
        m_source = source;
    }

    static PatternFileContent read(ZipEntries zip, String source) {
        BrmlFormat format = new BrmlFormat(source);
        Scans scans = new Scans();
        for (ZipEntries.Entry entry : zip.of("RawData")) {
            scans.add(index -> format.scan(entry, index));
        }
        zip.tellIfCut(scans, source);
        return scans.content(PatternFileException.in(
                source, "a zip of " + zip.names().size() + " entries without RawData0.xml", "a Bruker BRML file", ""));
    }

    private PatternFile scan(ZipEntries.Entry entry, int index) {
        String source = m_source + "!" + entry.path();
        List<PatternFileException> broken = new ArrayList<>();
        XmlElement root = XmlElement.parse(entry.bytes(), source, broken::add);
        if (!broken.isEmpty() && entry.complete()) {
            throw broken.get(0);
        }
        XmlElement route = route(root, source);
        ScanBuilder scan = new ScanBuilder(m_source, PatternFormat.BRML, index);
        scan.metadata("entry", entry.path());
        int[] columns = columns(route, scan, source);
        int time = timeColumn(route);
        for (XmlElement datum : route.descendants("Datum")) {
            if (!datum.complete()) {
                continue;
            }
            String[] f = datum.text().split(",");
            Double x = f.length > columns[0] ? TextLayout.BLANKS.number(f[columns[0]].strip()) : null;
            Double y = f.length > columns[1] ? TextLayout.BLANKS.number(f[columns[1]].strip()) : null;
            if (x == null || y == null) {
                throw PatternFileException.atLine(
                        source,
                        datum.line(),
                        PatternFileException.quote(datum.text()),
                        "numbers, the angle in place " + columns[0] + " and the intensity in place " + columns[1]
                                + " (from 0)",
                        "");
            }
            scan.add(x, y, datum.line());
            if (time >= 0 && f.length > time) {
                scan.addSeconds(Numeral.orElse(f[time], Double.NaN));
            }
        }
        if (!broken.isEmpty()) {
            scan.interrupted(broken.get(0).line(), "the end of the zip inside " + entry.path(), "all of it");
        }
        XmlElement measured = route.descendant("MeasurementPoints");
        if (measured != null
                && !measured.text().isEmpty()
                && !measured.text().equals(Integer.toString(scan.points()))) {
            scan.note(
                    Diagnostic.Severity.WARNING,
                    measured.line(),
                    "points",
                    scan.points() + " points",
                    measured.text() + " as announced",
                    "the points that are there");
        }
        wavelength(root, scan);
        for (String name : List.of("TimeStampStarted", "TimeStampFinished", "ScanName", "ScanMode", "TubeMaterial")) {
            XmlElement e = root.descendant(name);
            if (e != null) {
                scan.metadata(name, e.text().isEmpty() ? e.attribute("Value") : e.text());
            }
        }
        XmlElement information = route.descendant("ScanInformation");
        if (information != null) {
            scan.metadata(
                    "scan",
                    information.attribute("VisibleName").isEmpty()
                            ? information.attribute("ScanName")
                            : information.attribute("VisibleName"));
        }
        return scan.build();
    }

    private static XmlElement route(XmlElement root, String source) {
        List<XmlElement> routes = root.descendants("DataRoute");
        List<XmlElement> measured = routes.stream()
                .filter(r -> r.attribute("RouteFlag").equals("Measured"))
                .toList();
        if (measured.size() == 1) {
            return measured.get(0);
        }
        if (routes.size() == 1) {
            return routes.get(0);
        }
        throw PatternFileException.in(
                source,
                routes.size() + " data routes, " + measured.size() + " of them marked Measured",
                "one measured data route",
                "");
    }

    /** {column of two-theta, column of the intensity}. */
    private static int[] columns(XmlElement route, ScanBuilder scan, String source) {
        int angle = -1;
        int intensity = -1;
        List<String> axes = new ArrayList<>();
        for (XmlElement view : route.descendants("RawDataView")) {
            String type = view.attribute("type");
            int start;
            int length;
            try {
                start = Integer.parseInt(view.attribute("Start"));
                length = Integer.parseInt(view.attribute("Length"));
            } catch (NumberFormatException e) {
                throw PatternFileException.atLine(
                        source, view.line(), "a <RawDataView> without Start and Length", "both", "");
            }
            if (type.endsWith("VaryingRawDataView")) {
                int offset = 0;
                for (XmlElement field : view.descendants("FieldDefinitions")) {
                    String axis = field.attribute("AxisId").isEmpty()
                            ? field.attribute("FieldName")
                            : field.attribute("AxisId");
                    axes.add(axis);
                    if (angle < 0 && axis.toLowerCase(Locale.ROOT).equals("twotheta")) {
                        angle = start + offset;
                    }
                    offset++;
                }
            } else if (type.endsWith("RecordedRawDataView") && intensity < 0) {
                if (length != 1) {
                    throw PatternFileException.atLine(
                            source,
                            view.line(),
                            length + " channels a point: frames of a position-sensitive detector",
                            "one intensity a point",
                            "Export the integrated scan.");
                }
                intensity = start;
            }
        }
        if (route.descendants("RawDataView").isEmpty()) {
            return withoutViews(route, scan, source);
        }
        if (angle < 0 || intensity < 0) {
            throw PatternFileException.atLine(
                    source,
                    route.line(),
                    angle < 0 ? "a scan along " + axes : "no recorded intensity",
                    "an intensity against TwoTheta",
                    "Rocking curves and maps are no powder patterns.");
        }
        return new int[] {angle, intensity};
    }

    /** Early files have no views; their rows are time, absorber, the scan axes in their order, intensity. */
    private static int[] withoutViews(XmlElement route, ScanBuilder scan, String source) {
        List<XmlElement> axes = route.descendants("ScanAxisInfo");
        int angle = -1;
        for (int i = 0; i < axes.size(); i++) {
            if (axes.get(i).attribute("AxisId").equalsIgnoreCase("TwoTheta")) {
                angle = 2 + i;
            }
        }
        if (angle < 0) {
            throw PatternFileException.atLine(
                    source, route.line(), "neither <DataViews> nor a TwoTheta axis", "a scan along TwoTheta", "");
        }
        scan.note(
                Diagnostic.Severity.WARNING,
                route.line(),
                "columns",
                "no <DataViews>",
                "a description of the columns",
                "time, absorber, " + axes.size() + " axes, intensity");
        return new int[] {angle, 2 + axes.size()};
    }

    private static int timeColumn(XmlElement route) {
        for (XmlElement view : route.descendants("RawDataView")) {
            if (view.attribute("LogicName").startsWith("MeasuredTime")) {
                return (int) Numeral.orElse(view.attribute("Start"), -1);
            }
        }
        return -1;
    }

    private static void wavelength(XmlElement root, ScanBuilder scan) {
        XmlElement anode = root.descendant("TubeMaterial");
        new WavelengthClues()
                .anode(anode == null ? "" : anode.text().isEmpty() ? anode.attribute("Value") : anode.text())
                .alpha1(value(root, "WaveLengthAlpha1"))
                .alpha2(value(root, "WaveLengthAlpha2"))
                .beta(value(root, "WaveLengthBeta"))
                .ratio(value(root, "WaveLengthRatio"))
                .mean(value(root, "WaveLengthAverage"))
                .giveTo(scan);
    }

    private static double value(XmlElement root, String name) {
        XmlElement e = root.descendant(name);
        return e == null
                ? Double.NaN
                : Numeral.orElse(e.attribute("Value").isEmpty() ? e.text() : e.attribute("Value"), Double.NaN);
    }
}
