// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.common.settings;

import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.knime.common.table.ScanTable;
import org.knime.core.data.DataTableSpec;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;

/** What nodes share whose rows hold patterns, or scans as they were measured. Their keys in saved workflows are those of the fields. */
public abstract class ScanColumnsParameters implements NodeParameters {

    /** The first section of the dialog; what comes after it says so. */
    @Section(title = "Input")
    public interface Input {
        /** What a row holds. */
        interface Content {}

        /** The columns. */
        @After(Content.class)
        interface Vectors {}

        /** The radiation, where rows do not say theirs. */
        @After(Vectors.class)
        interface Radiation {}

        /** What else the node takes. */
        @After(Radiation.class)
        interface More {}
    }

    /** What a row holds. The constants' names are stored in workflows: never rename one. */
    public enum RowContent {
        @Label(value = "Patterns", description = "One vector on a grid that the column's properties state.")
        PATTERNS, //
        @Label(
                value = "Scans",
                description = "Two vectors, angles and intensities, as the XRD Pattern Reader writes them.")
        SCANS;
    }

    /** What a row holds where it may also be a list of peaks. The constants' names are stored in workflows: never rename one. */
    public enum PeakRowContent {
        @Label(value = "Patterns", description = "Intensities on a grid that the column's properties state.")
        PATTERNS, //
        @Label(
                value = "Scans",
                description = "Two vectors, angles and intensities, as the XRD Pattern Reader writes them.")
        SCANS, //
        @Label(value = "Peak positions", description = "A list of two-theta in degrees.")
        POSITIONS;
    }

    /** A node attaches this or {@link PeakRowContentReference} to its field. */
    public static final class RowContentReference implements ParameterReference<RowContent> {}

    /** See {@link RowContentReference}. */
    public static final class PeakRowContentReference implements ParameterReference<PeakRowContent> {}

    /** Whether rows are scans. */
    public static final class IsScans implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.isMissing(RowContentReference.class)
                    ? i.getEnum(PeakRowContentReference.class).isOneOf(PeakRowContent.SCANS)
                    : i.getEnum(RowContentReference.class).isOneOf(RowContent.SCANS);
        }
    }

    @Widget(title = "Two-theta column", description = "The column of angles in degrees.")
    @ChoicesProvider(Columns.Patterns.class)
    @Effect(predicate = IsScans.class, type = EffectType.SHOW)
    @Layout(Input.Vectors.class)
    public String m_twoThetaColumn = ScanTable.TWO_THETA;

    @Widget(title = "Intensity column", description = "The column of intensities.")
    @ChoicesProvider(Columns.Patterns.class)
    @Effect(predicate = IsScans.class, type = EffectType.SHOW)
    @Layout(Input.Vectors.class)
    public String m_intensityColumn = ScanTable.INTENSITY;

    /** @return whether the first input has the columns of scans, as the XRD Pattern Reader writes them */
    protected static boolean holdsScans(NodeParametersInput input) {
        DataTableSpec spec = spec(input);
        return spec != null && spec.containsName(ScanTable.TWO_THETA) && spec.containsName(ScanTable.INTENSITY);
    }

    /** @return whether the first input has a column that says how its patterns lie */
    protected static boolean holdsPatterns(NodeParametersInput input) {
        DataTableSpec spec = spec(input);
        return spec != null && spec.stream().anyMatch(PatternColumn::statesSpace);
    }

    private static DataTableSpec spec(NodeParametersInput input) {
        return input == null ? null : input.getInTableSpec(0).orElse(null);
    }
}
