// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Elements;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.Species;
import org.braggwise.crystal.finder.SpaceGroupFinder;

/** Makes hypotheses of the best fits: their structures, the symmetry of their atoms, their curves. */
final class HypothesisList {

    /** The tolerance in angstrom within which a structure's symmetry is what it says it is. */
    static final double SYMMETRY_TOLERANCE = 0.1;

    /** The same with noise: what is refined with less symmetry, and has it within this, counts as an answer of its own. */
    private static final double NOISE_TOLERANCE = 0.05;

    /** The same where atoms are exactly where they are. */
    private static final double EXACT_TOLERANCE = 0.01;

    /** So many of one space group at most: what else there is counts more. */
    private static final int MOST_ALIKE = 3;

    private final FastRietveld m_rietveld;
    private final boolean m_noisy;
    private final int m_most;

    /**
     * @param noisy whether the pattern has noise
     * @param most how many hypotheses are given back
     */
    HypothesisList(FastRietveld rietveld, boolean noisy, int most) {
        m_rietveld = rietveld;
        m_noisy = noisy;
        m_most = most;
    }

    /** @return the best of these fits, the best first */
    List<Hypothesis> of(List<Fit> fits) {
        List<Fit> sorted = new ArrayList<>(fits);
        sorted.sort(Comparator.comparingDouble(Fit::score));
        List<Hypothesis> hypotheses = new ArrayList<>();
        Map<Integer, Integer> groups = new HashMap<>();
        for (Fit fit : sorted) {
            if (hypotheses.size() == m_most) {
                break;
            }
            Refined r = fit.refined();
            CrystalStructure structure = structure(r);
            try {
                SpaceGroupFinder.Result within =
                        SpaceGroupFinder.find(structure, m_noisy ? NOISE_TOLERANCE : SYMMETRY_TOLERANCE);
                boolean distorted = explains(r)
                        && within.spaceGroup().number()
                                != structure.spaceGroup().number()
                        && !isExplainedIn(within.spaceGroup().number(), fits);
                SpaceGroupFinder.Result found = distorted ? SpaceGroupFinder.find(structure, EXACT_TOLERANCE) : within;
                boolean pseudo =
                        found.spaceGroup().number() != within.spaceGroup().number();
                if (groups.merge(found.spaceGroup().number(), 1, Integer::sum) > MOST_ALIKE) {
                    continue;
                }
                hypotheses.add(new Hypothesis(
                        fit.candidate(),
                        fit.route(),
                        structure,
                        found.spaceGroup(),
                        pseudo ? Optional.of(within.spaceGroup()) : Optional.empty(),
                        found.standardised(),
                        r.powers() != null,
                        r.residual(),
                        r.parameters(),
                        fit.score(),
                        r.largestShift(),
                        m_rietveld.curve(r)));
            } catch (IllegalArgumentException e) {
                // Atoms of one kind have run into each other: no structure.
                continue;
            }
        }
        return hypotheses;
    }

    private boolean explains(Refined r) {
        return !m_noisy && r.powers() == null && r.residual() <= Hypothesis.EXPLAINED;
    }

    /** Whether a structure that was refined in a group explains the pattern. */
    private boolean isExplainedIn(int group, List<Fit> fits) {
        return fits.stream()
                .map(Fit::refined)
                .anyMatch(r ->
                        explains(r) && r.template().structure().spaceGroup().number() == group);
    }

    /** The structure with another element for each role, hydrogen for the first: fitted powers may be nearest to one element on two roles. */
    static CrystalStructure standIn(Refined r) {
        Template t = r.template();
        CrystalStructure moved = t.free().moved(r.positions(), t.metric().cell(r.g()));
        List<Site> sites = new ArrayList<>();
        for (int s = 0; s < moved.sites().size(); s++) {
            Site site = moved.sites().get(s);
            sites.add(Site.of(
                    "A" + (s + 1), Elements.ofNumber(t.roleOfSite(s) + 1).symbol(), site.x(), site.y(), site.z()));
        }
        return moved.withSites(sites);
    }

    /** @return the refined structure with its elements, or those nearest to the scattering powers */
    static CrystalStructure structure(Refined r) {
        Template t = r.template();
        CrystalStructure moved = t.free().moved(r.positions(), t.metric().cell(r.g()));
        List<Site> sites = new ArrayList<>();
        for (int s = 0; s < moved.sites().size(); s++) {
            int role = t.roleOfSite(s);
            String element = r.powers() == null
                    ? r.assignment().elements()[role]
                    : Elements.ofNumber((int) Math.rint(r.powers()[2 * role])).symbol();
            Site site = moved.sites().get(s);
            sites.add(
                    element == null
                            ? site
                            : new Site(
                                    element + (s + 1),
                                    List.of(new Species(element, 0, 1)),
                                    site.x(),
                                    site.y(),
                                    site.z(),
                                    null));
        }
        return moved.withSites(sites);
    }
}
