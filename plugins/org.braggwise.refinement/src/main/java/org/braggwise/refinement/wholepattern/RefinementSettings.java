// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.wholepattern;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a {@link WholePatternRefinement} refines. Immutable; made by {@link #builder()}. */
public final class RefinementSettings {

    /** The defaults of {@link #builder()}. */
    public static final RefinementSettings DEFAULT = builder().build();

    private final Builder m_b;

    private RefinementSettings(Builder builder) {
        m_b = builder;
    }

    /** @return a builder with the defaults */
    public static Builder builder() {
        return new Builder();
    }

    /** @return a builder with these settings */
    public Builder toBuilder() {
        return new Builder(m_b);
    }

    /** @return where intensities come from; Rietveld */
    public IntensityMethod method() {
        return m_b.m_method;
    }

    /** @return how many Chebyshev polynomials the background has; 10 */
    public int backgroundTerms() {
        return m_b.m_backgroundTerms;
    }

    /** @return whether the background has a term in 1 / two-theta; true */
    public boolean inverseBackground() {
        return m_b.m_inverseBackground;
    }

    /** @return whether the background has a broad Gaussian; false */
    public boolean amorphousHump() {
        return m_b.m_amorphousHump;
    }

    /** @return where that Gaussian starts, in degrees two-theta; 25 */
    public double humpCentreDeg() {
        return m_b.m_humpCentreDeg;
    }

    /** @return which shift of the angles is refined; automatic */
    public PositionCorrection positionCorrection() {
        return m_b.m_positionCorrection;
    }

    /** @return radius of the goniometer in mm, for the displacement; 240 */
    public double goniometerRadiusMm() {
        return m_b.m_goniometerRadiusMm;
    }

    /**
     * @return share of the polarisation factor's cos^2(2 theta) term, A in (1 + A cos^2 2theta) / (1 + A); 1 for a tube without
     *     monochromator, cos^2 of a monochromator's two-theta (0.80 for graphite and copper), 0 for a synchrotron's vertical plane; empty for
     *     1 with the K-alpha lines of a tube and 0 with any other wavelength
     */
    public Optional<Double> polarisation() {
        return m_b.m_polarisation;
    }

    /** @return whether cells are refined; true */
    public boolean cells() {
        return m_b.m_cells;
    }

    /** @return whether free coordinates are refined; false */
    public boolean positions() {
        return m_b.m_positions;
    }

    /** @return which displacement parameters are refined; one shift for all phases */
    public DisplacementRefinement displacements() {
        return m_b.m_displacements;
    }

    /** @return labels of the sites whose occupancies are refined; none */
    public Set<String> occupancies() {
        return m_b.m_occupancies;
    }

    /** @return whether each phase has widths of its own, by domain size and strain; true */
    public boolean phaseWidths() {
        return m_b.m_phaseWidths;
    }

    /** @return whether U and V are refined beside W; true */
    public boolean caglioti() {
        return m_b.m_caglioti;
    }

    /** @return whether axial divergence is refined; true */
    public boolean asymmetry() {
        return m_b.m_asymmetry;
    }

    /** @return whether the best of the simple directions gets a March-Dollase parameter where that makes the fit clearly better; true */
    public boolean automaticTexture() {
        return m_b.m_automaticTexture;
    }

    /**
     * @return preferred directions that are known, one entry a phase, empty for none; phases beyond the list's
     *     end are left to {@link #automaticTexture()}. March-Dollase parameters along them are refined.
     */
    public List<Optional<MillerIndices>> textureDirections() {
        return m_b.m_textureDirections;
    }

    /** @return reflections with less than this share of the strongest one's area are left out, where no coordinate is refined; 1e-4 */
    public double weakestReflection() {
        return m_b.m_weakestReflection;
    }

    /**
     * @return diameter of the grains in micrometres, by which weight fractions are corrected for microabsorption (Brindley 1945); 0,
     *     the default, for no correction
     */
    public double particleDiameterUm() {
        return m_b.m_particleDiameterUm;
    }

    /** @return whether cells are sought in blurred patterns first; true. False where they are known to a fraction of a line's width. */
    public boolean latticeSearch() {
        return m_b.m_latticeSearch;
    }

    /** @return the instrument's profile, which is then not refined; empty for one that is */
    public Optional<InstrumentProfile> instrument() {
        return m_b.m_instrument;
    }

    /** @return how far lattice parameters may be from the start, as a share of their length; 0.03 */
    public double latticeTolerance() {
        return m_b.m_latticeTolerance;
    }

    /** @return linearisations that a stage may take; 12 */
    public int iterationsPerStage() {
        return m_b.m_iterationsPerStage;
    }

    /** @return the last stage ends when a step lowers the weighted sum of squares by less than this share of it; 1e-6 */
    public double tolerance() {
        return m_b.m_tolerance;
    }

    /** Collects settings. */
    public static final class Builder {

        private IntensityMethod m_method = IntensityMethod.RIETVELD;
        private int m_backgroundTerms = 10;
        private boolean m_inverseBackground = true;
        private boolean m_amorphousHump;
        private double m_humpCentreDeg = 25;
        private PositionCorrection m_positionCorrection = PositionCorrection.AUTOMATIC;
        private double m_goniometerRadiusMm = 240;
        private Optional<Double> m_polarisation = Optional.empty();
        private boolean m_cells = true;
        private boolean m_positions;
        private DisplacementRefinement m_displacements = DisplacementRefinement.COMMON;
        private Set<String> m_occupancies = Set.of();
        private boolean m_phaseWidths = true;
        private boolean m_caglioti = true;
        private boolean m_asymmetry = true;
        private boolean m_automaticTexture = true;
        private List<Optional<MillerIndices>> m_textureDirections = List.of();
        private boolean m_latticeSearch = true;
        private double m_particleDiameterUm;
        private double m_weakestReflection = 1e-4;
        private Optional<InstrumentProfile> m_instrument = Optional.empty();
        private double m_latticeTolerance = 0.03;
        private int m_iterationsPerStage = 12;
        private double m_tolerance = 1e-6;

        private Builder() {}

        private Builder(Builder other) {
            m_method = other.m_method;
            m_backgroundTerms = other.m_backgroundTerms;
            m_inverseBackground = other.m_inverseBackground;
            m_amorphousHump = other.m_amorphousHump;
            m_humpCentreDeg = other.m_humpCentreDeg;
            m_positionCorrection = other.m_positionCorrection;
            m_goniometerRadiusMm = other.m_goniometerRadiusMm;
            m_polarisation = other.m_polarisation;
            m_cells = other.m_cells;
            m_positions = other.m_positions;
            m_displacements = other.m_displacements;
            m_occupancies = other.m_occupancies;
            m_phaseWidths = other.m_phaseWidths;
            m_caglioti = other.m_caglioti;
            m_asymmetry = other.m_asymmetry;
            m_automaticTexture = other.m_automaticTexture;
            m_textureDirections = other.m_textureDirections;
            m_latticeSearch = other.m_latticeSearch;
            m_particleDiameterUm = other.m_particleDiameterUm;
            m_weakestReflection = other.m_weakestReflection;
            m_instrument = other.m_instrument;
            m_latticeTolerance = other.m_latticeTolerance;
            m_iterationsPerStage = other.m_iterationsPerStage;
            m_tolerance = other.m_tolerance;
        }

        /** See {@link RefinementSettings#method()}. */
        public Builder method(IntensityMethod method) {
            m_method = java.util.Objects.requireNonNull(method);
            return this;
        }

        /** See {@link RefinementSettings#backgroundTerms()}; 1 to 40. */
        public Builder backgroundTerms(int terms) {
            m_backgroundTerms = terms;
            return this;
        }

        /** See {@link RefinementSettings#inverseBackground()}. */
        public Builder inverseBackground(boolean use) {
            m_inverseBackground = use;
            return this;
        }

        /** A broad Gaussian that starts at this angle; see {@link RefinementSettings#amorphousHump()}. */
        public Builder amorphousHump(double centreDeg) {
            m_amorphousHump = true;
            m_humpCentreDeg = centreDeg;
            return this;
        }

        /** See {@link RefinementSettings#positionCorrection()}. */
        public Builder positionCorrection(PositionCorrection correction) {
            m_positionCorrection = java.util.Objects.requireNonNull(correction);
            return this;
        }

        /** See {@link RefinementSettings#goniometerRadiusMm()}; above 0. */
        public Builder goniometerRadiusMm(double radius) {
            m_goniometerRadiusMm = radius;
            return this;
        }

        /** See {@link RefinementSettings#polarisation()}; 0 to 1. */
        public Builder polarisation(double share) {
            m_polarisation = Optional.of(share);
            return this;
        }

        /** See {@link RefinementSettings#cells()}. */
        public Builder cells(boolean refine) {
            m_cells = refine;
            return this;
        }

        /** See {@link RefinementSettings#positions()}. */
        public Builder positions(boolean refine) {
            m_positions = refine;
            return this;
        }

        /** See {@link RefinementSettings#displacements()}. */
        public Builder displacements(DisplacementRefinement which) {
            m_displacements = java.util.Objects.requireNonNull(which);
            return this;
        }

        /** See {@link RefinementSettings#occupancies()}. */
        public Builder occupancies(Set<String> labels) {
            m_occupancies = Set.copyOf(labels);
            return this;
        }

        /** See {@link RefinementSettings#phaseWidths()}. */
        public Builder phaseWidths(boolean refine) {
            m_phaseWidths = refine;
            return this;
        }

        /** See {@link RefinementSettings#caglioti()}. */
        public Builder caglioti(boolean refine) {
            m_caglioti = refine;
            return this;
        }

        /** See {@link RefinementSettings#asymmetry()}. */
        public Builder asymmetry(boolean refine) {
            m_asymmetry = refine;
            return this;
        }

        /** See {@link RefinementSettings#automaticTexture()}. */
        public Builder automaticTexture(boolean use) {
            m_automaticTexture = use;
            return this;
        }

        /** See {@link RefinementSettings#textureDirections()}. */
        public Builder textureDirections(List<Optional<MillerIndices>> directions) {
            m_textureDirections = List.copyOf(directions);
            return this;
        }

        /** See {@link RefinementSettings#weakestReflection()}; 0 to below 1. */
        public Builder weakestReflection(double share) {
            m_weakestReflection = share;
            return this;
        }

        /** See {@link RefinementSettings#particleDiameterUm()}; 0 or more. */
        public Builder particleDiameterUm(double diameter) {
            m_particleDiameterUm = diameter;
            return this;
        }

        /** See {@link RefinementSettings#latticeSearch()}. */
        public Builder latticeSearch(boolean use) {
            m_latticeSearch = use;
            return this;
        }

        /** See {@link RefinementSettings#instrument()}. */
        public Builder instrument(InstrumentProfile known) {
            m_instrument = Optional.of(known);
            return this;
        }

        /** See {@link RefinementSettings#latticeTolerance()}; above 0, at most 0.2. */
        public Builder latticeTolerance(double share) {
            m_latticeTolerance = share;
            return this;
        }

        /** See {@link RefinementSettings#iterationsPerStage()}; at least 1. */
        public Builder iterationsPerStage(int iterations) {
            m_iterationsPerStage = iterations;
            return this;
        }

        /** See {@link RefinementSettings#tolerance()}; above 0. */
        public Builder tolerance(double share) {
            m_tolerance = share;
            return this;
        }

        /**
         * @return the settings
         * @throws IllegalArgumentException for a number outside its range
         */
        public RefinementSettings build() {
            check(
                    "number of background terms",
                    m_backgroundTerms,
                    m_backgroundTerms >= 1 && m_backgroundTerms <= 40,
                    "1 to 40");
            check("goniometer radius", m_goniometerRadiusMm, m_goniometerRadiusMm > 0, "a positive number of mm");
            double a = m_polarisation.orElse(1.0);
            check("polarisation", a, a >= 0 && a <= 1, "0 to 1");
            check(
                    "lattice tolerance",
                    m_latticeTolerance,
                    m_latticeTolerance > 0 && m_latticeTolerance <= 0.2,
                    "above 0 to 0.2");
            check(
                    "particle diameter",
                    m_particleDiameterUm,
                    m_particleDiameterUm >= 0 && m_particleDiameterUm < 1e3,
                    "0 or more");
            check(
                    "weakest reflection",
                    m_weakestReflection,
                    m_weakestReflection >= 0 && m_weakestReflection < 1,
                    "0 to below 1");
            check("tolerance", m_tolerance, m_tolerance > 0, "a positive number");
            check("number of iterations a stage", m_iterationsPerStage, m_iterationsPerStage >= 1, "1 or more");
            return new RefinementSettings(new Builder(this));
        }

        private static void check(String what, double value, boolean right, String expected) {
            if (!right) {
                throw new IllegalArgumentException("The " + what + " is " + value + ": expected " + expected + ".");
            }
        }
    }
}
