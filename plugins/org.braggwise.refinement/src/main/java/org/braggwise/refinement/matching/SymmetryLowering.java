// SPDX-License-Identifier: GPL-3.0-or-later
package org.braggwise.refinement.matching;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

import org.braggwise.crystal.Atom;
import org.braggwise.crystal.CrystalStructure;
import org.braggwise.crystal.KeyedRandom;
import org.braggwise.crystal.Site;
import org.braggwise.crystal.geometry.FractionalDifference;
import org.braggwise.crystal.geometry.Metric;
import org.braggwise.crystal.geometry.UnitCell;
import org.braggwise.crystal.symmetry.SpaceGroup;
import org.braggwise.crystal.symmetry.SymmetryOperation;

/**
 * Refines a structure that explains nearly all in each subgroup of half the operations, from positions that are shaken a little, since at
 * positions of the higher symmetry nothing pulls an atom off. Of a pattern whose candidate is the aristotype, this finds the distortion.
 */
final class SymmetryLowering {

    private static final double SHAKE_ANGSTROM = 0.06;
    private static final double STRAIN = 5e-4;
    private static final int STEPS = 25;
    private static final double PRIOR = 1e-5;
    private static final int MOST_FREEDOM = 90;

    /** A subgroup is worth going on from where it leaves this share of its parent's residual. */
    private static final double BETTER = 0.7;

    private static final int LEVELS = 2;
    private static final double NEAR_SQUARED = 0.05 * 0.05;

    private final CandidateLibrary m_library;
    private final FastRietveld m_rietveld;
    private final long m_seed;
    private final String m_key;
    private final BooleanSupplier m_cancelled;
    private final Set<String> m_refined = new HashSet<>();
    private int m_drawn;

    SymmetryLowering(
            CandidateLibrary library, FastRietveld rietveld, long seed, String key, BooleanSupplier cancelled) {
        m_library = library;
        m_rietveld = rietveld;
        m_seed = seed;
        m_key = key;
        m_cancelled = cancelled;
    }

    /** @return the structures in subgroups that are better than their parents, of one level after the other until one is enough */
    List<Refined> lower(Refined start, double enough) {
        List<Refined> all = new ArrayList<>();
        Refined parent = start;
        for (int level = 0; level < LEVELS; level++) {
            Refined best = null;
            CrystalStructure structure = HypothesisList.structure(parent);
            for (SpaceGroup subgroup : m_library.subgroups().of(structure.spaceGroup())) {
                if (m_cancelled.getAsBoolean()) {
                    return all;
                }
                Optional<Refined> r = refine(structure, subgroup);
                if (r.isPresent() && r.get().residual() < BETTER * parent.residual()) {
                    all.add(r.get());
                    best = best == null || r.get().residual() < best.residual() ? r.get() : best;
                    if (best.residual() < enough) {
                        return all;
                    }
                }
            }
            if (best == null) {
                return all;
            }
            parent = best;
        }
        return all;
    }

    /**
     * With noise: subgroups are weighed whether they are better or not. One in which the structure is no freer is passed over for its own
     * subgroups, and of those with the same sites, in this run, one is refined.
     *
     * @return the structures in the next subgroups that leave them more freedom
     */
    List<Refined> all(Refined start) {
        List<Refined> all = new ArrayList<>();
        CrystalStructure structure = HypothesisList.structure(start);
        Deque<SpaceGroup> groups = new ArrayDeque<>(List.of(structure.spaceGroup()));
        while (!groups.isEmpty() && !m_cancelled.getAsBoolean()) {
            for (SpaceGroup subgroup : m_library.subgroups().of(groups.remove())) {
                Optional<Template> template = template(structure, subgroup);
                if (template.isEmpty() || !m_refined.add(template.get().signature())) {
                    continue;
                }
                if (template.get().freedom() == start.template().freedom()) {
                    groups.add(subgroup);
                } else {
                    refine(structure.cell(), template.get()).ifPresent(all::add);
                }
            }
        }
        return all;
    }

    private Optional<Refined> refine(CrystalStructure structure, SpaceGroup subgroup) {
        return template(structure, subgroup).flatMap(t -> refine(structure.cell(), t));
    }

    /** @return the structure in the subgroup; empty where it would have too many parameters */
    private Optional<Template> template(CrystalStructure structure, SpaceGroup subgroup) {
        try {
            return Optional.of(new Template(
                            inSubgroup(structure, subgroup),
                            m_library.conditions().qMax()))
                    .filter(t -> t.freedom() <= MOST_FREEDOM);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // atoms that the subgroup can't tell apart
        }
    }

    private Optional<Refined> refine(UnitCell cell, Template template) {
        SplittableRandom random = KeyedRandom.of(m_seed, m_key, "lowering", m_drawn++);
        double[] x = new double[template.free().size()];
        for (int p = 0; p < x.length; p++) {
            x[p] = random.nextDouble(-SHAKE_ANGSTROM, SHAKE_ANGSTROM)
                    / template.free().lengthAngstrom(p, cell);
        }
        double[] g = template.g().clone();
        double size = g[0];
        for (int i = 0; i < g.length; i++) {
            g[i] += size * random.nextDouble(-STRAIN, STRAIN);
        }
        return m_rietveld.refine(
                template,
                Assignment.own(template, m_library.amplitudes()),
                new FastRietveld.Start(g, x, null, PRIOR, STEPS));
    }

    /** The same atoms with one site for each orbit of the subgroup. */
    private static CrystalStructure inSubgroup(CrystalStructure structure, SpaceGroup subgroup) {
        List<Atom> atoms = structure.atoms();
        boolean[] done = new boolean[atoms.size()];
        Metric metric = structure.cell().metric();
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < done.length; i++) {
            if (done[i]) {
                continue;
            }
            Atom a = atoms.get(i);
            sites.add(structure.sites().get(a.siteIndex()).at(a.x(), a.y(), a.z()));
            for (SymmetryOperation operation : subgroup.operations()) {
                double[] y = operation.apply(new double[] {a.x(), a.y(), a.z()});
                for (int j = i; j < done.length; j++) {
                    Atom b = atoms.get(j);
                    done[j] |= b.siteIndex() == a.siteIndex() && near(metric, y, b);
                }
            }
        }
        return new CrystalStructure(structure.name(), structure.cell(), subgroup, sites);
    }

    private static boolean near(Metric metric, double[] p, Atom b) {
        return metric.square(FractionalDifference.of(p, new double[] {b.x(), b.y(), b.z()})) < NEAR_SQUARED;
    }
}
