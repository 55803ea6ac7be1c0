// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.braggwise.diffraction.scattering.ScatteringTable;
import org.braggwise.knime.common.settings.Limits;
import org.braggwise.knime.common.settings.OptionalNumber;
import org.braggwise.knime.common.settings.RadiationChoice;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.OptionalInput;
import org.braggwise.knime.common.table.PatternColumn;
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
import org.knime.node.parameters.updates.EffectPredicate;
import org.knime.node.parameters.updates.EffectPredicateProvider;
import org.knime.node.parameters.updates.ParameterReference;
import org.knime.node.parameters.updates.ValueReference;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.ValueSwitchWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;

/** The settings of the XRD Simulator. */
final class XrdSimulatorParameters implements NodeParameters {

    @Section(title = "Measurement")
    interface Measurement {}

    @Section(title = "Scattering")
    @After(Measurement.class)
    interface Scattering {}

    @Section(title = "Peak shape")
    @After(Scattering.class)
    interface PeakShape {}

    @Section(title = "Instrument and sample")
    @After(PeakShape.class)
    @Advanced
    interface Instrument {}

    @Section(title = "Noise and background")
    @After(Instrument.class)
    @Advanced
    interface Noise {}

    /** Where the Debye-Waller factors come from. */
    enum DisplacementChoice {
        @Label(
                value = "CIF, else element table",
                description =
                        "The file's B or U where it has one, else the" + " input table's, else the built-in table's.")
        CIF_ELSE_TABLE, //
        @Label(value = "CIF only", description = "The file's B or U; an atom without one does not vibrate.")
        CIF, //
        @Label(
                value = "Element table",
                description = "The input table's value for every atom, else the built-in table's.")
        TABLE, //
        @Label(value = "None", description = "No atom vibrates.")
        NONE;
    }

    /** Whose electrons scatter. */
    enum ScatteringChoice {
        @Label(
                value = "Neutral atoms",
                description = "Every atom is taken as neutral, as pymatgen does it: files with and without charges"
                        + " give the same pattern.")
        NEUTRAL, //
        @Label(
                value = "Ions",
                description = "Where a file states an atom's charge, its ion's factor is taken. Virtual structures"
                        + " state charges, most published files do not: don't mix their patterns then.")
        IONS;
    }

    /** Where scattering factors are from. */
    enum TableChoice {
        @Label(
                value = "Waasmaier and Kirfel 1995",
                description = "Neutral atoms and 111 ions, good to sin θ / λ = 6 Å⁻¹.")
        WAASMAIER_KIRFEL, //
        @Label(
                value = "International Tables 1992",
                description = "Cromer and Mann's factors of neutral atoms, good to sin θ / λ = 2 Å⁻¹, as most"
                        + " programs of structure refinement have them.")
        INTERNATIONAL_TABLES;
    }

    /** What the input table of displacement parameters holds. */
    enum ValueKind {
        @Label(value = "B (Å²)", description = "B in exp(-B sin²θ / λ²), the factor on each atom's amplitude.")
        B, //
        @Label(value = "U (Å²)", description = "The mean square displacement U; B = 8π²U.")
        U;
    }

    /** The profile of one reflection. */
    enum ProfileChoice {
        @Label(
                value = "Gaussian",
                description = "A Gaussian whose width is that of domains, strain and instrument, added as squares.")
        GAUSSIAN, //
        @Label(value = "Lorentzian", description = "A Lorentzian; the three widths add up.")
        LORENTZIAN, //
        @Label(value = "Pseudo-Voigt", description = "A mixture of both in a fixed ratio; widths add in between.")
        PSEUDO_VOIGT, //
        @Label(
                value = "Thompson-Cox-Hastings",
                description = "A pseudo-Voigt whose Gaussian part follows Caglioti's formula"
                        + " and whose Lorentzian part follows domain size and strain.")
        THOMPSON_COX_HASTINGS;
    }

    /** What the highest intensity becomes. */
    enum NormalisationChoice {
        @Label(value = "Highest point 1", description = "Every pattern is divided by its highest point.")
        MAX_1, //
        @Label(value = "Highest point 100", description = "As in tables of powder data.")
        MAX_100, //
        @Label(
                value = "None",
                description =
                        "As computed: multiplicity times |F|² times the Lorentz-polarisation factor of one unit cell,"
                                + " per degree.")
        NONE;
    }

    static final class RadiationReference implements ParameterReference<RadiationChoice> {}

    static final class OtherWavelength implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(RadiationReference.class).isOneOf(RadiationChoice.OTHER);
        }
    }

    static final class ProfileReference implements ParameterReference<ProfileChoice> {}

    static final class IsPseudoVoigt implements EffectPredicateProvider {
        @Override
        public EffectPredicate init(PredicateInitializer i) {
            return i.getEnum(ProfileReference.class).isOneOf(ProfileChoice.PSEUDO_VOIGT);
        }
    }

    static final class MonochromatorDeg extends OptionalNumber<Double> {
        MonochromatorDeg() {
            super("monochromatorDeg", 26.6);
        }
    }

    static final class PoissonCounts extends OptionalNumber<Double> {
        PoissonCounts() {
            super("poissonCounts", 10000.0);
        }
    }

    @Widget(
            title = "CIF column",
            description = "The column that holds each structure as CIF text, as the CIF Reader writes it.")
    @ChoicesProvider(Columns.Text.class)
    @Layout(Measurement.class)
    String m_cifColumn = Columns.CIF;

    @Widget(
            title = "Radiation",
            description = "The X-rays of the measurement. The wavelength travels with the patterns.")
    @ValueReference(RadiationReference.class)
    @Layout(Measurement.class)
    RadiationChoice m_radiation = RadiationChoice.CU_KA;

    @Widget(
            title = "Wavelength (Å)",
            description = "In ångström, where Radiation is Other wavelength; not looked at otherwise.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Effect(predicate = OtherWavelength.class, type = EffectType.SHOW)
    @Layout(Measurement.class)
    double m_wavelength = 1.54184;

    @Widget(title = "First two-theta (deg)", description = "Where the pattern begins.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Limits.BelowBackscatter.class)
    @Layout(Measurement.class)
    double m_startDeg = 10;

    @Widget(title = "Last two-theta (deg)", description = "Where the pattern ends; the last point lies there.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Limits.BelowBackscatter.class)
    @Layout(Measurement.class)
    double m_endDeg = 80;

    @Widget(
            title = "Points",
            description = "How many points the pattern has; 3501 points from 10 to 80 deg are 0.02 deg apart.")
    @NumberInputWidget(minValidation = Limits.AtLeastTwo.class)
    @Layout(Measurement.class)
    int m_points = 3501;

    @Widget(title = "Normalisation", description = "What the highest intensity of a pattern becomes.")
    @Layout(Measurement.class)
    NormalisationChoice m_normalisation = NormalisationChoice.MAX_1;

    @Widget(
            title = "Scattering factors",
            description = "Whether the charges that a file states change how its atoms scatter.")
    @ValueSwitchWidget
    @Layout(Scattering.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    ScatteringChoice m_scattering = ScatteringChoice.NEUTRAL;

    @Widget(title = "Table of scattering factors", description = "Where the factors are from.")
    @ValueSwitchWidget
    @Layout(Scattering.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    TableChoice m_table = TableChoice.WAASMAIER_KIRFEL;

    @Widget(
            title = "Bonded hydrogen",
            description = "Whether hydrogen scatters as in a molecule (Stewart, Davidson and Simpson 1965), where its"
                    + " electron is drawn to the bond, and not as a free atom.")
    @Layout(Scattering.class)
    @Advanced
    @Migrate(loadDefaultIfAbsent = true)
    boolean m_bondedHydrogen = false;

    /** @return the table that both settings mean */
    ScatteringTable table() {
        ScatteringTable table = ScatteringTable.valueOf(m_table.name());
        return m_bondedHydrogen ? table.withBondedHydrogen() : table;
    }

    @Widget(
            title = "Debye-Waller factors",
            description =
                    """
            Where the atoms' mean square displacements come from. A file says B or U; B = 8π²U. Elements that the built-in table lacks
            take the value of a chemically similar one, which the second output reports.
            """)
    @Layout(Scattering.class)
    @Advanced
    DisplacementChoice m_displacement = DisplacementChoice.CIF_ELSE_TABLE;

    @Widget(
            title = "Element column",
            description =
                    """
            In the table of displacement parameters: the element, or the ion (<tt>Sr2+</tt>), which goes before its element.
            """)
    @ChoicesProvider(OptionalInput.SecondTexts.class)
    @Effect(predicate = OptionalInput.SecondIsThere.class, type = EffectType.SHOW)
    @Layout(Scattering.class)
    @Migrate(loadDefaultIfAbsent = true)
    String m_elementColumn = "Element";

    @Widget(title = "Displacement parameter column", description = "In that table: the value.")
    @ChoicesProvider(OptionalInput.SecondNumbers.class)
    @Effect(predicate = OptionalInput.SecondIsThere.class, type = EffectType.SHOW)
    @Layout(Scattering.class)
    @Migrate(loadDefaultIfAbsent = true)
    String m_valueColumn = "B";

    @Widget(title = "The column holds", description = "Whether the values of that table are B or U.")
    @ValueSwitchWidget
    @Effect(predicate = OptionalInput.SecondIsThere.class, type = EffectType.SHOW)
    @Layout(Scattering.class)
    @Migrate(loadDefaultIfAbsent = true)
    ValueKind m_valueKind = ValueKind.B;

    @Widget(title = "Anomalous dispersion", description = "Whether f' and f'' are added to the scattering factors.")
    @Layout(Scattering.class)
    @Advanced
    boolean m_anomalous = true;

    @Widget(
            title = "Profile",
            description = "The shape of one reflection. Its intensity is integrated over each point's bin.")
    @ValueReference(ProfileReference.class)
    @Layout(PeakShape.class)
    ProfileChoice m_profile = ProfileChoice.PSEUDO_VOIGT;

    @Widget(title = "Lorentzian share", description = "The share η of the Lorentzian in the pseudo-Voigt, 0 to 1.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = Limits.AtMostOne.class)
    @Effect(predicate = IsPseudoVoigt.class, type = EffectType.SHOW)
    @Layout(PeakShape.class)
    @Advanced
    double m_lorentzianShare = 0.5;

    @Widget(
            title = "Domain size (nm)",
            description =
                    "The size of the coherent domains (crystallites): the Scherrer formula with K = 0.9 gives"
                            + " the width. 40 nm is some 0.2 deg of copper radiation; 100 nm, some 0.1 deg, shows smaller splittings.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(PeakShape.class)
    double m_domainSizeNm = 40;

    @Widget(
            title = "Microstrain",
            description =
                    "The strain ε of the width 4 ε tanθ in radians (Williamson and Hall), dimensionless, often 0.0005 to"
                            + " 0.003; 0 for none.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(PeakShape.class)
    @Advanced
    double m_microstrain = 0;

    @Widget(title = "Caglioti U (deg²)", description = "The instrument's width: FWHM² = U tan²θ + V tanθ + W.")
    @Layout(PeakShape.class)
    @Advanced
    double m_cagliotiU = 0;

    @Widget(title = "Caglioti V (deg²)", description = "The middle coefficient of the instrument's width.")
    @Layout(PeakShape.class)
    @Advanced
    double m_cagliotiV = 0;

    @Widget(
            title = "Caglioti W (deg²)",
            description = "The constant of the instrument's width; 0.0025 is a width of 0.05 deg.")
    @Layout(PeakShape.class)
    @Advanced
    double m_cagliotiW = 0.0025;

    @Widget(
            title = "Monochromator two-theta (deg)",
            description =
                    """
            The diffraction angle 2θ of a crystal monochromator in the diffracted beam (26.6 for graphite 002 and Cu Kα), for the
            polarisation factor.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class, maxValidation = Limits.BelowBackscatter.class)
    @OptionalWidget(defaultProvider = MonochromatorDeg.class)
    @Migration(MonochromatorDeg.class)
    @Layout(Instrument.class)
    Optional<Double> m_monochromatorDeg = Optional.empty();

    @Widget(title = "Zero shift (deg)", description = "Added to every two-theta.")
    @Layout(Instrument.class)
    double m_zeroShiftDeg = 0;

    @Widget(
            title = "Sample displacement (mm)",
            description = "How far the sample lies outside the focusing circle; positive moves lines to lower angles.")
    @Layout(Instrument.class)
    double m_sampleDisplacementMm = 0;

    @Widget(
            title = "Goniometer radius (mm)",
            description =
                    "R in the shift -2 s cosθ / R (in radians) of a sample displacement s; your instrument's manual has it, often 150 to 300 mm.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(Instrument.class)
    double m_goniometerRadiusMm = 200;

    @Widget(
            title = "March-Dollase coefficient",
            description =
                    """
            Preferred orientation: 1 for none, below 1 for plates that lie flat, above 1 for needles.
            """)
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(Instrument.class)
    double m_marchCoefficient = 1;

    @Widget(
            title = "Preferred orientation (h k l)",
            description = "The direction of the preferred orientation as three integers.")
    @Layout(Instrument.class)
    String m_marchDirection = "0 0 1";

    @Widget(
            title = "Amorphous background",
            description =
                    """
            Height of a broad hump around 25 deg of copper radiation, relative to the strongest point; 0 for none.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Noise.class)
    double m_amorphousHeight = 0;

    @Widget(
            title = "Polynomial background",
            description =
                    """
            Coefficients c0 c1 c2 ... of a polynomial in t, which is -1 at the first and 1 at the last angle, relative to the strongest
            point: <tt>0.1 -0.05</tt> falls from 0.15 to 0.05; empty for none.
            """)
    @Layout(Noise.class)
    @Migrate(loadDefaultIfAbsent = true)
    String m_polynomial = "";

    @Widget(
            title = "Counts at the strongest point",
            description = "Poisson noise as if so many photons were counted there.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @OptionalWidget(defaultProvider = PoissonCounts.class)
    @Migration(PoissonCounts.class)
    @Layout(Noise.class)
    Optional<Double> m_poissonCounts = Optional.empty();

    @Widget(
            title = "Gaussian noise",
            description = "Standard deviation relative to the strongest point, mean zero; 0 for none.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Noise.class)
    double m_gaussianNoise = 0;

    @Widget(title = Seed.TITLE, description = "Noise depends on the seed and the RowID alone." + Seed.DESCRIPTION)
    @OptionalWidget(defaultProvider = Seed.New.class)
    @Layout(Noise.class)
    Optional<Long> m_seed = Optional.of(1L);

    XrdSimulatorParameters() {}

    XrdSimulatorParameters(NodeParametersInput input) {
        m_cifColumn = Columns.guess(input, 0, Columns.CIF, StringValue.class);
        m_elementColumn = Columns.guess(input, OptionalInput.SECOND, "Element", StringValue.class);
    }

    @Override
    public void validate() throws InvalidSettingsException {
        Limits.check(this);
        if (!(m_endDeg > m_startDeg)) {
            throw new InvalidSettingsException("\"Last two-theta\" is " + m_endDeg
                    + " deg, expected more than the first, " + m_startDeg + " deg.");
        }
        PatternColumn.checkGrid(m_startDeg, m_endDeg, m_points);
        marchDirection();
        polynomial();
        checkCaglioti();
    }

    /**
     * @throws InvalidSettingsException where the instrument's width would be the root of a negative number: at an end of the grid, or
     *     between them where U tan²θ + V tanθ + W is least
     */
    void checkCaglioti() throws InvalidSettingsException {
        double first = Math.tan(Math.toRadians(m_startDeg / 2));
        double last = Math.tan(Math.toRadians(m_endDeg / 2));
        double least = m_cagliotiU > 0 ? -m_cagliotiV / (2 * m_cagliotiU) : first;
        for (double t : new double[] {first, last, Math.max(first, Math.min(last, least))}) {
            double square = m_cagliotiU * t * t + m_cagliotiV * t + m_cagliotiW;
            if (!(square >= 0)) {
                throw new InvalidSettingsException("\"Caglioti U\", \"V\" and \"W\" are " + m_cagliotiU + ", "
                        + m_cagliotiV + " and " + m_cagliotiW
                        + ": the square of the instrument's width, FWHM² = U tan²θ + V tanθ"
                        + " + W, is " + (float) square + " deg² at " + Math.round(2 * Math.toDegrees(Math.atan(t)))
                        + " deg, expected 0 or more. Raise W or V.");
            }
        }
    }

    /** @return c0, c1, ... of the background; empty for none */
    List<Double> polynomial() throws InvalidSettingsException {
        List<Double> coefficients = new ArrayList<>();
        for (String c :
                m_polynomial.isBlank() ? new String[0] : m_polynomial.trim().split("[\\s,;]+")) {
            try {
                coefficients.add(Double.valueOf(c));
            } catch (NumberFormatException e) {
                throw new InvalidSettingsException(
                        "\"Polynomial background\" holds \"" + c + "\", expected numbers separated by blanks, such"
                                + " as 0.1 -0.05.",
                        e);
            }
        }
        return coefficients;
    }

    /** @return h, k, l of the preferred orientation */
    int[] marchDirection() throws InvalidSettingsException {
        String[] parts = m_marchDirection.trim().split("[\\s,]+");
        try {
            int[] hkl = {Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])};
            if (parts.length == 3 && (hkl[0] != 0 || hkl[1] != 0 || hkl[2] != 0)) {
                return hkl;
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            // the message below says it
        }
        throw new InvalidSettingsException("\"Preferred orientation\" is \"" + m_marchDirection
                + "\", expected three integers that are not all 0, such as 0 0 1.");
    }
}
