// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.Elements;
import org.braggwise.crystal.finder.SpaceGroupFinder;

/**
 * Asks whether a refined structure is more symmetric than the candidate that it came from: looks for the symmetry of its atoms within several
 * tolerances, puts them exactly where that symmetry wants them, and refines again with the parameters that are left. A candidate of lower
 * symmetry, or scattering powers that are fitted, otherwise hide the symmetry that the pattern has.
 */
final class SymmetryRaising {

    private static final double[] TOLERANCES = {0.03, 0.1, 0.2, 0.3, 0.4};
    private static final int STEPS = 25;
    private static final double POSITION_PRIOR = 1e-4;
    private static final int TRICLINIC = 2;

    private final CandidateLibrary m_library;
    private final FastRietveld m_rietveld;
    private final Set<String> m_done = new HashSet<>();

    SymmetryRaising(CandidateLibrary library, FastRietveld rietveld) {
        m_library = library;
        m_rietveld = rietveld;
    }

    /**
     * @param r a refined structure
     * @param rank which of the structures that are raised it is: groups that another has given are not tried again, but for the triclinic ones
     * @return what it becomes in each group that it may have
     */
    List<Refined> raise(Refined r, int rank) {
        List<Refined> raised = new ArrayList<>();
        CrystalStructure structure = r.powers() == null ? HypothesisList.structure(r) : HypothesisList.standIn(r);
        Set<Integer> own = new HashSet<>();
        for (double tolerance : TOLERANCES) {
            SpaceGroupFinder.Result found;
            try {
                found = SpaceGroupFinder.find(structure, tolerance);
            } catch (IllegalArgumentException e) {
                break; // atoms have run into each other: no structure
            }
            int number = found.spaceGroup().number();
            boolean fresh = own.add(number) && m_done.add(number + (number <= TRICLINIC ? " " + rank : ""));
            if (fresh) {
                refine(r, found.standardised()).ifPresent(raised::add);
            }
        }
        return raised;
    }

    private Optional<Refined> refine(Refined r, CrystalStructure symmetrised) {
        Template template;
        try {
            template = new Template(symmetrised, m_library.conditions().qMax());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (template.freedom() == r.template().freedom()
                && template.signature().equals(r.template().signature())) {
            return Optional.empty();
        }
        double[] powers = r.powers() == null ? null : powers(r, template);
        return m_rietveld.refine(
                template,
                Assignment.own(template, m_library.amplitudes()),
                new FastRietveld.Start(
                        template.g(), new double[template.free().size()], powers, POSITION_PRIOR, STEPS));
    }

    private static double[] powers(Refined r, Template template) {
        Map<String, Integer> roles = new HashMap<>();
        for (int role = 0; role < r.template().roles(); role++) {
            roles.put(Elements.ofNumber(role + 1).symbol(), role);
        }
        double[] powers = new double[r.powers().length];
        for (int role = 0; role < template.roles(); role++) {
            int from = roles.get(template.element(role).orElseThrow());
            powers[2 * role] = r.powers()[2 * from];
            powers[2 * role + 1] = r.powers()[2 * from + 1];
        }
        return powers;
    }
}
