// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.indexer;

import org.braggwise.knime.common.settings.Limits;
import org.braggwise.knime.common.settings.MeasuredInputParameters;
import org.braggwise.knime.common.settings.RadiationChoice;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.refinement.indexing.IndexingSettings;
import org.braggwise.refinement.peaks.PeakSettings;
import org.knime.core.data.collection.ListDataValue;
import org.knime.core.data.vector.doublevector.DoubleVectorValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The settings of the XRD Indexer. */
final class XrdIndexerParameters extends MeasuredInputParameters {

    @Section(title = "Peaks")
    @After(Input.class)
    interface PeakSearch {}

    @Section(title = "Cells")
    @After(PeakSearch.class)
    interface Cells {}

    /** What the lines look like. */
    enum Profile {
        @Label(
                value = "As the column says, else refined",
                description = "Simulated patterns say how their lines were drawn; of others the profile is refined.")
        KNOWN, //
        @Label(value = "Refined", description = "A pseudo-Voigt whose width varies smoothly with the angle is fitted.")
        REFINED;
    }

    /** What lies under the peaks. */
    enum BackgroundChoice {
        @Label(value = "Estimated", description = "Something smooth, found by peak clipping.")
        ESTIMATED(PeakSettings.Background.ESTIMATED), //
        @Label(value = "None", description = "Nothing: it was taken off, or simulated without.")
        NONE(PeakSettings.Background.NONE);

        final PeakSettings.Background m_value;

        BackgroundChoice(PeakSettings.Background value) {
            m_value = value;
        }
    }

    /** How good the angles are. */
    enum Angles {
        @Label(
                value = "As measured",
                description =
                        "Good to some hundredths of a degree, less where lines are broad; a zero shift is refined with the cell. Where"
                                + " no cell is found, lines below 5 % of the strongest are left out, since an impurity's are weak. A cell that"
                                + " leaves more than 30 % of all lines over is none.")
        MEASURED(IndexingSettings.LABORATORY), //
        @Label(
                value = "Exact",
                description = "Good to some thousandths of a degree and without zero shift, as in simulated patterns.")
        EXACT(IndexingSettings.PRECISE);

        final IndexingSettings m_settings;

        Angles(IndexingSettings settings) {
            m_settings = settings;
        }
    }

    static final class IsNoScan implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getPredicate(IsScans.class).negate();
        }
    }

    static final class IsNoPosition implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(PeakRowContentReference.class).isOneOf(PeakRowContent.PATTERNS, PeakRowContent.SCANS);
        }
    }

    @Widget(
            title = "A row holds",
            description = "A pattern on a grid, a scan as it was measured, or positions of peaks.")
    @ValueSwitchWidget
    @ValueReference(PeakRowContentReference.class)
    @Layout(Input.Content.class)
    PeakRowContent m_input = PeakRowContent.PATTERNS;

    @Widget(
            title = "Pattern or position column",
            description = "The column of patterns, or of lists of two-theta in degrees.")
    @ChoicesProvider(Columns.Patterns.class)
    @Effect(predicate = IsNoScan.class, type = EffectType.SHOW)
    @Layout(Input.Vectors.class)
    String m_patternColumn = PatternColumn.NAME;

    @Widget(title = "Profile", description = "The shape of the lines that the peaks are fitted with.")
    @ValueSwitchWidget
    @Effect(predicate = IsNoPosition.class, type = EffectType.SHOW)
    @Layout(PeakSearch.class)
    Profile m_profile = Profile.KNOWN;

    @Widget(title = "Background", description = "What lies under the peaks.")
    @ValueSwitchWidget
    @Effect(predicate = IsNoPosition.class, type = EffectType.SHOW)
    @Layout(PeakSearch.class)
    BackgroundChoice m_background = BackgroundChoice.ESTIMATED;

    @Widget(
            title = "Minimum peak height",
            description = "Peaks lower than this share of the highest are not looked for; 0.005 is half a per cent.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = Limits.AtMostOne.class)
    @Effect(predicate = IsNoPosition.class, type = EffectType.SHOW)
    @Layout(PeakSearch.class)
    double m_leastHeight = 0.005;

    @Widget(
            title = "Angles",
            description = "How far a peak may be from where a cell puts it, and whether a zero shift is refined.")
    @ValueSwitchWidget
    @Layout(Cells.class)
    Angles m_angles = Angles.MEASURED;

    @Widget(
            title = "Maximum peaks left over",
            description = "How many of the first twenty or so may belong to something else, such as an impurity.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Cells.class)
    int m_mostUnindexed = 2;

    @Widget(title = "Maximum cells per pattern", description = "How many of the best cells come out.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Cells.class)
    int m_cells = 5;

    @Widget(
            title = "Rank extinction symbols",
            description =
                    "Whether the space groups that each cell leaves are ranked by the reflections that are missing."
                            + " Needs patterns, not positions.")
    @Effect(predicate = IsNoPosition.class, type = EffectType.SHOW)
    @Layout(Cells.class)
    boolean m_extinctions = true;

    @Widget(title = "Minimum volume (Å³)", description = "Of a primitive cell.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(Cells.class)
    @Advanced
    double m_leastVolume = 20;

    @Widget(
            title = "Maximum volume (Å³)",
            description =
                    "Of a conventional cell. A smaller limit makes the search faster and a wrong, large cell less likely.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(Cells.class)
    @Advanced
    double m_mostVolume = 6000;

    XrdIndexerParameters() {
        super(RadiationChoice.CU_KA12);
    }

    XrdIndexerParameters(NodeParametersInput input) {
        this();
        if (holdsScans(input) && !holdsPatterns(input)) {
            m_input = PeakRowContent.SCANS;
        } else {
            m_patternColumn = Columns.guess(input, 0, PatternColumn.NAME, DoubleVectorValue.class, ListDataValue.class);
        }
    }

    @Override
    public void validate() throws InvalidSettingsException {
        Limits.check(this);
        if (!(m_mostVolume > m_leastVolume)) {
            throw new InvalidSettingsException("\"Maximum volume\" is " + m_mostVolume
                    + " Å³, expected more than the minimum, " + m_leastVolume + " Å³.");
        }
    }
}
