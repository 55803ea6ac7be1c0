// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.learning.posterior.Categorical;

/** scores.tsv, which make-scores.py wrote with scikit-learn 1.2 and NumPy. */
public final class ScoreFixture {
    public static final int CLASSES = 4;
    private final Map<String, double[]> m_values = new HashMap<>();

    public ScoreFixture() throws IOException {
        try (InputStream in = ScoreFixture.class.getResourceAsStream("scores.tsv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] cells = line.split("\t");
                m_values.put(
                        cells[0],
                        Arrays.stream(cells[1].split(" "))
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        }
    }

    public double[] values(String name) {
        return m_values.get(name);
    }

    public double value(String name) {
        return m_values.get(name)[0];
    }

    public int[] labels() {
        return Arrays.stream(values("labels")).mapToInt(v -> (int) v).toArray();
    }

    public double[] logits(int row) {
        return Arrays.copyOfRange(values("logits"), row * CLASSES, (row + 1) * CLASSES);
    }

    public List<ScoredRow> rows() {
        List<ScoredRow> rows = new ArrayList<>();
        int[] labels = labels();
        for (int r = 0; r < labels.length; r++) {
            rows.add(ScoredRow.of(labels[r], Categorical.softmax(logits(r))));
        }
        return rows;
    }
}
