// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common;

import java.util.LinkedHashMap;
import java.util.Map;

import org.braggwise.learning.model.PatternDomain;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Collects what the pattern view shows while a node works through its rows: the first patterns, {@link #LIMIT} at most and no more than
 * {@link ViewPayload#ARRAY_CHARACTERS} allow, so that memory does not grow with the table.
 */
public final class PatternsView {

    /** Patterns shown at most. */
    public static final int LIMIT = 2000;

    private final ObjectNode m_payload = JsonNodeFactory.instance.objectNode();
    private final ArrayNode m_series = m_payload.putArray("series");
    private final Map<String, Integer> m_groups = new LinkedHashMap<>();
    private long m_rows;
    private long m_characters;

    public PatternsView(String title, PatternDomain domain) {
        m_payload.put("kind", "patterns").put("title", title);
        putDomain(m_payload, domain);
    }

    /** Writes grid and radiation as every view reads them. */
    public static void putDomain(ObjectNode payload, PatternDomain domain) {
        payload.putObject("grid")
                .put("startDeg", domain.startDeg())
                .put("endDeg", domain.endDeg())
                .put("points", domain.points());
        payload.put("radiation", domain.radiation()).put("wavelengthAngstrom", domain.wavelengthAngstrom());
    }

    /**
     * Adds one pattern.
     *
     * @param group what it is coloured and filtered by, such as the augmentation mode
     * @param label shown beside its name, such as the crystal system; may be null
     * @return the series for peaks and steps, null where the limit is reached
     */
    public ObjectNode add(String name, String group, String label, double[] intensities) {
        m_rows++;
        if (m_series.size() >= LIMIT || m_characters > ViewPayload.ARRAY_CHARACTERS) {
            return null;
        }
        double top = 0;
        for (double v : intensities) {
            top = Math.max(top, v);
        }
        ObjectNode s = m_series.addObject();
        String y = ViewArrays.uint16(intensities, top);
        s.put("name", name)
                .put("group", m_groups.computeIfAbsent(group, g -> m_groups.size()))
                .put("top", top)
                .put("y16", y);
        m_characters += y.length();
        if (label != null) {
            s.put("label", label);
        }
        return s;
    }

    /** Counts what a node adds to a series beside its pattern. */
    public void charge(int characters) {
        m_characters += characters;
    }

    /** @return how many series were kept so far */
    public int size() {
        return m_series.size();
    }

    public ObjectNode payload() {
        ArrayNode groups = m_payload.putArray("groups");
        m_groups.keySet().forEach(groups::add);
        if (m_rows > m_series.size()) {
            m_payload.put("note", "The first " + m_series.size() + " of " + m_rows + " patterns are shown.");
        }
        return m_payload;
    }
}
