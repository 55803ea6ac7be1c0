// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.augmentation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.diffraction.Normalisation;

/**
 * What {@link Augmenter} draws, and from which ranges. Immutable; made by {@link #builder()}.
 *
 * <p>The ranges of a mode are used by the mode itself and by {@link AugmentationMode#CHAINED}; those named "chained" by the latter alone.
 */
public final class AugmentationSettings {

    private final Builder m_b;

    private AugmentationSettings(Builder builder) {
        m_b = builder;
    }

    /** @return a builder with the defaults: each of the five modes once, in the paper's variant; no chained pattern */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A builder for training on simulations what will be asked of textured, shifted thin films: chained patterns alone, every mode in its
     * physical variant, over wide ranges.
     *
     * @param count chained patterns a structure
     * @return the builder
     */
    public static Builder films(int count) {
        return chained(count)
                .marchDollase(new DrawRange(0.3, 1))
                .domainSizeNm(new DrawRange(5, 100))
                .microstrain(new DrawRange(0, 0.004))
                .strain(0.02)
                .zeroShiftDeg(DrawRange.symmetric(0.15))
                .displacementMm(DrawRange.symmetric(0.4))
                .noise(new DrawRange(0.0005, 0.01))
                .chainedHumps(new DrawRange(0, 2), new DrawRange(0.02, 0.3))
                .chainedImpurityShare(0.4)
                .impurityAmplitude(new DrawRange(0.01, 0.2))
                .chainedCounts(new DrawRange(200, 20_000));
    }

    /**
     * A builder for training on simulations what will be asked of powders measured in a laboratory: chained patterns alone, with what a
     * pressed powder and a diffractometer in use do to a pattern. Plates and needles along planes that crystals
     * cleave by, the calcites' (1 0 4) among them, lines of 0.06 to 0.5 degrees, a flat background as
     * fluorescence and air leave it, counting noise from a quick scan to a night's, the K-alpha doublet in half, now and then a weak
     * impurity.
     *
     * @param count chained patterns a structure
     * @return the builder
     */
    public static Builder powders(int count) {
        return chained(count)
                .marchDollase(new DrawRange(0.6, 1.3))
                .orientations(Builder.CLEAVAGES)
                .domainSizeNm(new DrawRange(20, 300))
                .microstrain(new DrawRange(0, 0.002))
                .strain(0.02)
                .zeroShiftDeg(DrawRange.symmetric(0.05))
                .displacementMm(DrawRange.symmetric(0.15))
                .noise(DrawRange.fixed(0))
                .chainedBackground(new DrawRange(0.002, 0.4))
                .chainedHumps(new DrawRange(0, 2), new DrawRange(0.01, 0.1))
                .chainedImpurityShare(0.2)
                .impurityAmplitude(new DrawRange(0.01, 0.1))
                .chainedCounts(new DrawRange(500, 100_000));
    }

    /** Chained patterns alone, every mode in its physical variant. */
    private static Builder chained(int count) {
        Builder b = new Builder();
        for (AugmentationMode mode : AugmentationMode.values()) {
            b.count(mode, mode == AugmentationMode.CHAINED ? count : 0).variant(mode, AugmentationVariant.PHYSICAL);
        }
        return b;
    }

    /** @return the seed of every draw */
    public long seed() {
        return m_b.m_seed;
    }

    /** @return how many patterns of that mode a structure gets */
    public int count(AugmentationMode mode) {
        return m_b.m_counts.get(mode);
    }

    /** @return how that mode is carried out, by itself and in the chain */
    public AugmentationVariant variant(AugmentationMode mode) {
        return m_b.m_variants.get(mode);
    }

    /** @return height of impurity peaks over the height of the pattern's strongest line; of real phases uniform in the logarithm */
    public DrawRange impurityAmplitude() {
        return m_b.m_impurityAmplitude;
    }

    /** @return how many impurity peaks (paper) or phases (physical; no more than there are) */
    public DrawRange impurityCount() {
        return m_b.m_impurityCount;
    }

    /** @return phases that may be impurities; one of a structure's own formula and space group is none of that structure */
    public List<CrystalStructure> impurityPhases() {
        return m_b.m_impurityPhases;
    }

    /** @return s: each intensity is multiplied by a number between 1 - s and 1 + s */
    public double textureSpread() {
        return m_b.m_textureSpread;
    }

    /** @return March-Dollase parameter; below 1 the plates' normals lie along the diffraction vector, 1 is random */
    public DrawRange marchDollase() {
        return m_b.m_marchDollase;
    }

    /** @return preferred directions (h k l) to choose from */
    public List<int[]> orientations() {
        return m_b.m_orientations;
    }

    /** @return Scherrer domain size in nm, uniform (paper) or uniform in its logarithm (physical) */
    public DrawRange domainSizeNm() {
        return m_b.m_domainSizeNm;
    }

    /** @return microstrain, dimensionless, physical variant only */
    public DrawRange microstrain() {
        return m_b.m_microstrain;
    }

    /** @return greatest principal strain of the lattice */
    public double strain() {
        return m_b.m_strain;
    }

    /** @return how far atoms of the strained structure move at most, in angstrom, within their site symmetry; physical variant */
    public double atomShiftAngstrom() {
        return m_b.m_atomShiftAngstrom;
    }

    /** @return uniform shift of all peaks in degrees two-theta, paper variant */
    public DrawRange shiftDeg() {
        return m_b.m_shiftDeg;
    }

    /** @return zero shift of the goniometer in degrees two-theta, physical variant */
    public DrawRange zeroShiftDeg() {
        return m_b.m_zeroShiftDeg;
    }

    /** @return specimen displacement in mm at the simulation's goniometer radius, physical variant */
    public DrawRange displacementMm() {
        return m_b.m_displacementMm;
    }

    /** @return standard deviation of the Gaussian noise over the highest point; its mean is zero and negative intensities stay */
    public DrawRange noise() {
        return m_b.m_noise;
    }

    /** @return how many broad humps of an amorphous background or substrate a chained pattern has */
    public DrawRange chainedHumpCount() {
        return m_b.m_chainedHumpCount;
    }

    /** @return height of a hump over the highest point */
    public DrawRange chainedHumpAmplitude() {
        return m_b.m_chainedHumpAmplitude;
    }

    /** @return height of the flat background of a chained pattern over the highest point, uniform in the logarithm; 0 for none */
    public DrawRange chainedBackground() {
        return m_b.m_chainedBackground;
    }

    /** @return photons counted at the highest point of a chained pattern, uniform in the logarithm: Poisson noise on top of {@link #noise()} */
    public DrawRange chainedCounts() {
        return m_b.m_chainedCounts;
    }

    /** @return share of the chained patterns that have impurities, 0 to 1 */
    public double chainedImpurityShare() {
        return m_b.m_chainedImpurityShare;
    }

    /** @return share of the chained patterns with the K-alpha doublet in place of the simulation's radiation, 0 to 1 */
    public double chainedDoubletShare() {
        return m_b.m_chainedDoubletShare;
    }

    /** @return normalisation of the patterns */
    public Normalisation normalisation() {
        return m_b.m_normalisation;
    }

    /** Collects settings; each method sets what the getter of its name returns. */
    public static final class Builder implements Cloneable {

        private static final List<int[]> LOW_INDICES = List.of(
                new int[] {1, 0, 0},
                new int[] {0, 1, 0},
                new int[] {0, 0, 1},
                new int[] {1, 1, 0},
                new int[] {1, 0, 1},
                new int[] {0, 1, 1},
                new int[] {1, 1, 1});

        /** Of hexagonal axes too, in which the rhombohedron of a calcite is (1 0 4) and that of a corundum (0 1 2). */
        private static final List<int[]> CLEAVAGES = Stream.concat(
                        LOW_INDICES.stream(),
                        Stream.of(
                                new int[] {1, 0, 4},
                                new int[] {0, 1, 2},
                                new int[] {1, 1, 2},
                                new int[] {1, 2, 0},
                                new int[] {2, 1, 0},
                                new int[] {1, 0, 2},
                                new int[] {2, 0, 1},
                                new int[] {0, 2, 1},
                                new int[] {1, 2, 1},
                                new int[] {2, 1, 1},
                                new int[] {1, 0, -1},
                                new int[] {1, -1, 0}))
                .toList();

        private long m_seed = 1;
        private Map<AugmentationMode, Integer> m_counts = new EnumMap<>(AugmentationMode.class);
        private Map<AugmentationMode, AugmentationVariant> m_variants = new EnumMap<>(AugmentationMode.class);
        private DrawRange m_impurityAmplitude = new DrawRange(0.05, 0.6);
        private DrawRange m_impurityCount = new DrawRange(1, 3);
        private List<CrystalStructure> m_impurityPhases = List.of();
        private double m_textureSpread = 0.5;
        private DrawRange m_marchDollase = new DrawRange(0.3, 1);
        private List<int[]> m_orientations = LOW_INDICES;
        private DrawRange m_domainSizeNm = new DrawRange(5, 100);
        private DrawRange m_microstrain = new DrawRange(0, 0.003);
        private double m_strain = 0.03;
        private double m_atomShiftAngstrom;
        private DrawRange m_shiftDeg = DrawRange.symmetric(0.5);
        private DrawRange m_zeroShiftDeg = DrawRange.symmetric(0.1);
        private DrawRange m_displacementMm = DrawRange.symmetric(0.3);
        private DrawRange m_noise = DrawRange.fixed(0.0025);
        private DrawRange m_chainedHumpCount = new DrawRange(0, 1);
        private DrawRange m_chainedHumpAmplitude = new DrawRange(0.02, 0.2);
        private DrawRange m_chainedBackground = DrawRange.fixed(0);
        private DrawRange m_chainedCounts = new DrawRange(500, 50_000);
        private double m_chainedImpurityShare = 0.5;
        private double m_chainedDoubletShare = 0.5;
        private Normalisation m_normalisation = Normalisation.MAXIMUM_1;

        private Builder() {
            for (AugmentationMode mode : AugmentationMode.values()) {
                m_counts.put(mode, mode == AugmentationMode.CHAINED ? 0 : 1);
                m_variants.put(mode, AugmentationVariant.PAPER);
            }
        }

        /** @return this */
        public Builder seed(long seed) {
            m_seed = seed;
            return this;
        }

        /** @return this */
        public Builder count(AugmentationMode mode, int count) {
            check(count >= 0 && count <= 100_000, "count of " + mode.label(), count, "0 to 100,000");
            m_counts.put(mode, count);
            return this;
        }

        /** @return this */
        public Builder variant(AugmentationMode mode, AugmentationVariant variant) {
            m_variants.put(mode, variant);
            return this;
        }

        /** @return this */
        public Builder impurityAmplitude(DrawRange range) {
            check(range.low() >= 0 && range.high() <= 10, "impurity amplitude", range, "0 to 10");
            m_impurityAmplitude = range;
            return this;
        }

        /** @return this */
        public Builder impurityCount(DrawRange range) {
            check(
                    range.low() >= 0 && range.high() <= 100 && Math.floor(range.high()) >= Math.ceil(range.low()),
                    "impurity count",
                    range,
                    "whole numbers from 0 to 100");
            m_impurityCount = range;
            return this;
        }

        /** @return this */
        public Builder impurityPhases(List<CrystalStructure> phases) {
            m_impurityPhases = List.copyOf(phases);
            return this;
        }

        /** @return this */
        public Builder textureSpread(double spread) {
            check(spread >= 0 && spread <= 1, "texture spread", spread, "0 to 1");
            m_textureSpread = spread;
            return this;
        }

        /** @return this */
        public Builder marchDollase(DrawRange range) {
            check(range.low() >= 0.05 && range.high() <= 20, "March-Dollase parameter", range, "0.05 to 20");
            m_marchDollase = range;
            return this;
        }

        /** @return this */
        public Builder orientations(List<int[]> directions) {
            check(
                    !directions.isEmpty()
                            && directions.stream()
                                    .allMatch(d -> d.length == 3 && (d[0] != 0 || d[1] != 0 || d[2] != 0)),
                    "preferred directions",
                    directions.size(),
                    "one or more triples h k l, none 0 0 0");
            m_orientations = directions.stream().map(int[]::clone).toList();
            return this;
        }

        /** @return this */
        public Builder domainSizeNm(DrawRange range) {
            check(range.low() >= 0.5, "domain size", range, "0.5 nm or more");
            m_domainSizeNm = range;
            return this;
        }

        /** @return this */
        public Builder microstrain(DrawRange range) {
            check(range.low() >= 0 && range.high() <= 0.1, "microstrain", range, "0 to 0.1");
            m_microstrain = range;
            return this;
        }

        /** @return this */
        public Builder strain(double max) {
            check(max >= 0 && max <= 0.2, "strain", max, "0 to 0.2");
            m_strain = max;
            return this;
        }

        /** @return this */
        public Builder atomShiftAngstrom(double max) {
            check(max >= 0 && max <= 1, "shift of atoms", max, "0 to 1 angstrom");
            m_atomShiftAngstrom = max;
            return this;
        }

        /** @return this */
        public Builder shiftDeg(DrawRange range) {
            check(Math.max(-range.low(), range.high()) <= 10, "shift", range, "at most 10 deg");
            m_shiftDeg = range;
            return this;
        }

        /** @return this */
        public Builder zeroShiftDeg(DrawRange range) {
            check(Math.max(-range.low(), range.high()) <= 10, "zero shift", range, "at most 10 deg");
            m_zeroShiftDeg = range;
            return this;
        }

        /** @return this */
        public Builder displacementMm(DrawRange range) {
            check(Math.max(-range.low(), range.high()) <= 10, "displacement", range, "at most 10 mm");
            m_displacementMm = range;
            return this;
        }

        /** @return this */
        public Builder noise(DrawRange range) {
            check(range.low() >= 0 && range.high() <= 1, "noise", range, "0 to 1");
            m_noise = range;
            return this;
        }

        /** @return this */
        public Builder chainedHumps(DrawRange count, DrawRange amplitude) {
            check(
                    count.low() >= 0 && count.high() <= 20 && Math.floor(count.high()) >= Math.ceil(count.low()),
                    "hump count",
                    count,
                    "whole numbers from 0 to 20");
            check(amplitude.low() >= 0 && amplitude.high() <= 10, "hump amplitude", amplitude, "0 to 10");
            m_chainedHumpCount = count;
            m_chainedHumpAmplitude = amplitude;
            return this;
        }

        /** @return this */
        public Builder chainedBackground(DrawRange range) {
            check(
                    range.high() == 0 || range.low() > 0 && range.high() <= 100,
                    "background",
                    range,
                    "0, or above 0 and at most 100");
            m_chainedBackground = range;
            return this;
        }

        /** @return this */
        public Builder chainedCounts(DrawRange range) {
            check(range.low() >= 1 && range.high() <= 1e12, "number of counts", range, "1 to 1e12");
            m_chainedCounts = range;
            return this;
        }

        /** @return this */
        public Builder chainedImpurityShare(double share) {
            check(share >= 0 && share <= 1, "share with impurities", share, "0 to 1");
            m_chainedImpurityShare = share;
            return this;
        }

        /** @return this */
        public Builder chainedDoubletShare(double share) {
            check(share >= 0 && share <= 1, "share with a doublet", share, "0 to 1");
            m_chainedDoubletShare = share;
            return this;
        }

        /** @return this */
        public Builder normalisation(Normalisation normalisation) {
            m_normalisation = normalisation;
            return this;
        }

        /**
         * @return the settings
         * @throws IllegalArgumentException where impurities shall be real phases and there are none. In the chain alone, random peaks take
         *             their place.
         */
        public AugmentationSettings build() {
            if (m_variants.get(AugmentationMode.IMPURITY) == AugmentationVariant.PHYSICAL
                    && m_counts.get(AugmentationMode.IMPURITY) > 0
                    && m_impurityPhases.isEmpty()) {
                throw new IllegalArgumentException(
                        "Impurities are set to real phases, and there is no phase. Connect a table of impurity "
                                + "structures, or choose random peaks.");
            }
            Builder copy = copy();
            return new AugmentationSettings(copy);
        }

        private Builder copy() {
            try {
                Builder copy = (Builder) clone();
                copy.m_counts = new EnumMap<>(m_counts);
                copy.m_variants = new EnumMap<>(m_variants);
                return copy;
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }

        private static void check(boolean fits, String what, Object found, String expected) {
            if (!fits) {
                throw new IllegalArgumentException("The " + what + " is " + found + "; expected " + expected + ".");
            }
        }
    }
}
