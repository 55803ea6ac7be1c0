// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.Optional;

import org.braggwise.crystal.Elements;

/**
 * Where the fit of scattering powers starts: those of the candidate's own elements, or those of a coarse grid, whichever is nearer to the
 * pattern with the atoms where they are. Only ratios count, so the role with most atoms stays at oxygen's power on the grid.
 */
final class PowerStart {

    private static final String[] GRID = {"Be", "Mg", "Ca", "Ga", "Rh", "Nd", "Tl"};
    private static final String ANCHOR = "O";
    private static final int MOST_ROLES = 4;
    private static final double B = 0.6;

    private final Observed m_observed;
    private final CandidateLibrary m_library;

    PowerStart(Observed observed, CandidateLibrary library) {
        m_observed = observed;
        m_library = library;
    }

    /** @return atomic number and B of each role */
    double[] of(Trial trial) {
        Template t = trial.template;
        double[] best = new double[2 * t.roles()];
        for (int r = 0; r < t.roles(); r++) {
            best[2 * r] = Math.min(
                    Amplitudes.LAST - 1, t.element(r).map(PowerStart::number).orElse(20));
            best[2 * r + 1] = B;
        }
        Optional<IntegratedIntensities> data = t.roles() < 2 || t.roles() > MOST_ROLES
                ? Optional.empty()
                : IntegratedIntensities.of(m_observed, m_library.shape(), t, trial.g, IntegratedIntensities.SHORT);
        if (data.isEmpty()) {
            return best;
        }
        RoleSums sums = new RoleSums(t, new double[t.free().size()], data.get(), m_library.amplitudes());
        double least = sums.residual(trial.assignment.curves());
        int anchor = 0;
        for (int r = 1; r < t.roles(); r++) {
            anchor = t.roleAtoms(r) > t.roleAtoms(anchor) ? r : anchor;
        }
        Amplitudes.Curve[] curves = new Amplitudes.Curve[t.roles()];
        int combinations = (int) Math.pow(GRID.length, t.roles() - 1);
        for (int c = 0; c < combinations; c++) {
            int digits = c;
            double[] powers = best.clone();
            for (int r = 0; r < t.roles(); r++) {
                String element = ANCHOR;
                if (r != anchor) {
                    element = GRID[digits % GRID.length];
                    digits /= GRID.length;
                }
                curves[r] = m_library.amplitudes().of(element);
                powers[2 * r] = number(element);
            }
            double residual = sums.residual(curves);
            if (residual < least) {
                least = residual;
                best = powers;
            }
        }
        return best;
    }

    private static int number(String element) {
        return Elements.of(element).atomicNumber();
    }
}
