// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.table;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.braggwise.diffraction.Reflection;
import org.braggwise.diffraction.ReflectionList;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Lists of reflections as JSON: in table cells for people and programs, in views for labels. */
public final class Peaks {

    /** The column that the simulator writes. */
    public static final String COLUMN = "Peaks";

    /** Reflections labelled in a view at most; weaker ones are left out. */
    private static final int IN_VIEW = 120;

    private static final double FULL_SCALE = 100;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final JsonFactory JSON = MAPPER.getFactory();

    private Peaks() {}

    /**
     * @return a JSON array with an object for each reflection: h, k, l, d (angstrom), twoTheta (deg), multiplicity, F2 (electrons
     *     squared) and intensity (strongest 100), by rising two-theta
     */
    public static String json(ReflectionList list) {
        double scale = list.strongest() > 0 ? FULL_SCALE / list.strongest() : 0;
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            for (Reflection r : list.reflections()) {
                json.writeStartObject();
                json.writeNumberField("h", r.h());
                json.writeNumberField("k", r.k());
                json.writeNumberField("l", r.l());
                json.writeNumberField("d", r.dAngstrom());
                json.writeNumberField("twoTheta", r.twoThetaDeg());
                json.writeNumberField("multiplicity", r.multiplicity());
                json.writeNumberField("F2", r.structureFactorSquared());
                json.writeNumberField("intensity", r.intensity() * scale);
                json.writeEndObject();
            }
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Adds the strongest reflections of a list that {@link #json} wrote; what is no such list adds none. */
    public static void putInView(ObjectNode to, String json) {
        JsonNode list;
        try {
            list = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            return; // a column of the same name with something else in it
        }
        List<JsonNode> peaks = new ArrayList<>();
        list.forEach(peaks::add);
        if (peaks.isEmpty() || !peaks.get(0).has("twoTheta")) {
            return;
        }
        ArrayNode array = to.putArray("peaks");
        peaks.stream()
                .sorted(Comparator.comparingDouble(
                                (JsonNode r) -> r.path("intensity").asDouble())
                        .reversed())
                .limit(IN_VIEW)
                .sorted(Comparator.comparingDouble(r -> r.path("twoTheta").asDouble()))
                .forEach(r -> put(
                        array,
                        r.path("twoTheta").asDouble(),
                        r.path("h").asInt() + " " + r.path("k").asInt() + " "
                                + r.path("l").asInt(),
                        r.path("intensity").asDouble()));
    }

    private static void put(ArrayNode to, double twoThetaDeg, String hkl, double intensity) {
        to.addObject()
                .put("tt", Math.round(1e4 * twoThetaDeg) / 1e4)
                .put("hkl", hkl)
                .put("i", Math.round(1e2 * intensity) / 1e2);
    }

    /** Adds the strongest reflections to a view's series or row, as its "peaks". */
    public static void putInView(ObjectNode to, ReflectionList list) {
        double scale = list.strongest() > 0 ? FULL_SCALE / list.strongest() : 0;
        List<Reflection> strongest = list.reflections().stream()
                .sorted(Comparator.comparingDouble(Reflection::intensity).reversed())
                .limit(IN_VIEW)
                .sorted(Comparator.comparingDouble(Reflection::twoThetaDeg))
                .toList();
        ArrayNode array = to.putArray("peaks");
        for (Reflection r : strongest) {
            put(array, r.twoThetaDeg(), r.h() + " " + r.k() + " " + r.l(), r.intensity() * scale);
        }
    }
}
