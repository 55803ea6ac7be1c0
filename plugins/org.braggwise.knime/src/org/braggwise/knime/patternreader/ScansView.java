// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.patternreader;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.file.PatternFile;
import org.braggwise.diffraction.preparation.GridResampling;
import org.braggwise.knime.common.view.PatternsView;
import org.braggwise.knime.common.view.ViewArrays;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the view of the reader shows: the first scans side by side on a common grid, and each of them as it was measured. The grid is for the
 * eye only.
 */
final class ScansView {

    /** Points that are kept of all scans together, and scans at most. */
    private static final int MAX_POINTS = 600_000;

    private static final int MAX_SCANS = 200;
    private static final int MAX_GRID = 8001;

    private final List<String> m_names = new ArrayList<>();
    private final List<PatternFile> m_scans = new ArrayList<>();
    private long m_points;
    private long m_rows;

    void add(String name, PatternFile scan) {
        m_rows++;
        m_points += scan.points();
        boolean first = m_scans.isEmpty() && scan.points() <= 2 * MAX_POINTS;
        if (first || m_points <= MAX_POINTS && m_scans.size() < MAX_SCANS) {
            m_names.add(name);
            m_scans.add(scan);
        }
    }

    JsonNode payload() {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("kind", "patterns").put("title", "Scans").put("intensity", "counts");
        if (m_rows > m_scans.size()) {
            payload.put("note", "The first " + m_scans.size() + " of " + m_rows + " scans are shown.");
        }
        ArrayNode series = payload.putArray("series");
        Map<String, Integer> formats = new LinkedHashMap<>();
        if (!m_scans.isEmpty()) {
            TwoThetaGrid grid = grid();
            PatternsView.putGrid(payload, grid);
            oneRadiation(payload);
            for (int i = 0; i < m_scans.size(); i++) {
                add(series.addObject(), m_names.get(i), m_scans.get(i), grid, formats);
            }
        }
        ArrayNode groups = payload.putArray("groups");
        formats.keySet().forEach(groups::add);
        return payload;
    }

    private void oneRadiation(ObjectNode payload) {
        List<String> texts = m_scans.stream()
                .map(s -> s.radiation().map(Radiation::toText).orElse(""))
                .distinct()
                .toList();
        if (texts.size() == 1 && !texts.get(0).isEmpty()) {
            payload.put("radiation", texts.get(0))
                    .put(
                            "wavelengthAngstrom",
                            m_scans.get(0).wavelengthAngstrom().orElseThrow());
        }
    }

    private static void add(
            ObjectNode s, String name, PatternFile scan, TwoThetaGrid grid, Map<String, Integer> formats) {
        double[] y = gapsAsZero(scan.intensities());
        double[] onGrid = GridResampling.resample(scan.twoThetaDeg(), y, grid, GridResampling.Outside.ZERO)
                .intensities();
        double top = 0;
        for (double v : onGrid) {
            top = Math.max(top, v);
        }
        s.put("name", name)
                .put("group", formats.computeIfAbsent(scan.format().label(), f -> formats.size()))
                .put("label", scan.radiation().map(Radiation::toText).orElse("no wavelength"))
                .put("top", top)
                .put("y16", ViewArrays.uint16(onGrid, top));
        s.putArray("steps")
                .addObject()
                .put("name", "as measured, " + scan.points() + " points")
                .put("x32", ViewArrays.float32(scan.twoThetaDeg()))
                .put("y32", ViewArrays.float32(y));
    }

    private static double[] gapsAsZero(double[] intensities) {
        double[] y = intensities.clone();
        for (int i = 0; i < y.length; i++) {
            y[i] = Double.isNaN(y[i]) ? 0 : y[i];
        }
        return y;
    }

    /** Over all scans, as fine as the finest of them where that is not too much. */
    private TwoThetaGrid grid() {
        double start = 180;
        double end = 0;
        double step = 180;
        for (PatternFile scan : m_scans) {
            double[] x = scan.twoThetaDeg();
            start = Math.min(start, x[0]);
            end = Math.max(end, x[x.length - 1]);
            step = Math.min(step, (x[x.length - 1] - x[0]) / (x.length - 1));
        }
        start = Math.max(0, start);
        end = Math.min(179.99, Math.max(end, start + 0.01));
        return new TwoThetaGrid(start, end, (int) Math.max(2, Math.min(MAX_GRID, Math.rint((end - start) / step) + 1)));
    }
}
