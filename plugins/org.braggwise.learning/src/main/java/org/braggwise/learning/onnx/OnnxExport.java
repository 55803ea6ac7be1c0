// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.onnx;

import static org.braggwise.learning.onnx.OnnxGraph.attributes;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.learning.calibration.ConformalCalibration;
import org.braggwise.learning.calibration.EntropySlope;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.IntensityScale;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;
import org.braggwise.learning.posterior.Head;
import org.braggwise.learning.posterior.McDropout;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Writes a model as an ONNX file: input {@code patterns}, rows x points, intensities on the model's grid as its patterns were normalised;
 * outputs {@code probabilities} (rows x classes), {@code predictive_entropy}, {@code expected_entropy} and {@code mutual_information}
 * (rows, in nats), and {@code logits} (rows x samples x classes, before the temperature). The intensity scale, all members of an
 * ensemble, the temperature and S heads drawn from each posterior are part of the graph; classes, grid, radiation, provenance and the
 * conformal scores and thresholds are its metadata.
 * <p>
 * The heads are drawn once, by {@link org.braggwise.learning.posterior.Posterior#sampleHead}, and are the same for every row, where the
 * Predictor draws anew for each: probabilities differ by what sampling does. Of a Laplace posterior over the dense layer the heads are
 * the network's own, not those of its linearisation. Dropout in the trunk would need a pass for each sample and is refused.
 */
public final class OnnxExport {

    private static final String ROWS = "rows";
    private static final String PRODUCER = "Braggwise";
    private static final List<Double> COVERAGES = List.of(0.5, 0.8, 0.9, 0.95, 0.99);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The smallest normal float: its logarithm is finite, and times a probability of 0 it is 0. */
    private static final float TINY = Float.MIN_NORMAL;

    private final BVggNetModel m_model;
    private final int m_samples;
    private final long m_seed;
    private final OnnxGraph m_graph = new OnnxGraph();

    /**
     * @param model to be exported
     * @param samples heads of each member; 0: as many as its posterior was made for
     * @param seed of the draws
     * @throws IllegalArgumentException where samples is negative or the model drops values in its trunk
     */
    public OnnxExport(BVggNetModel model, int samples, long seed) {
        if (samples < 0) {
            throw new IllegalArgumentException(samples + " posterior samples; expected 0 or more.");
        }
        if (model.members().stream().anyMatch(m -> m.posterior() instanceof McDropout d && d.needsFullPasses())) {
            throw new IllegalArgumentException(
                    "The model drops values after each block of convolutions (trunk dropout),"
                            + " which needs a pass through the network for each sample and is not exported to ONNX. Train it with"
                            + " dropout in the head alone.");
        }
        m_model = model;
        m_samples = samples;
        m_seed = seed;
    }

    /** Writes the file; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        long points = m_model.input().points();
        long classes = m_model.classes().size();
        m_graph.input("patterns", ROWS, points);
        String input = m_graph.add("Unsqueeze", scaled(), m_graph.integers("channel_axis", 1));
        List<String> logits = new ArrayList<>();
        int all = 0;
        for (int m = 0; m < m_model.members().size(); m++) {
            Member member = m_model.members().get(m);
            List<Head> heads = heads(member, m);
            all += heads.size();
            logits.add(logits(heads, features(member, input)));
        }
        m_graph.addNamed("logits", "Concat", attributes("axis", 1L), logits.toArray(String[]::new));
        m_graph.output("logits", ROWS, (long) all, classes);
        summarise();
        m_graph.output("probabilities", ROWS, classes);
        for (String name : List.of("predictive_entropy", "expected_entropy", "mutual_information")) {
            m_graph.output(name, ROWS);
        }
        m_graph.model("B-VGGNet", PRODUCER, "1.0", metadata()).write(out);
    }

    /** {@link IntensityScale#input}: all but the linear scale take the highest point as 1 and what lies below 0 as 0. */
    private String scaled() {
        IntensityScale scale = m_model.input().scale();
        if (scale == IntensityScale.LINEAR) {
            return "patterns";
        }
        String positive = m_graph.add("Relu", "patterns");
        String highest = m_graph.add("ReduceMax", attributes("axes", new long[] {1}, "keepdims", 1L), positive);
        String unit = m_graph.add("Max", highest, m_graph.constant("tiny", new float[] {TINY}));
        String share = m_graph.add("Div", positive, unit);
        return switch (scale) {
            case SQUARE_ROOT -> m_graph.add("Sqrt", share);
            case LOGARITHMIC -> {
                String steep = m_graph.add("Mul", share, m_graph.constant("thousand", new float[] {1000}));
                String log = m_graph.add("Log", m_graph.add("Add", steep, m_graph.constant("one", new float[] {1})));
                yield m_graph.add("Div", log, m_graph.constant("log_1001", new float[] {(float) Math.log1p(1000)}));
            }
            case LINEAR -> throw new IllegalStateException();
        };
    }

    /** @return rows x features, position by position as {@link NetworkWeights} has them */
    private String features(Member member, String input) {
        NetworkSpec spec = member.spec();
        String x = input;
        for (int b = 0; b < spec.blockChannels().length; b++) {
            for (int l = 0; l < spec.blockChannels()[b].length; l++) {
                long out = spec.blockChannels()[b][l];
                long in = spec.inputChannels(b, l);
                String kernel = m_graph.constant(
                        "kernel", outputsFirst(member.weights().convKernel(b, l), (int) in, (int) out), out, in, 3);
                String bias = m_graph.constant("kernel_bias", member.weights().convBias(b, l), out);
                x = m_graph.add("Conv", attributes("pads", new long[] {1, 1}), x, kernel, bias);
                x = m_graph.add("Relu", x);
            }
            x = m_graph.add("MaxPool", attributes("kernel_shape", new long[] {2}, "strides", new long[] {2}), x);
        }
        x = m_graph.add("Transpose", attributes("perm", new long[] {0, 2, 1}), x);
        return m_graph.add("Reshape", x, m_graph.integers("flat", 0, spec.features()));
    }

    /** [3][inputs][outputs] to ONNX's [outputs][inputs][3]. */
    private static float[] outputsFirst(float[] kernel, int in, int out) {
        float[] turned = new float[kernel.length];
        for (int k = 0; k < NetworkSpec.KERNEL; k++) {
            for (int i = 0; i < in; i++) {
                for (int o = 0; o < out; o++) {
                    turned[(o * in + i) * NetworkSpec.KERNEL + k] = kernel[(k * in + i) * out + o];
                }
            }
        }
        return turned;
    }

    private List<Head> heads(Member member, int place) {
        int samples = m_samples == 0 || member.posterior().samples() == 1
                ? member.posterior().samples()
                : m_samples;
        long seed = m_seed + place * 0x9E3779B97F4A7C15L; // members must not share their draws
        return IntStream.range(0, samples)
                .mapToObj(s -> member.posterior().sampleHead(member.head(), seed, s))
                .toList();
    }

    /** @return rows x heads x classes */
    private String logits(List<Head> heads, String features) {
        Head first = heads.get(0);
        long samples = heads.size();
        boolean oneDenseLayer = heads.stream()
                .allMatch(h -> h.denseWeight() == first.denseWeight() && h.denseBias() == first.denseBias());
        if (oneDenseLayer) {
            String hidden = dense(features, first.denseWeight(), first.features(), first.denseBias());
            hidden = m_graph.add("Relu", hidden);
            String wide = dense(
                    hidden,
                    sideBySide(heads.stream().map(Head::outputWeight).toList(), first.width()),
                    first.width(),
                    oneBehindTheOther(heads.stream().map(Head::outputBias).toList()));
            return m_graph.add("Reshape", wide, m_graph.integers("by_sample", 0, samples, first.classes()));
        }
        String wide = dense(
                features,
                sideBySide(heads.stream().map(Head::denseWeight).toList(), first.features()),
                first.features(),
                oneBehindTheOther(heads.stream().map(Head::denseBias).toList()));
        String hidden = m_graph.add(
                "Reshape", m_graph.add("Relu", wide), m_graph.integers("by_sample", 0, samples, first.width()));
        hidden = m_graph.add("Transpose", attributes("perm", new long[] {1, 0, 2}), hidden);
        String weight = m_graph.constant(
                "output_weight",
                oneBehindTheOther(heads.stream().map(Head::outputWeight).toList()),
                samples,
                first.width(),
                first.classes());
        String bias = m_graph.constant(
                "output_bias",
                oneBehindTheOther(heads.stream().map(Head::outputBias).toList()),
                samples,
                1,
                first.classes());
        String logits = m_graph.add("Add", m_graph.add("MatMul", hidden, weight), bias);
        return m_graph.add("Transpose", attributes("perm", new long[] {1, 0, 2}), logits);
    }

    private String dense(String input, float[] weight, int inputs, float[] bias) {
        return m_graph.add(
                "Gemm",
                input,
                m_graph.constant("weight", weight, inputs, bias.length),
                m_graph.constant("bias", bias, bias.length));
    }

    /** Matrices of as many rows, side by side. */
    private static float[] sideBySide(List<float[]> matrices, int rows) {
        int columns = matrices.get(0).length / rows;
        int wide = Math.multiplyExact(columns, matrices.size());
        float[] all = new float[Math.multiplyExact(rows, wide)];
        for (int m = 0; m < matrices.size(); m++) {
            for (int r = 0; r < rows; r++) {
                System.arraycopy(matrices.get(m), r * columns, all, r * wide + m * columns, columns);
            }
        }
        return all;
    }

    private static float[] oneBehindTheOther(List<float[]> arrays) {
        float[] all = new float[Math.multiplyExact(arrays.size(), arrays.get(0).length)];
        for (int i = 0; i < arrays.size(); i++) {
            System.arraycopy(arrays.get(i), 0, all, i * arrays.get(i).length, arrays.get(i).length);
        }
        return all;
    }

    /** Mean probabilities over all samples, and the two parts of their entropy. */
    private void summarise() {
        String cold = m_graph.add(
                "Div", "logits", m_graph.constant("temperature", new float[] {(float) m_model.temperature()}));
        EntropySlope slope = m_model.calibration().slope();
        String scaled = slope.isNone() ? cold : byEntropy(cold, slope);
        String each = m_graph.add("Softmax", attributes("axis", 2L), scaled);
        String mean = m_graph.add("ReduceMean", attributes("axes", new long[] {1}, "keepdims", 0L), each);
        m_graph.addNamed("probabilities", "Identity", Map.of(), mean);
        m_graph.addNamed("predictive_entropy", "Identity", Map.of(), entropy(mean, 1));
        m_graph.addNamed(
                "expected_entropy", "ReduceMean", attributes("axes", new long[] {1}, "keepdims", 0L), entropy(each, 2));
        m_graph.addNamed(
                "mutual_information", "Relu", Map.of(), m_graph.add("Sub", "predictive_entropy", "expected_entropy"));
    }

    /** Divides the logits of each row by exp(slope (entropy - pivot)), the entropy that of the mean of its samples. */
    private String byEntropy(String logits, EntropySlope slope) {
        String each = m_graph.add("Softmax", attributes("axis", 2L), logits);
        String mean = m_graph.add("ReduceMean", attributes("axes", new long[] {1}, "keepdims", 0L), each);
        String above = m_graph.add(
                "Sub", entropy(mean, 1), m_graph.constant("entropy_pivot", new float[] {(float) slope.pivot()}));
        String colder =
                m_graph.add("Exp", m_graph.add("Mul", above, m_graph.constant("minus_entropy_slope", new float[] {
                    (float) -slope.slope()
                })));
        return m_graph.add(
                "Mul", logits, m_graph.add("Unsqueeze", colder, m_graph.integers("samples_and_classes", 1, 2)));
    }

    private String entropy(String probabilities, long axis) {
        String log =
                m_graph.add("Log", m_graph.add("Max", probabilities, m_graph.constant("smallest", new float[] {TINY})));
        String sum = m_graph.add(
                "ReduceSum",
                attributes("keepdims", 0L),
                m_graph.add("Mul", probabilities, log),
                m_graph.integers("class_axis", axis));
        return m_graph.add("Neg", sum);
    }

    /** @return the largest score that belongs to a set, by coverage, as JSON; coverages that the calibration rows can't promise are left out */
    private static String thresholds(ConformalCalibration conformal) {
        return COVERAGES.stream()
                .filter(coverage -> Double.isFinite(conformal.quantile(coverage)))
                .map(coverage -> "\"" + coverage + "\": " + conformal.quantile(coverage))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private Map<String, String> metadata() throws IOException {
        PatternSpace space = m_model.input().space();
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("braggwise.classes", JSON.writeValueAsString(m_model.classes()));
        metadata.put("braggwise.twoThetaStartDeg", Double.toString(space.grid().startDeg()));
        metadata.put("braggwise.twoThetaEndDeg", Double.toString(space.grid().endDeg()));
        metadata.put("braggwise.points", Integer.toString(space.grid().points()));
        metadata.put("braggwise.radiation", space.radiation().name());
        metadata.put("braggwise.wavelengthAngstrom", Double.toString(space.wavelengthAngstrom()));
        metadata.put("braggwise.normalisation", space.normalisationText());
        metadata.put("braggwise.intensityScale", m_model.input().scale().name());
        metadata.put("braggwise.temperature", Double.toString(m_model.temperature()));
        metadata.put("braggwise.sampling", "heads drawn once with seed " + m_seed + ", the same for every row");
        EntropySlope slope = m_model.calibration().slope();
        if (!slope.isNone()) {
            metadata.put("braggwise.entropySlope", Double.toString(slope.slope()));
            metadata.put("braggwise.entropyPivot", Double.toString(slope.pivot()));
        }
        m_model.calibration().conformal().ifPresent(c -> {
            metadata.put("braggwise.conformalScore", c.score().name());
            metadata.put("braggwise.conformalScores", Arrays.toString(c.scores()));
            metadata.put("braggwise.conformalThresholds", thresholds(c));
        });
        metadata.put(
                "braggwise.notExported",
                "draws for each row, intervals, conformal sets (see conformalThresholds), out-of-distribution score");
        metadata.put("braggwise.provenance", JSON.writeValueAsString(m_model.provenance()));
        return metadata;
    }
}
