// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.matcher;

import java.util.List;
import java.util.Optional;

import org.braggwise.knime.common.settings.ClassSet;
import org.braggwise.knime.common.settings.Limits;
import org.braggwise.knime.common.settings.MeasuredInputParameters;
import org.braggwise.knime.common.settings.OptionalNumber;
import org.braggwise.knime.common.settings.RadiationChoice;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.PatternColumn;
import org.braggwise.refinement.matching.ElementChoice;
import org.knime.core.data.StringValue;
import org.knime.core.data.collection.ListDataValue;
import org.knime.core.data.vector.doublevector.DoubleVectorValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParametersInput;
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
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.choices.util.CompatibleColumnsProvider;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The settings of the XRD Structure Matcher. */
final class XrdStructureMatcherParameters extends MeasuredInputParameters {

    /** The candidates come in at the second port. */
    static final int CANDIDATE_PORT = 1;
    /** The predictions at the third, where the user added it. */
    static final int PREDICTION_PORT = 2;

    @Section(title = "What is known of the sample")
    @After(Input.class)
    interface Known {}

    @Section(title = "Answer")
    @After(Known.class)
    interface Answer {}

    @Section(title = "Work")
    @After(Answer.class)
    interface Work {}

    /** What candidates stand for. */
    enum Use {
        @Label(value = "As they are", description = "Phases: their elements stay, their cells change little.")
        AS_THEY_ARE, //
        @Label(
                value = "As templates",
                description =
                        "Structure types: the sample's elements go on their sites, cells and positions are refined.")
        TEMPLATES;
    }

    /** What the lines of the patterns look like. */
    enum Profile {
        @Label(
                value = "Refined",
                description =
                        "Patterns as measured: background, line widths, shifts and preferred orientation are refined.")
        REFINED, //
        @Label(
                value = "Positions alone",
                description =
                        "Films and other textured specimens, whose intensities say little: only where the peaks are counts."
                                + " Nothing is refined or verified; the cell is the candidate's, stretched until its lines come nearest to the peaks,"
                                + " which is good to some tenths of a percent.")
        POSITIONS, //
        @Label(
                value = "Known",
                description =
                        "Patterns without background whose column says how their lines were drawn, as the XRD Simulator writes it.")
        KNOWN;
    }

    /** What is known of the elements. */
    enum Composition {
        @Label(value = "Nothing", description = "Any elements.")
        UNKNOWN, //
        @Label(value = "Formula, from a column", description = "Each pattern's row says its formula.")
        COLUMN, //
        @Label(value = "Formula", description = "One formula for all patterns.")
        FORMULA, //
        @Label(value = "Elements", description = "The sample has no other elements than these.")
        ELEMENTS;
    }

    /** What class of symmetry the answer names. */
    enum AnswerClass {
        @Label(value = "Crystal system", description = "cubic, tetragonal, ...")
        CRYSTAL_SYSTEM, //
        @Label(value = "Space group", description = "Its number.")
        SPACE_GROUP;
    }

    static final class CandidateColumns extends CompatibleColumnsProvider {
        CandidateColumns() {
            super(List.of(StringValue.class));
        }

        @Override
        public int getInputTableIndex() {
            return CANDIDATE_PORT;
        }
    }

    static final class IsPatterns implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getPredicate(IsScans.class).negate();
        }
    }

    static final class UseReference implements ParameterReference<Use> {}

    static final class ProfileReference implements ParameterReference<Profile> {}

    static final class CompositionReference implements ParameterReference<Composition> {}

    static final class FromColumn implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(CompositionReference.class).isOneOf(Composition.COLUMN);
        }
    }

    static final class OneFormula implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(CompositionReference.class).isOneOf(Composition.FORMULA);
        }
    }

    static final class SomeElements implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(CompositionReference.class).isOneOf(Composition.ELEMENTS);
        }
    }

    static final class IsRefined implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(ProfileReference.class).isOneOf(Profile.REFINED);
        }
    }

    static final class IsKnown implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(ProfileReference.class).isOneOf(Profile.KNOWN);
        }
    }

    static final class Counts extends OptionalNumber<Double> {
        Counts() {
            super("counts", 10000.0);
        }
    }

    static final class ParticleDiameterUm extends OptionalNumber<Double> {
        ParticleDiameterUm() {
            super("particleDiameterUm", 5.0);
        }
    }

    @Widget(title = "A row holds", description = "A pattern on a grid, or a scan as it was measured.")
    @ValueSwitchWidget
    @ValueReference(RowContentReference.class)
    @Layout(Input.Content.class)
    RowContent m_input = RowContent.PATTERNS;

    @Widget(title = "Pattern column", description = "The column of patterns.")
    @ChoicesProvider(Columns.Patterns.class)
    @Effect(predicate = IsPatterns.class, type = EffectType.SHOW)
    @Layout(Input.Vectors.class)
    String m_patternColumn = PatternColumn.NAME;

    @Widget(title = "Candidates' CIF column", description = "In the table of candidates: the column of CIF text.")
    @ChoicesProvider(CandidateColumns.class)
    @Layout(Input.More.class)
    String m_cifColumn = Columns.CIF;

    @Widget(title = "Candidates", description = "What the candidates stand for.")
    @ValueSwitchWidget
    @ValueReference(UseReference.class)
    @Layout(Input.More.class)
    Use m_use = Use.AS_THEY_ARE;

    @Widget(
            title = "Line shape",
            description = "Whether line shape and background are refined. Templates need a known line shape.")
    @ValueSwitchWidget
    @ValueReference(ProfileReference.class)
    @Layout(Input.More.class)
    Profile m_profile = Profile.REFINED;

    @Widget(
            title = "Composition",
            description = "What is known of the sample's elements. The more, the faster and surer.")
    @ValueReference(CompositionReference.class)
    @Layout(Known.class)
    Composition m_composition = Composition.UNKNOWN;

    @Widget(title = "Formula column", description = "In the table of patterns: the formula, such as <tt>SrTiO3</tt>.")
    @ChoicesProvider(Columns.Text.class)
    @Effect(predicate = FromColumn.class, type = EffectType.SHOW)
    @Layout(Known.class)
    String m_formulaColumn = "Formula";

    @Widget(
            title = "Formula",
            description =
                    "Elements and numbers, such as <tt>La0.7Sr0.3MnO3</tt>,"
                            + " <tt>Ca3(PO4)2</tt> or <tt>CaSO4.2H2O</tt>. Structures without hydrogen count as if they had it.")
    @Effect(predicate = OneFormula.class, type = EffectType.SHOW)
    @Layout(Known.class)
    String m_formula = "";

    @Widget(title = "Elements", description = "Symbols with blanks between them, such as <tt>Cs Pb Br I</tt>.")
    @Effect(predicate = SomeElements.class, type = EffectType.SHOW)
    @Layout(Known.class)
    String m_elements = "";

    @Widget(
            title = "Maximum phases",
            description = "How many phases a pattern may have: 1 for pure samples, 3 for most mixtures.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Effect(predicate = IsRefined.class, type = EffectType.SHOW)
    @Layout(Known.class)
    int m_mostPhases = 1;

    @Widget(
            title = "Preferred orientation",
            description =
                    "Whether preferred orientation (March and Dollase) is looked for and refined where it makes the fit clearly better.")
    @Effect(predicate = IsRefined.class, type = EffectType.SHOW)
    @Layout(Known.class)
    boolean m_texture = true;

    @Widget(
            title = "Particle diameter (µm)",
            description =
                    "Of the grains, for weight fractions: grains of a phase that absorbs more than the others show less of it (microabsorption, Brindley 1945; first order, for fine powders).")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Effect(predicate = IsRefined.class, type = EffectType.SHOW)
    @OptionalWidget(defaultProvider = ParticleDiameterUm.class)
    @Migration(ParticleDiameterUm.class)
    @Layout(Known.class)
    @Advanced
    Optional<Double> m_particleDiameterUm = Optional.empty();

    @Widget(title = "Answer names", description = "What the classes of answer, posterior and credible set are.")
    @ValueSwitchWidget
    @Layout(Answer.class)
    AnswerClass m_answer = AnswerClass.SPACE_GROUP;

    @Widget(
            title = "Coverage of the credible set",
            description = "The set holds the most probable classes, as many as it takes to hold this probability.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Limits.AtMostOne.class)
    @Layout(Answer.class)
    @Advanced
    double m_coverage = 0.95;

    @Widget(title = "Credible set as", description = "What the cells of the column Credible set are.")
    @ValueSwitchWidget
    @Layout(Answer.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    ClassSet m_setAs = ClassSet.LIST;

    @Widget(
            title = "Solved below Rwp",
            description =
                    "A pattern is solved where its best structures leave less than this share of it (Rwp without the background), and no other"
                            + " explanation is nearly as good. 0.15 is 15 per cent.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Limits.AtMostOne.class)
    @Effect(predicate = IsRefined.class, type = EffectType.SHOW)
    @Layout(Answer.class)
    @Advanced
    double m_solvedRwp = 0.15;

    @Widget(
            title = "Solved below R",
            description =
                    "For patterns without noise: one is solved where a refined structure leaves less than this share of it. 0.0002 suits"
                            + " those of the XRD Simulator, of which a right structure leaves less and one whose distortion was missed"
                            + " leaves more. With counts stated, noise says how much may be left.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Limits.AtMostOne.class)
    @Effect(predicate = IsKnown.class, type = EffectType.SHOW)
    @Layout(Answer.class)
    @Advanced
    double m_solvedResidual = 0.0002;

    @Widget(
            title = "Minimum weight fraction",
            description = "Phases with a smaller share of the mass are reported as doubtful.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = Limits.AtMostOne.class)
    @Effect(predicate = IsRefined.class, type = EffectType.SHOW)
    @Layout(Answer.class)
    @Advanced
    double m_leastWeightFraction = 0.01;

    @Widget(title = "Maximum hypotheses per pattern", description = "How many explanations come out, the best first.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Answer.class)
    int m_hypotheses = 5;

    @Widget(
            title = "Maximum candidates screened",
            description = "How many candidates of the first look are fitted. More find more and take longer.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Work.class)
    @Advanced
    int m_screened = 60;

    @Widget(title = "Maximum candidates refined", description = "How many of these are refined.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @Layout(Work.class)
    @Advanced
    int m_refined = 25;

    @Widget(
            title = "Index where no template fits",
            description =
                    "Whether a pattern that no template explains is indexed, and templates are fitted to the cells found.")
    @Effect(predicate = IsKnown.class, type = EffectType.SHOW)
    @Layout(Work.class)
    @Advanced
    boolean m_indexing = true;

    @Widget(
            title = "Random starts",
            description =
                    "How many random starts of the atoms' positions are tried in the best cells where all else fails; 0 for none."
                            + " A hundred take some seconds a pattern.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsKnown.class, type = EffectType.SHOW)
    @Layout(Work.class)
    @Advanced
    int m_restarts = 0;

    @Widget(
            title = "Counts at the strongest point",
            description =
                    "How many photons the strongest point stands for, which says how much noise there is; else there is none.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Effect(predicate = IsKnown.class, type = EffectType.SHOW)
    @OptionalWidget(defaultProvider = Counts.class)
    @Migration(Counts.class)
    @Layout(Work.class)
    @Advanced
    Optional<Double> m_counts = Optional.empty();

    @Widget(
            title = Seed.TITLE,
            description = "Random starts depend on the seed and the RowID alone." + Seed.DESCRIPTION)
    @OptionalWidget(defaultProvider = Seed.New.class)
    @Effect(predicate = IsKnown.class, type = EffectType.SHOW)
    @Layout(Work.class)
    @Advanced
    Optional<Long> m_seed = Optional.of(1L);

    XrdStructureMatcherParameters() {
        super(RadiationChoice.CU_KA12);
    }

    XrdStructureMatcherParameters(NodeParametersInput input) {
        this();
        if (holdsScans(input) && !holdsPatterns(input)) {
            m_input = RowContent.SCANS;
        } else {
            m_patternColumn = Columns.guess(input, 0, PatternColumn.NAME, DoubleVectorValue.class, ListDataValue.class);
        }
        m_cifColumn = Columns.guess(input, CANDIDATE_PORT, Columns.CIF, StringValue.class);
    }

    @Override
    public void validate() throws InvalidSettingsException {
        Limits.check(this);
        if (m_use == Use.TEMPLATES && m_profile != Profile.KNOWN) {
            throw new InvalidSettingsException(
                    "\"Candidates\" is As templates: templates need patterns"
                            + " without background whose line shape is known. Set \"Line shape\" to Known, or take the candidates as they are.");
        }
        if (m_input == RowContent.SCANS && m_profile == Profile.KNOWN) {
            throw new InvalidSettingsException(
                    "\"A row holds\" is Scans and \"Line shape\" Known: scans do not say how their lines"
                            + " were drawn. Set \"Line shape\" to Refined.");
        }
        if (m_composition == Composition.FORMULA || m_composition == Composition.ELEMENTS) {
            elements(null);
        }
    }

    /**
     * @param rowFormula what the row says, for {@link Composition#COLUMN}
     * @return what is known of the elements
     */
    ElementChoice elements(String rowFormula) throws InvalidSettingsException {
        try {
            return switch (m_composition) {
                case UNKNOWN -> new ElementChoice.Unknown();
                case COLUMN -> ElementChoice.ofFormula(rowFormula);
                case FORMULA -> ElementChoice.ofFormula(m_formula);
                case ELEMENTS -> ElementChoice.ofSymbols(m_elements);
            };
        } catch (IllegalArgumentException e) {
            String field = m_composition == Composition.ELEMENTS ? "Elements" : "Formula";
            throw new InvalidSettingsException("\"" + field + "\": " + e.getMessage(), e);
        }
    }
}
