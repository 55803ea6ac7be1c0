// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.explainer;

import java.util.Optional;

import org.braggwise.knime.common.settings.Limits;
import org.braggwise.knime.common.settings.OptionalNumber;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.OtherSpace;
import org.braggwise.learning.explanation.ExplainedOutput;
import org.braggwise.learning.explanation.ExplanationMethod;
import org.knime.core.data.StringValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The settings of the SHAP Explainer. */
final class ShapExplainerParameters implements NodeParameters {

    @Section(title = "Patterns")
    interface Patterns {}

    @Section(title = "Explanation")
    @After(Patterns.class)
    interface Explanation {}

    /** How an output is attributed to the points. */
    enum Method {
        @Label(
                value = "DeepSHAP",
                description = "DeepLIFT multipliers averaged over the background: the paper's DeepExplainer.")
        DEEP_SHAP("SHAP", ExplanationMethod.DEEP_SHAP), //
        @Label(
                value = "Integrated gradients",
                description = "Gradients along the way from the background's mean; a cross-check.")
        INTEGRATED_GRADIENTS("integrated gradients", ExplanationMethod.INTEGRATED_GRADIENTS), //
        @Label(
                value = "Occlusion",
                description = "What the output loses where a window is replaced by the background; a cross-check.")
        OCCLUSION("occlusion", ExplanationMethod.OCCLUSION);

        /** Its name in tables and views. */
        final String m_words;

        final ExplanationMethod m_value;

        Method(String words, ExplanationMethod value) {
            m_words = words;
            m_value = value;
        }
    }

    /** Whose attributions a class's profile averages. */
    enum ProfilePatterns {
        @Label(
                value = "Right answers",
                description = "Patterns of the class that the network gave it: what it looks for.")
        RIGHT, //
        @Label(value = "All", description = "All explanations for the class, right or wrong.")
        ALL;
    }

    /** The number that is explained. */
    enum Output {
        @Label(value = "Logit", description = "The network's output before the softmax: additive evidence.")
        LOGIT(ExplainedOutput.LOGIT), //
        @Label(value = "Probability", description = "After the softmax: how much more probable.")
        PROBABILITY(ExplainedOutput.PROBABILITY);

        final ExplainedOutput m_value;

        Output(ExplainedOutput value) {
            m_value = value;
        }
    }

    /** Which classes are explained. */
    enum Classes {
        @Label(value = "Predicted", description = "The class that the network predicts for the pattern.")
        PREDICTED, //
        @Label(value = "One", description = "The class stated below, for every pattern.")
        ONE, //
        @Label(value = "All", description = "Every class: one row for each pattern and class.")
        ALL;
    }

    static final class ClassesReference implements ParameterReference<Classes> {}

    static final class IsOne implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(ClassesReference.class).isOneOf(Classes.ONE);
        }
    }

    static final class PatternColumns extends CompatibleColumnsProvider {
        PatternColumns() {
            super(Columns.PATTERN_TYPES);
        }

        @Override
        public int getInputTableIndex() {
            return ShapExplainerExecution.PATTERNS;
        }
    }

    static final class TextColumns extends CompatibleColumnsProvider {
        TextColumns() {
            super(StringValue.class);
        }

        @Override
        public int getInputTableIndex() {
            return ShapExplainerExecution.PATTERNS;
        }
    }

    static final class MaxRows extends OptionalNumber<Integer> {
        MaxRows() {
            super("maxRows", 100);
        }
    }

    static final class Samples extends OptionalNumber<Integer> {
        Samples() {
            super("samples", 20);
        }
    }

    @Widget(title = "Pattern column", description = "The patterns, in both tables.")
    @ChoicesProvider(PatternColumns.class)
    @Layout(Patterns.class)
    String m_patternColumn = "Pattern";

    @Widget(title = "Patterns on another grid or wavelength", description = "What to do with them.")
    @ValueSwitchWidget
    @Layout(Patterns.class)
    @Migrate(loadDefaultIfAbsent = true)
    OtherSpace m_otherDomain = OtherSpace.REFUSE;

    @Widget(
            title = "CIF column",
            description =
                    """
            Where the table has the structures, the regions that counted are labelled with their reflections. A table without this column is
            explained all the same.
            """)
    @ChoicesProvider(TextColumns.class)
    @Layout(Patterns.class)
    String m_cifColumn = Columns.CIF;

    @Widget(
            title = "Background patterns",
            description =
                    """
            With how many patterns of the background table each pattern is compared; drawn by class in turn. More is truer and slower.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Patterns.class)
    int m_background = 28;

    @Widget(title = "Maximum patterns explained", description = "The first rows are; else all.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @OptionalWidget(defaultProvider = MaxRows.class)
    @Migration(MaxRows.class)
    @Layout(Patterns.class)
    Optional<Integer> m_maxRows = Optional.empty();

    @Widget(title = "Method", description = "How an output is attributed to the points of the pattern.")
    @RadioButtonsWidget
    @Layout(Explanation.class)
    Method m_method = Method.DEEP_SHAP;

    @Widget(title = "Output", description = "The number that is explained.")
    @ValueSwitchWidget
    @Layout(Explanation.class)
    Output m_output = Output.LOGIT;

    @Widget(title = "Classes", description = "Which classes are explained.")
    @ValueSwitchWidget
    @ValueReference(ClassesReference.class)
    @Layout(Explanation.class)
    Classes m_classes = Classes.PREDICTED;

    @Widget(title = "Class", description = "The class to explain.")
    @Effect(predicate = IsOne.class, type = EffectType.SHOW)
    @Layout(Explanation.class)
    String m_class = "cubic";

    @Widget(
            title = "Posterior samples",
            description =
                    """
            Average over so many sets of weights drawn from the posterior, and give the spread; else the mean weights alone count.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @OptionalWidget(defaultProvider = Samples.class)
    @Migration(Samples.class)
    @Layout(Explanation.class)
    @Advanced
    Optional<Integer> m_samples = Optional.empty();

    @Widget(
            title = "Steps or window",
            description =
                    "Steps of the integrated gradients; or width of the occluded window in points of the"
                            + " model's grid, which moves on by half of it: choose about the width of a line. DeepSHAP does not use it.")
    @NumberInputWidget(minValidation = Limits.AtLeastTwo.class)
    @Layout(Explanation.class)
    @Advanced
    int m_steps = 32;

    @Widget(
            title = "Class profiles average",
            description = "Which explanations the second output averages. Where the table has no true classes, all.")
    @ValueSwitchWidget
    @Layout(Explanation.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    ProfilePatterns m_profilePatterns = ProfilePatterns.RIGHT;

    @Widget(
            title = "Minimum patterns of a profile",
            description =
                    "A class with fewer has no profile, and a warning says so: a mean of one pattern says nothing of the class.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Explanation.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    int m_leastPatterns = 2;

    @Widget(title = Seed.TITLE, description = "Of the background and of the posterior samples." + Seed.DESCRIPTION)
    @OptionalWidget(defaultProvider = Seed.New.class)
    @Layout(Explanation.class)
    Optional<Long> m_seed = Optional.of(1L);

    @Override
    public void validate() throws InvalidSettingsException {
        Limits.check(this);
    }
}
