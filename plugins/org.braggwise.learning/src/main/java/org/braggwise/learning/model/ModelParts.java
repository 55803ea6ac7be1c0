// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.posterior.Posterior;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the parts of a model file in the order in which they were written. Sizes are checked before memory is taken. */
final class ModelParts {
    private static final long MAX_VALUES = 1L << 30;

    private final JsonNode m_header;
    private final DataInputStream m_arrays;
    private final boolean m_halves;
    private long m_values;

    ModelParts(JsonNode header, DataInputStream arrays) {
        m_header = header;
        m_arrays = arrays;
        m_halves = header.path("weightBits").asInt(32) == 16;
    }

    BVggNetModel model() throws IOException {
        JsonNode d = need(m_header, "domain");
        PatternSpace space = PatternSpace.of(
                need(d, "startDeg").asDouble(),
                need(d, "endDeg").asDouble(),
                need(d, "points").asInt(),
                need(d, "wavelengthAngstrom").asDouble(),
                need(d, "radiation").asText(),
                need(d, "normalisation").asText());
        var input = new ModelInput(
                space, IntensityScale.valueOf(need(d, "intensityScale").asText()));
        List<String> classes = new ArrayList<>();
        need(m_header, "classes").forEach(c -> classes.add(c.asText()));
        List<Member> members = new ArrayList<>();
        for (JsonNode m : need(m_header, "members")) {
            members.add(member(m));
        }
        JsonNode c = need(m_header, "calibration");
        Calibration calibration = Calibration.of(settings(c), arrays(c));
        Map<String, String> provenance = new LinkedHashMap<>();
        need(m_header, "provenance")
                .fields()
                .forEachRemaining(e -> provenance.put(e.getKey(), e.getValue().asText()));
        if (m_arrays.read() != -1) { // reading to the end also checks the zip's own checksum
            throw new IllegalArgumentException("it holds more than " + ModelFile.HEADER + " tells.");
        }
        return new BVggNetModel(members, classes, input, calibration, provenance, knowledge());
    }

    private List<ClassKnowledge> knowledge() {
        List<ClassKnowledge> knowledge = new ArrayList<>();
        for (JsonNode k : m_header.path("knowledge")) { // version 1 has none
            SortedMap<String, SortedSet<String>> chemistry = new TreeMap<>();
            need(k, "chemistry").fields().forEachRemaining(e -> {
                SortedSet<String> elements = new TreeSet<>();
                e.getValue().forEach(symbol -> elements.add(symbol.asText()));
                chemistry.put(e.getKey(), elements);
            });
            knowledge.add(new ClassKnowledge(
                    need(k, "trainingPatterns").asInt(),
                    need(k, "trainingCompounds").asInt(),
                    need(k, "validationPatterns").asInt(),
                    need(k, "validationRight").asInt(),
                    new ClassChemistry(chemistry)));
        }
        return knowledge;
    }

    private Member member(JsonNode m) throws IOException {
        JsonNode n = need(m, "network");
        var spec = new NetworkSpec(
                need(n, "inputLength").asInt(),
                ModelFile.JSON.convertValue(need(n, "blockChannels"), int[][].class),
                need(n, "denseWidth").asInt(),
                need(n, "classes").asInt(),
                need(n, "trunkDropout").asDouble(),
                need(n, "headDropout").asDouble());
        count(spec.parameterCount());
        var weights = new NetworkWeights(spec);
        for (float[] a : weights.arrays()) {
            fill(a, m_halves);
        }
        JsonNode p = need(m, "posterior");
        Posterior posterior = Posterior.of(settings(p), arrays(p));
        JsonNode h = need(m, "history");
        List<TrainingHistory.Epoch> epochs = new ArrayList<>();
        for (JsonNode e : need(h, "epochs")) {
            epochs.add(new TrainingHistory.Epoch(
                    need(e, "epoch").asInt(),
                    number(e, "loss"),
                    number(e, "nll"),
                    number(e, "kl"),
                    number(e, "accuracy"),
                    number(e, "validationLoss"),
                    number(e, "validationAccuracy"),
                    number(e, "learningRate"),
                    number(e, "klWeight")));
        }
        return new Member(
                weights,
                posterior,
                new TrainingHistory(epochs, need(h, "bestEpoch").asInt()));
    }

    /** NaN stands as text in JSON. */
    private static double number(JsonNode node, String key) {
        JsonNode v = need(node, key);
        return v.isNumber() ? v.asDouble() : Double.parseDouble(v.asText());
    }

    private static JsonNode need(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw new IllegalArgumentException(ModelFile.HEADER + " has no \"" + key + "\".");
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> settings(JsonNode node) {
        return ModelFile.JSON.convertValue(need(node, "settings"), LinkedHashMap.class);
    }

    private Map<String, float[]> arrays(JsonNode node) throws IOException {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        var fields = need(node, "arrays").fields();
        while (fields.hasNext()) {
            var e = fields.next();
            long length = e.getValue().asLong();
            count(length);
            var a = new float[Math.toIntExact(length)];
            fill(a, false);
            arrays.put(e.getKey(), a);
        }
        return arrays;
    }

    private void count(long values) {
        m_values += values;
        if (values < 0 || m_values > MAX_VALUES) {
            throw new IllegalArgumentException(
                    "it asks for " + m_values + " weights, expected " + MAX_VALUES + " at most.");
        }
    }

    private void fill(float[] a, boolean halves) throws IOException {
        int size = halves ? 2 : 4;
        byte[] bytes = new byte[Math.min(1 << 20, size * Math.max(1, a.length))];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < a.length; ) {
            int n = Math.min(bytes.length / size, a.length - at);
            m_arrays.readFully(bytes, 0, size * n);
            if (halves) {
                for (int i = 0; i < n; i++) {
                    a[at + i] = HalfFloats.toFloat(buffer.getShort(2 * i));
                }
            } else {
                buffer.asFloatBuffer().get(a, at, n);
            }
            at += n;
        }
    }
}
