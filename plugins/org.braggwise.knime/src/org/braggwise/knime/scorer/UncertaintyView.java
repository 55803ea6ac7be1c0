// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.scorer;

import java.util.Arrays;
import java.util.List;

import org.braggwise.knime.common.view.ClassLabels;
import org.braggwise.knime.scorer.Measures.Measure;
import org.braggwise.learning.evaluation.Evaluation;
import org.braggwise.learning.evaluation.Interval;
import org.braggwise.learning.evaluation.RejectionCurve;
import org.braggwise.learning.evaluation.ReliabilityDiagram;
import org.braggwise.learning.evaluation.ScoredRow;
import org.braggwise.learning.posterior.Categorical;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the scorer's view shows. */
final class UncertaintyView {

    private static final int ENTROPY_BINS = 20;
    private static final int REJECTION_POINTS = 200;
    /** Up to so many rows a cell of the confusion matrix shows its own. */
    private static final int LINKED_ROWS = 5000;

    private UncertaintyView() {}

    /**
     * The first model's scores; where several are compared, beside them the name of each, how it compares with the first, and the scores of
     * the others.
     *
     * @param column of the true classes
     */
    static ObjectNode payload(List<ScoredModel> models, String column) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("kind", "uncertainty").put("title", "How sure is sure");
        ScoredModel first = models.get(0);
        ArrayNode classes = payload.putArray("classes");
        List<String> labels = ClassLabels.of(column, first.evaluation().classes());
        labels.forEach(classes::add);
        scores(payload, first, labels);
        if (models.size() > 1) {
            ArrayNode all = payload.putArray("models");
            for (ScoredModel model : models) {
                ObjectNode one = all.addObject().put("name", model.name()).put("answer", model.answer(first.name()));
                model.difference().ifPresent(d -> {
                    difference(one.putObject("accuracyDifference"), d.accuracy(), d.accuracyInterval());
                    difference(one.putObject("lossDifference"), d.loss(), d.lossInterval());
                    scores(one, model, labels);
                });
            }
        }
        return payload;
    }

    private static void difference(ObjectNode to, double value, Interval interval) {
        interval(to.put("value", value), "", interval);
    }

    /** Puts low and high where they are known; of a field, with its name before them. */
    private static void interval(ObjectNode to, String field, Interval interval) {
        if (!Double.isNaN(interval.low())) {
            to.put(field.isEmpty() ? "low" : field + "Low", interval.low());
            to.put(field.isEmpty() ? "high" : field + "High", interval.high());
        }
    }

    private static void scores(ObjectNode payload, ScoredModel model, List<String> labels) {
        Evaluation e = model.evaluation();
        ArrayNode metrics = payload.putArray("metrics");
        for (Measure m : model.measures()) {
            ObjectNode o = metrics.addObject()
                    .put("name", m.name())
                    .put("value", m.value())
                    .put("hint", m.meaning());
            interval(o, "", m.interval());
        }
        ArrayNode reliability = payload.putArray("reliability");
        for (ReliabilityDiagram.Bin b : e.equalWidth().bins()) {
            if (b.count() > 0) {
                ObjectNode o = reliability
                        .addObject()
                        .put("from", b.low())
                        .put("to", b.high())
                        .put("confidence", b.confidence())
                        .put("accuracy", b.accuracy())
                        .put("count", b.count());
                interval(o, "", b.interval());
            }
        }
        List<RejectionCurve.Point> points = e.rejection().points();
        ArrayNode rejection = payload.putArray("rejection");
        int step = Math.max(1, points.size() / REJECTION_POINTS);
        for (int i = points.size() - 1; i >= 0; i -= step) {
            RejectionCurve.Point point = points.get(i);
            ObjectNode o = rejection
                    .addObject()
                    .put("rejected", 1 - point.kept())
                    .put("kept", point.count())
                    .put("accuracy", point.accuracy());
            interval(o, "", point.interval());
        }
        entropies(payload, model.rows(), e.classes().size());
        confusion(payload, e, labels);
        if (model.rows().size() <= LINKED_ROWS) {
            link(payload, model.rows(), model.keys());
        }
    }

    /** Of a table without rows. */
    static ObjectNode nothing(List<String> classes, String column) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("kind", "uncertainty").put("title", "How sure is sure").put("note", "There was nothing to score.");
        ArrayNode names = payload.putArray("classes");
        ClassLabels.of(column, classes).forEach(names::add);
        return payload;
    }

    /** Which rows are behind a cell of the confusion matrix. */
    private static void link(ObjectNode payload, List<ScoredRow> rows, List<String> keys) {
        ArrayNode linked = payload.putArray("rows");
        for (int i = 0; i < rows.size(); i++) {
            linked.addObject()
                    .put("id", keys.get(i))
                    .put("truth", rows.get(i).label())
                    .put("predicted", Categorical.argMax(rows.get(i).probabilities()));
        }
    }

    private static void entropies(ObjectNode payload, List<ScoredRow> rows, int classes) {
        double top = Math.max(1e-9, Math.log(classes));
        int[][][] counts = new int[2][ENTROPY_BINS][classes];
        for (ScoredRow r : rows) {
            int bin = (int) Math.min(ENTROPY_BINS - 1, Math.max(0, r.uncertainty() / top * ENTROPY_BINS));
            counts[Categorical.argMax(r.probabilities()) == r.label() ? 0 : 1][bin][r.label()]++;
        }
        ObjectNode entropy = payload.putObject("entropy");
        ArrayNode edges = entropy.putArray("edges");
        ArrayNode right = entropy.putArray("right");
        ArrayNode wrong = entropy.putArray("wrong");
        ArrayNode rightByClass = entropy.putArray("rightByClass");
        ArrayNode wrongByClass = entropy.putArray("wrongByClass");
        for (int i = 0; i <= ENTROPY_BINS; i++) {
            edges.add(i * top / ENTROPY_BINS);
        }
        for (int i = 0; i < ENTROPY_BINS; i++) {
            right.add(Arrays.stream(counts[0][i]).sum());
            wrong.add(Arrays.stream(counts[1][i]).sum());
            ArrayNode rightOfBin = rightByClass.addArray();
            ArrayNode wrongOfBin = wrongByClass.addArray();
            for (int c = 0; c < classes; c++) {
                rightOfBin.add(counts[0][i][c]);
                wrongOfBin.add(counts[1][i][c]);
            }
        }
    }

    private static void confusion(ObjectNode payload, Evaluation e, List<String> labels) {
        ArrayNode matrix = payload.putArray("confusion");
        ArrayNode perClass = payload.putArray("perClass");
        for (int i = 0; i < e.classes().size(); i++) {
            ArrayNode line = matrix.addArray();
            for (int j = 0; j < e.classes().size(); j++) {
                line.add(e.confusion().count(i, j));
            }
            ObjectNode c = perClass.addObject();
            c.put("class", labels.get(i))
                    .put("precision", e.confusion().precision(i))
                    .put("recall", e.confusion().recall(i))
                    .put("f1", e.confusion().f1(i))
                    .put("support", e.confusion().support(i));
            interval(c, "precision", e.confusion().precisionInterval(i));
            interval(c, "recall", e.confusion().recallInterval(i));
            interval(c, "f1", e.confusion().f1Interval(i));
            int k = i;
            e.conformal().ifPresent(f -> {
                c.put("coverage", f.coverageByClass()[k]).put("setSize", f.meanSizeByClass()[k]);
                interval(c, "coverage", f.coverageIntervalByClass().get(k));
                interval(c, "setSize", f.sizeIntervalByClass().get(k));
            });
        }
    }
}
