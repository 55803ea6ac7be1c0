// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.braggwise.learning.calibration.Calibration;
import org.braggwise.learning.calibration.ConformalCalibration;
import org.braggwise.learning.calibration.ConformalScore;
import org.braggwise.learning.calibration.FeatureStatistics;
import org.braggwise.learning.calibration.TemperatureScaling;
import org.braggwise.learning.model.Member;
import org.braggwise.learning.network.TrunkRunner;
import org.braggwise.learning.posterior.Categorical;

/** What the validation rows teach about finished networks: temperature, conformal scores, statistics of the features. */
final class CalibrationFit {

    private static final int CHUNK = 128;

    private CalibrationFit() {
    }

    static Calibration fit(final List<Member> members, final LabelledPatterns training, final LabelledPatterns validation,
        final long seed, final int threads) {
        final int classes = training.classes().size();
        final List<FeatureStatistics> statistics = new ArrayList<>();
        final List<List<float[]>> logitsOfMembers = new ArrayList<>();
        for (Member m : members) {
            try (TrunkRunner runner = new TrunkRunner(m.weights(), threads)) {
                statistics.add(FeatureStatistics.fit(hidden(m, runner, training), training.labels(), classes, m.spec().denseWidth(),
                    hidden(m, runner, validation)));
                logitsOfMembers.add(logits(m, runner, validation, seed));
            }
        }
        if (validation.size() == 0) {
            return new Calibration(1, Optional.empty(), statistics);
        }
        final List<float[]> all = new ArrayList<>();
        for (int r = 0; r < validation.size(); r++) {
            all.add(join(logitsOfMembers, r));
        }
        final double temperature = TemperatureScaling.fit(all, validation.labels(), classes);
        final var probabilities = new double[validation.size()][classes];
        for (int r = 0; r < probabilities.length; r++) {
            final float[] samples = all.get(r);
            for (int at = 0; at < samples.length; at += classes) {
                final double[] p = Categorical.softmax(samples, at, classes, temperature);
                for (int c = 0; c < classes; c++) {
                    probabilities[r][c] += p[c] * classes / samples.length;
                }
            }
        }
        return new Calibration(temperature,
            Optional.of(ConformalCalibration.fit(ConformalScore.values()[0], probabilities, validation.labels())), statistics);
    }

    private static float[] join(final List<List<float[]>> logitsOfMembers, final int row) {
        int length = 0;
        for (List<float[]> l : logitsOfMembers) {
            length += l.get(row).length;
        }
        final var all = new float[length];
        int at = 0;
        for (List<float[]> l : logitsOfMembers) {
            System.arraycopy(l.get(row), 0, all, at, l.get(row).length);
            at += l.get(row).length;
        }
        return all;
    }

    private static float[] hidden(final Member m, final TrunkRunner runner, final LabelledPatterns rows) {
        final int width = m.spec().denseWidth();
        final var all = new float[rows.size() * width];
        for (int from = 0; from < rows.size(); from += CHUNK) {
            final int to = Math.min(rows.size(), from + CHUNK);
            final float[] h = m.head().hidden(runner.features(Arrays.copyOfRange(rows.patterns(), from, to), null), to - from);
            System.arraycopy(h, 0, all, from * width, h.length);
        }
        return all;
    }

    /** Samples of the head alone: with trunk dropout the temperature is that of the mean trunk. */
    private static List<float[]> logits(final Member m, final TrunkRunner runner, final LabelledPatterns rows, final long seed) {
        final List<float[]> logits = new ArrayList<>();
        final int samples = m.posterior().samples();
        final int classes = m.spec().classes();
        for (int from = 0; from < rows.size(); from += CHUNK) {
            final int to = Math.min(rows.size(), from + CHUNK);
            final float[] features = runner.features(Arrays.copyOfRange(rows.patterns(), from, to), null);
            final float[] l = m.posterior().sampleLogits(m.head(), features, to - from, rows.rowKeys().subList(from, to), seed, samples);
            for (int r = 0; r < to - from; r++) {
                logits.add(Arrays.copyOfRange(l, r * samples * classes, (r + 1) * samples * classes));
            }
        }
        return logits;
    }
}
