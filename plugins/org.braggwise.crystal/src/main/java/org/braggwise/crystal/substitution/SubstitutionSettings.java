// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.crystal.substitution;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How templates are substituted. Made by a {@link Builder}; the defaults are the paper's: A and B replaced, X and the cell kept,
 * charge neutrality the only condition, duplicates dropped, all of them taken.
 */
public final class SubstitutionSettings {

    private final IonTable m_ions;
    private final SiteRoles m_roles;
    private final boolean m_replaceX;
    private final boolean m_replaceMixedSites;
    private final CellMode m_cellMode;
    private final double[] m_goldschmidt;
    private final double[] m_octahedral;
    private final double m_bartelMax;
    private final double m_distanceRatioMin;
    private final int[] m_coordinationOfB;
    private final Set<String> m_excluded;
    private final boolean m_dropDuplicates;
    private final int m_sampleSize;
    private final long m_seed;

    private SubstitutionSettings(Builder b) {
        m_ions = b.m_ions;
        m_roles = b.m_roles;
        m_replaceX = b.m_replaceX;
        m_replaceMixedSites = b.m_replaceMixedSites;
        m_cellMode = b.m_cellMode;
        m_goldschmidt = b.m_goldschmidt.clone();
        m_octahedral = b.m_octahedral.clone();
        m_bartelMax = b.m_bartelMax;
        m_distanceRatioMin = b.m_distanceRatioMin;
        m_coordinationOfB = b.m_coordinationOfB.clone();
        m_excluded = Set.copyOf(b.m_excluded);
        m_dropDuplicates = b.m_dropDuplicates;
        m_sampleSize = b.m_sampleSize;
        m_seed = b.m_seed;
    }

    /** @return the defaults */
    public static SubstitutionSettings defaults() {
        return new Builder().build();
    }

    /** @return a builder that starts from the defaults */
    public static Builder builder() {
        return new Builder();
    }

    /** @return the ions */
    public IonTable ions() {
        return m_ions;
    }

    /** @return the user's roles; null where the sites are found by chemistry and coordination */
    public SiteRoles roles() {
        return m_roles;
    }

    /** @return whether X is replaced, too */
    public boolean replaceX() {
        return m_replaceX;
    }

    /** @return whether a site that several elements share is taken as one site of one ion; false: such templates are refused */
    public boolean replaceMixedSites() {
        return m_replaceMixedSites;
    }

    /** @return what becomes of the cell */
    public CellMode cellMode() {
        return m_cellMode;
    }

    /** @return least and greatest Goldschmidt factor; infinite for no limit */
    public double[] goldschmidtRange() {
        return m_goldschmidt.clone();
    }

    /** @return least and greatest octahedral factor; infinite for no limit */
    public double[] octahedralRange() {
        return m_octahedral.clone();
    }

    /** @return the greatest Bartel factor; infinite for no limit */
    public double bartelMax() {
        return m_bartelMax;
    }

    /** @return the least ratio of the shortest cation-X distance to the sum of the Shannon radii; 0 for no limit */
    public double distanceRatioMin() {
        return m_distanceRatioMin;
    }

    int coordinationOfBMin() {
        return m_coordinationOfB[0];
    }

    int coordinationOfBMax() {
        return m_coordinationOfB[1];
    }

    /** @return whether a composition may hold only one structure of a space group */
    public boolean dropDuplicates() {
        return m_dropDuplicates;
    }

    /** @return how many virtual structures to draw; 0 for all */
    public int sampleSize() {
        return m_sampleSize;
    }

    /** @return the seed of the sample */
    public long seed() {
        return m_seed;
    }

    boolean excludes(String formulaKey) {
        return m_excluded.contains(formulaKey);
    }

    /** Collects settings; each method returns the builder. */
    public static final class Builder {

        private IonTable m_ions = IonTable.standard();
        private SiteRoles m_roles;
        private boolean m_replaceX;
        private boolean m_replaceMixedSites = true;
        private CellMode m_cellMode = CellMode.KEEP;
        private double[] m_goldschmidt = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        private double[] m_octahedral = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        private double m_bartelMax = Double.POSITIVE_INFINITY;
        private double m_distanceRatioMin;
        private int[] m_coordinationOfB = {0, Integer.MAX_VALUE};
        private final Set<String> m_excluded = new LinkedHashSet<>();
        private boolean m_dropDuplicates = true;
        private int m_sampleSize;
        private long m_seed = 1;

        private Builder() {}

        /** The ions; default {@link IonTable#standard()}. */
        public Builder ions(IonTable ions) {
            m_ions = java.util.Objects.requireNonNull(ions);
            return this;
        }

        /** The roles of the sites; default null, found by chemistry and coordination. */
        public Builder roles(SiteRoles roles) {
            m_roles = roles;
            return this;
        }

        /** Whether X is replaced by the table's anions, too; default false. */
        public Builder replaceX(boolean value) {
            m_replaceX = value;
            return this;
        }

        /** Whether a full site that several elements share counts as one site; default true. */
        public Builder replaceMixedSites(boolean value) {
            m_replaceMixedSites = value;
            return this;
        }

        /** What becomes of the cell; default {@link CellMode#KEEP}. */
        public Builder cellMode(CellMode mode) {
            m_cellMode = java.util.Objects.requireNonNull(mode);
            return this;
        }

        /** The range of Goldschmidt's t; default none. @throws IllegalArgumentException where min is above max or one is NaN */
        public Builder goldschmidt(double min, double max) {
            m_goldschmidt = range("Goldschmidt factor", min, max);
            return this;
        }

        /** The range of the octahedral factor; default none. @throws IllegalArgumentException where min is above max or one is NaN */
        public Builder octahedral(double min, double max) {
            m_octahedral = range("octahedral factor", min, max);
            return this;
        }

        /** The limit of Bartel's tau, for instance 4.18; default none. @throws IllegalArgumentException for NaN */
        public Builder bartelMax(double max) {
            m_bartelMax = range("Bartel factor", Double.NEGATIVE_INFINITY, max)[1];
            return this;
        }

        /**
         * The least allowed ratio of the shortest cation-X distance to the sum of the Shannon radii at the cation's coordination; default 0.
         *
         * @throws IllegalArgumentException outside 0 to 1.5
         */
        public Builder distanceRatioMin(double ratio) {
            if (!(ratio >= 0 && ratio <= 1.5)) {
                throw new IllegalArgumentException(
                        "Least distance ratio is " + ratio + ": expected 0 (no limit) to 1.5.");
            }
            m_distanceRatioMin = ratio;
            return this;
        }

        /** How many X neighbours B must have in the template, for instance 6 and 6; default any. @throws IllegalArgumentException where min is above max */
        public Builder coordinationOfB(int min, int max) {
            if (min > max) {
                throw new IllegalArgumentException(
                        "Coordination of B from " + min + " to " + max + ": expected the smaller number first.");
            }
            m_coordinationOfB = new int[] {min, max};
            return this;
        }

        /** Compounds that no virtual structure may have, in any group; default none. @throws IllegalArgumentException for text that is no formula */
        public Builder exclude(List<String> formulas) {
            formulas.forEach(f -> m_excluded.add(FormulaKey.parse(f)));
            return this;
        }

        /** Whether a composition may hold only one structure of a space group; default true. */
        public Builder dropDuplicates(boolean value) {
            m_dropDuplicates = value;
            return this;
        }

        /**
         * How many virtual structures to draw, and the seed; default all.
         *
         * @throws IllegalArgumentException for a negative size
         */
        public Builder sample(int size, long seed) {
            if (size < 0) {
                throw new IllegalArgumentException("Sample size is " + size + ": expected 0 (all) or more.");
            }
            m_sampleSize = size;
            m_seed = seed;
            return this;
        }

        private static double[] range(String what, double min, double max) {
            if (!(min <= max)) {
                throw new IllegalArgumentException(
                        "Range of the " + what + " is " + min + " to " + max + ": expected the smaller number first.");
            }
            return new double[] {min, max};
        }

        /** @return the settings */
        public SubstitutionSettings build() {
            return new SubstitutionSettings(this);
        }
    }
}
