// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.predictor;

import java.util.Arrays;

import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.Peaks;
import org.braggwise.knime.common.view.ClassLabels;
import org.braggwise.knime.common.view.PatternsView;
import org.braggwise.knime.common.view.ViewArrays;
import org.braggwise.knime.common.view.ViewPayload;
import org.braggwise.knime.port.BVggNetModelPortObjectSpec;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.prediction.Prediction;
import org.knime.core.data.DataRow;
import org.knime.core.data.StringValue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Collects what the predictor's view shows: the first {@link #LIMIT} rows. */
final class PredictionView {

    private static final int LIMIT = 1000;

    private final BVggNetModel m_model;
    private final int m_truthColumn;
    private final int m_peaksColumn;
    private final ObjectNode m_payload = JsonNodeFactory.instance.objectNode();
    private final ArrayNode m_rows = m_payload.putArray("rows");
    private long m_count;
    private long m_characters;

    /**
     * @param truthColumn place of the known class, -1 for none
     * @param peaksColumn place of the reflections that the simulator wrote, -1 for none
     */
    PredictionView(BVggNetModel model, int truthColumn, int peaksColumn) {
        m_model = model;
        m_truthColumn = truthColumn;
        m_peaksColumn = peaksColumn;
        m_payload.put("kind", "predictions").put("title", "Predictions");
        PatternsView.putSpace(m_payload, model.input().space());
        ArrayNode classes = m_payload.putArray("classes");
        ClassLabels.of(BVggNetModelPortObjectSpec.of(model).classColumn(), model.classes())
                .forEach(classes::add);
    }

    void add(DataRow row, Prediction q, String problem, double[] pattern) {
        m_count++;
        if (m_rows.size() >= LIMIT || problem != null) {
            return;
        }
        ObjectNode r = m_rows.addObject();
        r.put("id", row.getKey().getString())
                .put("predicted", q.classIndex())
                .put("sd", q.stdDev())
                .put("entropy", q.predictiveEntropy())
                .put("aleatoric", q.expectedEntropy())
                .put("epistemic", q.mutualInformation())
                .put("ood", q.oodScore())
                .put("abstain", q.abstainReason());
        int truth = m_truthColumn < 0 ? -1 : Columns.classIndex(row.getCell(m_truthColumn), m_model.classes());
        if (truth >= 0) {
            r.put("truth", truth);
        }
        ArrayNode p = r.putArray("p");
        ArrayNode low = r.putArray("low");
        ArrayNode high = r.putArray("high");
        for (int c = 0; c < q.probabilities().length; c++) {
            p.add(rounded(q.probabilities()[c]));
            // the interval is known for the winning class only
            low.add(rounded(c == q.classIndex() ? q.intervalLow() : q.probabilities()[c]));
            high.add(rounded(c == q.classIndex() ? q.intervalHigh() : q.probabilities()[c]));
        }
        if (q.conformalSet() != null) {
            ArrayNode set = r.putArray("set");
            for (int c : q.conformalSet()) {
                set.add(c);
            }
        }
        if (m_characters <= ViewPayload.characters()) {
            pattern(r, row, pattern);
        }
    }

    /** Every row is shown; the pattern as well while there is room. */
    private void pattern(ObjectNode r, DataRow row, double[] pattern) {
        if (m_peaksColumn >= 0 && row.getCell(m_peaksColumn) instanceof StringValue peaks) {
            Peaks.putInView(r, peaks.getStringValue());
        }
        double top = Arrays.stream(pattern).max().orElse(0);
        r.put("y16", ViewArrays.uint16(pattern, top)).put("top", top);
        m_characters += r.toString().length();
    }

    private static double rounded(double probability) {
        return Math.round(1e5 * probability) / 1e5;
    }

    /** @param said what was converted, and what the calibration does not promise; empty for nothing */
    ObjectNode payload(String said) {
        m_payload.put("total", m_count);
        String part = m_count > m_rows.size() ? m_rows.size() + " of " + m_count + " patterns are shown. " : "";
        return m_payload.put("note", (part + said).strip());
    }
}
