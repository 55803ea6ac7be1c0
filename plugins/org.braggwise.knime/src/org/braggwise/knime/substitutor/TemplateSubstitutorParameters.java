// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.substitutor;

import java.util.Arrays;
import java.util.List;

import org.braggwise.crystal.substitution.CellMode;
import org.braggwise.crystal.substitution.IonTable;
import org.braggwise.crystal.substitution.SiteRoles;
import org.braggwise.crystal.substitution.SubstitutionSettings;
import org.braggwise.knime.common.Columns;
import org.braggwise.knime.common.Limits;
import org.braggwise.knime.common.OptionalInput;
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
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;

/** The settings of the CIF Template Substitutor. */
final class TemplateSubstitutorParameters implements NodeParameters {

    @Section(title = "Substitution")
    interface Substitution {}

    @Section(title = "Ion table", description = "Columns of the optional input; without it the default ions are taken.")
    @After(Substitution.class)
    interface Ions {}

    @Section(title = "Filters", description = "0 means no limit.")
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
            Templates whose B has fewer X neighbours are refused; 0 for no limit. For sixfold B alone set this and the next to 6. Neighbours
            are the X within 1.35 times the shortest distance.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Filters.class)
    @Migrate(loadDefaultIfAbsent = true)
    int m_coordinationMin = 0;

    @Widget(
            title = "Maximum X around B",
            description = "Templates whose B has more X neighbours are refused; 0 for no limit.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Filters.class)
    @Migrate(loadDefaultIfAbsent = true)
    int m_coordinationMax = 0;

    @Widget(
            title = "Minimum tolerance factor t (Goldschmidt)",
            description = "t = (rA + rX) / (√2 (rB + rX)); perovskites mostly from 0.825; 0 for no limit.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Filters.class)
    double m_goldschmidtMin = 0;

    @Widget(
            title = "Maximum tolerance factor t (Goldschmidt)",
            description = "t; perovskites mostly up to 1.059; 0 for no limit.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Filters.class)
    double m_goldschmidtMax = 0;

    @Widget(title = "Minimum octahedral factor", description = "µ = rB / rX; octahedra from 0.414; 0 for no limit.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Filters.class)
    double m_octahedralMin = 0;

    @Widget(title = "Maximum octahedral factor", description = "µ; octahedra up to 0.732; 0 for no limit.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Filters.class)
    @Migrate(loadDefaultIfAbsent = true)
    double m_octahedralMax = 0;

    @Widget(
            title = "Maximum tolerance factor τ (Bartel)",
            description =
                    """
            τ = rX / rB - nA (nA - (rA / rB) / ln(rA / rB)) with nA the charge of A (Bartel et al. 2019); perovskites mostly below 4.18. A compound
            whose A is no larger than its B has no τ and is refused where there is a limit; 0 for
            no limit.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Filters.class)
    double m_bartelMax = 0;

    @Widget(
            title = "Minimum distance ratio",
            description =
                    """
            Refuse structures in which a cation comes closer to an anion than this share of the sum of their Shannon radii; 0.75
            is a sensible limit, 0 for none.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Filters.class)
    double m_distanceRatioMin = 0;

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

    @Widget(title = "Virtual structures", description = "How many are drawn at random; 0 for all.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Selection.class)
    int m_sample = 0;

    @Widget(title = "Seed", description = "Of the draw.")
    @Layout(Selection.class)
    long m_seed = 1;

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
        settings(IonTable.standard());
    }

    SubstitutionSettings settings(IonTable ions) throws InvalidSettingsException {
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
                    .goldschmidt(m_goldschmidtMin, limit(m_goldschmidtMax))
                    .octahedral(m_octahedralMin, limit(m_octahedralMax))
                    .coordinationOfB(m_coordinationMin, m_coordinationMax == 0 ? Integer.MAX_VALUE : m_coordinationMax)
                    .bartelMax(limit(m_bartelMax))
                    .distanceRatioMin(m_distanceRatioMin)
                    .exclude(excluded)
                    .dropDuplicates(m_dropDuplicates)
                    .sample(m_sample, m_seed);
            if (m_goldschmidtMin == 0 && m_goldschmidtMax == 0) {
                b.goldschmidt(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
            }
            if (m_octahedralMin == 0 && m_octahedralMax == 0) {
                b.octahedral(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
            }
            if (!m_roles.isBlank()) {
                b.roles(SiteRoles.parse(m_roles));
            }
            return b.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }

    private static double limit(double value) {
        return value == 0 ? Double.POSITIVE_INFINITY : value;
    }
}
