// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.explanation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.braggwise.learning.explanation.BackgroundPatterns;
import org.braggwise.learning.explanation.ExplainedNetwork;
import org.braggwise.learning.explanation.ExplainedOutput;
import org.braggwise.learning.explanation.ShapExplainer;
import org.braggwise.learning.network.Blas;
import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;

/** Braggwise's side of compare.py: reads the network and the patterns, then explains all rows once for each line on standard input. */
public final class ShapBenchmark {
    private ShapBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int[] shape = Arrays.stream(
                        Files.readString(folder.resolve("shape")).trim().split(" "))
                .mapToInt(Integer::parseInt)
                .toArray();
        int[][] blocks = Arrays.stream(
                        Files.readString(folder.resolve("blocks")).trim().split(";"))
                .map(b ->
                        Arrays.stream(b.split(",")).mapToInt(Integer::parseInt).toArray())
                .toArray(int[][]::new);
        NetworkSpec spec = new NetworkSpec(shape[0], blocks, shape[1], shape[2], 0, 0);
        NetworkWeights weights = new NetworkWeights(spec);
        FloatBuffer stored = floats(folder.resolve("weights"));
        weights.arrays().forEach(stored::get);
        List<float[]> rows = rows(folder.resolve("rows"), shape[0]);
        List<float[]> background = rows(folder.resolve("background"), shape[0]);
        List<String> keys = new ArrayList<>();
        background.forEach(b -> keys.add("b" + keys.size()));
        ShapExplainer explainer = new ShapExplainer(
                List.of(ExplainedNetwork.mean(spec, weights)),
                ExplainedOutput.PROBABILITY,
                1,
                new BackgroundPatterns(background, keys));
        System.out.println("ready " + (Blas.isNative() ? "OpenBLAS" : "plain Java"));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            long start = System.nanoTime();
            List<double[]> values = new ArrayList<>();
            for (float[] row : rows) {
                double[] outputs = explainer.outputs(row);
                int predicted = 0;
                for (int c = 1; c < outputs.length; c++) {
                    predicted = outputs[c] > outputs[predicted] ? c : predicted;
                }
                values.add(explainer.explain(row, predicted).values());
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            ByteBuffer bytes = ByteBuffer.allocate(8 * shape[0] * rows.size()).order(ByteOrder.LITTLE_ENDIAN);
            values.forEach(v -> Arrays.stream(v).forEach(bytes::putDouble));
            Files.write(folder.resolve("values"), bytes.array());
            System.out.println(seconds);
        }
    }

    private static FloatBuffer floats(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }

    private static List<float[]> rows(Path file, int length) throws IOException {
        FloatBuffer all = floats(file);
        List<float[]> rows = new ArrayList<>();
        while (all.hasRemaining()) {
            float[] row = new float[length];
            all.get(row);
            rows.add(row);
        }
        return rows;
    }
}
