// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.learning.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * 95 % intervals of the scores of {@link Evaluation}: Wilson's for shares of rows, Newcombe's for the AUROC, the bootstrap's for the others.
 * The bootstrap of few rows without a wrong one has no width, so means of classes get the hull of its interval and of what the classes' own
 * intervals give: of 28 rows, of which 95 % are right, that holds the true mean recall in 100 % of drawn cases, not in 55 % (of 200, 99 and
 * 94 %; of 200 with 70 % right 95 and 94 %). The calibration error's lies high, since rows that are drawn twice miss their confidence twice:
 * read it beside the error that chance alone makes.
 */
public final class ScoreIntervals {
    private final int m_classes;
    private final int m_bins;
    private final Bootstrap m_bootstrap;
    private final int[] m_labels;
    private final int[] m_predicted;
    private final double[] m_confidence;
    private final double[] m_loss;
    private final double[] m_brier;
    private final double[] m_uncertainty;
    private final double[] m_setSize; // NaN without a set

    /**
     * @param rows at least one, with as many probabilities each
     * @param bins of the reliability diagram
     */
    public ScoreIntervals(List<ScoredRow> rows, int bins) {
        int n = rows.size();
        m_classes = rows.get(0).probabilities().length;
        m_bins = bins;
        m_bootstrap = Bootstrap.of(n);
        m_labels = new int[n];
        m_predicted = new int[n];
        m_confidence = new double[n];
        m_loss = new double[n];
        m_brier = new double[n];
        m_uncertainty = new double[n];
        m_setSize = new double[n];
        for (int r = 0; r < n; r++) {
            ScoredRow row = rows.get(r);
            m_labels[r] = row.label();
            m_predicted[r] = row.predicted();
            m_confidence[r] = row.confidence();
            m_uncertainty[r] = row.uncertainty();
            m_loss[r] = row.negativeLogLikelihood();
            m_brier[r] = row.brier();
            m_setSize[r] = row.conformalSet().map(set -> (double) set.length).orElse(Double.NaN);
        }
    }

    private boolean right(int row) {
        return m_predicted[row] == m_labels[row];
    }

    /** Wilson's. */
    public Interval accuracy() {
        return Interval.wilson(
                IntStream.range(0, m_labels.length).filter(this::right).count(), m_labels.length);
    }

    /** Of {@link ConfusionMatrix#balancedAccuracy()}. */
    public Interval balancedAccuracy() {
        return m_bootstrap
                .interval(times -> matrix(times).balancedAccuracy())
                .and(matrix(once()).balancedAccuracyInterval());
    }

    /** Of {@link ConfusionMatrix#macroF1()}. */
    public Interval macroF1() {
        return m_bootstrap
                .interval(times -> matrix(times).macroF1())
                .and(matrix(once()).macroF1Interval());
    }

    private int[] once() {
        int[] times = new int[m_labels.length];
        Arrays.fill(times, 1);
        return times;
    }

    private ConfusionMatrix matrix(int[] times) {
        int[][] counts = new int[m_classes][m_classes];
        for (int r = 0; r < times.length; r++) {
            counts[m_labels[r]][m_predicted[r]] += times[r];
        }
        return new ConfusionMatrix(counts);
    }

    /** Of the mean negative log-likelihood. */
    public Interval negativeLogLikelihood() {
        return m_bootstrap.interval(times -> mean(m_loss, times));
    }

    /** Of the mean Brier score. */
    public Interval brier() {
        return m_bootstrap.interval(times -> mean(m_brier, times));
    }

    /** Of the mean number of classes in a conformal set; unknown where a row has none, or all have as many: their spread is then not known. */
    public Interval conformalSetSize() {
        Interval found = m_bootstrap.interval(times -> mean(m_setSize, times));
        return found.low() < found.high() ? found : Interval.UNKNOWN;
    }

    /** @param times how often each value counts; as many in all as there are values */
    static double mean(double[] values, int[] times) {
        double sum = 0;
        for (int r = 0; r < values.length; r++) {
            sum += times[r] * values[r];
        }
        return sum / values.length;
    }

    /** Of the expected calibration error, bins of equal width. */
    public Interval expectedCalibrationError() {
        return calibrationError(IntStream.range(0, m_labels.length)
                .map(r -> ReliabilityDiagram.bin(m_confidence[r], m_bins))
                .toArray());
    }

    /** Of the expected calibration error, bins of equal counts; these stay the bins of all rows. */
    public Interval expectedCalibrationErrorOfEqualMass() {
        int n = m_labels.length;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(r -> m_confidence[r]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] bin = new int[n];
        for (int b = 0; b < m_bins; b++) {
            for (int i = (int) ((long) b * n / m_bins); i < (int) ((b + 1L) * n / m_bins); i++) {
                bin[order[i]] = b;
            }
        }
        return calibrationError(bin);
    }

    /** @param bin of each row */
    private Interval calibrationError(int[] bin) {
        double[] gap = new double[m_bins];
        return m_bootstrap.interval(times -> {
            Arrays.fill(gap, 0);
            for (int r = 0; r < times.length; r++) {
                gap[bin[r]] += times[r] * ((right(r) ? 1 : 0) - m_confidence[r]);
            }
            double sum = 0;
            for (double g : gap) {
                sum += Math.abs(g);
            }
            return sum / times.length;
        });
    }

    /** Newcombe's, of the AUROC of the uncertainty as a detector of wrong predictions; unknown where all are right or all are wrong. */
    public Interval errorDetection() {
        boolean[] wrong = new boolean[m_labels.length];
        for (int r = 0; r < wrong.length; r++) {
            wrong[r] = !right(r);
        }
        long n = IntStream.range(0, wrong.length).filter(this::right).count();
        OptionalDouble auroc = RankStatistic.auroc(m_uncertainty, wrong);
        return auroc.isPresent() ? Interval.ofAuroc(auroc.getAsDouble(), wrong.length - n, n) : Interval.UNKNOWN;
    }
}
