// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.diffraction.TwoThetaGrid;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Collects what the pattern view shows while a node works through its rows: a sample of every group alike, no more than
 * {@link ViewPayload#characters()} allow, so that memory does not grow with the table.
 */
public final class PatternsView {

    /** A pattern with what was made of it: shown together, or not. */
    public final class Family {
        private final String m_key;
        private final String m_stratum;
        private final List<ObjectNode> m_members = new ArrayList<>();

        private Family(String key, String stratum) {
            m_key = key;
            m_stratum = stratum;
        }

        /**
         * Adds a pattern, the original first.
         *
         * @param name of the pattern
         * @param group what it is coloured and filtered by, such as the augmentation mode
         * @param label shown beside its name, such as the crystal system; may be null
         * @param intensities on the view's grid
         * @return the series, to add to
         */
        public ObjectNode add(String name, String group, String label, double[] intensities) {
            ObjectNode series = series(name, group, label, intensities);
            m_members.add(series);
            return series;
        }

        /** Ends it. */
        public void close() {
            m_sample.put(m_stratum, m_key, m_members);
        }
    }

    private final ObjectNode m_payload = JsonNodeFactory.instance.objectNode();
    private final Map<String, Integer> m_groups = new LinkedHashMap<>();
    private final ViewSample m_sample = new ViewSample(ViewPayload.characters());

    public PatternsView(String title, PatternSpace space) {
        m_payload.put("kind", "patterns").put("title", title);
        putSpace(m_payload, space);
    }

    /** Writes "grid": what curves are over. */
    public static void putGrid(ObjectNode to, TwoThetaGrid grid) {
        to.putObject("grid")
                .put("startDeg", grid.startDeg())
                .put("endDeg", grid.endDeg())
                .put("points", grid.points());
    }

    /** Writes grid and radiation as every view reads them. */
    public static void putSpace(ObjectNode payload, PatternSpace space) {
        putGrid(payload, space.grid());
        payload.put("radiation", space.radiation().name()).put("wavelengthAngstrom", space.wavelengthAngstrom());
    }

    /**
     * Adds one pattern.
     *
     * @param name of the pattern
     * @param group what it is coloured and filtered by, such as the crystal system: of each about as many are shown
     * @param label shown beside its name, such as the formula; may be null
     * @param intensities on the view's grid
     * @return the series for peaks and steps, until the next one is added; null where it is not among the sample
     */
    public ObjectNode add(String name, String group, String label, double[] intensities) {
        return add(group, name, group, label, intensities);
    }

    /**
     * Adds one pattern of a class that is not its group.
     *
     * @param stratum of each about as many are shown
     * @return as of the other
     */
    public ObjectNode add(String stratum, String name, String group, String label, double[] intensities) {
        index(group);
        if (!m_sample.wants(stratum, name)) {
            return null;
        }
        ObjectNode series = series(name, group, label, intensities);
        m_sample.put(stratum, name, List.of(series));
        return series;
    }

    /**
     * @param key of the original
     * @param stratum of each about as many families are shown
     * @return a family to add to; null where it is not among the sample
     */
    public Family family(String key, String stratum) {
        return m_sample.wants(stratum, key) ? new Family(key, stratum) : null;
    }

    private int index(String group) {
        return m_groups.computeIfAbsent(group, g -> m_groups.size());
    }

    private ObjectNode series(String name, String group, String label, double[] intensities) {
        double top = 0;
        for (double v : intensities) {
            top = Math.max(top, v);
        }
        ObjectNode s = JsonNodeFactory.instance.objectNode();
        s.put("name", name).put("group", index(group)).put("top", top).put("y16", ViewArrays.uint16(intensities, top));
        if (label != null) {
            s.put("label", label);
        }
        return s;
    }

    public ObjectNode payload() {
        ArrayNode series = m_payload.putArray("series");
        List<List<ObjectNode>> kept = m_sample.items();
        for (List<ObjectNode> family : kept) {
            int first = series.size();
            family.forEach(series::add);
            family.subList(1, family.size()).forEach(s -> s.put("of", first));
        }
        ArrayNode groups = m_payload.putArray("groups");
        m_groups.keySet().forEach(groups::add);
        if (m_sample.seen() > kept.size()) {
            m_payload.put("total", Math.max(m_sample.seen(), series.size()));
            m_payload.put(
                    "note",
                    "A sample is shown: " + kept.size() + " of " + m_sample.seen()
                            + (series.size() > kept.size() ? " patterns, with what was made of them" : " patterns")
                            + ", of every class alike.");
        }
        return m_payload;
    }
}
