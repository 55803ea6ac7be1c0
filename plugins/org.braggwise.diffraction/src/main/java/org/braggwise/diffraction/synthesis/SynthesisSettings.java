// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.synthesis;

import java.util.List;
import java.util.function.Consumer;

import org.braggwise.diffraction.Normalisation;

/**
 * What {@link Synthesizer} does. Immutable; {@link #defaults()} and the with-methods make them.
 *
 * @param seed of every draw
 * @param testFraction share of the real rows of each class that is held out for the test, drawn by compound, 0 to below 1 (default 0.2)
 * @param validationFraction share of the real rows of each class that is held out for validation, likewise (default 0.1)
 * @param proportions of the real rows left for training that a training subset uses, each in (0, 1]; a subset of a smaller proportion lies
 *            within that of a larger one and has at least one row a class (default 1)
 * @param amount what {@code count} counts (default per real row)
 * @param count how many mixtures, 0 or more (default 20; the paper's code draws 378 a real row)
 * @param pureReal whether training also has the real rows as they are (default yes)
 * @param pureVirtual whether training also has the virtual rows as they are (default no)
 * @param withoutReal what becomes of a class that has no real rows (default drop)
 * @param withoutVirtual what becomes of a class that has no virtual rows (default keep the real ones)
 * @param samePattern what happens where rows of two compounds have one pattern, which needs the rows' shapes (default refuse)
 * @param normalisation of both sets and of the result (default highest point 1)
 */
public record SynthesisSettings(
        long seed,
        double testFraction,
        double validationFraction,
        List<Double> proportions,
        Amount amount,
        int count,
        boolean pureReal,
        boolean pureVirtual,
        WithoutReal withoutReal,
        WithoutVirtual withoutVirtual,
        SamePattern samePattern,
        Normalisation normalisation) {

    /** What the number of mixtures is counted by. */
    public enum Amount {
        /** So many mixtures for each real row: classes keep their weights. */
        PER_REAL_ROW,
        /** So many mixtures for each class: classes get equal weights. */
        PER_CLASS
    }

    /** A class with virtual rows only. */
    public enum WithoutReal {
        DROP,
        KEEP_VIRTUAL
    }

    /** A class with real rows only. */
    public enum WithoutVirtual {
        DROP,
        KEEP_REAL
    }

    /** One pattern under the names of two compounds: a copy that was renamed, or one structure under two formulas. */
    public enum SamePattern {
        /** Fail where one of them is held out and the other in training. */
        REFUSE,
        /** Take the two compounds as one: they stand on one side. */
        JOIN,
        /** Compare compounds by name alone. */
        ALLOW
    }

    /** @throws IllegalArgumentException naming the setting that makes no sense */
    public SynthesisSettings {
        if (!(testFraction >= 0 && validationFraction >= 0 && testFraction + validationFraction < 1)) {
            throw new IllegalArgumentException("Test share " + testFraction + " and validation share "
                    + validationFraction + "; expected 0 or more, together below 1.");
        }
        if (proportions.isEmpty() || proportions.stream().anyMatch(p -> !(p > 0 && p <= 1))) {
            throw new IllegalArgumentException(
                    "Proportions " + proportions + "; expected one or more above 0, at most 1.");
        }
        if (count < 0) {
            throw new IllegalArgumentException("Number of mixtures " + count + "; expected 0 or more.");
        }
        proportions = proportions.stream().distinct().sorted().toList();
    }

    /** @return the defaults, seed 1 */
    public static SynthesisSettings defaults() {
        return new SynthesisSettings(
                1,
                0.2,
                0.1,
                List.of(1.0),
                Amount.PER_REAL_ROW,
                20,
                true,
                false,
                WithoutReal.DROP,
                WithoutVirtual.KEEP_REAL,
                SamePattern.REFUSE,
                Normalisation.MAXIMUM_1);
    }

    /** @return a copy with that seed */
    public SynthesisSettings withSeed(long other) {
        return change(c -> c.m_seed = other);
    }

    /** @return a copy with those shares held out */
    public SynthesisSettings withHeldOut(double test, double validation) {
        return change(c -> {
            c.m_testFraction = test;
            c.m_validationFraction = validation;
        });
    }

    /** @return a copy with those proportions */
    public SynthesisSettings withProportions(List<Double> others) {
        return change(c -> c.m_proportions = others);
    }

    /** @return a copy with that number of mixtures */
    public SynthesisSettings withCount(Amount by, int number) {
        return change(c -> {
            c.m_amount = by;
            c.m_count = number;
        });
    }

    /** @return a copy that adds or leaves out rows as they are */
    public SynthesisSettings withPure(boolean real, boolean virtual) {
        return change(c -> {
            c.m_pureReal = real;
            c.m_pureVirtual = virtual;
        });
    }

    /** @return a copy that treats classes of one kind so */
    public SynthesisSettings withUnpaired(WithoutReal noReal, WithoutVirtual noVirtual) {
        return change(c -> {
            c.m_withoutReal = noReal;
            c.m_withoutVirtual = noVirtual;
        });
    }

    /** @return a copy that treats one pattern of two compounds so */
    public SynthesisSettings withSamePattern(SamePattern same) {
        return change(c -> c.m_samePattern = same);
    }

    private SynthesisSettings change(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** A copy that can be changed. */
    private static final class Draft {
        private long m_seed;
        private double m_testFraction;
        private double m_validationFraction;
        private List<Double> m_proportions;
        private Amount m_amount;
        private int m_count;
        private boolean m_pureReal;
        private boolean m_pureVirtual;
        private WithoutReal m_withoutReal;
        private WithoutVirtual m_withoutVirtual;
        private SamePattern m_samePattern;
        private Normalisation m_normalisation;

        Draft(SynthesisSettings of) {
            m_seed = of.seed;
            m_testFraction = of.testFraction;
            m_validationFraction = of.validationFraction;
            m_proportions = of.proportions;
            m_amount = of.amount;
            m_count = of.count;
            m_pureReal = of.pureReal;
            m_pureVirtual = of.pureVirtual;
            m_withoutReal = of.withoutReal;
            m_withoutVirtual = of.withoutVirtual;
            m_samePattern = of.samePattern;
            m_normalisation = of.normalisation;
        }

        SynthesisSettings settings() {
            return new SynthesisSettings(
                    m_seed,
                    m_testFraction,
                    m_validationFraction,
                    m_proportions,
                    m_amount,
                    m_count,
                    m_pureReal,
                    m_pureVirtual,
                    m_withoutReal,
                    m_withoutVirtual,
                    m_samePattern,
                    m_normalisation);
        }
    }
}
