// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.explainer;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.explainer.ShapExplainerParameters.ProfilePatterns;
import org.braggwise.learning.explanation.ClassProfiles;
import org.braggwise.learning.explanation.RegionSettings;
import org.braggwise.learning.model.BVggNetModel;
import org.knime.core.data.DataCell;
import org.knime.core.data.DataTableSpec;
import org.knime.core.data.DataType;
import org.knime.core.data.RowKey;
import org.knime.core.data.def.DefaultRow;
import org.knime.core.data.def.IntCell;
import org.knime.core.data.def.StringCell;
import org.knime.core.node.BufferedDataTable;
import org.knime.core.node.ExecutionContext;

/** The table and the part of the view that say what each class looks for. */
final class ProfileTable {
    private final BVggNetModel m_model;
    private final boolean m_rightOnly;
    private final int m_least;
    private final String m_method;
    private final ClassProfiles m_profiles;

    /** @param truthKnown whether the table has the column of true classes: without it nobody knows which answers are right */
    ProfileTable(BVggNetModel model, ShapExplainerParameters p, boolean truthKnown) {
        m_model = model;
        m_rightOnly = truthKnown && p.m_profilePatterns == ProfilePatterns.RIGHT;
        m_least = p.m_leastPatterns;
        m_method = p.m_method.m_words;
        m_profiles = new ClassProfiles(
                model.classes(), model.input().space().grid(), m_rightOnly, m_least, RegionSettings.DEFAULT);
    }

    static DataTableSpec spec(PatternSpace space) {
        return new DataTableSpec(
                "Classes",
                Columns.column("Patterns", IntCell.TYPE),
                PatternColumn.spec("Mean |SHAP|", space),
                PatternColumn.spec("Mean SHAP", space),
                Columns.column("Regions", StringCell.TYPE),
                Columns.column("Reflections of", StringCell.TYPE),
                Columns.column("Method", StringCell.TYPE));
    }

    /** @param trueClass null where it is not known */
    void add(ExplainedRow r, String trueClass) {
        m_profiles.add(r.row().getKey().getString(), r.explanation(), Optional.ofNullable(trueClass));
    }

    BufferedDataTable table(ExecutionContext exec) {
        var container = exec.createDataContainer(spec(m_model.input().space()));
        for (ClassProfiles.Shown shown : m_profiles.shown()) {
            DataCell[] cells = {
                new IntCell(shown.profile().rows()),
                PatternColumn.cell(shown.profile().meanAbsolute()),
                PatternColumn.cell(shown.profile().mean()),
                new StringCell(RegionWords.of(
                        shown.regions(), Collections.nCopies(shown.regions().size(), List.of()), m_model.classes())),
                shown.example().<DataCell>map(StringCell::new).orElse(DataType.getMissingCell()),
                new StringCell(m_method)
            };
            container.addRowToTable(new DefaultRow(new RowKey(m_model.classes().get(shown.classIndex())), cells));
        }
        container.close();
        return container.getTable();
    }

    void show(ShapView view) {
        m_profiles.shown().forEach(view::addClass);
    }

    /** @return which classes have too few patterns for a profile; empty where none has */
    String warning() {
        String few = m_profiles.few().stream()
                .map(f -> m_model.classes().get(f.classIndex()) + " (" + f.rows() + ")")
                .collect(Collectors.joining(", "));
        return few.isEmpty()
                ? ""
                : "Fewer than " + m_least + (m_rightOnly ? " right answers" : " patterns")
                        + ", and so no profile, have the classes " + few + ".";
    }
}
