// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.List;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Counts right rows while Deeplearning4j trains: its listener hears of the activations of every batch. */
final class BatchStatistics extends BaseTrainingListener {

    private final int m_classes;
    private int[] m_labels = {};
    private int m_right;

    BatchStatistics(int classes) {
        m_classes = classes;
    }

    /** Announces the next batch. */
    void labels(int[] labels) {
        m_labels = labels;
    }

    /** @return rows of the last batch whose most probable class was the label, with dropout */
    int right() {
        return m_right;
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        m_right = right(activations.get(activations.size() - 1), m_labels, m_classes);
    }

    /** @param outputs rows x classes, logits or probabilities */
    static int right(INDArray outputs, int[] labels, int classes) {
        float[] z = outputs.dup('c').data().asFloat();
        int right = 0;
        for (int r = 0; r < labels.length; r++) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                if (z[r * classes + c] > z[r * classes + best]) {
                    best = c;
                }
            }
            right += best == labels[r] ? 1 : 0;
        }
        return right;
    }
}
