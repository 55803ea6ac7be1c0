// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.model;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.posterior.Posterior;
import org.braggwise.learning.training.TrainingHistory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The model file: a zip of two entries, {@code model.json} (version, classes, domain, shapes, settings, and the name and length of every
 * array) and {@code arrays.f32} (the arrays one behind the other, little-endian float32). Data only: reading it runs no code of the
 * file's. Sizes are checked before memory is taken.
 */
final class ModelFile {

    private static final String FORMAT = "braggwise B-VGGNet";
    static final int VERSION = 1;
    private static final String HEADER = "model.json";
    private static final String ARRAYS = "arrays.f32";
    private static final int MAX_HEADER_BYTES = 64 << 20;
    private static final long MAX_VALUES = 1L << 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelFile() {}

    static void write(BVggNetModel model, OutputStream out) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        header.put("format", FORMAT).put("version", VERSION);
        ArrayNode classes = header.putArray("classes");
        model.classes().forEach(classes::add);
        PatternDomain d = model.domain();
        header.putObject("domain")
                .put("startDeg", d.startDeg())
                .put("endDeg", d.endDeg())
                .put("points", d.points())
                .put("wavelengthAngstrom", d.wavelengthAngstrom())
                .put("radiation", d.radiation())
                .put("normalisation", d.normalisation())
                .put("intensityScale", d.scale().name());
        List<float[]> arrays = new ArrayList<>();
        ArrayNode members = header.putArray("members");
        for (Member m : model.members()) {
            writeMember(m, members.addObject(), arrays);
        }
        ObjectNode calibration = header.putObject("calibration");
        calibration.set("settings", JSON.valueToTree(model.calibration().settings()));
        writeArrays(model.calibration().arrays(), calibration, arrays);
        header.set("provenance", JSON.valueToTree(model.provenance()));
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(entry(HEADER));
            zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(header));
            zip.closeEntry();
            zip.putNextEntry(entry(ARRAYS));
            for (float[] a : arrays) {
                ByteBuffer bytes = ByteBuffer.allocate(4 * a.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(a);
                zip.write(bytes.array());
            }
            zip.closeEntry();
        }
    }

    /**
     * Without the time of writing: the same model gives the same bytes. The first of February, since Java takes the first of January,
     * where a zip's calendar begins, for "before 1980" and adds a field with the time in UTC, which depends on the time zone.
     */
    private static ZipEntry entry(String name) {
        var e = new ZipEntry(name);
        e.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0));
        return e;
    }

    private static void writeMember(Member m, ObjectNode to, List<float[]> arrays) {
        NetworkSpec s = m.spec();
        ObjectNode spec = to.putObject("network");
        spec.put("inputLength", s.inputLength())
                .put("denseWidth", s.denseWidth())
                .put("classes", s.classes())
                .put("trunkDropout", s.trunkDropout())
                .put("headDropout", s.headDropout());
        spec.set("blockChannels", JSON.valueToTree(s.blockChannels()));
        arrays.addAll(m.weights().arrays());
        ObjectNode posterior = to.putObject("posterior");
        posterior.set("settings", JSON.valueToTree(m.posterior().settings()));
        writeArrays(m.posterior().arrays(), posterior, arrays);
        ObjectNode history = to.putObject("history");
        history.put("bestEpoch", m.history().bestEpoch());
        ArrayNode epochs = history.putArray("epochs");
        for (TrainingHistory.Epoch e : m.history().epochs()) {
            epochs.addObject()
                    .put("epoch", e.epoch())
                    .put("loss", e.loss())
                    .put("nll", e.nll())
                    .put("kl", e.kl())
                    .put("accuracy", e.accuracy())
                    .put("validationLoss", e.validationLoss())
                    .put("validationAccuracy", e.validationAccuracy())
                    .put("learningRate", e.learningRate())
                    .put("klWeight", e.klWeight());
        }
    }

    private static void writeArrays(Map<String, float[]> named, ObjectNode to, List<float[]> arrays) {
        ObjectNode lengths = to.putObject("arrays");
        named.forEach((name, a) -> {
            lengths.put(name, a.length);
            arrays.add(a);
        });
    }

    static BVggNetModel read(InputStream in, String source) throws IOException {
        try {
            var zip = new ZipInputStream(in);
            expect(zip, HEADER, source);
            byte[] text = zip.readNBytes(MAX_HEADER_BYTES + 1);
            if (text.length > MAX_HEADER_BYTES) {
                throw new IOException(source + ": " + HEADER + " is larger than " + (MAX_HEADER_BYTES >> 20)
                        + " MB; this is no model.");
            }
            JsonNode header = JSON.readTree(text);
            checkVersion(header, source);
            expect(zip, ARRAYS, source);
            return new Body(header, new DataInputStream(zip)).model();
        } catch (JsonProcessingException e) {
            throw new IOException(source + ": " + HEADER + " is damaged: " + e.getOriginalMessage(), e);
        } catch (EOFException e) {
            throw new IOException(source + " ends before all weights are read: it is cut off.", e);
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    source + " asks for more memory than Java has: give it more (-Xmx) if the file can be trusted.", e);
        } catch (IllegalArgumentException | ArithmeticException | NegativeArraySizeException | NullPointerException e) {
            throw new IOException(source + " is damaged: " + e.getMessage(), e);
        }
    }

    private static void expect(ZipInputStream zip, String name, String source) throws IOException {
        ZipEntry entry = zip.getNextEntry();
        if (entry == null || !entry.getName().equals(name)) {
            throw new IOException(source + " is no Braggwise model: found "
                    + (entry == null ? "no zip entry" : entry.getName()) + ", expected " + name + ".");
        }
    }

    private static void checkVersion(JsonNode header, String source) throws IOException {
        if (!FORMAT.equals(header.path("format").asText())) {
            throw new IOException(source + " is no Braggwise model: its format is \""
                    + header.path("format").asText() + "\", expected \"" + FORMAT + "\".");
        }
        int version = header.path("version").asInt();
        if (version < 1 || version > VERSION) {
            throw new IOException(source + " was written by a newer Braggwise (model version " + version
                    + ", this one reads up to " + VERSION + "): update Braggwise.");
        }
    }

    /** Reads the parts in the order in which they were written. */
    private static final class Body {
        private final JsonNode m_header;
        private final DataInputStream m_arrays;
        private long m_values;

        Body(JsonNode header, DataInputStream arrays) {
            m_header = header;
            m_arrays = arrays;
        }

        BVggNetModel model() throws IOException {
            JsonNode d = need(m_header, "domain");
            var domain = new PatternDomain(
                            need(d, "startDeg").asDouble(),
                            need(d, "endDeg").asDouble(),
                            need(d, "points").asInt(),
                            need(d, "wavelengthAngstrom").asDouble(),
                            need(d, "radiation").asText(),
                            need(d, "normalisation").asText())
                    .withScale(IntensityScale.valueOf(need(d, "intensityScale").asText()));
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
                    .forEachRemaining(
                            e -> provenance.put(e.getKey(), e.getValue().asText()));
            if (m_arrays.read() != -1) { // reading to the end also checks the zip's own checksum
                throw new IllegalArgumentException(ARRAYS + " holds more than " + HEADER + " tells.");
            }
            return new BVggNetModel(members, classes, domain, calibration, provenance);
        }

        private Member member(JsonNode m) throws IOException {
            JsonNode n = need(m, "network");
            var spec = new NetworkSpec(
                    need(n, "inputLength").asInt(),
                    JSON.convertValue(need(n, "blockChannels"), int[][].class),
                    need(n, "denseWidth").asInt(),
                    need(n, "classes").asInt(),
                    need(n, "trunkDropout").asDouble(),
                    need(n, "headDropout").asDouble());
            count(spec.parameterCount());
            var weights = new NetworkWeights(spec);
            for (float[] a : weights.arrays()) {
                fill(a);
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
                throw new IllegalArgumentException(HEADER + " has no \"" + key + "\".");
            }
            return value;
        }

        @SuppressWarnings("unchecked")
        private static Map<String, Object> settings(JsonNode node) {
            return JSON.convertValue(need(node, "settings"), LinkedHashMap.class);
        }

        private Map<String, float[]> arrays(JsonNode node) throws IOException {
            Map<String, float[]> arrays = new LinkedHashMap<>();
            var fields = need(node, "arrays").fields();
            while (fields.hasNext()) {
                var e = fields.next();
                long length = e.getValue().asLong();
                count(length);
                var a = new float[Math.toIntExact(length)];
                fill(a);
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

        private void fill(float[] a) throws IOException {
            var bytes = new byte[Math.min(1 << 20, 4 * Math.max(1, a.length))];
            for (int at = 0; at < a.length; ) {
                int n = Math.min(bytes.length / 4, a.length - at);
                m_arrays.readFully(bytes, 0, 4 * n);
                ByteBuffer.wrap(bytes, 0, 4 * n)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(a, at, n);
                at += n;
            }
        }
    }
}
