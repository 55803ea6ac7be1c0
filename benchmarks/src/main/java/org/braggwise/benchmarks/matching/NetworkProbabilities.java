// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.benchmarks.matching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a network says of each pattern, by space-group number; read from a table, so that no network is needed here. */
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

    /** @return the probabilities of a pattern; empty where there are none */
    Map<Integer, Double> of(String id) {
        return m_byId.getOrDefault(id, Map.of());
    }
}
