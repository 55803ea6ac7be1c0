// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.synthesizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.braggwise.diffraction.synthesis.SynthesisSettings;
import org.braggwise.knime.common.settings.Limits;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.knime.common.table.Columns;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;

/** The settings of the RSS/VSS Synthesizer. */
final class SynthesizerParameters implements NodeParameters {

    @Section(title = "Columns")
    interface ColumnsSection {}

    @Section(title = "Held out")
    @After(ColumnsSection.class)
    interface HeldOut {}

    @Section(title = "Training")
    @After(HeldOut.class)
    interface Training {}

    /** What the number of mixtures is counted by. */
    enum AmountChoice {
        @Label(value = "For each real pattern", description = "Classes keep their weights.")
        PER_REAL_ROW(SynthesisSettings.Amount.PER_REAL_ROW), //
        @Label(value = "For each class", description = "All classes get the same weight.")
        PER_CLASS(SynthesisSettings.Amount.PER_CLASS);

        final SynthesisSettings.Amount m_value;

        AmountChoice(SynthesisSettings.Amount value) {
            m_value = value;
        }
    }

    /** A class with virtual patterns only. */
    enum WithoutRealChoice {
        @Label(value = "Drop the class", description = "As the paper does.")
        DROP(SynthesisSettings.WithoutReal.DROP), //
        @Label(
                value = "Keep its virtual patterns",
                description = "They enter training and validation as they are; the test has none of such a class.")
        KEEP_VIRTUAL(SynthesisSettings.WithoutReal.KEEP_VIRTUAL);

        final SynthesisSettings.WithoutReal m_value;

        WithoutRealChoice(SynthesisSettings.WithoutReal value) {
            m_value = value;
        }
    }

    /** A class with real patterns only. */
    enum WithoutVirtualChoice {
        @Label(
                value = "Keep its real patterns",
                description =
                        "They enter training as they are; compounds are held out for validation and test as in other"
                                + " classes.")
        KEEP_REAL(SynthesisSettings.WithoutVirtual.KEEP_REAL), //
        @Label(value = "Drop the class", description = "The class is not learnt.")
        DROP(SynthesisSettings.WithoutVirtual.DROP);

        final SynthesisSettings.WithoutVirtual m_value;

        WithoutVirtualChoice(SynthesisSettings.WithoutVirtual value) {
            m_value = value;
        }
    }

    /** One pattern under the names of two compounds. */
    enum SamePatternChoice {
        @Label(
                value = "Fail",
                description =
                        "The node fails where one of them is held out and the other in training, and names the rows.")
        REFUSE(SynthesisSettings.SamePattern.REFUSE), //
        @Label(
                value = "Take the compounds as one",
                description = "All rows of the two compounds move to one side of the split; the"
                        + " warning names the compounds.")
        JOIN(SynthesisSettings.SamePattern.JOIN), //
        @Label(value = "Compare names alone", description = "Patterns are not compared.")
        ALLOW(SynthesisSettings.SamePattern.ALLOW);

        final SynthesisSettings.SamePattern m_value;

        SamePatternChoice(SynthesisSettings.SamePattern value) {
            m_value = value;
        }
    }

    @Widget(title = "Pattern column", description = "The column of patterns, in both inputs.")
    @ChoicesProvider(Columns.Patterns.class)
    @Layout(ColumnsSection.class)
    String m_patternColumn = "Pattern";

    @Widget(
            title = "Class column",
            description = "What shall be learnt: crystal system or space group, in both inputs.")
    @ChoicesProvider(Columns.Classes.class)
    @Layout(ColumnsSection.class)
    String m_classColumn = "Crystal system";

    @Widget(
            title = "Compound column",
            description =
                    """
            The column that says which patterns belong to one compound, in both inputs. All patterns of a compound, its augmented copies
            too, stay on one side of every split. Formulas are compared by their elements and numbers: SrTiO3 and TiSrO3 are one.
            """)
    @ChoicesProvider(Columns.Text.class)
    @Layout(ColumnsSection.class)
    String m_compoundColumn = "Formula";

    @Widget(
            title = "Test share",
            description = "The share of each class's real patterns that is held out for the test, whole compounds.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = Limits.BelowOne.class)
    @Layout(HeldOut.class)
    double m_testShare = 0.2;

    @Widget(
            title = "Validation share",
            description = "The share held out for validation: early stopping and calibration use it.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = Limits.BelowOne.class)
    @Layout(HeldOut.class)
    double m_validationShare = 0.1;

    @Widget(
            title = "One pattern under two names",
            description =
                    """
            What happens where two compounds have one pattern (equal to four digits after scaling), as renamed copies have: they would leak
            from training into the test. The comparison takes about 0.03 ms a pattern of 3,501 points.
            """)
    @RadioButtonsWidget
    @Layout(HeldOut.class)
    @Migrate(loadDefaultIfAbsent = true)
    SamePatternChoice m_samePattern = SamePatternChoice.REFUSE;

    @Widget(
            title = "Mixtures",
            description =
                    """
            How many patterns X = e + ε t are made, with e a real and t a virtual pattern of the same class and ε drawn between 0 and 1.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Training.class)
    int m_mixtures = 20;

    @Widget(title = "Counted", description = "What the number of mixtures is counted by.")
    @ValueSwitchWidget
    @Layout(Training.class)
    AmountChoice m_amount = AmountChoice.PER_REAL_ROW;

    @Widget(title = "Add the real patterns", description = "Whether training also has the real patterns as they are.")
    @Layout(Training.class)
    boolean m_pureReal = true;

    @Widget(
            title = "Add the virtual patterns",
            description = "Whether training also has the virtual patterns as they are.")
    @Layout(Training.class)
    boolean m_pureVirtual = false;

    @Widget(
            title = "Classes without real patterns",
            description = "What becomes of a class that only the virtual input has.")
    @Layout(Training.class)
    WithoutRealChoice m_withoutReal = WithoutRealChoice.DROP;

    @Widget(
            title = "Classes without virtual patterns",
            description = "What becomes of a class that only the real input has.")
    @Layout(Training.class)
    WithoutVirtualChoice m_withoutVirtual = WithoutVirtualChoice.KEEP_REAL;

    @Widget(
            title = "Proportions of the real patterns",
            description =
                    """
            Training subsets that use so much of the real patterns, separated by commas, each above 0 and at most 1: 0.25, 0.5, 1 makes
            three subsets one inside the other, told apart by the column Proportion.
            """)
    @Layout(Training.class)
    @Advanced
    String m_proportions = "1";

    @Widget(
            title = Seed.TITLE,
            description = "Every draw depends on the seed and the RowIDs alone, not on the order of the rows."
                    + Seed.DESCRIPTION)
    @OptionalWidget(defaultProvider = Seed.New.class)
    @Layout(Training.class)
    Optional<Long> m_seed = Optional.of(1L);

    @Override
    public void validate() throws InvalidSettingsException {
        Limits.check(this);
        settings(0);
    }

    SynthesisSettings settings(long seed) throws InvalidSettingsException {
        List<Double> proportions = new ArrayList<>();
        for (String s : m_proportions.split("[,;\\s]+")) {
            try {
                proportions.add(Double.valueOf(s));
            } catch (NumberFormatException e) {
                throw new InvalidSettingsException(
                        "\"Proportions of the real patterns\" holds \"" + s
                                + "\", expected numbers above 0 and at most 1, separated by commas.",
                        e);
            }
        }
        try {
            return SynthesisSettings.defaults()
                    .withSeed(seed)
                    .withHeldOut(m_testShare, m_validationShare)
                    .withProportions(proportions)
                    .withCount(m_amount.m_value, m_mixtures)
                    .withPure(m_pureReal, m_pureVirtual)
                    .withUnpaired(m_withoutReal.m_value, m_withoutVirtual.m_value)
                    .withSamePattern(m_samePattern.m_value);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }
}
