// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.predictor;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.braggwise.knime.common.execution.OrderedParallel;
import org.braggwise.knime.common.settings.ClassSet;
import org.braggwise.knime.common.settings.Limits;
import org.braggwise.knime.common.settings.OptionalNumber;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.OtherSpace;
import org.braggwise.learning.prediction.IntervalKind;
import org.braggwise.learning.prediction.PredictionSettings;
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
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The settings of the B-VGGNet Predictor. */
final class BVggNetPredictorParameters implements NodeParameters {

    /** The patterns come in at the second port. */
    static final int PATTERN_PORT = 1;

    @Section(title = "Prediction")
    interface PredictionSection {}

    @Section(title = "Abstaining")
    @After(PredictionSection.class)
    interface Abstaining {}

    /** How the probabilities follow from a Laplace approximation. */
    enum Averaging {
        @Label(value = "Sampling", description = "The mean of the samples' probabilities.")
        SAMPLES, //
        @Label(value = "Probit", description = "MacKay's approximation of that mean; the interval is that of samples.")
        PROBIT;
    }

    /** How the interval follows from the samples. */
    enum Interval {
        @Label(value = "Normal", description = "Mean plus and minus 1.960 standard deviations.")
        NORMAL, //
        @Label(value = "Quantiles", description = "The 2.5 % and 97.5 % quantiles of the samples.")
        QUANTILE;
    }

    /** Which classes may be the answer where the formula of a sample is known. */
    enum Restriction {
        @Label(value = "No", description = "Any class.")
        NONE, //
        @Label(
                value = "Stoichiometry",
                description = "Classes that were trained on compounds of the formula's stoichiometry, such as 1:1:3.")
        STOICHIOMETRY, //
        @Label(
                value = "Stoichiometry and elements",
                description = "Of these, the classes in whose compounds each element of the formula occurs.")
        STOICHIOMETRY_AND_ELEMENTS;
    }

    static final class RestrictionReference implements ParameterReference<Restriction> {}

    static final class IsRestricted implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(RestrictionReference.class)
                    .isOneOf(Restriction.STOICHIOMETRY, Restriction.STOICHIOMETRY_AND_ELEMENTS);
        }
    }

    /** What a coverage promises. */
    enum Coverage {
        @Label(value = "On average", description = "Over all patterns like the validation ones.")
        ON_AVERAGE, //
        @Label(
                value = "For each class",
                description =
                        "Class-conditional (Mondrian) sets: larger, and as often right for rare classes as for frequent ones. A"
                                + " class with too few validation patterns has the average's threshold; a warning says how many have.")
        FOR_EACH_CLASS;
    }

    static final class TextColumns extends CompatibleColumnsProvider {
        TextColumns() {
            super(StringValue.class);
        }

        @Override
        public int getInputTableIndex() {
            return PATTERN_PORT;
        }
    }

    static final class PatternColumns extends CompatibleColumnsProvider {
        PatternColumns() {
            super(Columns.PATTERN_TYPES);
        }

        @Override
        public int getInputTableIndex() {
            return PATTERN_PORT;
        }
    }

    static final class Samples extends OptionalNumber<Integer> {
        Samples() {
            super("samples", 50);
        }
    }

    static final class MinConfidence extends OptionalNumber<Double> {
        MinConfidence() {
            super("minConfidence", 0.9);
        }
    }

    static final class MaxEntropy extends OptionalNumber<Double> {
        MaxEntropy() {
            super("maxEntropy", 0.5);
        }
    }

    static final class MaxOodScore extends OptionalNumber<Double> {
        MaxOodScore() {
            super("maxOodScore", 1.0, 0.95, Optional.empty());
        }
    }

    static final class MaxSetSize extends OptionalNumber<Integer> {
        MaxSetSize() {
            super("maxSetSize", 3);
        }
    }

    static final class MinMeasuredShare extends OptionalNumber<Double> {
        MinMeasuredShare() {
            super("minMeasuredShare", 0.0, 0.8, Optional.of(0.8));
        }
    }

    @Widget(title = "Pattern column", description = "The column of patterns.")
    @ChoicesProvider(PatternColumns.class)
    @Layout(PredictionSection.class)
    String m_patternColumn = "Pattern";

    @Widget(title = "Patterns on another grid or wavelength", description = "What to do with them.")
    @ValueSwitchWidget
    @Layout(PredictionSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    OtherSpace m_otherDomain = OtherSpace.REFUSE;

    @Widget(
            title = "Samples",
            description =
                    """
            How many sets of weights are drawn from the posterior for each pattern; else as many as the model was made for.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @OptionalWidget(defaultProvider = Samples.class)
    @Migration(Samples.class)
    @Layout(PredictionSection.class)
    Optional<Integer> m_samples = Optional.empty();

    @Widget(
            title = "Laplace probabilities",
            description = "How they are averaged over the weights; other posteriors are always sampled.")
    @ValueSwitchWidget
    @Layout(PredictionSection.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    Averaging m_averaging = Averaging.SAMPLES;

    @Widget(
            title = "Interval",
            description = "How the 95 % interval of the winning probability follows from its samples.")
    @ValueSwitchWidget
    @Layout(PredictionSection.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    Interval m_interval = Interval.NORMAL;

    @Widget(
            title = "Coverage of the conformal set",
            description =
                    """
            The set of classes that holds the true one so often, as long as the patterns are like the validation patterns: 0.9 means nine
            times in ten.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Limits.BelowOne.class)
    @Layout(PredictionSection.class)
    double m_coverage = 0.9;

    @Widget(title = "Conformal set as", description = "What the cells of the column Conformal set are.")
    @ValueSwitchWidget
    @Layout(PredictionSection.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    ClassSet m_setAs = ClassSet.LIST;

    @Widget(title = "Coverage holds", description = "For what the coverage is a promise.")
    @ValueSwitchWidget
    @Layout(PredictionSection.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    Coverage m_coverageHolds = Coverage.ON_AVERAGE;

    @Widget(
            title = "Restrict classes by composition",
            description =
                    """
            Where the formulas of the samples are known: strikes out the classes that were trained on no compound of such a composition.
            A pattern whose formula is missing, or is like none of the training, is predicted among all classes, and a warning says so.
            """)
    @RadioButtonsWidget
    @ValueReference(RestrictionReference.class)
    @Layout(PredictionSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    Restriction m_restriction = Restriction.NONE;

    @Widget(title = "Formula column", description = "The formula of each pattern's sample, such as CsPbI3.")
    @ChoicesProvider(TextColumns.class)
    @Effect(predicate = IsRestricted.class, type = EffectType.SHOW)
    @Layout(PredictionSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    String m_formulaColumn = "Formula";

    @Widget(
            title = "Formula of all patterns",
            description = "The formula of the one sample that all patterns are of; empty where the column has it.")
    @Effect(predicate = IsRestricted.class, type = EffectType.SHOW)
    @Layout(PredictionSection.class)
    @Migrate(loadDefaultIfAbsent = true)
    String m_formula = "";

    @Widget(
            title = "Classes listed",
            description = "How many of the most probable classes the column Top classes names.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(PredictionSection.class)
    @Advanced
    int m_top = 3;

    @Widget(
            title = "Suffix of the new columns",
            description =
                    """
            Behind the name of each column that the node appends, without brackets: a second prediction of the same table needs one,
            such as <tt>, Laplace</tt>.
            """)
    @Layout(PredictionSection.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    String m_suffix = "";

    @Widget(title = Seed.TITLE, description = "The samples depend on the seed and the RowID alone." + Seed.DESCRIPTION)
    @OptionalWidget(defaultProvider = Seed.New.class)
    @Layout(PredictionSection.class)
    @Advanced
    Optional<Long> m_seed = Optional.of(1L);

    @Widget(title = "Minimum confidence", description = "Abstain where the winning probability is smaller.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Limits.AtMostOne.class)
    @OptionalWidget(defaultProvider = MinConfidence.class)
    @Migration(MinConfidence.class)
    @Layout(Abstaining.class)
    Optional<Double> m_minConfidence = Optional.empty();

    @Widget(title = "Maximum entropy (nat)", description = "Abstain where the predictive entropy is larger.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @OptionalWidget(defaultProvider = MaxEntropy.class)
    @Migration(MaxEntropy.class)
    @Layout(Abstaining.class)
    Optional<Double> m_maxEntropy = Optional.empty();

    @Widget(
            title = "Maximum out-of-distribution score",
            description =
                    """
            Abstain where more than this share of the validation patterns is more like the training patterns than this one. With n
            validation patterns the score says nothing finer than 1 / (n + 1).
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Limits.AtMostOne.class)
    @OptionalWidget(defaultProvider = MaxOodScore.class)
    @Migration(MaxOodScore.class)
    @Layout(Abstaining.class)
    Optional<Double> m_maxOodScore = Optional.empty();

    @Widget(
            title = "Maximum conformal set",
            description = "Abstain where the set has more classes. Where it holds most of the"
                    + " model's classes, there is no useful answer, and the node says so whatever is set here.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @OptionalWidget(defaultProvider = MaxSetSize.class)
    @Migration(MaxSetSize.class)
    @Layout(Abstaining.class)
    Optional<Integer> m_maxSetSize = Optional.empty();

    @Widget(
            title = "Minimum measured share",
            description =
                    "Abstain where less of the model's angles was measured, by the column Measured share, which Pattern"
                            + " Preparation writes. Tables without this column are not looked at.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Limits.AtMostOne.class)
    @OptionalWidget(defaultProvider = MinMeasuredShare.class)
    @Migration(MinMeasuredShare.class)
    @Layout(Abstaining.class)
    @Advanced
    Optional<Double> m_minMeasuredShare = Optional.of(0.8);

    @Override
    public void validate() throws InvalidSettingsException {
        Limits.check(this);
        if (m_suffix.matches(".*[()].*")) {
            throw new InvalidSettingsException("\"Suffix of the new columns\" is \"" + m_suffix
                    + "\", expected a text without brackets, such as \", Laplace\".");
        }
        try {
            settings(0);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    PredictionSettings settings(long seed) {
        return new PredictionSettings(
                m_samples.orElse(0),
                seed,
                m_averaging == Averaging.PROBIT,
                IntervalKind.valueOf(m_interval.name()),
                m_coverage,
                m_coverageHolds == Coverage.FOR_EACH_CLASS,
                limit(m_minConfidence),
                limit(m_maxEntropy),
                limit(m_maxOodScore),
                m_maxSetSize.map(OptionalInt::of).orElse(OptionalInt.empty()),
                OrderedParallel.threads());
    }

    private static OptionalDouble limit(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
