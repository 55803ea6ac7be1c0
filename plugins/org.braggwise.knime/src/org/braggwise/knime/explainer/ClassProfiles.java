// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.explainer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.braggwise.diffraction.PatternSpace;
import org.braggwise.knime.common.Columns;
import org.braggwise.knime.common.PatternColumn;
import org.braggwise.knime.explainer.ShapExplainerExecution.RowResult;
import org.braggwise.knime.explainer.ShapExplainerParameters.ProfilePatterns;
import org.braggwise.learning.explanation.Attribution;
import org.braggwise.learning.explanation.ClassProfile;
import org.braggwise.learning.explanation.ExampleStructure;
import org.braggwise.learning.explanation.Region;
import org.braggwise.learning.explanation.Regions;
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

/**
 * The mean attributions of each class: what it looks for. A wrong answer shows what misled the network, and no such thing; it is averaged
 * with the right ones only where told so, or where nobody knows which are right.
 */
final class ClassProfiles {
    private final BVggNetModel m_model;
    private final boolean m_rightOnly;
    private final int m_least;
    private final String m_method;
    private final ClassProfile[] m_profiles;
    private final ExampleStructure[] m_structures;

    /** @param truthKnown whether the table has the column of true classes */
    ClassProfiles(BVggNetModel model, ShapExplainerParameters p, boolean truthKnown) {
        m_model = model;
        m_rightOnly = truthKnown && p.m_profilePatterns == ProfilePatterns.RIGHT;
        m_least = p.m_leastPatterns;
        m_method = p.m_method.words();
        m_profiles = new ClassProfile[model.classes().size()];
        m_structures = new ExampleStructure[model.classes().size()];
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
    void add(Attribution a, RowResult r, String trueClass) {
        int c = a.classIndex();
        boolean right = r.predicted() == c && m_model.classes().get(c).equals(trueClass);
        if (m_rightOnly && !right) {
            return;
        }
        if (m_profiles[c] == null) {
            m_profiles[c] = new ClassProfile(m_model.input().points());
            m_structures[c] = new ExampleStructure();
        }
        m_profiles[c].add(a);
        if (r.reflections() != null) {
            m_structures[c].add(r.row().getKey().getString(), r.reflections());
        }
    }

    private boolean isShown(int c) {
        return m_profiles[c] != null && m_profiles[c].rows() >= m_least;
    }

    private List<Region> regions(int c) {
        return new Regions(
                        m_model.input().space().grid(),
                        ShapExplainerExecution.SMOOTHING_DEG,
                        ShapExplainerExecution.THRESHOLD)
                .find(m_profiles[c].meanAbsolute(), m_profiles[c].mean(), ShapExplainerExecution.REGIONS);
    }

    private List<Region> named(int c, List<Region> regions) {
        return m_structures[c].assign(
                regions, ShapExplainerExecution.HKL_TOLERANCE_DEG, ShapExplainerExecution.WEAKEST_HKL);
    }

    private Optional<String> example(int c, List<Region> regions) {
        return m_structures[c].name(regions, ShapExplainerExecution.HKL_TOLERANCE_DEG);
    }

    BufferedDataTable table(ExecutionContext exec) {
        var container = exec.createDataContainer(spec(m_model.input().space()));
        for (int c = 0; c < m_profiles.length; c++) {
            if (!isShown(c)) {
                continue;
            }
            List<Region> regions = regions(c);
            DataCell[] cells = {
                new IntCell(m_profiles[c].rows()),
                PatternColumn.cell(m_profiles[c].meanAbsolute()),
                PatternColumn.cell(m_profiles[c].mean()),
                new StringCell(ShapExplainerExecution.words(
                        named(c, regions), Collections.nCopies(regions.size(), List.of()), m_model.classes())),
                example(c, regions).<DataCell>map(StringCell::new).orElse(DataType.getMissingCell()),
                new StringCell(m_method)
            };
            container.addRowToTable(new DefaultRow(new RowKey(m_model.classes().get(c)), cells));
        }
        container.close();
        return container.getTable();
    }

    void show(ShapView view) {
        for (int c = 0; c < m_profiles.length; c++) {
            if (isShown(c)) {
                List<Region> regions = regions(c);
                view.addClass(
                        c, m_profiles[c], named(c, regions), example(c, regions).orElse(null));
            }
        }
    }

    /** @return which classes have too few patterns for a profile; empty where none has */
    String warning() {
        List<String> few = new ArrayList<>();
        for (int c = 0; c < m_profiles.length; c++) {
            if (m_profiles[c] != null && !isShown(c)) {
                few.add(m_model.classes().get(c) + " (" + m_profiles[c].rows() + ")");
            }
        }
        return few.isEmpty()
                ? ""
                : "Fewer than " + m_least + (m_rightOnly ? " right answers" : " patterns")
                        + ", and so no profile, have the classes " + String.join(", ", few) + ".";
    }
}
