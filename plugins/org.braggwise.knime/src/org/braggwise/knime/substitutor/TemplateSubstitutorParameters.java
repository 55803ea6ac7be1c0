// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.substitutor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.braggwise.crystal.substitution.CellMode;
import org.braggwise.crystal.substitution.IonTable;
import org.braggwise.crystal.substitution.SiteRoles;
import org.braggwise.crystal.substitution.SubstitutionSettings;
import org.braggwise.knime.common.settings.Limits;
import org.braggwise.knime.common.settings.OptionalNumber;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.OptionalInput;
import org.knime.core.data.StringValue;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.NodeParametersInput;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.migration.Migration;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The settings of the CIF Template Substitutor. */
final class TemplateSubstitutorParameters implements NodeParameters {

    @Section(title = "Substitution")
    interface Substitution {}

    @Section(title = "Ion table", description = "Columns of the optional input; without it the default ions are taken.")
    @After(Substitution.class)
    interface Ions {}

    @Section(title = "Filters")
    @After(Ions.class)
    interface Filters {}

    @Section(title = "Selection")
    @After(Filters.class)
    interface Selection {}

    /** What becomes of the cell. */
    enum Cell {
        @Label(value = "Kept", description = "The template's cell, as in the paper.")
        KEEP, //
        @Label(value = "Rescaled", description = "Enlarged or shrunk by the Shannon radii of the new ions.")
        RESCALE;
    }

    static final class CoordinationMin extends OptionalNumber<Integer> {
        CoordinationMin() {
            super("coordinationMin", 6);
        }
    }

    static final class CoordinationMax extends OptionalNumber<Integer> {
        CoordinationMax() {
            super("coordinationMax", 6);
        }
    }

    static final class GoldschmidtMin extends OptionalNumber<Double> {
        GoldschmidtMin() {
            super("goldschmidtMin", 0.825);
        }
    }

    static final class GoldschmidtMax extends OptionalNumber<Double> {
        GoldschmidtMax() {
            super("goldschmidtMax", 1.059);
        }
    }

    static final class OctahedralMin extends OptionalNumber<Double> {
        OctahedralMin() {
            super("octahedralMin", 0.414);
        }
    }

    static final class OctahedralMax extends OptionalNumber<Double> {
        OctahedralMax() {
            super("octahedralMax", 0.732);
        }
    }

    static final class BartelMax extends OptionalNumber<Double> {
        BartelMax() {
            super("bartelMax", 4.18);
        }
    }

    static final class DistanceRatioMin extends OptionalNumber<Double> {
        DistanceRatioMin() {
            super("distanceRatioMin", 0.75);
        }
    }

    static final class Sample extends OptionalNumber<Integer> {
        Sample() {
            super("sample", 1000);
        }
    }

    @Widget(title = "CIF column", description = "The templates as CIF text.")
    @ChoicesProvider(Columns.Text.class)
    @Layout(Substitution.class)
    String m_cifColumn = Columns.CIF;

    @Widget(title = "Cell", description = "What becomes of the template's cell.")
    @ValueSwitchWidget
    @Layout(Substitution.class)
    Cell m_cell = Cell.KEEP;

    @Widget(title = "Replace X too", description = "Whether the anion is replaced, or A and B alone.")
    @Layout(Substitution.class)
    boolean m_replaceX = false;

    @Widget(
            title = "Take shared sites as one",
            description =
                    """
            Whether a fully occupied site that several elements share counts as one site of one ion; otherwise such templates are refused.
            """)
    @Layout(Substitution.class)
    @Advanced
    boolean m_replaceMixedSites = true;

    @Widget(
            title = "Site roles",
            description =
                    """
            Empty: A, B and X are found by chemistry and coordination, for ABX3. For other prototypes state them, each role with its
            elements or site labels: <tt>A = Cs; B = Ag; B' = Bi; X = Br</tt>.
            """)
    @Layout(Substitution.class)
    @Advanced
    String m_roles = "";

    @Widget(
            title = "Site column",
            description = "In the ion table: A, B or X. A kind of site without any ion there has the default ions.")
    @ChoicesProvider(OptionalInput.SecondTexts.class)
    @Effect(predicate = OptionalInput.SecondIsThere.class, type = EffectType.SHOW)
    @Layout(Ions.class)
    @Migrate(loadDefaultIfAbsent = true)
    String m_siteColumn = "Site";

    @Widget(title = "Element column", description = "In the ion table: the element's symbol.")
    @ChoicesProvider(OptionalInput.SecondTexts.class)
    @Effect(predicate = OptionalInput.SecondIsThere.class, type = EffectType.SHOW)
    @Layout(Ions.class)
    @Migrate(loadDefaultIfAbsent = true)
    String m_elementColumn = "Element";

    @Widget(title = "Charge column", description = "In the ion table: the oxidation state, negative on X.")
    @ChoicesProvider(OptionalInput.SecondNumbers.class)
    @Effect(predicate = OptionalInput.SecondIsThere.class, type = EffectType.SHOW)
    @Layout(Ions.class)
    @Migrate(loadDefaultIfAbsent = true)
    String m_chargeColumn = "Charge";

    @Widget(
            title = "Radius column",
            description =
                    """
            In the ion table: the ionic radius on that site in ångström. A row without one, or a table without this column, has Shannon's
            radius at coordination 12 (A) or 6 (B, X).
            """)
    @ChoicesProvider(OptionalInput.SecondNumbers.class)
    @Effect(predicate = OptionalInput.SecondIsThere.class, type = EffectType.SHOW)
    @Layout(Ions.class)
    @Migrate(loadDefaultIfAbsent = true)
    String m_radiusColumn = "Radius";

    @Widget(
            title = "Minimum X around B",
            description =
                    """
            Templates whose B has fewer X neighbours are refused. For sixfold B alone set this and the next to 6. Neighbours are the X
            within 1.35 times the shortest distance.
            """)
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @OptionalWidget(defaultProvider = CoordinationMin.class)
    @Migration(CoordinationMin.class)
    @Layout(Filters.class)
    Optional<Integer> m_coordinationMin = Optional.empty();

    @Widget(title = "Maximum X around B", description = "Templates whose B has more X neighbours are refused.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @OptionalWidget(defaultProvider = CoordinationMax.class)
    @Migration(CoordinationMax.class)
    @Layout(Filters.class)
    Optional<Integer> m_coordinationMax = Optional.empty();

    @Widget(
            title = "Minimum tolerance factor t (Goldschmidt)",
            description = "t = (rA + rX) / (√2 (rB + rX)); perovskites mostly from 0.825.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @OptionalWidget(defaultProvider = GoldschmidtMin.class)
    @Migration(GoldschmidtMin.class)
    @Layout(Filters.class)
    Optional<Double> m_goldschmidtMin = Optional.empty();

    @Widget(title = "Maximum tolerance factor t (Goldschmidt)", description = "t; perovskites mostly up to 1.059.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @OptionalWidget(defaultProvider = GoldschmidtMax.class)
    @Migration(GoldschmidtMax.class)
    @Layout(Filters.class)
    Optional<Double> m_goldschmidtMax = Optional.empty();

    @Widget(title = "Minimum octahedral factor", description = "µ = rB / rX; octahedra from 0.414.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @OptionalWidget(defaultProvider = OctahedralMin.class)
    @Migration(OctahedralMin.class)
    @Layout(Filters.class)
    Optional<Double> m_octahedralMin = Optional.empty();

    @Widget(title = "Maximum octahedral factor", description = "µ; octahedra up to 0.732.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @OptionalWidget(defaultProvider = OctahedralMax.class)
    @Migration(OctahedralMax.class)
    @Layout(Filters.class)
    Optional<Double> m_octahedralMax = Optional.empty();

    @Widget(
            title = "Maximum tolerance factor τ (Bartel)",
            description =
                    """
            τ = rX / rB - nA (nA - (rA / rB) / ln(rA / rB)) with nA the charge of A (Bartel et al. 2019); perovskites mostly below 4.18. A compound
            whose A is no larger than its B has no τ and is refused where there is a limit.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @OptionalWidget(defaultProvider = BartelMax.class)
    @Migration(BartelMax.class)
    @Layout(Filters.class)
    Optional<Double> m_bartelMax = Optional.empty();

    @Widget(
            title = "Minimum distance ratio",
            description =
                    """
            Refuse structures in which a cation comes closer to an anion than this share of the sum of their Shannon radii; 0.75
            is a sensible limit.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @OptionalWidget(defaultProvider = DistanceRatioMin.class)
    @Migration(DistanceRatioMin.class)
    @Layout(Filters.class)
    Optional<Double> m_distanceRatioMin = Optional.empty();

    @Widget(
            title = "Compounds left out",
            description = "Formulas that no virtual structure may have, separated by semicolons.")
    @Layout(Selection.class)
    String m_excluded = "";

    @Widget(
            title = "Drop duplicates",
            description =
                    "Keep one structure of each composition and space group: that of the template that fits best.")
    @Layout(Selection.class)
    boolean m_dropDuplicates = true;

    @Widget(
            title = "Maximum virtual structures",
            description = "How many are drawn at random where there are more; else all come out.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @OptionalWidget(defaultProvider = Sample.class)
    @Migration(Sample.class)
    @Layout(Selection.class)
    Optional<Integer> m_sample = Optional.empty();

    @Widget(title = Seed.TITLE, description = "Of the draw." + Seed.DESCRIPTION)
    @OptionalWidget(defaultProvider = Seed.New.class)
    @Layout(Selection.class)
    Optional<Long> m_seed = Optional.of(1L);

    @Widget(
            title = "List every refusal",
            description =
                    """
            Whether the second output has a row for each refused candidate (there are many thousands), or one for each template and reason.
            """)
    @Layout(Selection.class)
    @Advanced
    boolean m_listRefusals = false;

    TemplateSubstitutorParameters() {}

    TemplateSubstitutorParameters(NodeParametersInput input) {
        m_cifColumn = Columns.guess(input, 0, Columns.CIF, StringValue.class);
    }

    @Override
    public void validate() throws InvalidSettingsException {
        Limits.check(this);
        settings(IonTable.standard(), 0);
    }

    SubstitutionSettings settings(IonTable ions, long seed) throws InvalidSettingsException {
        try {
            List<String> excluded = Arrays.stream(m_excluded.split(";"))
                    .map(String::trim)
                    .filter(s -> !s.isEmpty())
                    .toList();
            var b = SubstitutionSettings.builder()
                    .ions(ions)
                    .cellMode(m_cell == Cell.KEEP ? CellMode.KEEP : CellMode.RESCALE)
                    .replaceX(m_replaceX)
                    .replaceMixedSites(m_replaceMixedSites)
                    .goldschmidt(least(m_goldschmidtMin), most(m_goldschmidtMax))
                    .octahedral(least(m_octahedralMin), most(m_octahedralMax))
                    .coordinationOfB(m_coordinationMin.orElse(0), m_coordinationMax.orElse(Integer.MAX_VALUE))
                    .bartelMax(most(m_bartelMax))
                    .distanceRatioMin(m_distanceRatioMin.orElse(0.0))
                    .exclude(excluded)
                    .dropDuplicates(m_dropDuplicates)
                    .sample(m_sample.orElse(0), seed);
            if (!m_roles.isBlank()) {
                b.roles(SiteRoles.parse(m_roles));
            }
            return b.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    private static double least(Optional<Double> limit) {
        return limit.orElse(Double.NEGATIVE_INFINITY);
    }

    private static double most(Optional<Double> limit) {
        return limit.orElse(Double.POSITIVE_INFINITY);
    }
}
