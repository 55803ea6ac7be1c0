// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.List;

import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.calibration.ConformalScore;
import org.braggwise.learning.data.LabelledPatterns;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.network.Workers;
import org.braggwise.learning.posterior.LaplaceFitter;
import org.braggwise.learning.posterior.LaplaceSettings;
import org.braggwise.learning.prediction.ModelCalibrator;

/**
 * Gives a trained model a Laplace posterior: its networks stay as they are, the curvature around them is measured on the training rows, and
 * the model is calibrated anew. E. Daxberger et al. (2021), Laplace Redux, arXiv:2106.14806.
 */
public final class PostHocLaplace {

    private final LaplaceSettings m_settings;
    private final ConformalScore m_score;
    private final long m_seed;
    private final Workers m_workers;

    /**
     * @param score of the conformal sets
     * @param seed of the calibration's samples
     * @param workers whose threads it works on and who may cancel it
     */
    public PostHocLaplace(LaplaceSettings settings, ConformalScore score, long seed, Workers workers) {
        m_settings = settings;
        m_score = score;
        m_seed = seed;
        m_workers = workers;
    }

    /**
     * @param model any, whatever posterior it has
     * @param rows that it was trained on
     * @param validation rows that it was not trained on, for the calibration; it may be empty
     * @return the same networks with the new posterior; classes, input, what it has seen and its provenance are kept
     * @throws java.util.concurrent.CancellationException if the workers were cancelled
     */
    public BVggNetModel around(BVggNetModel model, LabelledPatterns rows, LabelledPatterns validation) {
        LabelledPatterns ordered = rows.ordered();
        List<Member> members = model.members().stream()
                .map(m -> new Member(
                        m.weights(),
                        LaplaceFitter.fit(m.weights(), ordered.patterns(), m_settings, m_workers),
                        m.history()))
                .toList();
        var plain = new BVggNetModel(
                members, model.classes(), model.input(), Calibration.NONE, model.provenance(), model.knowledge());
        return plain.withCalibration(
                new ModelCalibrator(m_score, m_seed, m_workers).calibrate(plain, ordered, validation.ordered()));
    }
}
