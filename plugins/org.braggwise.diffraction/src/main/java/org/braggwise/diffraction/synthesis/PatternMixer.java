// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.diffraction.synthesis;

import org.braggwise.diffraction.Normalisation;

/**
 * Eq. (2) of Xing et al. (2025, doi:10.1038/s41524-025-01743-x): X = e + epsilon t, e a real and t a virtual pattern of the same class, both
 * normalised first, and X normalised after.
 */
public final class PatternMixer {

    private final Normalisation m_normalisation;

    /** @param normalisation of both patterns and of the mixture */
    public PatternMixer(Normalisation normalisation) {
        m_normalisation = normalisation;
    }

    /**
     * @param real e, on some grid
     * @param virtual t, on the same grid
     * @param epsilon in (0, 1)
     * @param stepDeg of the grid
     * @return the mixture
     * @throws IllegalArgumentException for patterns of different lengths or an epsilon outside (0, 1)
     */
    public double[] mix(double[] real, double[] virtual, double epsilon, double stepDeg) {
        if (real.length != virtual.length) {
            throw new IllegalArgumentException("A real pattern of " + real.length + " points and a virtual one of "
                    + virtual.length + "; expected one grid. Resample one of them.");
        }
        if (!(epsilon > 0 && epsilon < 1)) {
            throw new IllegalArgumentException("Epsilon is " + epsilon + ", expected between 0 and 1.");
        }
        double[] x = m_normalisation.apply(real, stepDeg);
        double[] t = m_normalisation.apply(virtual, stepDeg);
        for (int i = 0; i < x.length; i++) {
            x[i] += epsilon * t[i];
        }
        return m_normalisation.apply(x, stepDeg);
    }

    /**
     * Makes the row that a ledger entry describes.
     *
     * @param entry mixed, real or virtual
     * @param real the entry's real pattern, null where it has none
     * @param virtual the entry's virtual pattern, null where it has none
     * @param stepDeg of the grid
     * @return the row's pattern
     */
    public double[] row(LedgerEntry entry, double[] real, double[] virtual, double stepDeg) {
        return switch (entry.kind()) {
            case MIXED -> mix(real, virtual, entry.epsilon(), stepDeg);
            case REAL -> m_normalisation.apply(real, stepDeg);
            case VIRTUAL -> m_normalisation.apply(virtual, stepDeg);
        };
    }
}
