// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.scorer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.braggwise.knime.scorer.Measures.Measure;
import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.evaluation.PairedDifference;
import org.braggwise.learning.evaluation.ScoredRow;
import org.braggwise.learning.evaluation.Scorer;

/**
 * One of the models whose predictions are scored.
 *
 * @param name what it is called
 * @param keys of the rows
 * @param rows as many; of all models the same ones
 * @param measures with their intervals
 * @param difference to the first model, row by row; empty of the first one
 */
record ScoredModel(
        String name,
        List<String> keys,
        List<ScoredRow> rows,
        Evaluation evaluation,
        List<Measure> measures,
        Optional<PairedDifference> difference) {

    /**
     * @param first what it is compared with; null of the first one
     * @param bins of the reliability diagram
     */
    static ScoredModel of(String name, ScoredPredictions predictions, ScoredModel first, int bins) {
        List<ScoredRow> rows = predictions.rows();
        Evaluation evaluation = new Scorer(predictions.classes(), bins).score(rows);
        return new ScoredModel(
                name,
                predictions.keys(),
                rows,
                evaluation,
                Measures.of(evaluation, rows, bins),
                Optional.ofNullable(first).map(f -> PairedDifference.of(rows, f.rows())));
    }

    /**
     * In words, by the likelihood, which counts confidences too: it tells models apart on fewer rows than the accuracy does.
     *
     * @param first what the first model is called
     */
    String answer(String first) {
        return difference.map(d -> answer(d, first)).orElse("The others are compared with it.");
    }

    private String answer(PairedDifference d, String first) {
        if (Double.isNaN(d.lossInterval().low())) {
            return rows.size() + " patterns are too few to tell it from " + first + ".";
        }
        return d.isClear()
                ? String.format(
                        Locale.ROOT,
                        "%s than %s: the negative log-likelihood is %.2f nats %s [%.2f, %.2f].",
                        d.loss() < 0 ? "Better" : "Worse",
                        first,
                        Math.abs(d.loss()),
                        d.loss() < 0 ? "smaller" : "larger",
                        d.lossInterval().low(),
                        d.lossInterval().high())
                : String.format(
                        Locale.ROOT,
                        "As good as %s, as far as %d patterns tell: the negative log-likelihood differs by %.2f nats [%.2f, %.2f].",
                        first,
                        rows.size(),
                        d.loss(),
                        d.lossInterval().low(),
                        d.lossInterval().high());
    }
}
