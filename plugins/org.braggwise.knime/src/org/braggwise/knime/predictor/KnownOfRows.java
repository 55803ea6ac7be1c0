// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.predictor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.braggwise.crystal.ChemicalFormula;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.predictor.BVggNetPredictorParameters.Restriction;
import org.braggwise.learning.model.BVggNetModel;
import org.braggwise.learning.prediction.ClassRestriction;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataRow;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DoubleValue;
import org.knime.core.data.StringValue;
import org.knime.core.node.InvalidSettingsException;

/** What a table knows of its patterns besides them: the formula of the sample, and how much of the model's angles was measured. */
final class KnownOfRows {

    /** The column that Pattern Preparation writes. */
    private static final String MEASURED_SHARE = "Measured share";

    private final BVggNetModel m_model;
    private final Restriction m_restriction;
    private final double m_minMeasuredShare;
    private final int m_measuredShare;
    private final int m_formulaColumn;
    private final String m_formula;
    private final List<String> m_unrestricted = new ArrayList<>();

    /** @throws InvalidSettingsException where classes are to be restricted and nothing can say by what */
    KnownOfRows(DataTableSpec spec, BVggNetModel model, BVggNetPredictorParameters p) throws InvalidSettingsException {
        m_model = model;
        m_restriction = p.m_restriction;
        m_minMeasuredShare = p.m_minMeasuredShare.orElse(0.0);
        m_measuredShare = spec.findColumnIndex(MEASURED_SHARE);
        m_formula = p.m_formula.strip();
        m_formulaColumn = formulaColumn(spec, p);
        if (m_restriction != Restriction.NONE && !ClassRestriction.isPossible(model)) {
            throw new InvalidSettingsException(
                    "The model does not know the compositions of its classes, since it is from before they"
                            + " were kept or its compounds have no formulas: set \"Restrict classes by composition\" to No.");
        }
    }

    /** @return -1 where there is none, or none is needed */
    static int formulaColumn(DataTableSpec spec, BVggNetPredictorParameters p) throws InvalidSettingsException {
        if (p.m_restriction == Restriction.NONE) {
            return -1;
        }
        if (p.m_formula.isBlank()) {
            return Columns.require(spec, p.m_formulaColumn, "formula", StringValue.class);
        }
        try {
            ChemicalFormula.parse(p.m_formula);
            return -1;
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    /** @return by class, whether it may be the answer; null for all of them */
    boolean[] allowed(DataRow row) {
        if (m_restriction == Restriction.NONE) {
            return null;
        }
        String formula = m_formula;
        if (m_formulaColumn >= 0) {
            DataCell cell = row.getCell(m_formulaColumn);
            formula = cell instanceof StringValue s ? s.getStringValue() : "";
        }
        try {
            boolean[] allowed = ClassRestriction.allowed(
                    m_model, ChemicalFormula.parse(formula), ClassRestriction.By.valueOf(m_restriction.name()));
            if (allowed == null) {
                m_unrestricted.add(
                        "row " + row.getKey().getString() + ": no class was trained on compounds like " + formula);
            }
            return allowed;
        } catch (IllegalArgumentException e) {
            m_unrestricted.add("row " + row.getKey().getString() + ": "
                    + (formula.isBlank() ? "its formula is missing" : e.getMessage()));
            return null;
        }
    }

    /** @return why the pattern says too little, null where it does not */
    String tooLittle(DataRow row) {
        return m_measuredShare >= 0
                        && row.getCell(m_measuredShare) instanceof DoubleValue share
                        && share.getDoubleValue() < m_minMeasuredShare
                ? String.format(
                        Locale.ROOT,
                        "%.0f %% of the model's angles were measured, less than %.0f %%",
                        100 * share.getDoubleValue(),
                        100 * m_minMeasuredShare)
                : null;
    }

    /** @return which patterns were predicted among all classes though they were to be restricted; empty for none */
    String warning() {
        return m_unrestricted.isEmpty()
                ? ""
                : m_unrestricted.size() + " pattern(s) were predicted among all classes, the first: "
                        + m_unrestricted.get(0) + ".";
    }
}
