// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

/**
 * How fits are ranked. Without noise: ln R with a floor, below which nothing can be told apart, plus a cost a parameter. With noise: chi^2,
 * relative to the noise, plus the cost of its freedom ({@link OccamFactor}).
 */
final class Scoring {

    private static final double FLOOR = 4e-4;
    private static final double CONVERGED_FLOOR = 3e-5;
    private static final double COST = 0.004;
    private static final double POWERS_FLOOR = 0.008;
    private static final double POWERS_COST = 0.05;
    private static final int MOST_COUNTED = 120;

    private static final double SOLVED = 1e-3;
    private static final double POWERS_SOLVED = 6e-3;
    private static final double EXPLAINED = 0.003;
    private static final double POWERS_EXPLAINED = 0.03;

    private static final double EXACT = 5e-5;

    private static final double UNEXPLAINED = 0.02;
    private static final double FAR_OFF = 0.2;
    private static final double HOPELESS = 0.05;
    private static final double POWERS_HOPELESS = 0.12;

    private final boolean m_powers;
    private final double m_expected;
    private final int m_points;

    Scoring(Observed observed, boolean powers) {
        m_powers = powers;
        m_expected = observed.expected();
        m_points = observed.y().length;
    }

    /** @return whether the pattern has noise */
    boolean noisy() {
        return m_expected > 0;
    }

    /** @return the score: the less the better */
    double of(Refined r) {
        int parameters = Math.min(MOST_COUNTED, r.parameters());
        if (m_expected > 0) {
            double ratio = r.residual() / m_expected;
            return m_points * ratio * ratio + r.occam();
        }
        boolean powers = r.powers() != null;
        return Math.log(Math.max(r.residual(), powers ? POWERS_FLOOR : r.converged() ? CONVERGED_FLOOR : FLOOR))
                + (powers ? POWERS_COST : COST) * parameters;
    }

    /** @return the residual above which fitted powers say nothing of elements */
    double powersHopeless() {
        return Math.max(POWERS_HOPELESS, 1.5 * m_expected);
    }

    /** @return the residual below which a fit with given elements leaves nothing to explain */
    double perfect() {
        return Math.max(SOLVED, 1.03 * m_expected);
    }

    /** @return the residual below which a fit leaves nothing to explain, so that others need not be tried */
    double solved() {
        return Math.max(m_powers ? POWERS_SOLVED : SOLVED, 1.03 * m_expected);
    }

    /** @return the residual below which fits are carried on until they have converged */
    double nearlyExplained() {
        return EXPLAINED;
    }

    /** @return the residual that a right structure is below, without noise, when it has converged */
    double exact() {
        return EXACT;
    }

    /** @return the residual above which a structure is no near-miss whose symmetry may be too high */
    double farOff() {
        return Math.max(FAR_OFF, 1.5 * m_expected);
    }

    /** @return the residual above which positions are looked for from random starts */
    double unexplained() {
        return Math.max(UNEXPLAINED, 1.3 * m_expected);
    }

    /** @return the residual above which a structure's symmetry means nothing */
    double hopeless() {
        return Math.max(m_powers ? POWERS_HOPELESS : HOPELESS, 1.5 * m_expected);
    }

    /** @return the residual below which the pattern need not be indexed */
    double explained() {
        return Math.max(m_powers ? POWERS_EXPLAINED : EXPLAINED, 1.04 * m_expected);
    }
}
