// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.preparation;

import java.util.Optional;

import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.preparation.GridResampling;
import org.braggwise.diffraction.preparation.PreparationSettings;
import org.braggwise.knime.common.settings.Limits;
import org.braggwise.knime.common.settings.OptionalNumber;
import org.braggwise.knime.common.settings.RadiationChoice;
import org.braggwise.knime.common.settings.ScanColumnsParameters;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.PatternColumn;
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
import org.knime.node.parameters.updates.util.BooleanReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveIntegerValidation;

/** The settings of the Pattern Preparation. */
final class PatternPreparationParameters extends ScanColumnsParameters {

    @Section(title = "Corrections")
    @After(Input.class)
    interface Corrections {}

    @Section(title = "Output")
    @After(Corrections.class)
    interface Output {}

    /** What happens to scans that do not cover the grid. */
    enum OutsideChoice {
        @Label(
                value = "Fill with zero",
                description = "Angles that were not measured become 0; the measured share is a column,"
                        + " and a warning says where it is below 0.9.")
        ZERO(GridResampling.Outside.ZERO), //
        @Label(value = "Refuse", description = "The row is left out and reported.")
        ERROR(GridResampling.Outside.ERROR);

        final GridResampling.Outside m_value;

        OutsideChoice(GridResampling.Outside value) {
            m_value = value;
        }
    }

    /** How the background is estimated. */
    enum BackgroundChoice {
        @Label(value = "None", description = "The background stays.")
        NONE(PreparationSettings.Background.NONE), //
        @Label(value = "SNIP", description = "Statistics-sensitive non-linear iterative peak clipping.")
        SNIP(PreparationSettings.Background.SNIP), //
        @Label(value = "Rolling ball", description = "A ball rolled along the pattern from below.")
        ROLLING_BALL(PreparationSettings.Background.ROLLING_BALL);

        final PreparationSettings.Background m_value;

        BackgroundChoice(PreparationSettings.Background value) {
            m_value = value;
        }
    }

    /** What the intensities become. */
    enum NormalisationChoice {
        @Label(value = "Highest point 1", description = "As the XRD Simulator does by default.")
        MAX_1(Normalisation.MAXIMUM_1), //
        @Label(value = "Highest point 100", description = "As in tables of powder data.")
        MAX_100(Normalisation.MAXIMUM_100), //
        @Label(value = "Lowest 0, highest 1", description = "Both ends fixed.")
        MIN_MAX(Normalisation.MIN_MAX), //
        @Label(value = "Area 1", description = "The area, the sum of the intensities times the step in degrees, is 1.")
        AREA_1(Normalisation.AREA_1), //
        @Label(value = "None", description = "Intensities as they are.")
        NONE(Normalisation.NONE);

        final Normalisation m_value;

        NormalisationChoice(Normalisation value) {
            m_value = value;
        }
    }

    static final class StateGridReference implements BooleanReference {}

    /** Whether the stated grid counts: the switch stays on, out of sight, where rows become scans. */
    static final class IsGridStated implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getPredicate(IsScans.class).negate().and(i.getPredicate(StateGridReference.class));
        }
    }

    static final class AssumeReference implements BooleanReference {}

    static final class AssumedRadiationReference implements ParameterReference<RadiationChoice> {}

    static final class IsAssumedOther implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getPredicate(AssumeReference.class)
                    .and(i.getEnum(AssumedRadiationReference.class).isOneOf(RadiationChoice.OTHER));
        }
    }

    static final class RadiationReference implements ParameterReference<RadiationChoice> {}

    static final class IsOther implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getPredicate(ConvertReference.class)
                    .and(i.getEnum(RadiationReference.class).isOneOf(RadiationChoice.OTHER));
        }
    }

    static final class ConvertReference implements BooleanReference {}

    static final class SmoothingPoints extends OptionalNumber<Integer> {
        SmoothingPoints() {
            super("smoothingPoints", 7);
        }
    }

    @Widget(
            title = "A row holds",
            description = "Measured scans of any angles, or patterns that lie on a grid already.")
    @ValueSwitchWidget
    @ValueReference(RowContentReference.class)
    @Layout(Input.Content.class)
    RowContent m_input = RowContent.SCANS;

    @Widget(title = "Pattern column", description = "The vector of intensities on the grid of the column's properties.")
    @ChoicesProvider(Columns.Patterns.class)
    @Effect(predicate = IsScans.class, type = EffectType.HIDE)
    @Layout(Input.Vectors.class)
    String m_patternColumn = "Pattern";

    @Widget(
            title = "State the grid of patterns without one",
            description = "A column that other nodes made, such as a Python script, does"
                    + " not say at which angles its patterns were taken. With this they lie at equal steps from the first to the last two-theta below;"
                    + " state the radiation as well. A column that says its grid keeps it.")
    @ValueReference(StateGridReference.class)
    @Effect(predicate = IsScans.class, type = EffectType.HIDE)
    @Layout(Input.Vectors.class)
    @Migrate(loadDefaultIfAbsent = true)
    boolean m_stateGrid = false;

    @Widget(
            title = "Their first two-theta (deg)",
            description = "The angle of the first point of such patterns, in degrees.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Effect(predicate = IsGridStated.class, type = EffectType.SHOW)
    @Layout(Input.Vectors.class)
    @Migrate(loadDefaultIfAbsent = true)
    double m_statedStartDeg = 10;

    @Widget(
            title = "Their last two-theta (deg)",
            description = "The angle of the last point of such patterns, in degrees.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Effect(predicate = IsGridStated.class, type = EffectType.SHOW)
    @Layout(Input.Vectors.class)
    @Migrate(loadDefaultIfAbsent = true)
    double m_statedEndDeg = 80;

    @Widget(
            title = "State the radiation where there is none",
            description =
                    """
            Many text files do not say with which wavelength they were measured. Without this, such scans are refused: a wrong wavelength
            makes every answer wrong.
            """)
    @ValueReference(AssumeReference.class)
    @Layout(Input.Radiation.class)
    boolean m_assumeRadiation = false;

    @Widget(title = "Radiation where there is none", description = "The radiation with which those were measured.")
    @ValueReference(AssumedRadiationReference.class)
    @Effect(predicate = AssumeReference.class, type = EffectType.SHOW)
    @Layout(Input.Radiation.class)
    RadiationChoice m_assumedRadiation = RadiationChoice.CU_KA;

    @Widget(
            title = "Their wavelength (Å), if other",
            description = "Used where the radiation above is \"Other wavelength\".")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Effect(predicate = IsAssumedOther.class, type = EffectType.SHOW)
    @Layout(Input.Radiation.class)
    double m_assumedWavelength = 1.54184;

    @Widget(title = "Zero shift (deg)", description = "Subtracted from the angles.")
    @Layout(Corrections.class)
    double m_zeroShiftDeg = 0;

    @Widget(
            title = "Sample displacement (mm)",
            description =
                    "The displacement to undo: how far the sample lay outside the focusing circle, as in the XRD Simulator.")
    @Layout(Corrections.class)
    @Advanced
    double m_displacementMm = 0;

    @Widget(
            title = "Goniometer radius (mm)",
            description =
                    "R in the shift -2 s cosθ / R (in radians) of the displacement s; your instrument's manual has it, often 150 to 300 mm.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(Corrections.class)
    @Advanced
    double m_goniometerRadiusMm = 200;

    @Widget(
            title = "Strip Kα2",
            description =
                    """
            Removes the second line of the doublet after Rachinger. It needs a doublet: for files that state no wavelength choose
            Cu Kα1 + Kα2 under "Radiation where there is none". Where the radiation has one line nothing is stripped, and a warning says so.
            """)
    @Layout(Corrections.class)
    boolean m_stripAlpha2 = false;

    @Widget(
            title = "Smoothing window (points)",
            description = "Odd, 5 or more; the filter is Savitzky-Golay of degree 2.")
    @NumberInputWidget(minValidation = IsPositiveIntegerValidation.class)
    @OptionalWidget(defaultProvider = SmoothingPoints.class)
    @Migration(SmoothingPoints.class)
    @Layout(Corrections.class)
    Optional<Integer> m_smoothingPoints = Optional.empty();

    @Widget(title = "Background", description = "How the background is estimated; it is then taken away.")
    @Layout(Corrections.class)
    BackgroundChoice m_background = BackgroundChoice.SNIP;

    @Widget(
            title = "Background half width (deg)",
            description =
                    "Wider than half the widest peak, narrower than the background's humps. 1.5 suits most powders; more for the broad lines of nanocrystals.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(Corrections.class)
    double m_backgroundHalfWidthDeg = 1.5;

    @Widget(title = "First two-theta (deg)", description = "Where the prepared pattern begins.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Limits.BelowBackscatter.class)
    @Layout(Output.class)
    double m_startDeg = 10;

    @Widget(title = "Last two-theta (deg)", description = "Where it ends.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Limits.BelowBackscatter.class)
    @Layout(Output.class)
    double m_endDeg = 80;

    @Widget(
            title = "Points",
            description =
                    "How many points it has. Intensities are integrated over each point's bin; a scan that lies on these points already keeps its values.")
    @NumberInputWidget(minValidation = Limits.AtLeastTwo.class)
    @Layout(Output.class)
    int m_points = 3501;

    @Widget(title = "Angles that were not measured", description = "What happens to scans that do not cover the grid.")
    @Layout(Output.class)
    OutsideChoice m_outside = OutsideChoice.ZERO;

    @Widget(
            title = "Convert to another wavelength",
            description =
                    """
            Moves every angle to where it would lie with the radiation below, by Bragg's law, so that measurements of different
            instruments fit one model. For scans it must be on. Intensities keep the measurement's Lorentz-polarisation factor and
            dispersion, and a doublet stays one: strip Kα2 first.
            """)
    @ValueReference(ConvertReference.class)
    @Layout(Output.class)
    boolean m_convert = true;

    @Widget(title = "Radiation", description = "The radiation of the prepared patterns.")
    @ValueReference(RadiationReference.class)
    @Effect(predicate = ConvertReference.class, type = EffectType.SHOW)
    @Layout(Output.class)
    RadiationChoice m_radiation = RadiationChoice.CU_KA;

    @Widget(title = "Wavelength (Å), if other", description = "Used where the radiation above is \"Other wavelength\".")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Effect(predicate = IsOther.class, type = EffectType.SHOW)
    @Layout(Output.class)
    double m_wavelength = 1.54184;

    @Widget(title = "Normalisation", description = "What the intensities become.")
    @Layout(Output.class)
    NormalisationChoice m_normalisation = NormalisationChoice.MAX_1;

    PatternPreparationParameters() {}

    PatternPreparationParameters(NodeParametersInput input) {
        if (holdsPatterns(input) && !holdsScans(input)) {
            m_input = RowContent.PATTERNS;
            m_patternColumn = Columns.guess(input, 0, PatternColumn.NAME, DoubleVectorValue.class, ListDataValue.class);
        }
    }

    @Override
    public void validate() throws InvalidSettingsException {
        Limits.check(this);
        if (!(m_endDeg > m_startDeg)) {
            throw new InvalidSettingsException("\"Last two-theta\" is " + m_endDeg
                    + " deg, expected more than the first, " + m_startDeg + " deg.");
        }
        PatternColumn.checkGrid(m_startDeg, m_endDeg, m_points);
        PatternColumn.checkGrid(m_statedStartDeg, m_statedEndDeg, 2);
        int window = m_smoothingPoints.orElse(5);
        if (window < 5 || window % 2 == 0) {
            throw new InvalidSettingsException(
                    "\"Smoothing window\" is " + window + ", expected an odd number from 5 on.");
        }
    }
}
