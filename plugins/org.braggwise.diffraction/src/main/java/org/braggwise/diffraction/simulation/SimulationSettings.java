// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.simulation;

import java.util.Map;
import java.util.Optional;

import org.braggwise.crystal.Displacement;
import org.braggwise.crystal.Elements;
import org.braggwise.diffraction.Normalisation;
import org.braggwise.diffraction.Radiation;
import org.braggwise.diffraction.TwoThetaGrid;
import org.braggwise.diffraction.scattering.FormFactors;
import org.braggwise.diffraction.scattering.WaasmaierKirfel;

/** How {@link PatternSimulator} makes a pattern. Immutable; made by {@link #builder()}, varied by {@link #toBuilder()}. */
public final class SimulationSettings {

    /** The defaults of {@link #builder()}. */
    public static final SimulationSettings DEFAULT = builder().build();

    private final Builder m_b;

    private SimulationSettings(Builder builder) {
        m_b = builder;
    }

    /** @return a builder with the defaults: 10 to 80 degrees in 3501 points, Cu Ka, highest point 1, no texture, background or noise */
    public static Builder builder() {
        return new Builder();
    }

    /** @return a builder with these settings */
    public Builder toBuilder() {
        return new Builder(m_b);
    }

    /** @return the angles; {@link TwoThetaGrid#DEFAULT} */
    public TwoThetaGrid grid() {
        return m_b.m_grid;
    }

    /** @return the X-rays; "Cu Ka" */
    public Radiation radiation() {
        return m_b.m_radiation;
    }

    /** @return the scattering factors; {@link WaasmaierKirfel} */
    public FormFactors formFactors() {
        return m_b.m_formFactors;
    }

    /** @return whether a structure's charges choose ions' scattering factors; true. An ion that the table lacks is taken as neutral. */
    public boolean ions() {
        return m_b.m_ions;
    }

    /** @return whether f' and f'' are added; true */
    public boolean anomalous() {
        return m_b.m_anomalous;
    }

    /** @return where displacement parameters come from; {@link DisplacementSource#STRUCTURE_ELSE_TABLE} */
    public DisplacementSource displacementSource() {
        return m_b.m_displacementSource;
    }

    /** @return displacement parameters by element's symbol or ion ("Sr", "Sr2+"; the ion's goes first), each a B or a U; none */
    public Map<String, Displacement> inputDisplacements() {
        return m_b.m_inputDisplacements;
    }

    /** @return whether intensities have the Lorentz-polarisation factor (1 + cos^2 2theta) / (sin^2 theta cos theta); true */
    public boolean lorentzPolarisation() {
        return m_b.m_lorentzPolarisation;
    }

    /**
     * @return the Bragg angle 2 theta of a monochromator's (mosaic) crystal in the plane of diffraction, in degrees; 0, for none. The
     *         polarisation factor is then 2 (1 + A cos^2 2theta) / (1 + A) with A = cos^2 of it.
     */
    public double monochromatorTwoThetaDeg() {
        return m_b.m_monochromatorTwoThetaDeg;
    }

    /** @return shape and width of reflections; {@link PeakProfile#DEFAULT} */
    public PeakProfile profile() {
        return m_b.m_profile;
    }

    /** @return where a profile is cut: where it has fallen to this share of its own height; 1e-4. Its area stays. */
    public double tailThreshold() {
        return m_b.m_tailThreshold;
    }

    /** @return added to every two-theta, in degrees; 0 */
    public double zeroShiftDeg() {
        return m_b.m_zeroShiftDeg;
    }

    /** @return s, how far the sample lies outside the focusing circle, in mm: two-theta shifts by -2 s cos(theta) / R radians; 0 */
    public double sampleDisplacementMm() {
        return m_b.m_sampleDisplacementMm;
    }

    /** @return R, in mm; 200 */
    public double goniometerRadiusMm() {
        return m_b.m_goniometerRadiusMm;
    }

    /** @return preferred orientation; none */
    public Optional<MarchDollase> texture() {
        return m_b.m_texture;
    }

    /** @return what lies under the reflections; {@link Background#NONE} */
    public Background background() {
        return m_b.m_background;
    }

    /** @return noise; {@link Noise#NONE} */
    public Noise noise() {
        return m_b.m_noise;
    }

    /** @return how the finished pattern is scaled; {@link Normalisation#MAXIMUM_1} */
    public Normalisation normalisation() {
        return m_b.m_normalisation;
    }

    /** @return the seed of noise; 1 */
    public long seed() {
        return m_b.m_seed;
    }

    /** Collects settings; each method sets what the getter of its name returns. */
    public static final class Builder {

        private TwoThetaGrid m_grid = TwoThetaGrid.DEFAULT;
        private Radiation m_radiation = Radiation.of("Cu Ka");
        private FormFactors m_formFactors = WaasmaierKirfel.TABLE;
        private boolean m_ions = true;
        private boolean m_anomalous = true;
        private DisplacementSource m_displacementSource = DisplacementSource.STRUCTURE_ELSE_TABLE;
        private Map<String, Displacement> m_inputDisplacements = Map.of();
        private boolean m_lorentzPolarisation = true;
        private double m_monochromatorTwoThetaDeg;
        private PeakProfile m_profile = PeakProfile.DEFAULT;
        private double m_tailThreshold = 1e-4;
        private double m_zeroShiftDeg;
        private double m_sampleDisplacementMm;
        private double m_goniometerRadiusMm = 200;
        private Optional<MarchDollase> m_texture = Optional.empty();
        private Background m_background = Background.NONE;
        private Noise m_noise = Noise.NONE;
        private Normalisation m_normalisation = Normalisation.MAXIMUM_1;
        private long m_seed = 1;

        private Builder() {}

        private Builder(Builder o) {
            m_grid = o.m_grid;
            m_radiation = o.m_radiation;
            m_formFactors = o.m_formFactors;
            m_ions = o.m_ions;
            m_anomalous = o.m_anomalous;
            m_displacementSource = o.m_displacementSource;
            m_inputDisplacements = o.m_inputDisplacements;
            m_lorentzPolarisation = o.m_lorentzPolarisation;
            m_monochromatorTwoThetaDeg = o.m_monochromatorTwoThetaDeg;
            m_profile = o.m_profile;
            m_tailThreshold = o.m_tailThreshold;
            m_zeroShiftDeg = o.m_zeroShiftDeg;
            m_sampleDisplacementMm = o.m_sampleDisplacementMm;
            m_goniometerRadiusMm = o.m_goniometerRadiusMm;
            m_texture = o.m_texture;
            m_background = o.m_background;
            m_noise = o.m_noise;
            m_normalisation = o.m_normalisation;
            m_seed = o.m_seed;
        }

        public Builder grid(TwoThetaGrid grid) {
            m_grid = java.util.Objects.requireNonNull(grid);
            return this;
        }

        public Builder radiation(Radiation radiation) {
            m_radiation = java.util.Objects.requireNonNull(radiation);
            return this;
        }

        public Builder formFactors(FormFactors table) {
            m_formFactors = java.util.Objects.requireNonNull(table);
            return this;
        }

        public Builder ions(boolean use) {
            m_ions = use;
            return this;
        }

        public Builder anomalous(boolean use) {
            m_anomalous = use;
            return this;
        }

        public Builder displacementSource(DisplacementSource source) {
            m_displacementSource = java.util.Objects.requireNonNull(source);
            return this;
        }

        /** @throws IllegalArgumentException for a key that does not start with an element's symbol */
        public Builder inputDisplacements(Map<String, Displacement> byElement) {
            for (String key : byElement.keySet()) {
                Elements.of(key.replaceAll("[^A-Za-z].*", ""));
            }
            m_inputDisplacements = Map.copyOf(byElement);
            return this;
        }

        public Builder lorentzPolarisation(boolean use) {
            m_lorentzPolarisation = use;
            return this;
        }

        /** @throws IllegalArgumentException unless from 0 to below 180 */
        public Builder monochromatorTwoThetaDeg(double twoThetaDeg) {
            m_monochromatorTwoThetaDeg = within("monochromator angle", twoThetaDeg, 0, 179.999, "degrees two-theta");
            return this;
        }

        public Builder profile(PeakProfile profile) {
            m_profile = java.util.Objects.requireNonNull(profile);
            return this;
        }

        /** @throws IllegalArgumentException unless from 1e-12 to 0.1 */
        public Builder tailThreshold(double share) {
            m_tailThreshold = within("tail threshold", share, 1e-12, 0.1, "of a profile's height");
            return this;
        }

        /** @throws IllegalArgumentException unless from -10 to 10 */
        public Builder zeroShiftDeg(double shift) {
            m_zeroShiftDeg = within("zero shift", shift, -10, 10, "degrees two-theta");
            return this;
        }

        /** @throws IllegalArgumentException unless from -20 to 20 */
        public Builder sampleDisplacementMm(double displacement) {
            m_sampleDisplacementMm = within("sample displacement", displacement, -20, 20, "mm");
            return this;
        }

        /** @throws IllegalArgumentException unless from 10 to 10 000 */
        public Builder goniometerRadiusMm(double radius) {
            m_goniometerRadiusMm = within("goniometer radius", radius, 10, 10_000, "mm");
            return this;
        }

        /** @param texture null for none */
        public Builder texture(MarchDollase texture) {
            m_texture = Optional.ofNullable(texture);
            return this;
        }

        public Builder background(Background background) {
            m_background = java.util.Objects.requireNonNull(background);
            return this;
        }

        public Builder noise(Noise noise) {
            m_noise = java.util.Objects.requireNonNull(noise);
            return this;
        }

        public Builder normalisation(Normalisation normalisation) {
            m_normalisation = java.util.Objects.requireNonNull(normalisation);
            return this;
        }

        public Builder seed(long seed) {
            m_seed = seed;
            return this;
        }

        /** @return the settings */
        public SimulationSettings build() {
            return new SimulationSettings(new Builder(this));
        }

        private static double within(String what, double value, double min, double max, String unit) {
            if (!(value >= min && value <= max)) {
                throw new IllegalArgumentException(
                        "The " + what + " is " + value + " " + unit + ": expected " + min + " to " + max + ".");
            }
            return value;
        }
    }
}
