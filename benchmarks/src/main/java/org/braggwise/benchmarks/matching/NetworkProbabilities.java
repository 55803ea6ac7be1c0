// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.diffraction.Pattern;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.prediction.Prediction;
import org.braggwise.learning.prediction.PredictionSettings;
import org.braggwise.learning.prediction.Predictor;

/** What a network says of each pattern, by space-group number: read from a table, or asked of the patterns themselves. */
final class NetworkProbabilities {

    private final Map<String, Map<Integer, Double>> m_byId = new HashMap<>();

    static NetworkProbabilities none() {
        return new NetworkProbabilities();
    }

    static NetworkProbabilities read(Path file) throws IOException {
        NetworkProbabilities all = new NetworkProbabilities();
        List<String> lines = Files.readAllLines(file);
        String[] classes = lines.get(0).split("\t");
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t");
            Map<Integer, Double> p = new HashMap<>();
            for (int i = 1; i < fields.length; i++) {
                if (classes[i].matches("\\d+")) { // benchmarks/train-models writes compound and truth beside the groups
                    p.put(Integer.parseInt(classes[i]), Double.parseDouble(fields[i]));
                }
            }
            all.m_byId.put(fields[0], p);
        }
        return all;
    }

    /**
     * @param file of a model whose classes are numbers of space groups
     * @param ids one a pattern
     * @param patterns on the model's grid
     */
    static NetworkProbabilities ask(Path file, List<String> ids, List<Pattern> patterns) throws IOException {
        BVggNetModel model;
        try (InputStream in = Files.newInputStream(file)) {
            model = BVggNetModel.read(in, file.toString());
        }
        float[][] inputs =
                patterns.stream().map(p -> model.input().of(p.intensities())).toArray(float[][]::new);
        NetworkProbabilities all = new NetworkProbabilities();
        try (Predictor predictor = new Predictor(model, PredictionSettings.DEFAULT)) {
            List<Prediction> predictions = predictor.predict(inputs, ids);
            for (int i = 0; i < inputs.length; i++) {
                Map<Integer, Double> p = new HashMap<>();
                for (int c = 0; c < model.classes().size(); c++) {
                    p.put(
                            Integer.parseInt(model.classes().get(c)),
                            predictions.get(i).probabilities()[c]);
                }
                all.m_byId.put(ids.get(i), p);
            }
        }
        return all;
    }

    /** @return the probabilities of a pattern; empty where there are none */
    Map<Integer, Double> of(String id) {
        return m_byId.getOrDefault(id, Map.of());
    }
}
