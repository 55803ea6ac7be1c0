// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.knime.augmenter;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.augmentation.AugmentationMode;
import org.braggwise.diffraction.augmentation.AugmentationSettings;
import org.braggwise.diffraction.augmentation.AugmentationVariant;
import org.braggwise.diffraction.augmentation.DrawRange;
import org.braggwise.knime.common.settings.Limits;
import org.braggwise.knime.common.settings.Seed;
import org.braggwise.knime.common.table.Columns;
import org.braggwise.knime.common.table.OptionalInput;
import org.knime.core.node.InvalidSettingsException;
import org.knime.node.parameters.Advanced;
import org.knime.node.parameters.NodeParameters;
import org.knime.node.parameters.Widget;
import org.knime.node.parameters.layout.After;
import org.knime.node.parameters.layout.Layout;
import org.knime.node.parameters.layout.Section;
import org.knime.node.parameters.migration.Migrate;
import org.knime.node.parameters.updates.Effect;
import org.knime.node.parameters.updates.Effect.EffectType;
import org.knime.node.parameters.widget.OptionalWidget;
import org.knime.node.parameters.widget.choices.ChoicesProvider;
import org.knime.node.parameters.widget.choices.Label;
import org.knime.node.parameters.widget.choices.RadioButtonsWidget;
import org.knime.node.parameters.widget.number.NumberInputWidget;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsNonNegativeValidation;
import org.knime.node.parameters.widget.number.NumberInputWidgetValidation.MinValidation.IsPositiveDoubleValidation;

/** The settings of the Spectrum Augmenter. */
final class SpectrumAugmenterParameters implements NodeParameters {

    @Section(title = "Input")
    interface Input {}

    @Section(title = "How many of each")
    @After(Input.class)
    interface Counts {}

    @Section(title = "Ranges")
    @After(Counts.class)
    interface Ranges {}

    /** How the modes are carried out. */
    enum Kind {
        @Label(
                value = "Paper",
                description =
                        "Random impurity peaks, random factors on the intensities, a uniform shift: as Xing et al."
                                + " describe it.")
        PAPER, //
        @Label(
                value = "Physical",
                description =
                        "Preferred orientation after March and Dollase, anisotropic strain within the crystal"
                                + " system, zero shift and sample displacement, microstrain. Fixed ranges: March coefficient 0.3 to 1, zero shift 0.1 deg"
                                + " and displacement 0.3 mm (on a radius of 200 mm) either way, microstrain up to 0.003. The chained mode is physical in either kind.")
        PHYSICAL, //
        @Label(
                value = "Thin films",
                description = "Chained patterns of textured, shifted thin films over wide physical ranges, as many a"
                        + " structure as Chained says; the counts of the five modes and the ranges below are not used.")
        FILMS(AugmentationSettings::films), //
        @Label(
                value = "Powders",
                description =
                        "Chained patterns of powders as a laboratory measures them: plates and needles (March coefficient"
                                + " 0.6 to 1.3) along planes of low indices, domains of 20 to 300 nm, microstrain up to 0.002, strain up to 0.02, zero shift 0.05 deg and displacement"
                                + " 0.15 mm either way, a flat background of 0.2 to 40 % of the maximum, 500 to 100,000 counts there, the Kα doublet in half, weak"
                                + " impurities in a fifth. Take the background off with a Pattern Preparation, as from measured patterns. As many a"
                                + " structure as Chained says; the counts of the five modes and the ranges below are not used.")
        POWDERS(AugmentationSettings::powders);

        private final IntFunction<AugmentationSettings.Builder> m_chained;

        /** A kind whose modes and ranges are the user's. */
        Kind() {
            this(null);
        }

        /** @param chained settings of so many chained patterns a structure, with ranges of their own */
        Kind(IntFunction<AugmentationSettings.Builder> chained) {
            m_chained = chained;
        }

        private boolean isChainedAlone() {
            return m_chained != null;
        }

        private String title() {
            return this == FILMS ? "Thin films" : "Powders";
        }
    }

    @Widget(
            title = "CIF column",
            description = "The structures: strain moves the lattice, so reflections are computed anew.")
    @ChoicesProvider(Columns.Text.class)
    @Layout(Input.class)
    String m_cifColumn = Columns.CIF;

    @Widget(title = "Pattern column", description = "The structures' patterns: their grid and radiation are taken.")
    @ChoicesProvider(Columns.Patterns.class)
    @Layout(Input.class)
    String m_patternColumn = "Pattern";

    @Widget(
            title = "Impurity CIF column",
            description = "In the table of impurity phases: their structures as CIF text.")
    @ChoicesProvider(OptionalInput.SecondTexts.class)
    @Effect(predicate = OptionalInput.SecondIsThere.class, type = EffectType.SHOW)
    @Layout(Input.class)
    @Migrate(loadDefaultIfAbsent = true)
    String m_phaseColumn = Columns.CIF;

    @Widget(title = "Kind", description = "How the modes are carried out.")
    @RadioButtonsWidget
    @Layout(Counts.class)
    Kind m_kind = Kind.PAPER;

    @Widget(title = "Keep the original", description = "Whether each structure's own pattern is an output row too.")
    @Layout(Counts.class)
    boolean m_keepOriginal = true;

    @Widget(
            title = "Impurity",
            description =
                    """
            Patterns with peaks that are not the phase's own: those of one to three phases of the table of impurity phases where the node has
            that input, else one to three peaks at random.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Counts.class)
    int m_impurity = 1;

    @Widget(title = "Texture", description = "Patterns with changed intensities.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Counts.class)
    int m_texture = 1;

    @Widget(title = "Broadening", description = "Patterns with the peak widths of other domain sizes (Scherrer).")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Counts.class)
    int m_broadening = 1;

    @Widget(title = "Strain", description = "Patterns of a strained lattice, within the crystal system.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Counts.class)
    int m_strain = 1;

    @Widget(title = "Shift", description = "Patterns shifted along two-theta.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Counts.class)
    int m_shift = 1;

    @Widget(title = "Chained", description = "Patterns with all of it at once, as the description of the node says.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Counts.class)
    int m_chained = 0;

    @Widget(
            title = "Maximum impurity height",
            description =
                    "Height of impurity peaks relative to the pattern's strongest, drawn from 0.05 to this"
                            + " (this alone where it is less); of real phases evenly in the logarithm. 0.6 is the paper's; 0.2 is much for a good sample.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Ranges.class)
    double m_impurityAmplitude = 0.6;

    @Widget(
            title = "Texture spread",
            description =
                    "0.5: each intensity is multiplied by a factor between 0.5 and 1.5. Kind Paper only, not in the chained mode.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = Limits.AtMostOne.class)
    @Layout(Ranges.class)
    double m_textureSpread = 0.5;

    @Widget(title = "Minimum domain size (nm)", description = "The widest peaks.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(Ranges.class)
    double m_minDomainNm = 5;

    @Widget(title = "Maximum domain size (nm)", description = "The narrowest peaks.")
    @NumberInputWidget(minValidation = IsPositiveDoubleValidation.class)
    @Layout(Ranges.class)
    double m_maxDomainNm = 100;

    @Widget(title = "Maximum strain", description = "0.03: lattice parameters change by up to 3 %, up or down.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Ranges.class)
    double m_maxStrain = 0.03;

    @Widget(
            title = "Maximum move of atoms (Å)",
            description =
                    """
            With each physical strain, and in the chain: atoms move by up to this, each in a direction of its own, as far as their site
            symmetry leaves them free, so that the space group stays. The coordinates of substituted structures are those of their
            template; 0.1 to 0.3 keeps a network from learning them by heart. 0 leaves the atoms where they are.
            """)
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class, maxValidation = Limits.AtMostOne.class)
    @Layout(Ranges.class)
    @Migrate(loadDefaultIfAbsent = true)
    double m_maxAtomShift = 0;

    @Widget(
            title = "Maximum shift (deg)",
            description = "A uniform shift of all peaks, up or down. Kind Paper only, not in the chained mode.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Ranges.class)
    double m_maxShiftDeg = 0.5;

    @Widget(title = "Noise", description = "Standard deviation relative to the highest point; the mean is zero.")
    @NumberInputWidget(minValidation = IsNonNegativeValidation.class)
    @Layout(Ranges.class)
    @Advanced
    double m_noise = 0.0025;

    @Widget(
            title = Seed.TITLE,
            description = "Draws depend on the seed, the RowID, the mode and the number alone." + Seed.DESCRIPTION)
    @OptionalWidget(defaultProvider = Seed.New.class)
    @Layout(Ranges.class)
    Optional<Long> m_seed = Optional.of(1L);

    @Override
    public void validate() throws InvalidSettingsException {
        Limits.check(this);
        settings(List.of(), 0);
    }

    /** @return a warning where the settings ask for no augmented pattern, null else */
    String makesNothing() {
        return m_kind.isChainedAlone() && m_chained == 0
                ? "No pattern was augmented: the kind " + m_kind.title()
                        + " makes chained patterns alone, and \"Chained\" is 0."
                : null;
    }

    /** @param phases that may be impurities; none for random peaks */
    AugmentationSettings settings(List<CrystalStructure> phases, long seed) throws InvalidSettingsException {
        try {
            if (m_kind.isChainedAlone()) {
                return m_kind.m_chained
                        .apply(m_chained)
                        .impurityPhases(phases)
                        .seed(seed)
                        .build();
            }
            var b = AugmentationSettings.builder()
                    .seed(seed)
                    .impurityPhases(phases)
                    .count(AugmentationMode.IMPURITY, m_impurity)
                    .count(AugmentationMode.TEXTURE, m_texture)
                    .count(AugmentationMode.BROADENING, m_broadening)
                    .count(AugmentationMode.STRAIN, m_strain)
                    .count(AugmentationMode.SHIFT, m_shift)
                    .count(AugmentationMode.CHAINED, m_chained)
                    .impurityAmplitude(new DrawRange(Math.min(0.05, m_impurityAmplitude), m_impurityAmplitude))
                    .textureSpread(m_textureSpread)
                    .domainSizeNm(new DrawRange(m_minDomainNm, m_maxDomainNm))
                    .strain(m_maxStrain)
                    .atomShiftAngstrom(m_maxAtomShift)
                    .shiftDeg(DrawRange.symmetric(m_maxShiftDeg))
                    .noise(DrawRange.fixed(m_noise));
            for (AugmentationMode mode : AugmentationMode.values()) {
                // impurities of real phases need their structures; the chain is physical in both kinds
                boolean physical = mode == AugmentationMode.IMPURITY
                        ? !phases.isEmpty()
                        : m_kind == Kind.PHYSICAL || mode == AugmentationMode.CHAINED;
                b.variant(mode, physical ? AugmentationVariant.PHYSICAL : AugmentationVariant.PAPER);
            }
            return b.build();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException(e.getMessage(), e);
        }
    }
}
