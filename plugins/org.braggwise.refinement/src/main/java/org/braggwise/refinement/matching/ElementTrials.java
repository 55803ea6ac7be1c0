// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Refines a structure with fitted scattering powers again with the elements that suit it best, until one combination explains all. */
final class ElementTrials {

    private static final int COMBINATIONS = 8;

    /** So many are tried in any case. */
    private static final int FIRST = 3;

    private static final int STEPS = 15;
    private static final double POSITION_PRIOR = 1e-4;

    private final FastRietveld m_rietveld;
    private final ElementIdentification m_identification;
    private final Scoring m_scoring;

    ElementTrials(FastRietveld rietveld, ElementIdentification identification, Scoring scoring) {
        m_rietveld = rietveld;
        m_identification = identification;
        m_scoring = scoring;
    }

    /** @return the fits with elements, each better than those before; none where the powers fit too badly to say anything */
    List<Fit> of(Fit fit) {
        Refined u = fit.refined();
        List<Fit> found = new ArrayList<>();
        if (u.powers() == null || u.residual() > m_scoring.powersHopeless()) {
            return found;
        }
        double best = Double.POSITIVE_INFINITY;
        int tried = 0;
        for (Assignment assignment : m_identification.best(u, COMBINATIONS)) {
            if (tried++ >= FIRST && best < m_scoring.perfect()) {
                break;
            }
            Optional<Refined> refined = m_rietveld.refine(
                    u.template(),
                    assignment,
                    new FastRietveld.Start(u.g(), u.positions(), null, POSITION_PRIOR, STEPS));
            if (refined.isPresent() && refined.get().residual() < best) {
                best = refined.get().residual();
                found.add(new Fit(refined.get(), Route.ELEMENTS, fit.candidate(), m_scoring.of(refined.get())));
            }
        }
        return found;
    }
}
