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
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.learning.model.BVggNetModel.Precision;
import org.braggwise.learning.network.NetworkSpec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The model file: a zip of two entries, {@code model.json} (version, classes, domain, shapes, settings, and the name and length of every
 * array) and {@code arrays.bin} (the arrays one behind the other, little-endian). Arrays are float32; those of the networks' weights are
 * float16 where {@code weightBits} says so. Data only: reading it runs no code of the file's.
 *
 * <p>Version 2 added what the model has seen of its classes, the classes of the conformal scores, and float16; version 1 called the second
 * entry {@code arrays.f32}. Both are read.
 */
final class ModelFile {

    private static final String FORMAT = "braggwise B-VGGNet";
    static final int VERSION = 2;
    static final String HEADER = "model.json";
    private static final String ARRAYS = "arrays.bin";
    private static final String ARRAYS_OF_VERSION_1 = "arrays.f32";
    private static final int MAX_HEADER_BYTES = 64 << 20;
    static final ObjectMapper JSON = new ObjectMapper();

    private ModelFile() {}

    static void write(BVggNetModel model, Precision precision, OutputStream out) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        header.put("format", FORMAT).put("version", VERSION);
        header.put("weightBits", precision == Precision.HALF ? 16 : 32);
        ArrayNode classes = header.putArray("classes");
        model.classes().forEach(classes::add);
        ModelInput input = model.input();
        PatternSpace space = input.space();
        header.putObject("domain")
                .put("startDeg", space.grid().startDeg())
                .put("endDeg", space.grid().endDeg())
                .put("points", space.grid().points())
                .put("wavelengthAngstrom", space.wavelengthAngstrom())
                .put("radiation", space.radiation().name())
                .put("normalisation", space.normalisationText())
                .put("intensityScale", input.scale().name());
        List<byte[]> arrays = new ArrayList<>();
        ArrayNode members = header.putArray("members");
        for (Member m : model.members()) {
            writeMember(m, precision, members.addObject(), arrays);
        }
        ObjectNode calibration = header.putObject("calibration");
        calibration.set("settings", JSON.valueToTree(model.calibration().settings()));
        writeArrays(model.calibration().arrays(), calibration, arrays);
        header.set("provenance", JSON.valueToTree(model.provenance()));
        ArrayNode knowledge = header.putArray("knowledge");
        for (ClassKnowledge k : model.knowledge()) {
            ObjectNode to = knowledge
                    .addObject()
                    .put("trainingPatterns", k.trainingPatterns())
                    .put("trainingCompounds", k.trainingCompounds())
                    .put("validationPatterns", k.validationPatterns())
                    .put("validationRight", k.validationRight());
            to.set("chemistry", JSON.valueToTree(k.chemistry().elements()));
        }
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(entry(HEADER));
            zip.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(header));
            zip.closeEntry();
            zip.putNextEntry(entry(ARRAYS));
            for (byte[] a : arrays) {
                zip.write(a);
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

    private static void writeMember(Member m, Precision precision, ObjectNode to, List<byte[]> arrays)
            throws IOException {
        NetworkSpec s = m.spec();
        ObjectNode spec = to.putObject("network");
        spec.put("inputLength", s.inputLength())
                .put("denseWidth", s.denseWidth())
                .put("classes", s.classes())
                .put("trunkDropout", s.trunkDropout())
                .put("headDropout", s.headDropout());
        spec.set("blockChannels", JSON.valueToTree(s.blockChannels()));
        for (float[] a : m.weights().arrays()) {
            arrays.add(precision == Precision.HALF ? halves(a) : floats(a));
        }
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

    private static void writeArrays(Map<String, float[]> named, ObjectNode to, List<byte[]> arrays) {
        ObjectNode lengths = to.putObject("arrays");
        named.forEach((name, a) -> {
            lengths.put(name, a.length);
            arrays.add(floats(a));
        });
    }

    private static byte[] floats(float[] a) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * a.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(a);
        return bytes.array();
    }

    private static byte[] halves(float[] a) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(2 * a.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float v : a) {
            if (Math.abs(v) > HalfFloats.MAX) {
                throw new IOException("A weight of " + v + " is too large for half precision, whose largest number is "
                        + HalfFloats.MAX + ": write the model in full precision.");
            }
            bytes.putShort(HalfFloats.toHalf(v));
        }
        return bytes.array();
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
            expect(zip, header.path("version").asInt() == 1 ? ARRAYS_OF_VERSION_1 : ARRAYS, source);
            BVggNetModel model = new ModelParts(header, new DataInputStream(zip)).model();
            ModelChecks.requireSound(model);
            return model;
        } catch (JsonProcessingException e) {
            throw new IOException(source + ": " + HEADER + " is damaged: " + e.getOriginalMessage(), e);
        } catch (EOFException e) {
            throw new IOException(source + " ends before all weights are read: it is cut off.", e);
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    source + " asks for more memory than Java has: give it more (-Xmx) if the file can be trusted.", e);
        } catch (IllegalArgumentException | ArithmeticException | NegativeArraySizeException | NullPointerException e) {
            throw new IOException(source + " is damaged or makes no sense: " + e.getMessage(), e);
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
}
