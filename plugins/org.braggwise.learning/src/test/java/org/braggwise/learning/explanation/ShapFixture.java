// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.explanation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.braggwise.learning.network.NetworkSpec;
import org.braggwise.learning.network.NetworkWeights;

/** A network and its DeepSHAP values from shap.tsv, which make-shap.py wrote with PyTorch. */
final class ShapFixture {
    private final Map<String, float[]> m_values = new HashMap<>();
    private final String m_case;
    private final NetworkSpec m_spec;
    private final NetworkWeights m_weights;

    ShapFixture(int index) throws IOException {
        m_case = index + ".";
        try (InputStream in = ShapFixture.class.getResourceAsStream("shap.tsv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] cells = line.split("\t");
                String[] numbers = cells[1].split(" ");
                float[] values = new float[numbers.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.parseFloat(numbers[i]);
                }
                m_values.put(cells[0], values);
            }
        }
        float[] shape = values("shape");
        float[] channels = values("channels");
        int[][] blocks = new int[(int) shape[1]][];
        int at = 0;
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = new int[(int) channels[at++]];
            for (int l = 0; l < blocks[b].length; l++) {
                blocks[b][l] = (int) channels[at++];
            }
        }
        m_spec = new NetworkSpec((int) shape[0], blocks, (int) shape[2], (int) shape[3], 0, 0);
        m_weights = new NetworkWeights(m_spec);
        int layer = 0;
        for (int b = 0; b < blocks.length; b++) {
            for (int l = 0; l < blocks[b].length; l++) {
                copy("kernel" + layer, m_weights.convKernel(b, l));
                copy("bias" + layer++, m_weights.convBias(b, l));
            }
        }
        copy("dense", m_weights.denseWeight());
        copy("denseBias", m_weights.denseBias());
        copy("output", m_weights.outputWeight());
        copy("outputBias", m_weights.outputBias());
    }

    private void copy(String name, float[] to) {
        float[] from = values(name);
        if (from.length != to.length) {
            throw new IllegalStateException(
                    "shap.tsv: " + name + " has " + from.length + " values; expected " + to.length);
        }
        System.arraycopy(from, 0, to, 0, to.length);
    }

    float[] values(String name) {
        return m_values.get(m_case + name);
    }

    NetworkSpec spec() {
        return m_spec;
    }

    NetworkWeights weights() {
        return m_weights;
    }

    ExplainedNetwork network() {
        return ExplainedNetwork.mean(m_spec, m_weights);
    }

    BackgroundPatterns background() {
        float[] all = values("background");
        List<float[]> rows = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int from = 0; from < all.length; from += m_spec.inputLength()) {
            rows.add(java.util.Arrays.copyOfRange(all, from, from + m_spec.inputLength()));
            keys.add("Row" + keys.size());
        }
        return new BackgroundPatterns(rows, keys);
    }
}
